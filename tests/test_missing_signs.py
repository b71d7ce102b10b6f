"""``;`` and ``%`` put back where one engine alone cannot print them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract import engines
from extract.engines.engine import OcrLine, PixelWord
from extract.geometry import PixelRect
from extract.reading.cell_reading import read_table
from extract.reading.missing_signs import CellLines, with_missing_signs
from lampiran.settings import Settings
from tests.support.written_pages import DPI, softened, written_table

ALL = frozenset({"ind", "msa", "eng"})


def _lines(*texts: str) -> CellLines:
    return tuple(
        OcrLine(
            tuple(
                PixelWord(word, PixelRect(9 * n, 0, 9 * n + 8, 9), 0.9) for n, word in enumerate(text.split())
            )
        )
        for text in texts
    )


def _text(lines: CellLines) -> str:
    return " | ".join(line.text for line in lines)


def _marked(
    first: CellLines, again: dict[str, CellLines], languages: frozenset[str] = ALL
) -> tuple[str, list[str]]:
    asked: list[str] = []

    def read(indices: Sequence[int], language: str) -> list[CellLines]:
        asked.extend(language for _ in indices)
        return [again[language] for _ in indices]

    (found,) = with_missing_signs([first], languages, read)
    return _text(found), asked


# label, Indonesian reading, Malay or English reading, right
CASES = [
    ("colon for semicolon", "Laporan SAKIP: Kartu", "Laporan SAKIP; Kartu", "Laporan SAKIP; Kartu"),
    ("comma for semicolon", "rapat, laporan", "rapat; laporan", "rapat; laporan"),
    ("a comma is a comma", "rapat, laporan", "rapat, laporan", "rapat, laporan"),
    ("another word is not taken", "rapat, laporan", "rapaf; laporan", "rapat, laporan"),
    ("nothing else is taken", "kerja, laporan", "kenja, lapuran;", "kerja, laporan"),
    ("per cent", "dari 2596 pegawai", "dari 25% pegawai", "dari 25% pegawai"),
    ("per cent with a point", "dari 10096.", "dari 100%.", "dari 100%."),
    ("years stay", "tahun 2022", "tahun 2022", "tahun 2022"),
    ("another number is not taken", "dari 2596", "dari 35%", "dari 2596"),
]


@pytest.mark.parametrize(("first", "again", "right"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_only_the_mark_is_taken(first: str, again: str, right: str) -> None:
    both = {"msa": _lines(again), "eng": _lines(again)}
    assert _marked(_lines(first), both)[0] == right


def test_cells_without_doubt_are_not_read_again() -> None:
    text, asked = _marked(_lines("Penyusunan tim kerja", "yang baru"), {})
    assert text == "Penyusunan tim kerja | yang baru"
    assert asked == []


def test_lines_read_otherwise_still_line_up() -> None:
    again = {"msa": _lines("Laporan SAKIP; Kartu Kendali;"), "eng": ()}
    text, _ = _marked(_lines("Laporan SAKIP:", "Kartu Kendali,"), again)
    assert text == "Laporan SAKIP; | Kartu Kendali;"


def test_models_that_are_not_installed_are_not_asked() -> None:
    text, asked = _marked(_lines("rapat, dari 2596"), {}, frozenset({"ind"}))
    assert (text, asked) == ("rapat, dari 2596", [])


@pytest.mark.ocr
def test_one_engine_prints_semicolons_with_the_help_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = engines.get_engine(Settings())
    if "msa" not in engine.languages:
        monkeypatch.setattr(engine, "languages", frozenset({"ind"}))
    monkeypatch.setattr(engines, "_second_installed", lambda: False)
    page, rects = written_table((("Laporan rapat; SK tim\nkerja; foto",),), (330,))
    (cell,) = read_table(softened(page), rects, Settings(cache_dir=None), dpi=DPI)
    expected = 2 if "msa" in engine.languages else 0
    assert cell.text.count(";") == expected
    assert cell.text.replace(";", ",").replace(":", ",") == "Laporan rapat, SK tim kerja, foto"
