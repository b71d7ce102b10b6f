"""The grammar of list marks: every kind by its examples, and what is asked of marks in texts."""

from __future__ import annotations

import re

import pytest

from dictionaries.marks import (
    AS_READ,
    BULLET,
    COUNTING,
    INNER,
    KINDS,
    LETTER,
    LETTER_AS_READ,
    MARKDOWN,
    MISREAD,
    NUMBER,
    UNSURE,
    MarkKind,
    ends_in_mark,
    first_sign,
    grouped_pattern,
    inner_marks,
    is_mark,
    leading_mark,
    looks_like,
    next_sign,
    pattern,
    sign_pattern,
    without_mark,
)


@pytest.mark.parametrize("kind", [*KINDS, MISREAD, MARKDOWN], ids=lambda kind: kind.name)
def test_each_kind_reads_its_examples(kind: MarkKind) -> None:
    assert kind.examples
    for example in kind.examples:
        assert is_mark(example, (kind,))
        mark = leading_mark(f"  {example} Rapat", (kind,))
        assert mark is not None
        assert example.strip("(.),") == mark.sign
        assert without_mark(f"{example} Rapat", (kind,)) == "Rapat"
        assert re.fullmatch(pattern((kind,)), example)


@pytest.mark.parametrize("kind", AS_READ, ids=lambda kind: kind.name)
def test_each_kind_as_read_finds_its_examples(kind: MarkKind) -> None:
    assert kind.examples
    for example in kind.examples:
        mark = leading_mark(f"  {example} Rapat", (kind,))
        assert mark is not None
        assert example.strip("(.),") == mark.sign


def test_later_marks_leave_out_a_lists_first() -> None:
    later = re.compile(pattern(COUNTING, later=True))
    assert [bool(later.fullmatch(mark)) for mark in ("2.", "b)", "(C)", "ii.", "10.")] == [True] * 5
    assert [bool(later.fullmatch(mark)) for mark in ("1.", "(a)", "A.", "0.")] == [False] * 4


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("1. Undangan", "Undangan"),
        ("a.Undangan", "Undangan"),
        ("(2) Foto", "Foto"),
        ("iv) Laporan", "Laporan"),
        ("- Rapat", "Rapat"),
        ("\N{BULLET} Rapat", "Rapat"),
        ("Rapat 1. Undangan", "Rapat 1. Undangan"),
        ("SOP. Rapat", "SOP. Rapat"),
        ("100. Rapat", "100. Rapat"),
        ("1.", "1."),
        ("", ""),
    ],
)
def test_the_mark_a_text_begins_with(text: str, rest: str) -> None:
    assert without_mark(text) == rest


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("1) Undangan 2) Foto; (3)Laporan", ["1", "2", "3"]),
        ("a. Undangan b.Foto c.foto", ["a", "b"]),
        ("Triwulan II. Laporan", []),
        ("i. SK ii. Foto", ["i", "ii"]),
        ("Nomor 5.2 huruf a,", []),
    ],
)
def test_marks_inside_a_text(text: str, signs: list[str]) -> None:
    assert [mark.sign for mark in inner_marks(text, INNER)] == signs
    assert all(text[mark.start : mark.end].strip("(.)") == mark.sign for mark in inner_marks(text, INNER))


def test_dashes_between_blanks_are_bullets() -> None:
    assert [mark.start for mark in inner_marks("- SK - Foto kegiatan-kegiatan", (BULLET,))] == [0, 5]


@pytest.mark.parametrize(
    ("text", "dangles"),
    [
        ("Dokumen: a.", True),
        ("Undangan 2)", True),
        ("Rapat -", True),
        ("Triwulan IV.", False),
        ("Foto.", False),
    ],
)
def test_a_mark_at_the_end_lacks_its_item(text: str, dangles: bool) -> None:
    assert ends_in_mark(text) is dangles


def test_only_a_mark() -> None:
    assert is_mark("-") and is_mark("2)", (NUMBER, LETTER))
    assert not is_mark("2") and not is_mark("2) Foto") and not is_mark("-", COUNTING)


@pytest.mark.parametrize(
    ("sign", "following"), [("1", "2"), ("9", "10"), ("a", "b"), ("Z", None), ("z", None)]
)
def test_the_next_sign(sign: str, following: str | None) -> None:
    assert next_sign(sign) == following


def test_signs_that_readers_give_for_marks() -> None:
    assert looks_like("a", "a") and looks_like("o", "b") and looks_like("|", "i")
    assert not looks_like("x", "b") and not looks_like("b", "o")


@pytest.mark.parametrize(("sign", "first"), [("l", "1"), ("|", "1"), ("1", "1"), ("a", "a"), ("o", None)])
def test_the_first_sign_that_readers_gave_so(sign: str, first: str | None) -> None:
    assert first_sign(sign) == first


def test_a_blank_before_what_closes_a_mark_is_a_readers_slip() -> None:
    mark = leading_mark("2 . Undangan", (NUMBER,), spaced=True)
    assert mark is not None and mark.sign == "2" and mark.end == 4
    assert leading_mark("2 . Undangan", (NUMBER,)) is None
    mark = leading_mark("& , Undangan", (LETTER_AS_READ,), spaced=True)
    assert mark is not None and mark.sign == "&"
    assert leading_mark("- Undangan", (LETTER_AS_READ,), spaced=True) is None


def test_the_parts_of_a_mark_in_a_pattern() -> None:
    found = re.match(grouped_pattern(LETTER, NUMBER), "(12) Undangan")
    assert found is not None and (found["sign"], found["closing"]) == ("12", ")")
    found = re.match(grouped_pattern(UNSURE, spaced=True), "\N{EURO SIGN} . Undangan")
    assert found is not None and (found["sign"], found["closing"]) == ("\N{EURO SIGN}", ".")
    assert re.fullmatch(sign_pattern((LETTER, NUMBER)), "12")
    assert not re.fullmatch(sign_pattern((LETTER, NUMBER)), "12.")
