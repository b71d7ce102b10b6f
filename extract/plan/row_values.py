"""Plan rows in the making, and the values of their cells, which grow as lines are joined."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extract.plan.plan_lines import LineCell, joined_part
from lampiran.codes import Note
from lampiran.records import CellPart


@dataclass(slots=True)
class Value:
    """What a cell holds; shared by every row that a merged cell or a komponen covers."""

    parts: list[CellPart] = field(default_factory=list)
    last: LineCell | None = None

    @property
    def raw(self) -> str:
        """The parts' text, one blank between parts."""
        return " ".join(part.raw for part in self.parts if part.raw)


@dataclass(slots=True)
class Draft:
    """A plan row in the making.

    ``values``: column -> value and whether it is shared from above; ``doubted``: columns in which the value
    may belong to other rows.
    """

    area: int | None
    no: str
    starts_komponen: bool
    values: dict[str, tuple[Value, bool]]
    page_first: int
    page_last: int
    notes: list[Note] = field(default_factory=list)
    doubted: set[str] = field(default_factory=set)

    def raw(self, kolom: str) -> str:
        """Text of a column, all parts; empty where the row has no such cell."""
        held = self.values.get(kolom)
        return held[0].raw if held else ""

    def note(self, *notes: Note) -> None:
        """Adds notes, each once."""
        self.notes += [note for note in notes if note not in self.notes]


def extend(value: Value, cell: LineCell) -> None:
    """Adds a further part to a value; two parts on one page become one."""
    if value.parts and value.parts[-1].page == cell.part.page:
        value.parts[-1] = joined_part(value.parts[-1], cell.part)
    else:
        value.parts.append(cell.part)
    value.last = cell


def doubted_parts(value: Value, *, doubted: bool) -> tuple[CellPart, ...]:
    """A value's parts; where it is doubted whether they belong to the row, they say so."""
    if not doubted:
        return tuple(value.parts)
    return tuple(replace(part, border_doubt=1.0) for part in value.parts)
