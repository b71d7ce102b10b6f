"""``laporan.xlsx``: all sheets in the order in which they are read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dictionaries.letter_topics import Topic
from load.workbooks import new_workbook
from report import list_sheets, region_sheets, summary_sheets, wording, year_sheet
from report.figures import Figures
from report.sheet import Book, Letterhead, Paper


def write_workbook(
    path: Path, figures: Figures, topics: Sequence[Topic], made: date, by: str = "", paper: Paper = "a4"
) -> None:
    """Writes the workbook.

    Args:
        path: The file.
        figures: What it shows.
        topics: What letter 2410 asks for.
        made: The day that stands over every sheet.
        by: Who prepared it; a line to write on if empty.
        paper: What it is to be printed on, landscape.

    Raises:
        OSError: If the file cannot be written.
    """
    from xlsxwriter.exceptions import FileCreateError

    workbook = new_workbook(path)
    letterhead = Letterhead(figures.scope.office, wording.title(figures), made_line(made, by))
    book = Book(workbook, letterhead, paper)
    summary_sheets.summary(book, figures)
    summary_sheets.received(book, figures)
    summary_sheets.coverage(book, figures)
    list_sheets.holes(book, figures)
    summary_sheets.calendar(book, figures)
    list_sheets.due(book, figures)
    list_sheets.letter(book, figures, topics)
    list_sheets.comparison(book, figures)
    list_sheets.to_check(book, figures)
    list_sheets.plans(book, figures)
    list_sheets.evidence(book, figures)
    year_sheet.year_to_year(book, figures)
    for line in figures["kelengkapan"] if figures.scope.kode else figures.received:
        region_sheets.region(book, figures, line)
    summary_sheets.appendix(book, figures)
    try:
        workbook.close()
    except FileCreateError as error:
        cause = error.args[0] if error.args else None
        raise (cause if isinstance(cause, OSError) else OSError(str(error))) from error


def made_line(made: date, by: str) -> str:
    """When it was made and by whom."""
    return f"Tanggal: {wording.day(made)} · Disusun oleh: {by or '…………………………………………'}"
