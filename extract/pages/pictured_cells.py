"""Single cells of a born-digital page read from its picture, where the file does not tell their letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.engines import describe
from extract.files.rescue import shown_page
from extract.model import Source
from extract.pages.page_contents import CellContent, cell_content
from extract.pictures.images import WORK_DPI, PageImage, render
from extract.pictures.orient import turned
from extract.reading.cell_reading import read_table
from lampiran.errors import MissingRequirement, PageTooLarge
from lampiran.records import Box, Reading
from lampiran.settings import Settings


@dataclass(frozen=True, slots=True)
class PicturedCell:
    """A cell to be read.

    Attributes:
        table, index: Which one.
        box: Its place on the page as shown, points.
        degrees: By which its print is turned clockwise.
    """

    table: int
    index: int
    box: Box
    degrees: int


def read_from_picture(
    source: Source, page: int, cells: Sequence[PicturedCell], settings: Settings
) -> tuple[list[tuple[PicturedCell, CellContent]], str]:
    """Reads cells from the picture of their page.

    Args:
        source: The file.
        page: From 1.
        cells: Which; with none, nothing is shown or read.
        settings: Engine and quality.

    Returns:
        Each cell with what was read, and the name of the reader. Nothing where there is no OCR engine or the
        page is too large to be shown: the file's own text has to do.

    Raises:
        DamagedDocument: If the page cannot be shown.
    """
    if not cells:
        return [], ""
    try:
        reader = describe(settings)
        with shown_page(source, page) as shown:
            image = render(shown, WORK_DPI, settings)
        return list(_read(image, cells, reader, settings)), reader
    except (MissingRequirement, PageTooLarge):
        return [], ""


def _read(
    image: PageImage, cells: Sequence[PicturedCell], reader: str, settings: Settings
) -> Iterator[tuple[PicturedCell, CellContent]]:
    by_turn: defaultdict[int, list[PicturedCell]] = defaultdict(list)
    for cell in cells:
        by_turn[cell.degrees].append(cell)
    for degrees, its in by_turn.items():
        upright = turned(image, (360 - degrees) // 90 % 4) if degrees else image
        rects = [upright.frame.rect(cell.box, upright.gray.shape) for cell in its]
        texts = read_table(upright.gray, rects, settings, dpi=upright.dpi)
        for cell, text in zip(its, texts, strict=True):
            content = cell_content(text, upright.frame)
            own = content.readings or (Reading(reader, content.text, content.confidence),)
            yield cell, CellContent(content.text, content.confidence, content.words, own)
