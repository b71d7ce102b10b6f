"""Marks that print nothing and raised marks: kept as read, gone from the text, not seen by recognition."""

from __future__ import annotations

import pytest

from dictionaries.headers import is_same_heading, load_header_names
from dictionaries.likeness import likeness, names_area
from dictionaries.marks import leading_mark
from dictionaries.numerals import ordinals, plausible_values, split_heading
from dictionaries.unprinted import plain, visible
from extract.words.line_wrap import join_lines
from lampiran.records import PageKind, replay
from normalize.repair import repair_text
from normalize.style.context import RepairContext
from normalize.style.document_style import DocumentStyle


@pytest.mark.parametrize(
    "heading", ["KOMP\u200bONEN", "\ufeffKOMPONEN\u200e", "KOMPONEN¹⁾", "KOMPO\u00adNEN", "KOMPONENᵃ"]
)
def test_headings_are_known_whatever_is_not_printed(heading: str) -> None:
    match = load_header_names().find(heading)
    assert match is not None
    assert (match.name.kolom, match.score) == ("komponen", 100.0)
    assert is_same_heading(heading, "Komponen")


@pytest.mark.parametrize("mark", ["\u200b", "\u200e", "\u00ad", "\ufeff", "¹⁾"])
def test_names_and_numerals_are_known_whatever_is_not_printed(mark: str) -> None:
    assert likeness("komponen", f"Penyusunan Tim{mark} Kerja") == likeness("komponen", "Penyusunan Tim Kerja")
    assert names_area(f"II. PENATAAN TATA{mark}LAKSANA")
    assert ordinals(f"II{mark}") == ordinals("II")
    assert plausible_values(f"3{mark}") == plausible_values("3")
    assert split_heading(f"{mark}IV. PENGUATAN") == ("IV.", "PENGUATAN")


def test_a_list_mark_may_stand_after_a_mark_without_ink() -> None:
    found = leading_mark("\u200e1. Rapat")
    assert found is not None
    assert (found.sign, found.end) == ("1", 4)


def test_lines_are_joined_as_if_the_marks_were_not_there() -> None:
    assert join_lines(["masing-\u200e", "masing"]) == "masing-\u200emasing"
    assert join_lines(["\u200e", "Rapat"]) == "\u200eRapat"
    assert join_lines(["Rapat\u200b", "pleno"]) == "Rapat\u200b pleno"


@pytest.mark.parametrize("kind", ["digital", "transcript", "scan"])
@pytest.mark.parametrize(
    ("raw", "text"),
    [("Peme\u200brintahan\u200e", "Pemerintahan"), ("\ufeffRapat ple\u00adno", "Rapat pleno")],
)
def test_marks_without_ink_go_with_a_step(raw: str, text: str, kind: PageKind) -> None:
    context = RepairContext("langkah_aksi", (), document=DocumentStyle.observe((), kind, ()))
    repaired = repair_text(raw, context)
    assert repaired.text == text
    assert replay(raw, repaired.steps) == text
    assert {step.rule for step in repaired.steps} == {"invisible.mark"}


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Desember 2019¹⁾", "Desember 2019"),
        ("Desember 2019", "Desember 2019"),
        ("Juli 2019² dan Agustus 2020³", "Juli 2019 dan Agustus 2020"),
        ("ruang 12 m²", "ruang 12 m²"),
    ],
)
def test_footnote_marks_go_and_units_stay(raw: str, text: str) -> None:
    context = RepairContext("target_waktu", (), document=DocumentStyle.observe((), "digital", ()))
    repaired = repair_text(raw, context)
    assert repaired.text == text
    assert replay(raw, repaired.steps) == text


def test_plain_texts_are_not_touched() -> None:
    for text in ("Rapat pleno – “tim”", "10⁶", "a\u00a0b"):
        assert visible(text) == text
    assert plain("Tim¹ Kerja²⁾") == "Tim Kerja"
