"""Numbers of letters: ``341/SDM.12-ND/2025``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from lampiran.codes import Method, ReasonCode
from normalize.rules.rule import ONLY_SCANS, Found, Given, Repair, Suspicion, Trait, presence, repeated
from normalize.style.context import RepairContext
from normalize.style.document_style import SCANNED
from normalize.style.printing import YEAR

_LETTER_NUMBER = re.compile(r"(?<![\w/.-])\d{1,4}(?=[\s/.,]?[A-Z])")
_MOST_EDITS = 2
_YEAR_PART = len("/2025")


def _misread_letter_numbers(text: str, context: RepairContext) -> Iterator[Found]:
    for match in _LETTER_NUMBER.finditer(text):
        for end in context.document.printing.letter_ends:
            length = _length_of(text[match.end() :], end)
            if length:
                yield Found(match.end(), match.end() + length, end)
            if length is not None:
                break


def _length_of(rest: str, end: str) -> int | None:
    """How much of the rest is a misread letter-number ending; 0 if it is well read, None if it is none."""
    if rest.startswith(end):
        return 0
    tail = re.match(rf"{re.escape(end[:-_YEAR_PART])}([^\s;,)]{{3,6}})(?=[\s;,)]|$)", rest)
    if tail is not None and not YEAR.search(tail[1]):
        return tail.end()
    best: tuple[int, int] | None = None
    for length in range(len(end) - 2, len(end) + 3):
        piece, after = rest[:length], rest[length : length + 1]
        if len(piece) < length or after.isalnum() or piece != piece.rstrip(";,) "):
            continue
        edits = Levenshtein.distance(piece, end, score_cutoff=_MOST_EDITS)
        if edits <= _MOST_EDITS and not _other_digit(piece, end):
            best = min(best, (edits, length)) if best else (edits, length)
    return best[1] if best else None


def _other_digit(piece: str, end: str) -> bool:
    """Whether the two differ in a digit read as a digit: another number, not the same misread."""
    return any(
        op.tag == "replace" and piece[op.src_pos].isdigit() and end[op.dest_pos].isdigit()
        for op in Levenshtein.editops(piece, end)
    )


LETTER_NUMBERS = (
    Repair(
        id="number.end-of-letter-number",
        because="The end of a letter's number was misread; the document's letter numbers end alike.",
        find=_misread_letter_numbers,
        kinds=SCANNED,
        method=Method.NUMBER,
        given=Given(cells=repeated("bukti_fisik", "Nota dinas Nomor 10{}/SDM.12-ND/2025")),
        right=(
            ("Nomor 341 SDM.12-ND/2025", "Nomor 341/SDM.12-ND/2025"),
            ("Nomor 705/SDM.12-NDrz025", "Nomor 705/SDM.12-ND/2025"),
            ("Nomor 886/SDM.12-NDrzu23 2. Foto", "Nomor 886/SDM.12-ND/2025 2. Foto"),
        ),
        wrong=(
            "Nomor 341/SDM.12-ND/2024",
            "Nomor 341/SDM.13-ND/2025",
            "Nomor 12/ORT.07-Kpt/2025",
        ),
    ),
)

LETTER_NUMBERS_MISREAD = (
    Suspicion(
        id="doubt.letter-number",
        because="What stands for the number of a letter is no number.",
        code=ReasonCode.LETTER_NUMBER,
        find=re.compile(r"\b(?:Nomor|No\.?) (?!\d{1,4}/)([^\s/]{1,5})/[A-Z]"),
        group=1,
        kinds=SCANNED,
        right=("Nota dinas Nomor [[7Z.]]/SDM.12-ND/2026", "Surat No. [[l2]]/SDM.12-ND/2026"),
        wrong=("Nota dinas Nomor 72/SDM.12-ND/2026", "Nomor urut dan SDM"),
    ),
)

LETTER_NUMBERS_COUNTED = (
    Trait(
        id="trait.lost",
        because="The mark between the parts of a letter's number was lost.",
        name="lost",
        find=re.compile(r"\b[A-Z]{2,} ?\d+-[A-Z]{2}"),
        amount=presence,
        kinds=ONLY_SCANS,
        right=("Nota dinas Nomor 321/SDM 12-ND/2025", "Nomor 321/SDM12-ND/2025"),
        wrong=("Nomor 321/SDM.12-ND/2025", "SDM 12"),
    ),
)
