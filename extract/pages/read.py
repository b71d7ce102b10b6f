"""One page in, one reading out, for every kind of page.

A page set by a program is read from its text, a picture from its pixels. A picture with a text layer is read
from both, unless the layer is useless or the user trusts it alone.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from extract.audit.page import audit_page
from extract.engines import describe
from extract.files.opened import single_page
from extract.files.rescue import shown_page
from extract.files.soundness import page_damage
from extract.model import PageReading, PageTable, Source, TextLine
from extract.pages.background import without_background
from extract.pages.digital import read_digital_page
from extract.pages.layer import judge_layer, layer_words, on_print
from extract.pages.page_kind import page_kind
from extract.pages.scan import (
    PreparedPage,
    prepare,
    read_by_both,
    read_by_engine,
    read_by_layer,
    read_without_tables,
)
from extract.pages.sheets import read_sheets
from extract.pages.transcript import read_transcript
from extract.pages.word_files import read_word
from extract.pictures.images import WORK_DPI, PageImage, load_image, render
from lampiran.codes import ProblemCode
from lampiran.faults import attempt, gathered
from lampiran.records import LAYER, PageKind, Problem, Word
from lampiran.settings import Settings


def read_pages(source: Source, page: int, settings: Settings) -> list[PageReading]:
    """Reads one page of a source; all pages of a transcript, Excel or Word file are read at once, as page 1.

    Raises:
        DocumentError: If the page cannot be read.
        MissingRequirement: If an OCR engine is needed and none is installed.
    """
    if source.kind == "transcript":
        return read_transcript(source)
    if source.kind == "xlsx":
        return read_sheets(source)
    if source.kind == "docx":
        return read_word(source)
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
    with gathered(page) as faults:
        reading, image = read_with_picture(source, page, settings)
        if image is not None:
            reading = attempt("ink of the page", audit_page, reading, image, otherwise=reading)
        damage = attempt("damage of the page", _damage, source, page, otherwise=())
    if source.kind == "pdf":
        reading = replace(reading, unit=single_page(source, page).unit)
    problems = (*reading.problems, *damage, *faults.problems)
    return replace(reading, seconds=round(time.perf_counter() - started, 3), problems=problems)


def read_with_picture(source: Source, page: int, settings: Settings) -> tuple[PageReading, PageImage | None]:
    """The page's reading without the audit, and the picture to audit it on unless that is too large.

    Where a way of reading it fails by a fault of the program, a simpler one reads it. A page set by a program
    is read from its picture if the file does not tell its letters.
    """
    found = attempt("kind of the page", _picture, source, page, settings, otherwise=None)
    kind, image = found or ("scan", _rendering(source, page, settings))
    if image is None:
        typed = attempt(
            "text of a born-digital page", read_digital_page, source, page, settings, otherwise=None
        )
        if typed is not None and typed.usable:
            picture = typed.picture and without_background(source, page, typed.picture, settings)
            return typed.reading, picture
        kind, image = "scan", _rendering(source, page, settings)
    return _read_scan(source, page, kind, image, settings), image


def _rendering(source: Source, page: int, settings: Settings) -> PageImage:
    """The page as a viewer shows it: the simplest picture of it."""
    if source.kind == "image":
        return load_image(source, page, settings)
    with shown_page(source, page) as shown:
        return render(shown, WORK_DPI, settings)


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
    words: Sequence[Word] = ()
    if kind == "scan+text" and settings.text_layer != "ignore":
        words = attempt("words of the text layer", layer_words, source, page, otherwise=[])
        words = attempt("text layer put on its print", on_print, words, prepared, settings, otherwise=words)
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
        read = attempt("cells by the text layer", read_by_layer, prepared, words, page, otherwise=None)
        if read is not None:
            return LAYER, *read
    verdict = attempt("text layer judged", judge_layer, words, prepared, otherwise=None) if words else None
    if verdict is not None and verdict.grade != "useless":
        # The one whose words are preferred stands first.
        names = [LAYER, describe(settings)] if verdict.usable else [describe(settings), LAYER]
        given = prepared, words, page, settings
        read = attempt("cells by both readings", read_by_both, *given, otherwise=None)
        if read is not None:
            return " + ".join(names), *read
    read = attempt("cells by the engine", read_by_engine, prepared, page, settings, otherwise=None, lost=True)
    return describe(settings), *(read or read_without_tables(prepared, settings))
