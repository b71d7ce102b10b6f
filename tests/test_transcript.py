# ruff: noqa: E501 - a row of a plan reads best on a line of its own
"""Transcripts: blocks of tab-separated lines are pages, everything else is text."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.model import PageReading, Source
from extract.pages.transcript import read_transcript
from extract.plan.assemble import assemble
from lampiran.app.pipeline import read_document
from lampiran.errors import DamagedDocument, EmptyDocument
from lampiran.settings import Settings

HEAD = "NO\tKOMPONEN\tINDIKATOR\tLANGKAH AKSI\tBUKTI FISIK\tTARGET WAKTU"


def read(tmp_path: Path, text: str | bytes) -> list[PageReading]:
    path = tmp_path / "decree.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_transcript(Source(str(path), path.name, "00", "transcript", 1))


def grid(reading: PageReading) -> list[list[str]]:
    (table,) = reading.tables
    return [[cell.text for cell in table.cells if cell.row == row] for row in range(table.n_rows)]


def test_each_block_is_a_page_and_text_belongs_to_the_page_it_stands_on(tmp_path: Path) -> None:
    text = f"Judul\n\n{HEAD}\n1\ta\tb\tc\td\te\n\nantara\n\n{HEAD}\n\t\tf\tg\th\ti\n\nPenutup\n"
    first, second = read(tmp_path, text)
    assert [line.text for line in first.outside] == ["Judul"]
    assert [line.text for line in second.outside] == ["antara", "Penutup"]
    assert (first.page, second.page) == (1, 2)
    assert grid(second)[1] == ["", "", "f", "g", "h", "i"]


def test_markup_goes_from_text_but_stays_in_cells(tmp_path: Path) -> None:
    text = f"**KOMISI PEMILIHAN UMUM\nKABUPATEN X**\n- a. bahwa *Grand Design* <i>x</i>\n- 3 -\n{HEAD}\n1\t- a\t<i>b</i>\tc\t-\te\n"
    (page,) = read(tmp_path, text)
    assert [line.text for line in page.outside] == [
        "KOMISI PEMILIHAN UMUM", "KABUPATEN X", "a. bahwa Grand Design x", "- 3 -",
    ]  # fmt: skip
    assert grid(page)[1] == ["1", "- a", "<i>b</i>", "c", "-", "e"]


def test_a_row_whose_tabs_were_trimmed_stays_in_the_table(tmp_path: Path) -> None:
    (page,) = read(tmp_path, f"{HEAD}\n1 MANAJEMEN PERUBAHAN\ni\ta\tb\tc\td\te\n")
    assert grid(page)[1] == ["1 MANAJEMEN PERUBAHAN", "", "", "", "", ""]


def test_a_blank_last_column_is_kept_under_its_heading_only(tmp_path: Path) -> None:
    (page,) = read(tmp_path, f"{HEAD}\t\n1\ta\tb\tc\td\t\t\n")
    assert page.tables[0].n_cols == 6


@pytest.mark.parametrize(
    "content",
    [
        f"\ufeffteks\r\n{HEAD}\r\n1\tké\tb\tc\td\te\r\n".encode(),
        f"teks\n{HEAD}\n1\tké\tb\tc\td\te\n".encode("cp1252"),
        f"teks\n{HEAD}\n1\tké\tb\tc\td\te\n".encode("utf-16"),
        f"teks\n{HEAD}\n1\tké\tb\tc\td\te\n".encode("utf-16-le"),
        f"teks\n{HEAD}\n1\tké\tb\tc\td\te\n".encode("utf-16-be"),
        f"te\0ks\n{HEAD}\n1\tk\aé\tb\u2028x\tc\td\te\n".encode(),
    ],
    ids=["utf-8 with mark and crlf", "windows", "utf-16", "le, no mark", "be, no mark", "stray controls"],
)
def test_encodings_of_office_machines(tmp_path: Path, content: bytes) -> None:
    (page,) = read(tmp_path, content)
    assert grid(page)[1][1] == "ké"


def test_lines_of_too_many_columns_are_kept_as_text(tmp_path: Path) -> None:
    (page,) = read(tmp_path, "judul\n" + "a\tb\n" * 30 + "x\t" * 5_000 + "akhir\n")
    assert page.tables == ()
    assert page.words_read == 1 + 60 + 5_001


def test_text_without_table_is_one_page(tmp_path: Path) -> None:
    (page,) = read(tmp_path, "satu\n\ndua\n")
    assert page.tables == ()
    assert page.words_read == 2


def test_an_empty_and_a_binary_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EmptyDocument):
        read(tmp_path, " \n\n")
    with pytest.raises(DamagedDocument):
        read(tmp_path, b"abc\0\1\2")


@pytest.mark.parametrize(("name", "rows", "areas"), [("banyumas_2022", 70, 6), ("banyuwangi_2025", 86, 6)])
def test_shipped_transcripts_give_every_row(samples: Path, name: str, rows: int, areas: int) -> None:
    origin = Source(str(samples / f"{name}.txt"), f"{name}.txt", "00", "transcript", 1)
    document = assemble(origin, read_transcript(origin))
    assert (len(document.rows), len(document.areas), document.problems) == (rows, areas, ())


def test_text_in_a_header_that_is_no_heading_is_kept_as_page_text(tmp_path: Path, samples: Path) -> None:
    """A merged cell or a lost line end puts text among the headings: it is in no row, and must not vanish."""
    lines = (samples / "banyuwangi_2025.txt").read_text(encoding="utf-8").splitlines()
    heads = [number for number, line in enumerate(lines) if "BUKTI FISIK" in line and "\t" in line]
    astray = " ".join(f"kata{number}" for number in range(60))
    lines[heads[1]] = lines[heads[1]].replace("BUKTI FISIK", astray)
    path = tmp_path / "astray.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    outcome = read_document(path, Settings(cache_dir=None))
    assert outcome.document is not None
    raw = outcome.document.raw
    assert any(astray in page.text for page in raw.pages)
    assert all(p.words_read == p.words_in_cells + p.words_in_headers + p.words_outside for p in raw.pages)
    held = [cell.raw for row in raw.rows for cell in row.cells]
    assert not any("kata7" in text for text in held)
