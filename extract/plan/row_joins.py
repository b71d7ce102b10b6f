"""Evidence that a line is the rest of the row above, which a page break cut in two.

The signs of all columns are added up, because none decides by itself: in 16 of 16 cut rows seen the target of
the rest was empty, but one new row had an empty target too; most rests start in lower case, one did not.
Signs come from the line as a whole, from the words at the break (:mod:`extract.plan.text_continuation`), from
the official wording (:mod:`dictionaries.likeness`) and, where boxes are known, from the layout of the page
(:mod:`extract.plan.layout_signs`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dictionaries.likeness import has_wording, likeness
from dictionaries.numerals import ordinals, split_heading
from extract.columns.contents import MISREAD_NUMBER
from extract.columns.naming import NO
from extract.plan.fold_cuts import cut_by_fold
from extract.plan.layout_signs import layout_signs
from extract.plan.plan_habits import PlanHabits
from extract.plan.plan_lines import LineCell, PlanLine
from extract.plan.row_values import Value
from extract.plan.signals import Sign, Signs, in_column, seen, total
from extract.plan.text_continuation import (
    Pairs,
    continuation_signs,
    lacks_its_end,
    marks_count_on,
    time_continuation_signs,
)
from extract.sizes import WHOLE
from lampiran.records import FREE_TEXT, KOLOM

MAIN = ("indikator", *FREE_TEXT)
"""The columns that make a row: a line without text in them is not a row of its own."""
DOUBT = 1.5
"""A decision with fewer points than this, either way, is noted for a person to look at."""
_OWN_COLUMN = 0.5
"""How much the signs of a decree's own column count: its texts often are alike in all rows."""
_CLEARLY = 3.0
"""By how much (of 100) two texts together must be nearer to official wording than the first, or further."""

Carry = Literal["surely", "likely", "perhaps", "no"]
"""Whether a merged cell continues over a page break; ``perhaps`` is not enough to carry its text."""


@dataclass(frozen=True, slots=True)
class Seam:
    """What stands before a line: the row and the komponen that may continue in it, and the plan's columns.

    ``habits``: how the plan is printed; ``adjacent``: whether the page before was read.
    """

    values: Mapping[str, Value]
    komponen: Value | None
    columns: Sequence[str]
    habits: PlanHabits
    adjacent: bool = True

    def raw(self, kolom: str) -> str:
        """The text of a column before the line; empty if there is none."""
        value = self.values.get(kolom)
        return value.raw if value else ""


def continues_row(signs: Sequence[Sign]) -> bool:
    """Whether the signs of :func:`join_signs` say that a line is the rest of the row above."""
    return total(signs) > 0


def join_signs(seam: Seam, line: PlanLine) -> Signs:
    """Signs for and against a line being the rest of the row above."""
    if any(kolom in line.covered for kolom in MAIN):
        return seen("line.under-merged-cell")
    signs: Signs = ()
    if not line.starts_page:
        if not line.text(NO) and cut_by_fold(_last_cells(seam), line):
            return seen("line.within-page") + seen("line.fold")
        printed_anew = line.text("indikator") and not lacks_its_end(seam.raw("indikator"))
        if line.covered or printed_anew:
            return seen("line.cell-printed-anew")  # some authors begin every cell in lower case
        signs += seen("line.within-page")
    return signs + _line_signs(seam, line)


def _line_signs(seam: Seam, line: PlanLine) -> Signs:
    """The signs of a line that neither a merged cell nor a printed indikator makes a row of its own."""
    signs = () if seam.adjacent else seen("line.after-missing-page")
    if ordinals(line.text(NO)) or len(line.text(NO)) > MISREAD_NUMBER:
        signs += seen("line.numbered")
    if line.text("komponen"):
        signs += komponen_signs(seam, line)
    elif not any(line.text(kolom) for kolom in MAIN):
        return signs + seen("line.target-alone" if line.starts_page else "line.target-alone-within")
    before, after = seam.raw("indikator"), line.text("indikator")
    if marks_count_on(before, after):
        signs += seen("indikator.next-letter")
    if "indikator" in seam.columns and not after and before:
        signs += seen("indikator.blank")
    signs += _target_signs(seam, line)
    for kolom in seam.columns:
        if kolom not in ("komponen", "target_waktu") and line.text(kolom):
            share = 1.0 if kolom in KOLOM else _OWN_COLUMN
            signs += in_column(_column_signs(seam, line, kolom), kolom, share)
    return signs


def _last_cells(seam: Seam) -> dict[str, LineCell]:
    return {kolom: value.last for kolom, value in seam.values.items() if value.last is not None}


def komponen_signs(seam: Seam, line: PlanLine) -> Signs:
    """Signs for and against the komponen's name continuing in this line."""
    cell = line.cells["komponen"]
    numbered = bool(ordinals(line.text(NO))) and not seam.habits.rows_numbered
    if seam.komponen is None or numbered or split_heading(cell.text)[0]:
        return in_column(seen("komponen.numbered"), "komponen")
    signs = continuation_signs(seam.komponen.raw, cell.text, seam.habits.pairs)
    signs += _wording_signs("komponen", seam.komponen.raw, cell.text)
    if seam.komponen.last is not None:
        signs += layout_signs(seam.komponen.last, cell)
    return in_column(signs, "komponen")


def merged_cell_continues(line: PlanLine, kolom: str, held: Value, pairs: Pairs) -> Carry:
    """Whether a cell that reached the foot of the last page continues at the top of this one.

    A merged cell without text can hardly be anything but a part of one that has text: nobody merges empty
    cells. A single blank cell under a merged one most likely is its rest; under a single one it may be empty.
    """
    above, cell = held.last, line.cells[kolom]
    if not line.starts_page and above is not None and not cell.text and kolom == "target_waktu":
        # No border was seen between a time and the blank cell under it.
        unseen = min(above.part.border_doubt, cell.part.border_doubt) >= WHOLE
        return "likely" if unseen and held.raw else "no"
    if not line.starts_page or above is None or not above.to_bottom:
        return "no"
    merged = (above.row_span > 1, cell.row_span > 1)
    if not cell.text:
        if not held.raw:
            return "no"
        read = min((word.confidence for part in held.parts for word in part.words), default=1.0)
        if merged[1]:
            # OCR misses a lone dash; what a PDF's own text leaves blank is blank.
            return "surely" if read >= 1.0 else "likely"
        return "likely" if merged[0] and kolom in KOLOM else "perhaps"
    if not held.raw:
        return "no" if not merged[0] else "surely" if merged[1] else "likely"
    if not any(merged):
        return "no"
    is_time = kolom == "target_waktu"
    signs = (
        time_continuation_signs(held.raw, cell.text)
        if is_time
        else continuation_signs(held.raw, cell.text, pairs)
    )
    if is_time and total(signs) <= 0.0:
        return "no"  # two whole times are two, however the first fills its cell
    points = total(signs + layout_signs(above, cell))
    return "no" if points <= 0.0 else "surely" if points >= DOUBT else "likely"


def _column_signs(seam: Seam, line: PlanLine, kolom: str) -> Signs:
    after = line.text(kolom)
    before = seam.values.get(kolom)
    raw = before.raw if before else ""
    signs = continuation_signs(raw, after, seam.habits.pairs) + _wording_signs(kolom, raw, after)
    if kolom == "indikator" and raw.endswith(";"):
        signs += seen("indikator.after-semicolon")
    if raw and before and before.last is not None:
        signs += layout_signs(before.last, line.cells[kolom])
    return signs


def _wording_signs(kolom: str, before: str, after: str) -> Signs:
    """Signs from the official wording: is the joined text nearer to a known one than either half?

    Only ``indikator`` and ``komponen`` have an official wording; other columns give none.
    """
    if not has_wording(kolom) or not after or not before:
        return ()
    joined = likeness(kolom, f"{before} {after}")
    alone, rest = likeness(kolom, before), likeness(kolom, after)
    signs: Signs = ()
    if joined.likely and joined.percent > alone.percent + _CLEARLY:
        signs += seen("wording.whole-is-official")
    elif joined.percent + _CLEARLY < alone.percent:
        signs += seen("wording.whole-is-worse")
    if rest.sure and rest > joined and not after.lstrip()[:1].islower():
        two = before.rstrip().endswith(";")
        signs += seen("wording.rest-is-official-after-semicolon" if two else "wording.rest-is-official")
    return signs


def _target_signs(seam: Seam, line: PlanLine) -> Signs:
    """The rest of a cut row nearly always has an empty target; a merged one says nothing about its rows."""
    after = line.cells.get("target_waktu")
    if "target_waktu" not in seam.columns or after is None:
        return ()
    before = seam.raw("target_waktu")
    if not after.text:
        return seen("target.blank-after-time" if before else "target.blank")
    spans = [cell.row_span for kolom, cell in line.cells.items() if kolom in MAIN]
    if after.row_span > max(spans, default=1):
        return ()
    signs = time_continuation_signs(before, after.text)
    return in_column(signs if total(signs) > 0 else seen("target.whole"), "target_waktu")
