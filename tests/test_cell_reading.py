"""Reading the cells of a page: text, boxes, confidence, both readings, the cache, without a second engine."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from extract import engines
from extract.engines.engine import CellText, OcrLine, PixelWord
from extract.engines.rapidocr_engine import ALPHABET, RapidOcrEngine, model_path
from extract.geometry import PixelRect
from extract.reading import written_page
from extract.reading.cell_reading import read_scattered_lines, read_table
from extract.reading.cell_text import cell_text
from extract.reading.ink_lines import LinePicture
from extract.reading.ocr_cache import Cache, Store
from extract.reading.reread import WrittenLine, doubtful_lines, read_with_model, words_by_line
from extract.reading.written_page import squeeze_factor
from lampiran.settings import Settings
from tests.support.written_pages import DPI, Gray, softened, written_table

ROWS = (
    ("NO", "INDIKATOR", "BUKTI FISIK", "TARGET"),
    ("ii", "Penyusunan tim kerja\nyang baru", "Laporan rapat; SK tim\nkerja", "Januari - Mei"),
    ("3", "", "-", "TW II"),
)
WIDTHS = (90, 340, 330, 230)
TEXTS = [
    *ROWS[0],
    *("ii", "Penyusunan tim kerja yang baru", "Laporan rapat; SK tim kerja", "Januari - Mei"),
    *("3", "", "-", "TW II"),
]


@pytest.fixture(scope="module")
def table() -> tuple[Gray, list[PixelRect]]:
    page, rects = written_table(ROWS, WIDTHS)
    return softened(page), rects


def _settings(quality: str = "normal", engine: str = "auto") -> Settings:
    return Settings(quality=quality, engine=engine, cache_dir=None)  # type: ignore[arg-type]


@pytest.mark.ocr
@pytest.mark.parametrize("quality", ["normal", "best"])
def test_a_table_is_read(table: tuple[Gray, list[PixelRect]], quality: str) -> None:
    page, rects = table
    found = [cell.text for cell in read_table(page, rects, _settings(quality), dpi=DPI)]
    assert [text.replace(" ", "") for text in found] == [text.replace(" ", "") for text in TEXTS]
    assert found[5:7] == TEXTS[5:7]


@pytest.mark.ocr
@pytest.mark.parametrize("engine", ["tesserocr", "pytesseract"])
def test_one_engine_alone_reads_the_words(table: tuple[Gray, list[PixelRect]], engine: str) -> None:
    page, rects = table
    found = [cell.text for cell in read_table(page, rects, _settings("fast", engine), dpi=DPI)]
    for index in (1, 2, 3, 4, 5, 7, 9, 10):
        assert found[index].replace(" ", "") == TEXTS[index].replace(" ", "")


@pytest.mark.ocr
def test_words_lie_in_their_cells_left_to_right(table: tuple[Gray, list[PixelRect]]) -> None:
    page, rects = table
    for cell, rect in zip(read_table(page, rects, _settings("best"), dpi=DPI), rects, strict=True):
        for line in cell.lines:
            starts = [word.box.x0 for word in line.words]
            assert starts == sorted(starts)
            assert rect.x0 <= line.box.x0 < line.box.x1 <= rect.x1
            assert rect.y0 <= line.box.y0 < line.box.y1 <= rect.y1


@pytest.mark.ocr
def test_both_readings_are_kept_where_both_were_asked(table: tuple[Gray, list[PixelRect]]) -> None:
    page, rects = table
    cell = read_table(page, rects, _settings("best"), dpi=DPI)[6]
    assert [reading.engine.split()[0] for reading in cell.readings] == ["tesserocr", "rapidocr"]
    assert cell.readings[1].text == "Laporan rapat; SK tim kerja"
    assert read_table(page, rects, _settings("fast"), dpi=DPI)[6].readings == ()
    assert pickle.loads(pickle.dumps(cell)) == cell  # noqa: S301 (our own bytes)


@pytest.mark.ocr
def test_normal_reads_less_than_best(
    table: tuple[Gray, list[PixelRect]], monkeypatch: pytest.MonkeyPatch
) -> None:
    page, rects = table
    asked: list[int] = []
    real = RapidOcrEngine.read_line

    def counted(self: RapidOcrEngine, picture: Gray) -> tuple[PixelWord, ...]:
        asked[-1] += 1
        return real(self, picture)

    monkeypatch.setattr(RapidOcrEngine, "read_line", counted)
    for quality in ("fast", "normal", "best"):
        asked.append(0)
        read_table(page, rects, _settings(quality), dpi=DPI)
    assert asked[0] == 0
    lines = 13
    # The best quality reads all lines, and those once more that stay in doubt.
    assert 0 < asked[1] < lines <= asked[2] < 2 * lines


@pytest.mark.ocr
def test_without_the_second_engine_the_first_still_reads(
    table: tuple[Gray, list[PixelRect]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "_second_installed", lambda: False)
    page, rects = table
    found = read_table(page, rects, _settings("best"), dpi=DPI)
    assert found[5].text == TEXTS[5]
    assert all(cell.readings == () for cell in found)


def test_no_rectangles_no_answers(table: tuple[Gray, list[PixelRect]]) -> None:
    assert read_table(table[0], [], _settings(), dpi=DPI) == []


def test_an_empty_page_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    class Deaf:
        """An engine that must not be asked."""

        name, languages, costs_per_call = "deaf 1", frozenset({"ind"}), False

        def read_cells(self, image: Gray, rects: Sequence[PixelRect], **_: str) -> list[tuple[OcrLine, ...]]:
            assert not rects
            return []

    monkeypatch.setattr(written_page, "get_engine", lambda settings: Deaf())
    page, rects = written_table((("", ""), ("", "")), (200, 200))
    assert read_table(page, rects, _settings(), dpi=DPI) == [CellText()] * 4


@pytest.mark.ocr
@pytest.mark.parametrize("quality", ["fast", "best"])
def test_the_second_time_nothing_is_read(
    table: tuple[Gray, list[PixelRect]], quality: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, rects = table
    cache = Cache([Store(tmp_path)])
    once = read_table(page, rects, _settings(quality), dpi=DPI, cache=cache)
    engine = engines.get_engine(_settings())
    monkeypatch.setattr(type(engine), "read_cells", _never)
    monkeypatch.setattr(RapidOcrEngine, "read_line", _never)
    again = read_table(page, rects, _settings(quality), dpi=DPI, cache=cache)
    assert again == once


def _never(*_: object, **__: object) -> None:
    raise AssertionError("read although on record")


@pytest.mark.ocr
def test_a_page_of_text_comes_from_the_cache_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, _ = written_table((("Komisi Pemilihan Umum",),), (420,))
    page[:64], page[:, :64], page[-62:], page[:, -64:] = 255, 255, 255, 255
    cache = Cache([Store(tmp_path)])
    once = read_scattered_lines(page, _settings(), cache=cache)
    assert "Pemilihan" in " ".join(line.text for line in once)
    monkeypatch.setattr(type(engines.get_engine(_settings())), "read_page", _never)
    again = read_scattered_lines(page, _settings(), cache=cache)
    assert again == once


def test_the_second_engine_answers_in_the_masked_alphabet_only() -> None:
    path = model_path()
    assert path is not None
    page, rects = written_table((("çağrı ñandú 25% {x}",),), (420,))
    words = RapidOcrEngine(path).read_line(rects[0].shrunk(8).crop(page))
    assert words
    assert set("".join(word.text for word in words)) <= set(ALPHABET)


def _line(top: int, width: int = 300, *words: tuple[str, int, int, float]) -> WrittenLine:
    rect = PixelRect(100, top, 100 + width, top + 30)
    first = tuple(PixelWord(text, PixelRect(x0, top, x1, top + 30), sure) for text, x0, x1, sure in words)
    return WrittenLine(LinePicture(rect, np.full((30, width), 255, dtype=np.uint8)), first)


def test_words_are_dealt_to_the_nearest_line() -> None:
    pictures = [_line(top).picture for top in (100, 140, 180)]
    words = [PixelWord(f"w{y}", PixelRect(100, y, 140, y + 24), 0.9) for y in (183, 104, 143)]
    dealt = words_by_line([OcrLine(tuple(words))], pictures)
    assert [[word.text for word in line.first] for line in dealt] == [["w104"], ["w143"], ["w183"]]


def test_the_doubtful_are_read_first_and_within_bounds() -> None:
    sure = _line(0, 300, ("pelayanan", 100, 398, 0.97))
    unsure = _line(40, 300, ("pelayauan", 100, 398, 0.6))
    cut_short = _line(80, 300, ("pelayanan", 100, 250, 0.97))
    holed = _line(120, 300, ("dan", 100, 140, 0.97), ("dan", 360, 400, 0.97))
    unread = _line(160, 300)
    lines = [sure, unsure, cut_short, holed, unread]
    assert sorted(doubtful_lines([*lines, *[sure] * 5], 20)) == [1, 2, 3, 4]
    assert len(doubtful_lines([unsure] * 10, 20)) == 6
    assert doubtful_lines([sure] * 4, 20) == []
    assert doubtful_lines([], 20) == []


def test_a_quarter_stands_apart_from_its_abbreviation() -> None:
    cell = cell_text([_line(0, 300, ("TWIII", 100, 260, 0.9))], [None], 20, ("a", ""))
    assert cell.text == "TW III"
    assert cell.words[0].box.x1 == cell.words[1].box.x0


def test_a_lines_second_reading_fills_what_the_first_left_out() -> None:
    second = (PixelWord("Oktober", PixelRect(100, 0, 250, 30), 0.98),)
    cell = cell_text([_line(0), _line(40, 300, ("Desember", 100, 300, 0.9))], [second, None], 20, ("a", "b"))
    assert cell.text == "Oktober Desember"
    assert [reading.text for reading in cell.readings] == ["Desember", "Oktober"]


def test_ink_that_nobody_can_read_is_no_sure_emptiness() -> None:
    cell = cell_text([_line(0)], [()], 20, ("a", "b"))
    assert (cell.text, cell.unread) == ("", True)
    assert cell.confidence < Settings().thresholds.review_below < CellText().confidence


def test_a_guess_at_specks_is_not_taken() -> None:
    guess = (PixelWord("LL", PixelRect(100, 0, 130, 30), 0.1),)
    assert cell_text([_line(0)], [guess], 20, ("a", "b")).text == ""


@pytest.mark.ocr
def test_fast_narrows_wide_letters_and_finds_words_in_their_places() -> None:
    page, rects = written_table((("Penyusunan tim kerja", "rapat"),), (620, 260))
    plain = read_table(page, rects, Settings(cache_dir=None, quality="normal"))
    fast = read_table(page, rects, Settings(cache_dir=None, quality="fast"))
    for one, two in zip(plain, fast, strict=True):
        assert one.text == two.text
        for word, narrowed in zip(one.words, two.words, strict=True):
            assert abs(word.box.x0 - narrowed.box.x0) <= 6
            assert abs(word.box.x1 - narrowed.box.x1) <= 6


@pytest.mark.parametrize(
    ("capital", "width", "squeeze"),
    [(20.0, 12.5, 0.8), (20.0, 14.0, 0.75), (20.0, 10.0, 1.0), (16.0, 12.0, 1.0), (20.0, 30.0, 1.0)],
)
def test_only_wide_and_large_letters_are_narrowed(capital: float, width: float, squeeze: float) -> None:
    assert squeeze_factor(capital, width) == pytest.approx(squeeze)


def _drawn(y: int, width: int, height: int) -> WrittenLine:
    picture = np.full((26, 60), 255, dtype=np.uint8)
    picture[12 : 12 + height, 10 : 10 + width] = 0
    return WrittenLine(LinePicture(PixelRect(0, y, 60, y + 26), picture), ())


def test_a_dash_with_a_speck_below_is_a_dash_and_not_quite_sure() -> None:
    cell = cell_text([_drawn(0, 8, 3), _drawn(40, 3, 2)], [None, None], 20, ("a", ""))
    assert cell.text == "-"
    assert cell.confidence < Settings().thresholds.review_below


def test_a_dash_with_ink_below_that_nobody_could_read_stays_unread() -> None:
    cell = cell_text([_drawn(0, 8, 3), _drawn(40, 12, 12)], [None, None], 20, ("a", ""))
    assert cell.unread


def test_cells_in_doubt_get_the_words_of_another_model() -> None:
    sure = _line(0, 300, ("pelayanan", 100, 390, 0.97))
    wrong = _line(40, 300, ("pelayauan", 100, 390, 0.6))
    agreed = (PixelWord("pelayanan", PixelRect(100, 0, 390, 30), 0.99),)
    other = (PixelWord("pelavanan", PixelRect(100, 40, 390, 70), 0.6),)
    asked: list[int] = []

    def read(indices: Sequence[int]) -> list[list[OcrLine]]:
        asked.extend(indices)
        return [[OcrLine((PixelWord("pelayanan", PixelRect(100, 40, 390, 70), 0.9),))] for _ in indices]

    (kept,), (changed,) = read_with_model([[sure], [wrong]], {0: agreed, 1: other}, read)
    assert asked == [1]
    assert kept.first == sure.first
    assert [word.text for word in changed.first] == ["pelayanan"]
