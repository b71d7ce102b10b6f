# ruff: noqa: E501 - cases read best on a line of their own
"""Words of a text layer against the lexicon and against the ink."""

from __future__ import annotations

import numpy as np
import pytest

from dictionaries.lexicon import lexicon
from extract.geometry import PixelRect
from extract.grid.placing import PlacedWord
from extract.reading.layer_suspects import (
    LayerDoubts,
    cell_quality,
    compare_with_ink,
    known_words,
    letter_width,
    quality_by_looks,
    suspicious,
    suspicious_words,
    word_chance,
)  # fmt: skip
from lampiran.records import Word

DPI, CAPITAL = 200.0, 20.0


@pytest.mark.parametrize(
    "text",
    [
        "Kegiatan",
        "kegiatan,",
        "(dokumen)",
        "SOP",
        "KPU",
        "1)",
        "a.",
        "IV",
        "2024",
        "12",
        "-",
        "s/d",
        "B03",
        "Januari-Maret",
        "08:30",
        "Nomor:",
        "100%",
    ],
)
def test_what_is_printed_so_is_not_suspicious(text: str) -> None:
    assert not suspicious(text, lexicon())


@pytest.mark.parametrize(
    "text",
    [
        "pembángunan",
        "k€giatan",
        "rnekanisme",
        "wil,ayah",
        "2O24",
        "2:024",
        "0ktober",
        "penilaiAn",
        "Zon'a",
        "money",
        "a",
        ".",
        "|",
        "ng",
        ".dan",
    ],
)
def test_what_engines_make_of_print_is_suspicious(text: str) -> None:
    assert suspicious(text, lexicon())


def test_halves_of_a_word_cut_at_a_lines_end_are_one_word() -> None:
    assert suspicious_words(["dokumen", "peni-", "laian", "-", "Zqxw-", "vbnm"]) == [False] * 4 + [True, True]


def test_quality_falls_with_the_share_of_suspects_and_a_cell_has_its_own() -> None:
    assert quality_by_looks(0, 200) == quality_by_looks(2, 200) > 0.99
    assert quality_by_looks(10, 200) < quality_by_looks(6, 200) < 0.985
    assert 0 < quality_by_looks(200, 200) < 0.1
    clean = LayerDoubts((False,) * 6, (False,) * 6, inked=True)
    spoilt = LayerDoubts((True, True, False, True, True, False), (False,) * 6, inked=True)
    assert cell_quality(spoilt, 0.99) < 0.8 < 0.98 < cell_quality(clean, 0.99)


def test_the_chance_of_a_word() -> None:
    assert word_chance(suspect=False, bare=False, good=0.9) > 0.95
    assert word_chance(suspect=True, bare=False, good=0.9) < 0.3
    assert word_chance(suspect=True, bare=False, good=0.995) > 0.5, "a name in a very good layer"
    assert word_chance(suspect=False, bare=True, good=0.995) < 0.2
    assert word_chance(suspect=False, bare=False, good=0.9, telling=0.1) < 0.95, "wrong ones look right too"


def sheet(*places: tuple[int, int, int, int]) -> np.ndarray:
    """A white sheet of 300 x 800 pixels with letters (black bars) in some places."""
    gray = np.full((300, 800), 255, np.uint8)
    for x0, y0, x1, y1 in places:
        for x in range(x0, x1 - 7, 14):
            gray[y0:y1, x : x + 8] = 0
    return gray


def word(text: str, x0: int, y0: int, x1: int, y1: int) -> PlacedWord:
    return PlacedWord(Word(text, None, 0.9), x0, y0, x1, y1)


CELL = PixelRect(10, 10, 500, 290)
FIRST, SECOND = (30, 40, 170, 60), (190, 40, 330, 60)


def weighed(words: list[PlacedWord], gray: np.ndarray) -> LayerDoubts:
    return compare_with_ink(words, gray, CELL, DPI, CAPITAL, letter_width(words))


def test_words_on_ink() -> None:
    found = weighed([word("rencana", *FIRST), word("pegawai", *SECOND)], sheet(FIRST, SECOND))
    assert found.inked and not any(found.odd) and not any(found.bare)
    assert not weighed([], sheet()).inked


def test_a_word_without_ink_or_over_the_cell_is_bare() -> None:
    words = [word("rencana", *FIRST), word("rapat", 190, 40, 290, 60), word("pegawai", 400, 100, 560, 120)]
    assert weighed(words, sheet(FIRST, (400, 100, 500, 120))).bare == (False, True, True)


def test_a_word_that_does_not_fit_its_place_is_odd() -> None:
    places = [(30, 40 + 30 * i, 190, 60 + 30 * i) for i in range(6)]
    words = [word("kegiatan", *place) for place in places[:5]] + [word("pembangunan", 30, 190, 100, 210)]
    found = weighed(words, sheet(*places))
    assert found.odd == (False,) * 5 + (True,)


def test_known_words_are_counted() -> None:
    lines = [[Word("rencana", None, 1.0), Word("xqzw", None, 1.0)], [Word("di", None, 1.0)]]
    assert known_words(lines) == 1
