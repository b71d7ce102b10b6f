"""PDF, page images and transcripts to raw plan rows. See ``docs/architecture.md``."""

from extract.assemble import assemble
from extract.engines import describe as describe_engine
from extract.engines import preflight
from extract.pages import read_pages
from extract.picture import page_pictures
from extract.source import content_hash, open_source

__all__ = [
    "assemble",
    "content_hash",
    "describe_engine",
    "open_source",
    "page_pictures",
    "preflight",
    "read_pages",
]
