"""Schedules printed as columns, composed in words: ``MAR = v; JUN = v`` becomes ``Maret, Juni``.

Extraction joins the marked columns of a row to one cell that says what each mark stands under. An amount is a
mark too, and is kept: ``TW I = 25%`` becomes ``TW I (25%)``.
"""

from __future__ import annotations

import re

from dictionaries import Vocabulary
from lampiran.codes import Method, ReasonCode
from lampiran.records import PlanCell, RawCell, Reason, Step
from normalize.schedule.parse import parse_schedule
from normalize.schedule.time_words import ALL_MONTHS

RULE = "schedule.columns"
_ENTRY = re.compile(r"(?P<label>[^=;]+) = (?P<mark>[^=;]+)")
_TICK = re.compile(
    r"[vVxX*\N{SQUARE ROOT}\N{CHECK MARK}\N{HEAVY CHECK MARK}\N{MULTIPLICATION SIGN}\N{BULLET}"
    r"\N{BLACK CIRCLE}\N{WHITE CIRCLE}\N{MEDIUM BLACK CIRCLE}\N{BLACK SQUARE}\N{FULL BLOCK}"
    r"\N{BALLOT X}\N{HEAVY BALLOT X}\N{BLACK LARGE CIRCLE}\N{LIGHT CHECK MARK}]{1,2}"
)
_NUMBERED = re.compile(r"Bulan ke- = (?P<month>1[0-2]|[1-9])\.?")
_AMOUNT = re.compile(r"\d[\d.,]*\s?(?:%|[a-z]{2,12})?", re.IGNORECASE)
_SURE_TICK, _DOUBTED = 0.6, 0.5
"""Confidence of a lone sign that is taken for a tick, at least; and of a cell with a mark of another kind."""


def composed_cell(cell: RawCell, vocabulary: Vocabulary) -> PlanCell | None:
    """The cell in words if it holds marks under periods; None for any other cell.

    The words are the program's, so the cell is flagged; a mark that is neither a tick nor an amount is kept
    beside its period.
    """
    entries = _numbered(cell.raw) or _entries(cell.raw, vocabulary)
    if not entries:
        return None
    plain = all(_TICK.fullmatch(mark) or _AMOUNT.fullmatch(mark) for _, mark in entries)
    text = ", ".join(label if _TICK.fullmatch(mark) else f"{label} ({mark})" for label, mark in entries)
    read = min((part.confidence for part in cell.parts if part.raw), default=1.0)
    sure = plain and read >= _SURE_TICK
    chance = read if sure else min(read, _DOUBTED)
    step = Step(0, len(cell.raw), cell.raw, text, Method.MARKUP, 1.0, RULE)
    return PlanCell(
        kolom=cell.kolom,
        raw=cell.raw,
        text=text,
        confidence=chance,
        needs_review=True,
        steps=(step,),
        reasons=(Reason(ReasonCode.TIME_COMPOSED if sure else ReasonCode.TIME_UNCLEAR),),
        shared=cell.shared,
        parts=cell.parts,
        confidence_exact=chance,
    )


def _entries(raw: str, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """The periods, written out, and their marks; empty if the text is no such list."""
    found = [_ENTRY.fullmatch(piece) for piece in raw.split("; ")] if " = " in raw else []
    entries = [(match["label"], match["mark"].strip()) for match in found if match is not None]
    if len(entries) != len(found) or not all(parse_schedule(label, vocabulary).bulan for label, _ in entries):
        return []
    return [(_written(label, vocabulary), mark) for label, mark in entries]


def _numbered(raw: str) -> list[tuple[str, str]]:
    """A bare number under a heading that counts months: ``Bulan ke-3``, as if that were ticked."""
    match = _NUMBERED.fullmatch(raw.strip())
    return [(f"Bulan ke-{match['month']}", "v")] if match else []


def _written(label: str, vocabulary: Vocabulary) -> str:
    """A period in words: the month's full name, with the week where it has one."""
    month, _, rest = label.partition(" ")
    if month == "Bulan" and rest.isdecimal() and 1 <= int(rest) <= len(ALL_MONTHS):
        return next(name for name, value in vocabulary.months if value == int(rest))
    number = vocabulary.month_numbers.get(month.strip(".").lower())
    if number is None:
        return label
    name = next(name for name, value in vocabulary.months if value == number)
    return f"{name} {rest}".strip()
