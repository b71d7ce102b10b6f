"""The things to settle as a person is shown them: line by line, with document and place of the cell."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from lampiran.records import Box
from load.deciding import mark_of

KIND_WORDS = {
    "letters": "huruf",
    "digits": "angka",
    "place": "letak",
    "missing": "hilang",
    "marks": "tanda baca",
    "sample": "contoh",
}
"""The kinds of doubt, in Indonesian."""

_QUERY = """
SELECT l.*, d.file, d.sha256, d.wilayah, g.rotation, g.width, g.height,
       p.x0 AS cell_x0, p.y0 AS cell_y0, p.x1 AS cell_x1,
       p.y1 AS cell_y1, r.langkah_aksi, r.indikator AS row_indikator
FROM review_lines l
JOIN documents d ON d.id = l.document_id
LEFT JOIN pages g ON g.document_id = l.document_id AND g.page = l.page
LEFT JOIN plan_rows r ON r.document_id = l.document_id AND r.urutan = l.urutan
LEFT JOIN cells c ON c.document_id = l.document_id AND c.urutan = l.urutan AND c.kolom = l.kolom
LEFT JOIN cell_parts p ON p.document_id = c.document_id AND p.urutan = c.urutan AND p.position = c.position
                      AND p.page = l.page
WHERE d.superseded_by IS NULL
"""
_ORDER = " ORDER BY d.wilayah, d.file, l.document_id, l.position"


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing to settle; names as in ``pemeriksaan``, ``mark`` tells whether it has changed since."""

    line: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.line[name]
        except KeyError as error:
            raise AttributeError(name) from error

    @property
    def mark(self) -> str:
        """Tells this state of the thing from another."""
        return mark_of(self.line)

    @property
    def box(self) -> Box | None:
        """Of the word, or of the cell where no word is named."""
        return _box(self.line, "")

    @property
    def cell_box(self) -> Box | None:
        """Of the whole cell."""
        return _box(self.line, "cell_") or self.box

    @property
    def proposal(self) -> str:
        """What the machine takes for right: of the word that is doubted, or of the whole."""
        return str(self.line["word"] or self.line["text"] or "")

    @property
    def candidates(self) -> list[tuple[str, float | None]]:
        """What else it may be, best first, without what is proposed anyway."""
        found = [(str(value), score) for value, score in json.loads(self.line["candidates"] or "[]")]
        other = self.line["other_reading"]
        if other and self.line["word"] and other not in [value for value, _ in found]:
            found.append((other, None))
        return [pair for pair in found if pair[0] != self.proposal]


def _box(line: Mapping[str, Any], prefix: str) -> Box | None:
    corners = [line[f"{prefix}{name}"] for name in ("x0", "y0", "x1", "y1")]
    return None if None in corners else Box(*corners)


def things(
    connection: Connection,
    where: str = "l.settled = 0",
    values: Mapping[str, Any] | None = None,
    limit: int | None = None,
) -> Iterator[Thing]:
    """Things to settle, by region, file and page.

    Args:
        connection: An open connection.
        where: SQL, of this program's own; values stand in it as ``:name``.
        values: For ``where``.
        limit: The most to be had.
    """
    end = f" LIMIT {int(limit)}" if limit is not None else ""
    seen: set[tuple[str, int]] = set()
    for line in connection.execute(text(f"{_QUERY} AND {where}{_ORDER}{end}"), dict(values or {})).mappings():
        place = line["document_id"], line["position"]
        if place not in seen:  # a cell may have two parts on one page
            seen.add(place)
            yield Thing(dict(line))


def by_items(connection: Connection, items: Sequence[str]) -> dict[str, Thing]:
    """Things by their item."""
    if not items:
        return {}
    names = {f"i{place}": item for place, item in enumerate(items)}
    listed = ", ".join(f":{name}" for name in names)
    return {thing.item: thing for thing in things(connection, f"l.item IN ({listed})", names)}
