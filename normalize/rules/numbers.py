"""Digits: years and numbers that were read apart, with a speck inside, or as letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from dictionaries.lexicon import lexicon
from lampiran.codes import Method
from normalize.rules.conditions import is_year
from normalize.rules.rule import Found, Given, Match, Repair, repeated
from normalize.style.context import SCANNED, RepairContext
from normalize.style.customs import YEAR

_AS_DIGIT = str.maketrans("OoIl|", "00111")
_SPECK = "[;'`\N{RIGHT SINGLE QUOTATION MARK}]?"
_YEAR_LENGTH = 4
_LETTER_NUMBER = re.compile(r"(?<![\w/.-])\d{1,4}(?=[\s/.,]?[A-Z])")
_MOST_EDITS = 2
_YEAR_PART = len("/2025")


def digits_alone(match: Match, context: RepairContext) -> str:
    """The digits of the match."""
    del context
    return re.sub(r"\D", "", match.group())


def _without_blanks(match: Match, context: RepairContext) -> str:
    del context
    return match.group().replace(" ", "")


def _is_a_year_read_apart(match: Match, context: RepairContext) -> bool:
    """The digits are a year, and no list of numbers goes on before or after them."""
    text, (start, end) = match.string, match.span()
    around = text[max(0, start - 2) : start] + text[end : end + 2]
    listed = any(mark.isdigit() for mark in around)
    return " " in match.group() and is_year(_without_blanks(match, context)) and not listed


def _is_a_year(match: Match, context: RepairContext) -> bool:
    return is_year(digits_alone(match, context))


def _is_a_misread_number(match: Match, context: RepairContext) -> bool:
    """Most signs are digits, or a year comes out; no acronym, no roman number, no address."""
    del context
    seen, text = match.group(), match.string
    digits = sum(mark.isdigit() for mark in seen)
    if digits == len(seen) or lexicon().is_acronym(seen) or _is_in_address(text, match.start()):
        return False
    if seen[0] in "Oo0":
        return bool(digits) and re.search(r"[A-Z]-$", text[: match.start()]) is not None
    if re.fullmatch(r"[Il|]{1,3}(?:19|20)\d\d", seen):
        return False  # A roman number that lost the blank before a year: TW I2019.
    year = seen.translate(_AS_DIGIT)
    # Two of four are enough where a year comes out: 2O2O. Otherwise most must be digits: l0 may be a name.
    return digits >= 2 and ((len(year) == _YEAR_LENGTH and is_year(year)) or digits / len(seen) > 0.5)


def _is_in_address(text: str, place: int) -> bool:
    """Whether the place is part of an e-mail or web address."""
    start = max(text.rfind(" ", 0, place), -1) + 1
    chunk = text[start:].split(" ", 1)[0]
    return "@" in chunk or re.search(r"://|www\.|\.[a-z]{2,}(?:/|$)", chunk) is not None


def _as_digits(match: Match, context: RepairContext) -> str:
    del context
    return match.group().translate(_AS_DIGIT)


def _with_zero(match: Match, context: RepairContext) -> str:
    del context
    return match.group().replace("O", "0")


def _misread_letter_numbers(text: str, context: RepairContext) -> Iterator[Found]:
    for match in _LETTER_NUMBER.finditer(text):
        for end in context.document.customs.letter_ends:
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


NUMBERS = (
    Repair(
        id="year.read-apart",
        because="The digits of a year were read with blanks between them.",
        find=re.compile(r"\b(?=[12] ?[09] ?\d ?\d\b)(?:1 ?9|2 ?0) ?\d ?\d\b"),
        needs=(_is_a_year_read_apart,),
        after=_without_blanks,
        method=Method.NUMBER,
        right=(("tahun 202 1", "tahun 2021"), ("2 0 2 2", "2022")),
        wrong=("1 2 0 2 1", "tahun 2021", "20 99 1"),
    ),
    Repair(
        id="number.speck-beside",
        because="A speck was read between a number and its sign, or after an opening bracket.",
        find=re.compile(r"(?<=\d)['`\N{RIGHT SINGLE QUOTATION MARK}\".,;:](?=\s?%|/\w)|(?<=\()[;:,.](?=\d)"),
        after="",
        method=Method.NUMBER,
        right=(("100'%", "100%"), ("314./ORT", "314/ORT"), ("(:2 kali)", "(2 kali)")),
        wrong=("2,5 %", "(2.5)"),
    ),
    Repair(
        id="year.comma-inside",
        because="A speck inside the year after *tahun* was read as a full stop or comma.",
        find=re.compile(r"(?<=\b[Tt]ahun )(?:[12][.,]\d{3}|[12]\d[.,]\d\d|[12]\d\d[.,]\d)\b"),
        needs=(_is_a_year,),
        after=digits_alone,
        method=Method.NUMBER,
        right=(("tahun 2.022", "tahun 2022"), ("Tahun 20,22", "Tahun 2022")),
        wrong=("sebesar 2.022", "tahun 1.000"),
    ),
    Repair(
        id="year.speck-inside",
        because="A speck inside a year was read as an apostrophe or semicolon.",
        find=re.compile(rf"\b(?:1{_SPECK}9|2{_SPECK}0){_SPECK}\d{_SPECK}\d\b"),
        after=digits_alone,
        method=Method.NUMBER,
        right=(("tahun 20'21", "tahun 2021"), ("2;022", "2022")),
        wrong=("tahun 2021", "tahun 21'20"),
    ),
    Repair(
        id="code.letter-for-zero",
        because="The zero of a code of a letter and two digits was read as the letter O.",
        find=re.compile(r"\b[A-Z](?:O\d|\dO)\b"),
        after=_with_zero,
        method=Method.NUMBER,
        right=(("formulir FO3", "formulir F03"), ("B1O", "B10")),
        wrong=("BOS", "FO33"),
    ),
    Repair(
        id="number.read-apart",
        because="A blank was read inside the number after *Nomor*.",
        find=re.compile(r"(?<=\bNomor )\d{1,2} \d{3}(?=\W|$)"),
        after=_without_blanks,
        method=Method.NUMBER,
        right=(("Nomor 6 109 tahun", "Nomor 6109 tahun"),),
        wrong=("sebanyak 6 109", "Nomor 6 10"),
    ),
    Repair(
        id="number.letters-for-digits",
        because="Digits of a number were read as the letters that look like them.",
        find=re.compile(r"\b[\dOoIl|]{2,}\b"),
        needs=(_is_a_misread_number,),
        after=_as_digits,
        method=Method.NUMBER,
        right=(("tahun 2O21", "tahun 2021"), ("A-O1", "A-01"), ("pukul 1l00", "pukul 1100")),
        wrong=("TW I2019", "LLD Il", "www.kpu.go.id/1l00"),
    ),
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
