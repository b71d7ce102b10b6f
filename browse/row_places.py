"""Where a row stands: its cells with what was read and repaired, on the pages they were printed on."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from dictionaries.sentences import said
from load.pictures import PageStore, pictures_path
from load.stored_codes import reasons_of


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a cell to be drawn on a page; in points from the top left of the page as shown."""

    kolom: str
    number: int
    x0: float
    y0: float
    x1: float
    y1: float
    shared: bool
    needs_review: bool


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page with the row's marks.

    Attributes:
        page: Its number.
        width: Points, as a viewer shows it.
        height: Points, as a viewer shows it.
        rotation: Degrees by which the print lies turned clockwise on it.
        has_picture: Whether its picture is kept.
        marks: Parts of the row's cells.
    """

    page: int
    width: float
    height: float
    rotation: int
    has_picture: bool
    marks: tuple[Mark, ...]

    @property
    def upright(self) -> tuple[float, float]:
        """Width and height once the print stands upright."""
        return (self.height, self.width) if self.rotation in (90, 270) else (self.width, self.height)

    def corner(self, mark: Mark) -> tuple[float, float]:
        """The corner of a mark that is the top left one once the print stands upright."""
        x = mark.x1 if self.rotation in (90, 180) else mark.x0
        y = mark.y1 if self.rotation in (180, 270) else mark.y0
        return x, y

    @property
    def turn(self) -> str:
        """The SVG transform that sets the print upright."""
        width, height = self.width, self.height
        turns = {
            90: f"matrix(0 -1 1 0 0 {width:g})",
            180: f"matrix(-1 0 0 -1 {width:g} {height:g})",
            270: f"matrix(0 1 -1 0 {height:g} 0)",
        }
        return turns.get(self.rotation, "matrix(1 0 0 1 0 0)")


@dataclass(frozen=True, slots=True)
class Repair:
    """One repair of a cell."""

    raw: str
    repaired: str
    rule: str | None
    method: str
    score: float
    corrected_by: str


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of the row in words; ``number`` is also written on its marks.

    ``reasons`` say in Indonesian why a person should look.
    """

    number: int
    kolom: str
    raw: str
    text: str
    confidence: float
    confidence_exact: float
    needs_review: bool
    marks_doubtful: bool
    shared: bool
    pages: tuple[int, ...]
    repairs: tuple[Repair, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A row with everything that is shown of it; ``facts`` are the columns of ``rencana_aksi``."""

    facts: dict[str, str | int | float | None]
    cells: tuple[ShownCell, ...]
    pages: tuple[ShownPage, ...]
    earlier: int | None
    later: int | None


def find_place(connection: sqlite3.Connection, database: Path, document_id: str, urutan: int) -> Place | None:
    """Gathers a row; None where there is no such row (or its document was superseded).

    Args:
        connection: To the database; only read.
        database: Its path, beside which the pictures are looked for.
        document_id: The document.
        urutan: The row.
    """
    key = (document_id, urutan)
    row = _one(connection, "SELECT * FROM rencana_aksi WHERE document_id = ? AND urutan = ?", key)
    if row is None:
        return None
    parts = _all(connection, _CELLS, key)
    repairs = _all(
        connection, "SELECT * FROM correction WHERE document_id = ? AND urutan = ? ORDER BY corrected_at", key
    )
    by_kolom = {name: list(group) for name, group in groupby(parts, key=lambda part: str(part["kolom"]))}
    numbers = {name: number for number, name in enumerate(by_kolom, start=1)}
    cells = tuple(_cell(numbers[name], name, group, repairs) for name, group in by_kolom.items())
    around = _one(
        connection,
        "SELECT MAX(CASE WHEN urutan < ?2 THEN urutan END) AS earlier,"
        " MIN(CASE WHEN urutan > ?2 THEN urutan END) AS later FROM rencana_aksi WHERE document_id = ?1",
        key,
    )
    earlier, later = around or (None, None)
    return Place(dict(row), cells, _pages(connection, database, row, parts, numbers), earlier, later)


_OF_REPAIR = ("raw", "repaired", "rule", "method", "score", "corrected_by")
_CELLS = """
SELECT c.*, w.text AS whole_text, w.raw AS whole_raw, w.reasons
FROM cell c
JOIN cells w ON w.document_id = c.document_id AND w.urutan = c.urutan AND w.kolom = c.kolom
WHERE c.document_id = ? AND c.urutan = ?
ORDER BY w.position, c.part
"""


def picture_of(connection: sqlite3.Connection, database: Path, document_id: str, page: int) -> bytes | None:
    """The PNG of a document's page; None where none is kept."""
    found = _one(connection, "SELECT sha256 FROM document WHERE document_id = ?", (document_id,))
    path = pictures_path(database)
    if found is None or path is None:
        return None
    with PageStore(path) as store:
        picture = store.get(str(found["sha256"]), page)
    return picture.image if picture else None


def _cell(number: int, kolom: str, parts: list[sqlite3.Row], repairs: list[sqlite3.Row]) -> ShownCell:
    first = parts[0]
    return ShownCell(
        number=number,
        kolom=kolom,
        raw=first["whole_raw"],
        text=first["whole_text"],
        confidence=first["confidence"],
        confidence_exact=first["confidence_exact"],
        needs_review=bool(first["needs_review"]),
        marks_doubtful=bool(first["marks_doubtful"]),
        shared=bool(first["shared"]),
        pages=tuple(dict.fromkeys(part["page"] for part in parts if part["page"] is not None)),
        repairs=tuple(
            Repair(*(item[name] for name in _OF_REPAIR)) for item in repairs if item["kolom"] == kolom
        ),
        reasons=tuple(said(reason, "id") for reason in reasons_of(first["reasons"])),
    )


def _pages(
    connection: sqlite3.Connection,
    database: Path,
    row: sqlite3.Row,
    parts: list[sqlite3.Row],
    numbers: dict[str, int],
) -> tuple[ShownPage, ...]:
    """The pages that any of the row's cells stands on."""
    wanted = sorted({part["page"] for part in parts if part["page"] is not None} | {row["page_first"]})
    marks = ",".join("?" * len(wanted))
    query = f"SELECT page, width, height, rotation FROM pages WHERE document_id = ? AND page IN ({marks})"  # noqa: S608
    path = pictures_path(database)
    kept: list[int] = []
    if path is not None:
        with PageStore(path) as store:
            kept = store.pages(row["sha256"])
    return tuple(
        ShownPage(
            page["page"],
            page["width"],
            page["height"],
            page["rotation"],
            page["page"] in kept,
            tuple(_mark(part, numbers) for part in parts if _stands_on(part, page["page"])),
        )
        for page in _all(connection, query + " ORDER BY page", (row["document_id"], *wanted))
    )


def _stands_on(part: sqlite3.Row, page: int) -> bool:
    return bool(part["page"] == page and part["x0"] is not None)


def _mark(part: sqlite3.Row, numbers: dict[str, int]) -> Mark:
    box = (part["x0"], part["y0"], part["x1"], part["y1"])
    kolom = part["kolom"]
    return Mark(kolom, numbers[kolom], *box, bool(part["shared"]), bool(part["needs_review"]))


def _all(connection: sqlite3.Connection, query: str, values: tuple[str | int, ...]) -> list[sqlite3.Row]:
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor.execute(query, values).fetchall()


def _one(connection: sqlite3.Connection, query: str, values: tuple[str | int, ...]) -> sqlite3.Row | None:
    found = _all(connection, query, values)
    return found[0] if found else None
