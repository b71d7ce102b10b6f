"""One page in, one reading out, for every kind of page.

A page set by a program is read from its text, a picture from its pixels. A picture with a text layer is read
from both, unless the layer is useless or the user trusts it alone.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from extract.audit.page import audit_page
from extract.audit.sheet import AUDIT_DPI
from extract.engines import describe
from extract.files.rescue import shown_page
from extract.files.soundness import page_damage
from extract.model import PageReading, PageTable, Source, TextLine
from extract.pages.digital import read_digital_page
from extract.pages.layer import judge_layer, layer_words, on_print
from extract.pages.page_kind import page_kind
from extract.pages.scan import PreparedPage, prepare, read_by_both, read_by_engine, read_by_layer
from extract.pages.transcript import read_transcript
from extract.pictures.images import PageImage, load_image, render
from lampiran.codes import ProblemCode
from lampiran.records import LAYER, PageKind, Problem, Word
from lampiran.settings import Settings


def read_pages(source: Source, page: int, settings: Settings) -> list[PageReading]:
    """Reads one page of a source; all pages of a transcript are read at once, as page 1.

    Raises:
        DocumentError: If the page cannot be read.
        MissingRequirement: If an OCR engine is needed and none is installed.
    """
    if source.kind == "transcript":
        return read_transcript(source)
    return [read_page(source, page, settings)]


def read_page(source: Source, page: int, settings: Settings) -> PageReading:
    """Reads one page of a PDF or image file.

    Args:
        source: As :func:`extract.files.source.open_source` made it.
        page: From 1.
        settings: Engine, quality, use of text layers, limits.

    Raises:
        DocumentError: If the page cannot be read.
        MissingRequirement: If an OCR engine is needed and none is installed.
    """
    started = time.perf_counter()
    reading = audit_page(*read_with_picture(source, page, settings))
    problems = (*reading.problems, *_damage(source, page))
    return replace(reading, seconds=round(time.perf_counter() - started, 3), problems=problems)


def read_with_picture(source: Source, page: int, settings: Settings) -> tuple[PageReading, PageImage]:
    """Reads one page as :func:`read_page` does, without the audit; also the picture that it is audited on."""
    kind, image = _picture(source, page, settings)
    if image is not None:
        return _read_scan(source, page, kind, image, settings), image
    reading = read_digital_page(source, page)
    with shown_page(source, page) as shown:
        return reading, render(shown, AUDIT_DPI, settings)


def _damage(source: Source, page: int) -> tuple[Problem, ...]:
    damage = page_damage(source, page)
    return (Problem(ProblemCode.PAGE_DAMAGED, (damage,), page, lost=True),) if damage else ()


def _picture(source: Source, page: int, settings: Settings) -> tuple[PageKind, PageImage | None]:
    """The page's kind, and its picture unless it is set by a program."""
    if source.kind == "image":
        return "scan", load_image(source, page, settings)
    with shown_page(source, page) as shown:
        return page_kind(shown, settings)


def _read_scan(
    source: Source, page: int, kind: PageKind, image: PageImage, settings: Settings
) -> PageReading:
    prepared = prepare(image, settings)
    words: Sequence[Word] = (
        layer_words(source, page) if kind == "scan+text" and settings.text_layer != "ignore" else []
    )
    words = on_print(words, prepared, settings)
    engine, tables, outside = _contents(prepared, words, page, settings)
    return PageReading(
        page=page,
        width=image.frame.width,
        height=image.frame.height,
        kind=kind if engine == LAYER else "scan",
        engine=engine,
        tables=tables,
        outside=outside,
        rotation=prepared.rotation,
        skew=prepared.skew,
    )


def _contents(
    prepared: PreparedPage, words: Sequence[Word], page: int, settings: Settings
) -> tuple[str, tuple[PageTable, ...], tuple[TextLine, ...]]:
    """The names of those that read the page, its tables, and the lines outside them.

    Args:
        prepared: The page's picture.
        words: Its text layer; empty if it has none or the layer must not be used.
        page: From 1.
        settings: Engine, quality, use of text layers.
    """
    if words and settings.text_layer == "trust":
        return LAYER, *read_by_layer(prepared, words, page)
    grade = judge_layer(words, prepared).grade if words else "useless"
    if grade != "useless":
        # The one whose words are preferred stands first.
        names = [LAYER, describe(settings)] if grade == "usable" else [describe(settings), LAYER]
        return " + ".join(names), *read_by_both(prepared, words, page, settings)
    return describe(settings), *read_by_engine(prepared, page, settings)
