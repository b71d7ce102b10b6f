"""PDF, page images and transcripts to raw plan rows. See ``docs/architecture.md``."""

from extract.columns.form_header import form_verdicts
from extract.engines import alone_because, one_engine_notice, preflight, second_engine
from extract.engines import describe as describe_engine
from extract.files.source import content_hash, open_source
from extract.pages.audited import audited_page
from extract.pages.read import read_pages
from extract.pictures.compact import page_pictures
from extract.plan.assemble import assemble

__all__ = [
    "alone_because",
    "assemble",
    "audited_page",
    "content_hash",
    "describe_engine",
    "form_verdicts",
    "one_engine_notice",
    "open_source",
    "page_pictures",
    "preflight",
    "read_pages",
    "second_engine",
]
