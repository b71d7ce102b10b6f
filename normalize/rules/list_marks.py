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
)
