"""The marks of a list inside a cell, put right by their order: after ``a.`` comes ``b.``, not ``o.``.

A mark is a single sign, so no lexicon helps; its place in the sequence does. Only a sign that looks like the
mark that must stand there is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dictionaries.marks import (
    FIRST_SIGNS,
    UNSURE,
    WITHOUT_STOP,
    first_sign,
    grouped_pattern,
    looks_like,
    next_sign,
    sign_pattern,
)
from lampiran.codes import Method
from normalize.rules.rule import Found, Match, Repair
from normalize.style.context import RepairContext
from normalize.style.document_style import SCANNED

_FIRST = re.compile(rf"^{grouped_pattern(UNSURE, spaced=True)}\s")
_LATER = re.compile(rf"(?<=\s){grouped_pattern(UNSURE)}(?=\s[^\W\d_])")
_BRACKET_LOST = re.compile(r"(?<=\s)(\d)[1lJI](?=\s[A-Z][a-z])")
_BARE = re.compile(
    rf"(?:^|(?<=[\s;]))(?P<sign>{sign_pattern((WITHOUT_STOP,))})(?P<stop>\.? |\.)(?=[A-Z][a-z]|[A-Z]{{2}})"
)
_STOPPED = ". "


@dataclass(frozen=True, slots=True)
class _Walk:
    """A list as its marks count on.

    Attributes:
        first: The first mark.
        start: What that mark is.
        later: Later marks that are misread, and what they are.
        items: Items after the first.
    """

    first: Match
    start: str
    later: tuple[Found, ...]
    items: int


def _walk(text: str) -> _Walk | None:
    """The list of a text that begins with a first mark; None for other texts."""
    first = _FIRST.match(text)
    start = first_sign(first["sign"]) if first else None
    if first is None or start is None:
        return None
    later: list[Found] = []
    expected, items = next_sign(start), 0
    for match in _LATER.finditer(text, first.end() - 1):
        sign = match["sign"]
        if match["closing"] != first["closing"] or expected is None or not looks_like(sign, expected):
            continue
        if sign != expected:
            later.append(Found(*match.span("sign"), expected))
        expected, items = next_sign(expected), items + 1
    return _Walk(first, start, tuple(later), items)


def _out_of_order(text: str, context: RepairContext) -> Iterator[Found]:
    del context
    walk = _walk(text)
    if walk is not None:
        yield from walk.later


def _misread_first(text: str, context: RepairContext) -> Iterator[Found]:
    del context
    walk = _walk(text)
    # One item: nothing says that its mark is a number.
    if walk is not None and walk.items and walk.start != walk.first["sign"]:
        yield Found(*walk.first.span("sign"), walk.start)


def _lost_brackets(text: str, context: RepairContext) -> Iterator[Found]:
    del context
    walk = _walk(text)
    if walk is None or walk.first["closing"] != ")" or walk.start != "1":
        return
    if walk.start != walk.first["sign"] and not walk.items:
        return
    for match in _BRACKET_LOST.finditer(text, walk.first.end()):
        number = int(match.group(1))
        before = f"{number - 1})" in text[: match.start()]
        if number > 1 and before and f"{number})" not in text:
            yield Found(*match.span(), f"{number})")


def _unstopped(text: str, context: RepairContext) -> Iterator[Found]:
    """A bracket is not lost so easily, so the lost sign is a full stop.

    One mark alone proves nothing, and where the others have their stop the author may have left it out.
    """
    del context
    expected: str | None = None
    found: list[Match] = []
    seen = 0
    for match in _BARE.finditer(text):
        mark = match["sign"]
        if expected is None and mark not in FIRST_SIGNS:
            return
        if expected is not None and mark != expected:
            continue
        if match["stop"] != _STOPPED:
            found.append(match)
        expected, seen = next_sign(mark), seen + 1
    lost = sum("." not in match["stop"] for match in found)
    for match in found if seen > 1 else ():
        if "." in match["stop"] or 2 * lost > seen:
            yield Found(*match.span("stop"), _STOPPED)


def _is_the_same_letter(match: Match, context: RepairContext) -> bool:
    del context
    return match.group(1).lower() == match.group(2)


def _letter_meant(match: Match, context: RepairContext) -> str:
    del context
    return "b" if match.group() == "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}" else "f"


LIST_LETTERS = (
    Repair(
        id="list.letter-twice",
        because="The letter before an item was read twice, as a capital and as a small one.",
        find=re.compile(r"(?<!\S)([A-Z])(?=([a-z])\.\s)"),
        needs=(_is_the_same_letter,),
        group=1,
        kinds=SCANNED,
        after="",
        method=Method.MARK,
        right=(("Surat tugas Cc. Foto", "Surat tugas c. Foto"),),
        wrong=("Surat tugas Ab. Foto", "Cc Foto"),
    ),
    Repair(
        id="list.letter-read-as-sign",
        because="The letter b or f before an item was read as a sign that looks like it.",
        find=re.compile(
            r"(?<!\S)(?:f?\N{POUND SIGN}|\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK})(?=\.\s)"
        ),
        kinds=SCANNED,
        after=_letter_meant,
        method=Method.MARK,
        right=(
            ("e. Foto \N{POUND SIGN}. Daftar", "e. Foto f. Daftar"),
            ("a. Foto \u00bb. Daftar", "a. Foto b. Daftar"),
        ),
        wrong=("harga \N{POUND SIGN} 5", "\u00bbFoto"),
    ),
)

LIST_ORDER = (
    Repair(
        id="list.mark-without-stop",
        because="The full stop after marks that count on was lost, or the blank after it.",
        find=_unstopped,
        kinds=SCANNED,
        method=Method.MARK,
        right=(
            ("1 Menyusun jadwal 2 Membahas hasil", "1. Menyusun jadwal 2. Membahas hasil"),
            ("a. Surat tugas; b.Foto kegiatan", "a. Surat tugas; b. Foto kegiatan"),
        ),
        wrong=("1 Rapat sebulan", "1. Waktu cepat 2. Alur pendek 3 Terpadu"),
    ),
    Repair(
        id="list.bracket-read-as-stroke",
        because="The bracket after an item's number was read as one more digit.",
        find=_lost_brackets,
        kinds=SCANNED,
        method=Method.NUMBER,
        right=(
            ("1) Surat tugas 21 Nota dinas", "1) Surat tugas 2) Nota dinas"),
            ("1) Surat 2) Foto 3l Nota", "1) Surat 2) Foto 3) Nota"),
        ),
        wrong=("1) Rapat dengan 21 Anggota 2) Foto", "1. Surat tugas 21 Nota"),
    ),
    Repair(
        id="list.mark-out-of-order",
        because="An item's mark was read as a sign that looks like the mark due there.",
        find=_out_of_order,
        kinds=SCANNED,
        method=Method.NUMBER,
        right=(
            ("a. Surat tugas o. Foto kegiatan", "a. Surat tugas b. Foto kegiatan"),
            ("a. Surat tugas b. Foto e. Laporan", "a. Surat tugas b. Foto c. Laporan"),
            ("1. Surat tugas Z. Foto", "1. Surat tugas 2. Foto"),
        ),
        wrong=(
            "a. Surat tugas b. Foto kegiatan",
            "Surat tugas o. Foto kegiatan",
            "a. Surat tugas x. Foto kegiatan",
            "1. Surat tugas a. Foto b. Daftar hadir",
        ),
    ),
    Repair(
        id="list.first-mark",
        because="The number of the first item was read as a stroke; the items after it have numbers.",
        find=_misread_first,
        kinds=SCANNED,
        method=Method.NUMBER,
        right=(
            ("l) Surat tugas 2) Foto", "1) Surat tugas 2) Foto"),
            ("I. Surat tugas 2. Foto", "1. Surat tugas 2. Foto"),
        ),
        wrong=("l) Surat tugas", "a. Surat tugas b. Foto"),
    ),
)
