"""Evidence that a line is the rest of the row before it, which a page break cut apart.

The signs of all columns are added up, because none decides alone: in 16 of 16 tails seen the target was
empty, but one new row had an empty target too; most tails start in lower case, one did not. Signs come from
the words at the seam (:mod:`extract.plan.text_continuation`), from the official wording
(:mod:`dictionaries.likeness`) and, where boxes are known, from the page itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from dictionaries.likeness import has_wording, likeness
from dictionaries.numerals import ordinals, split_heading
from extract.columns.naming import NO
from extract.plan.fold_cuts import cut_by_fold
from extract.plan.plan_lines import Line, Piece
from extract.plan.text_continuation import Pairs, ends_open, flow, letters_go_on, starts_list_item, time_flow
from lampiran.records import KOLOM, Box, CellPart

MAIN = ("indikator", "langkah_aksi", "bukti_fisik")
DOUBT = 1.5
"""Less evidence than this, either way, is noted for a person to look at."""
_MID_PAGE = 4.0
"""Within a page only a false rule cuts a row: much more evidence is asked for."""
_UNSEEN = 0.9
"""Doubt from which on a cell's border counts as not seen."""
_GAP = -1.5
_NEVER = -9.0


Carry = Literal["surely", "likely", "perhaps", "no"]
"""How far a merged cell goes on over a page break; ``perhaps`` is not enough to carry its text."""


@dataclass(slots=True)
class Value:
    """What a cell holds; shared by every row that a merged cell or a komponen covers."""

    parts: list[CellPart] = field(default_factory=list)
    last: Piece | None = None

    @property
    def raw(self) -> str:
        """The parts' text, one blank between parts."""
        return " ".join(part.raw for part in self.parts if part.raw)


@dataclass(frozen=True, slots=True)
class Seam:
    """What lies before a line: the row that may go on, the komponen that may, and the plan's columns.

    ``adjacent``: whether the page before was read; ``pairs``: see
    :func:`extract.plan.text_continuation.word_pairs`;
    ``rows_numbered``: whether a number counts rows and so opens no komponen.
    """

    values: Mapping[str, Value]
    komponen: Value | None
    columns: Sequence[str]
    adjacent: bool = True
    pairs: Pairs = frozenset()
    rows_numbered: bool = False


def is_tail(points: float, line: Line) -> bool:
    """Whether the evidence is enough for the line's place on its page."""
    return points > (0.0 if line.starts_page else _MID_PAGE)


def tail_points(seam: Seam, line: Line) -> float:
    """Points for the line being the tail of the row before it; above nothing at a page's top: it is."""
    if any(kolom in line.covered for kolom in MAIN):
        return _NEVER
    if not line.starts_page and not line.text(NO) and cut_by_fold(_last_pieces(seam), line):
        return _MID_PAGE + 1.0
    if not line.starts_page and (
        line.covered or (line.text("indikator") and not ends_open(_raw(seam, "indikator")))
    ):
        return _NEVER  # some authors begin every cell in lower case
    points = 0.0 if seam.adjacent else _GAP
    if ordinals(line.text(NO)) or len(line.text(NO)) > 4:
        points -= 4.0
    if line.text("komponen"):
        points += komponen_points(seam, line)
    elif not any(line.text(kolom) for kolom in MAIN):
        return points + (2.5 if line.starts_page else _MID_PAGE + 0.5)  # no row is a target alone
    before = _raw(seam, "indikator")
    if letters_go_on(before, line.text("indikator")):
        points -= 3.0
    if "indikator" in seam.columns and not line.text("indikator") and before:
        points += 2.0
    points += _target_points(seam, line)
    for kolom in seam.columns:
        if kolom not in ("komponen", "target_waktu"):
            points += _column_points(seam, line, kolom)
    return points


def _last_pieces(seam: Seam) -> dict[str, Piece]:
    return {kolom: value.last for kolom, value in seam.values.items() if value.last is not None}


def komponen_points(seam: Seam, line: Line) -> float:
    """Points for the komponen's name going on in this line."""
    piece = line.pieces["komponen"]
    numbered = bool(ordinals(line.text(NO))) and not seam.rows_numbered
    if seam.komponen is None or numbered or split_heading(piece.text)[0]:
        return -3.0
    points = flow(seam.komponen.raw, piece.text, seam.pairs)
    points += _wording("komponen", seam.komponen.raw, piece.text)
    if seam.komponen.last is not None:
        points += page_signs(seam.komponen.last, piece)
    return points


def merged_goes_on(line: Line, kolom: str, held: Value, pairs: Pairs) -> Carry:
    """Whether a cell that reached the foot of the last page goes on at the top of this one.

    A merged cell without text can hardly be anything but a part of one that has text: nobody merges empty
    cells. A single blank cell under a merged one goes on most likely; under a single one it may be empty.
    """
    above, piece = held.last, line.pieces[kolom]
    if not line.starts_page and above is not None and not piece.text and kolom == "target_waktu":
        # No border was seen between a time and the blank cell under it.
        unseen = min(above.part.border_doubt, piece.part.border_doubt) >= _UNSEEN
        return "likely" if unseen and held.raw else "no"
    if not line.starts_page or above is None or not above.to_bottom:
        return "no"
    merged = (above.row_span > 1, piece.row_span > 1)
    if not piece.text:
        if not held.raw:
            return "no"
        read = min((word.confidence for part in held.parts for word in part.words), default=1.0)
        if merged[1]:
            # A reader of pictures misses a lone dash; what a file leaves blank is blank.
            return "surely" if read >= 1.0 else "likely"
        return "likely" if merged[0] and kolom in KOLOM else "perhaps"
    if not held.raw:
        return "no" if not merged[0] else "surely" if merged[1] else "likely"
    if not any(merged):
        return "no"
    is_time = kolom == "target_waktu"
    points = time_flow(held.raw, piece.text) if is_time else flow(held.raw, piece.text, pairs)
    if is_time and points <= 0.0:
        return "no"  # two whole times are two, however the first fills its cell
    points += page_signs(above, piece)
    return "no" if points <= 0.0 else "surely" if points >= DOUBT else "likely"


def _raw(seam: Seam, kolom: str) -> str:
    value = seam.values.get(kolom)
    return value.raw if value else ""


def _column_points(seam: Seam, line: Line, kolom: str) -> float:
    after = line.text(kolom)
    if not after:
        return 0.0
    before = seam.values.get(kolom)
    raw = before.raw if before else ""
    points = flow(raw, after, seam.pairs) + _wording(kolom, raw, after)
    if kolom == "indikator" and raw.endswith(";"):
        points += 1.0
    if raw and before and before.last is not None:
        points += page_signs(before.last, line.pieces[kolom])
    return points if kolom in KOLOM else 0.5 * points


def _wording(kolom: str, before: str, after: str) -> float:
    """Points from the official wording: is the joined text more like a known one than either half?

    Only ``indikator`` and ``komponen`` have an official wording; other columns give nothing.
    """
    if not has_wording(kolom) or not after or not before:
        return 0.0
    joined = likeness(kolom, f"{before} {after}")
    alone, fresh = likeness(kolom, before), likeness(kolom, after)
    points = 0.0
    if joined.likely and joined.percent > alone.percent + 4:
        points += 2.5
    elif joined.percent + 3 < alone.percent:
        points -= 1.0
    if fresh.sure and fresh > joined and not after.lstrip()[:1].islower():
        # One cell may hold two official sentences, apart by a semicolon.
        points -= 1.2 if before.rstrip().endswith(";") else 2.5
    return points


def _target_points(seam: Seam, line: Line) -> float:
    """In tails the target is empty nearly always; a merged target says nothing about its first row."""
    after = line.pieces.get("target_waktu")
    if "target_waktu" not in seam.columns or after is None:
        return 0.0
    before = _raw(seam, "target_waktu")
    if not after.text:
        return 1.0 if before else 0.4
    spans = [piece.row_span for kolom, piece in line.pieces.items() if kolom in MAIN]
    if after.row_span > max(spans, default=1):
        return 0.0
    open_time = time_flow(before, after.text)
    return open_time if open_time > 0.5 else -2.5


def page_signs(before: Piece, after: Piece) -> float:
    """Points from the printed places, nothing where boxes are unknown.

    A text that goes on fills its cell to the bottom and its last line to the edge: where the next word
    would have fitted easily, or lines stayed empty, the text had ended.
    """
    if before.part.box is None:
        return 0.0
    box = before.turn.reading(before.part.box)
    words = _places(before)
    following = _places(after)
    if not words or not following:
        return 0.0
    line_height = sorted(word.y1 - word.y0 for word in words)[len(words) // 2]
    bottom = max(word.y1 for word in words)
    last_line = [word for word in words if word.y1 > bottom - 0.6 * line_height]
    widest = max(word.x1 for word in words)
    room = max(widest, box.x1 - 0.6 * line_height) - max(word.x1 for word in last_line)
    needed = following[0].x1 - following[0].x0 + 0.3 * line_height
    points = 0.0
    if room > 1.15 * needed and not starts_list_item(after.text):
        points -= 1.2
    elif room < 0.9 * needed:
        points += 0.6
    if box.y1 - bottom > 2.5 * line_height:
        points -= 1.0
    return points


def _places(piece: Piece) -> list[Box]:
    """The places of its words in reading direction."""
    return [piece.turn.reading(word.box) for word in piece.part.words if word.box is not None]
