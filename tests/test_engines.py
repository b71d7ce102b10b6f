"""The reading engines: what they answer, what they are called, what they say when something is missing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from extract import engines
from extract.engines import pytesseract_engine, tessdata
from extract.engines.engine import CellText, OcrLine, PixelWord, bounding_rect
from extract.engines.lines_alone import LinesAlone, line_places
from extract.engines.tesseract_tsv import lines_from_tsv
from extract.geometry import PixelRect
from extract.reading.cell_crops import cell_sheet
from lampiran.errors import ExitCode, MissingRequirement
from lampiran.settings import Settings
from tests.support.written_pages import DPI, SIZE, softened, written_table

ROWS = (("Penyusunan tim kerja\nyang baru", "Laporan rapat"), ("Dokumen rencana", "Januari"))
WIDTHS = (340, 300)
TEXTS = ["Penyusunan tim kerja yang baru", "Laporan rapat", "Dokumen rencana", "Januari"]

_HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def _inner(rects: list[PixelRect]) -> list[PixelRect]:
    return [rect.shrunk(4) for rect in rects]


@pytest.mark.ocr
@pytest.mark.parametrize("name", ["tesserocr", "pytesseract"])
def test_both_engines_read_cells_alike(name: str) -> None:
    page, rects = written_table(ROWS, WIDTHS)
    engine = engines.get_engine(Settings(engine=name))  # type: ignore[arg-type]
    answers = engine.read_cells(softened(page), _inner(rects))
    assert [CellText(lines).text for lines in answers] == TEXTS
    for lines, rect in zip(answers, rects, strict=True):
        for word in (word for line in lines for word in line.words):
            assert rect.x0 <= word.box.x0 < word.box.x1 <= rect.x1
            assert rect.y0 <= word.box.y0 < word.box.y1 <= rect.y1
            assert 0.5 < word.confidence <= 1
            assert word.box.height < 1.6 * SIZE


@pytest.mark.ocr
@pytest.mark.parametrize("name", ["tesserocr", "pytesseract"])
def test_a_page_is_read_as_lines_of_words(name: str) -> None:
    page, rects = written_table((("Komisi Pemilihan Umum",), ("Tahun 2022",)), (420,))
    page, _ = cell_sheet(page, rects, DPI)
    engine = engines.get_engine(Settings(engine=name))  # type: ignore[arg-type]
    text = " ".join(line.text for line in engine.read_page(page))
    assert "Pemilihan Umum" in text
    assert "2022" in text


def test_an_engine_is_made_once() -> None:
    assert engines.get_engine(Settings()) is engines.get_engine(Settings(quality="best"))


@pytest.mark.parametrize(
    ("quality", "says"), [("fast", "one reader"), ("normal", "rapidocr"), ("best", "rapidocr")]
)
def test_describe_names_the_engines(quality: str, says: str) -> None:
    text = engines.describe(Settings(quality=quality))  # type: ignore[arg-type]
    assert " ind" in text
    assert says in text


def test_without_the_second_engine_all_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_second_installed", lambda: False)
    assert engines.second_engine(Settings()) is None
    assert "no second reader" in engines.describe(Settings())
    assert "one engine only" in engines.one_engine_notice(Settings())
    assert engines.one_engine_notice(Settings(quality="fast")) == ""


def test_nothing_is_said_where_the_second_engine_is_there() -> None:
    assert engines.one_engine_notice(Settings()) == ""


@pytest.fixture
def nothing_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
    monkeypatch.setattr(tessdata, "_PLACES", ())
    monkeypatch.setattr(tessdata.shutil, "which", lambda name: None)
    tessdata._reported_folder.cache_clear()
    engines._engine.cache_clear()
    monkeypatch.setattr(tessdata, "OWN_TESSDATA", tmp_path / "own")
    yield
    tessdata._reported_folder.cache_clear()
    engines._engine.cache_clear()


@pytest.mark.usefixtures("nothing_installed")
@pytest.mark.parametrize("name", ["auto", "pytesseract"])
def test_no_tesseract_says_what_to_type(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(engines, "_second_installed", lambda: False)
    with pytest.raises(MissingRequirement, match="not installed") as caught:
        engines.preflight(Settings(engine=name))  # type: ignore[arg-type]
    assert caught.value.exit_code is ExitCode.MISSING
    assert "sudo apt install tesseract-ocr" in caught.value.next_step
    assert ("rapidocr" in caught.value.next_step) == (name == "auto")
    assert "tesseract-ocr-ind" in tessdata.install_advice("linux")
    assert "brew install" in tessdata.install_advice("darwin")
    assert "https://" in tessdata.install_advice("win32")


@pytest.mark.usefixtures("nothing_installed")
def test_without_tesseract_the_second_engine_reads_alone_and_says_so() -> None:
    page, rects = written_table(ROWS, WIDTHS)
    engine = engines.get_engine(Settings())
    assert isinstance(engine, LinesAlone)
    answers = engine.read_cells(softened(page), _inner(rects))
    assert [CellText(lines).text for lines in answers] == TEXTS
    for lines, rect in zip(answers, rects, strict=True):
        for word in (word for line in lines for word in line.words):
            assert rect.x0 <= word.box.x0 < word.box.x1 <= rect.x1
            assert rect.y0 <= word.box.y0 < word.box.y1 <= rect.y1
    assert engines.second_engine(Settings()) is None
    assert engines.describe(Settings()) == engine.name
    assert engine.name.endswith(" alone")
    notice = engines.one_engine_notice(Settings())
    assert "second OCR engine alone" in notice
    assert tessdata.install_advice() in notice


@pytest.mark.usefixtures("nothing_installed")
@pytest.mark.parametrize("name", ["tesserocr", "pytesseract"])
def test_an_engine_that_was_asked_for_is_not_replaced(name: str) -> None:
    with pytest.raises(MissingRequirement, match="not installed"):
        engines.get_engine(Settings(engine=name))  # type: ignore[arg-type]


def test_the_library_reads_without_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tessdata.shutil, "which", lambda name: None)
    engines.preflight(Settings())
    assert engines.describe(Settings()).startswith("tesserocr")
    assert engines.one_engine_notice(Settings()) == ""


@pytest.mark.usefixtures("nothing_installed")
def test_data_in_the_environment_of_the_program_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ind.traineddata").write_bytes(b"x")
    monkeypatch.setattr(tessdata, "OWN_TESSDATA", tmp_path)
    assert tessdata.find_tessdata() == tmp_path


def test_lines_are_rows_of_ink_between_white_ones() -> None:
    page = np.full((120, 200), 255, dtype=np.uint8)
    page[20:40, 30:90] = 0
    page[60:80, 50:150] = 0
    page[100:103, 10:20] = 0  # a speck
    assert line_places(page, PixelRect(0, 0, 200, 120)) == [
        PixelRect(27, 17, 93, 43),
        PixelRect(47, 57, 153, 83),
    ]
    assert line_places(page, PixelRect(40, 30, 80, 70)) == [
        PixelRect(40, 30, 80, 43),
        PixelRect(47, 57, 80, 70),
    ]
    assert line_places(page, PixelRect(0, 0, 200, 15)) == []


@pytest.mark.usefixtures("nothing_installed")
def test_tesseract_without_indonesian_is_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "eng.traineddata").write_bytes(b"x")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    with pytest.raises(MissingRequirement, match="no Indonesian data") as caught:
        tessdata.find_tessdata()
    assert str(tmp_path) in caught.value.message


@pytest.mark.usefixtures("nothing_installed")
def test_the_prefix_wins_with_or_without_the_folder_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "tessdata"
    folder.mkdir()
    (folder / "ind.traineddata").write_bytes(b"x")
    for prefix in (tmp_path, folder):
        monkeypatch.setenv("TESSDATA_PREFIX", str(prefix))
        assert tessdata.find_tessdata() == folder


def test_preflight_is_quiet_when_all_is_there() -> None:
    engines.preflight(Settings())


def test_tesserocr_asked_for_but_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingRequirement, match="tesserocr is not installed"):
        engines.preflight(Settings(engine="tesserocr"))


def test_threads_are_limited_only_where_the_user_has_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_THREAD_LIMIT", "7")
    pytesseract_engine.PytesseractEngine(tessdata.find_tessdata())
    assert pytesseract_engine.os.environ["OMP_THREAD_LIMIT"] == "7"


def test_crops_beyond_one_sheet_come_back_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pytesseract_engine, "_SHEET_HEIGHT", 260)
    page, rects = written_table(ROWS, WIDTHS)
    sheets = list(pytesseract_engine._sheets(page, rects))
    assert len(sheets) > 1
    assert [place.index for _, pasted in sheets for place in pasted] == [0, 1, 2, 3]
    for sheet, pasted in sheets:
        for place in pasted:
            copy = sheet[place.y :, place.x :][: place.rect.height, : place.rect.width]
            assert np.array_equal(copy, place.rect.crop(page))


def test_tsv_words_become_lines_with_moved_boxes() -> None:
    tsv = _HEAD + (
        "5\t1\t1\t1\t1\t1\t10\t20\t30\t8\t91.5\ttim\n"
        "5\t1\t1\t1\t1\t2\t44\t20\t30\t8\t-1\tkerja\n"
        "4\t1\t1\t1\t2\t0\t0\t0\t0\t0\t-1\t\n"
        '5\t1\t1\t1\t2\t1\t10\t40\t9\t8\t50\t"a\n'
        "5\t1\t1\t1\t2\t2\t30\t40\t9\t8\t50\t \n"
    )
    lines = lines_from_tsv(tsv, 100, 200)
    assert [line.text for line in lines] == ["tim kerja", '"a']
    assert lines[0].words[0].box == PixelRect(110, 220, 140, 228)
    assert lines[0].words[0].confidence == pytest.approx(0.915)
    assert lines[0].words[1].confidence == 0.0


def test_cell_text_follows_the_wrap_rule_and_its_worst_word() -> None:
    def line(*words: tuple[str, float]) -> OcrLine:
        return OcrLine(tuple(PixelWord(t, PixelRect(0, 0, 1, 1), c) for t, c in words))

    cell = CellText((line(("masing-", 1.0)), line(("masing", 1.0), ("unit", 0.4))))
    assert cell.text == "masing-masing unit"
    assert cell.confidence == pytest.approx((0.4 + 0.8) / 2)
    assert CellText().confidence == 1.0
    with pytest.raises(ValueError, match="no rectangles"):
        bounding_rect([])


def test_a_second_engine_of_unknown_kind_is_left_out(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A later rapidocr may ship a model without its own table of characters."""

    class Strange:
        def __init__(self, path: Path) -> None:
            raise KeyError("character")

    monkeypatch.setattr("extract.engines.rapidocr_engine.RapidOcrEngine", Strange)
    engines._second_engine.cache_clear()
    try:
        assert engines.second_engine(Settings()) is None
    finally:
        engines._second_engine.cache_clear()
    assert "continuing with one engine" in caplog.text


@pytest.fixture
def broken_tesserocr(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Installed, but its binary does not fit the machine."""
    monkeypatch.setitem(sys.modules, "extract.engines.tesserocr_engine", None)
    engines._engine.cache_clear()
    yield
    engines._engine.cache_clear()


@pytest.mark.usefixtures("broken_tesserocr")
def test_a_broken_tesserocr_gives_way_to_the_program(caplog: pytest.LogCaptureFixture) -> None:
    assert engines.get_engine(Settings()).name.startswith("pytesseract")
    assert "used instead" in caplog.text


@pytest.mark.usefixtures("broken_tesserocr")
def test_a_broken_tesserocr_that_was_asked_for_is_an_error() -> None:
    with pytest.raises(MissingRequirement, match="does not work"):
        engines.get_engine(Settings(engine="tesserocr"))
