"""Dashes told by their shape in a line's picture."""

from __future__ import annotations

import numpy as np

from extract.engines.engine import PixelWord
from extract.geometry import PixelRect
from extract.reading.dash_shapes import hyphen_width, with_dashes
from extract.reading.ink_lines import LinePicture

CAPITAL = 20.0


def _line(*strokes: tuple[int, int]) -> LinePicture:
    """A line of letters 12 pixels wide and as high as capitals; strokes are dashes: place and width."""
    picture = np.full((36, 400), 255, dtype=np.uint8)
    for start in range(60, 140, 16):
        picture[6:26, start : start + 12] = 0
        picture[6:26, start + 160 : start + 172] = 0
    for place, width in strokes:
        picture[16:19, place : place + width] = 0
    return LinePicture(PixelRect(1000, 500, 1400, 536), picture)


def _words(*found: tuple[str, int, int]) -> list[PixelWord]:
    return [PixelWord(text, PixelRect(1000 + x0, 500, 1000 + x1, 536), 0.9) for text, x0, x1 in found]


LETTERS = (("Surat", 60, 140), ("tugas", 220, 300))


def test_a_list_dash_that_one_engine_saw_as_some_mark_is_put_back() -> None:
    first = _words(("\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}", 40, 48), *LETTERS)
    chosen = _words(*LETTERS)
    found = with_dashes(chosen, first, _line((40, 8)), CAPITAL, None)
    assert [word.text for word in found] == ["-", "Surat", "tugas"]
    assert found[0].box.x0 == 1040
    assert found[0].box.x1 == 1048


def test_another_mark_in_its_place_becomes_the_dash() -> None:
    words = _words((".", 40, 48), *LETTERS)
    found = with_dashes(words, words, _line((40, 8)), CAPITAL, None)
    assert [word.text for word in found] == ["-", "Surat", "tugas"]


def test_no_dash_where_no_engine_saw_a_mark_or_the_picture_has_none() -> None:
    chosen = _words(*LETTERS)
    assert with_dashes(chosen, chosen, _line((40, 8)), CAPITAL, None) == chosen
    first = _words(("*", 40, 48), *LETTERS)
    assert with_dashes(chosen, first, _line(), CAPITAL, None) == chosen
    close = _line((50, 9))
    assert with_dashes(chosen, first, close, CAPITAL, None) == chosen
    assert with_dashes([], first, _line((40, 8)), CAPITAL, None) == []


def test_a_lone_hyphen_much_wider_than_the_pages_hyphens_is_an_en_dash() -> None:
    page = [_line((150, 7)), _line((150, 7), (190, 7)), _line((170, 14))]
    hyphen = hyphen_width(page, CAPITAL)
    assert hyphen == 7
    for place, width, text in ((170, 14, "\N{EN DASH}"), (174, 7, "-")):
        words = _words(LETTERS[0], ("-", place, place + width), LETTERS[1])
        found = with_dashes(words, words, _line((place, width)), CAPITAL, hyphen)
        assert [word.text for word in found] == ["Surat", text, "tugas"]


def test_the_width_of_hyphens_is_unknown_on_a_page_with_few() -> None:
    assert hyphen_width([_line((150, 7))], CAPITAL) is None
    assert hyphen_width([], CAPITAL) is None
    blank = LinePicture(PixelRect(0, 0, 50, 30), np.full((30, 50), 255, dtype=np.uint8))
    assert hyphen_width([blank] * 4, CAPITAL) is None
