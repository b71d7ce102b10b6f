"""Provenance that can be followed: from a value to what was read, each repair, and the place on the page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw
from sqlalchemy import text

from lampiran.app.cli import main
from lampiran.app.explain import Explanation, crop, explain, page_of_file, write_crops
from lampiran.app.explain_lines import differing_words, lines_of
from lampiran.errors import UsageError
from lampiran.records import Box, CellPart, PagePicture, Reading, Step
from lampiran.settings import Settings
from load import Database
from load.pictures import PageStore
from tests.support import databases, loading

SETTINGS = Settings(cache_dir=None)


def crops_from(file: Path, found: Explanation, to: Path) -> list[Path]:
    return write_crops(found, lambda page: page_of_file(found.document.raw, page, file, SETTINGS), to)


@pytest.fixture(params=databases.BACKENDS)
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with Database.open(databases.fresh(request.param, tmp_path)) as database:
        database.save(loading.outcome())
        yield database


def said(db: Database, *asked: str | int) -> str:
    document, urutan, kolom = asked
    return "\n".join(lines_of(explain(db, str(document), int(urutan), str(kolom))))


def test_raw_steps_text_and_place_are_told(db: Database) -> None:
    told = said(db, "contoh.pdf", 1, "komponen")
    assert "contoh.pdf, row 1, komponen" in told
    assert "raw:        'Penyusunan Tim Ke a'" in told
    assert "1. 15-19: 'Ke a' -> 'Kerja'  (noise, 0.97)" in told
    assert "text:       'Penyusunan Tim Kerja'" in told
    assert "page 3, box 50.0 100.0 200.2 140.0" in told
    assert "confidence: 0.95" in told
    assert "review:     not needed" in told


def test_of_long_texts_only_what_differs_is_told(db: Database) -> None:
    words = (
        "Menyusun laporan hasil pemantauan dan evaluasi pelaksanaan Zona Integritas pada bulan ini dan itu"
    )
    other = words.replace("evaluasi", "evaluasl")
    readings = (Reading("satu", words, 0.9), Reading("dua", other, 0.8))
    cell = loading.repaired("langkah_aksi", (replace(loading.part(words), readings=readings),))
    db.save(loading.outcome(loading.plan("panjang.pdf", rows=[loading.row(1, (cell,))])))
    told = said(db, "panjang.pdf", 1, "langkah_aksi")
    assert "read by satu (0.90): the same" in told
    assert "read by dua (0.80): \N{HORIZONTAL ELLIPSIS} dan [evaluasi -> evaluasl] pelaksanaan" in told
    assert differing_words("a b", "a b") == "a b"
    assert differing_words("a b", "a b c") == "a b [ -> c]"


def test_an_explanation_as_data(db: Database, capsys: pytest.CaptureFixture[str]) -> None:
    address = db.engine.url.render_as_string(hide_password=False)
    asked = ["explain", "contoh.pdf", "1", "bulan", "--db", address.removeprefix("sqlite:///"), "--json"]
    assert main(asked) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["kolom"], found["asked"], found["value"]) == ("target_waktu", "bulan", "8,9,10")
    assert main([*asked[:3], "bukti_fisik", *asked[4:]]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["needs_review"] is True
    assert found["reasons"][0]["code"] == "unknown-word"
    assert found["reasons"][0]["kind"] == "letters"
    assert [reading["engine"] for reading in found["parts"][0]["readings"]] == ["tesserocr", "rapidocr"]


def test_both_readings_and_the_reasons_to_look_are_told(db: Database) -> None:
    told = said(db, "contoh.pdf", 1, "bukti_fisik")
    assert "read by tesserocr (0.90): '=HYPERLINK(1)'" in told
    assert "read by rapidocr (0.50): '=HYPERLINK(1)'" in told
    assert "review:     needed: unknown word 'HYPERLINK'" in told


def test_the_rule_of_a_repair_and_the_notes_of_a_row_are_told(db: Database) -> None:
    step = Step(0, 1, "l", "L", "case", 0.9, rule="letters.case")
    cell = loading.repaired("indikator", (loading.part("laporan"),), step)
    db.save(loading.outcome(loading.plan("aturan.pdf", rows=[loading.row(1, (cell,))])))
    assert "1. 0-1: 'l' -> 'L'  (letters.case, case, 0.90)" in said(db, "aturan.pdf", 1, "indikator")
    told = said(db, "aturan.pdf", 1, "indikator_id")
    assert "row:        confidence 0.95: the official indikator is not certain" in told


def test_each_part_of_a_cut_cell_and_a_shared_cell_are_told(db: Database) -> None:
    told = said(db, "contoh.pdf", 1, "indikator")
    assert told.index("page 3, box") < told.index("'Unit telah membentuk tim'") < told.index("page 4, box")
    assert "covering this one too" in said(db, "contoh.pdf", 2, "komponen")


@pytest.mark.parametrize(
    ("kolom", "expected"),
    [
        ("bulan", "'8,9,10', from the column target_waktu"),
        ("bulan", "understood: not certain, left over: 'minggu ke-2'"),
        ("tahun_target", "2025, from the column target_waktu"),
        ("indikator_id", "'90.P.1.i.a', from the column indikator"),
        ("indikator_ids", "'90.P.1.i.a;90.P.1.i.b'"),
        ("indikator_id", "candidates: 90.P.1.i.b (0.71)"),
        ("komponen_no", "1, from the column komponen"),
        ("% Target", "text:       '100'"),
    ],
)
def test_values_that_are_no_cell_lead_to_theirs(db: Database, kolom: str, expected: str) -> None:
    assert expected in said(db, "contoh.pdf", 1, kolom)


def test_a_persons_correction_is_told(db: Database) -> None:
    insert = text(
        "INSERT INTO people_corrections (id, sha256, lembaga, nomor_sk, tahun_sk, urutan, area_no, "
        "komponen_no, kolom, raw, before, after, corrected_by, corrected_at) "
        "VALUES ('k', :sha, 'KPU', '1', 2025, 1, 1, 1, 'bukti_fisik', 'a', "
        "'=HYPERLINK(1)', 'SK Tim', 'Sari', '2026-01-01T00:00:00Z')"
    )
    with db.engine.begin() as connection:
        connection.execute(insert, {"sha": loading.sha256("contoh.pdf")})
    db.save(loading.outcome(), "again")
    explained = said(db, "contoh.pdf", 1, "bukti_fisik")
    assert "2026-01-01T00:00:00Z: '=HYPERLINK(1)' -> 'SK Tim'  (correct, applied)" in explained
    assert "text:       '=HYPERLINK(1)'\nsettled:    'SK Tim'" in explained


def test_documents_are_found_by_id_name_and_a_copys_name(db: Database) -> None:
    key = db.documents()[0].document_id
    db.save(loading.outcome(loading.plan("jatim/salinan.pdf", content="contoh.pdf")))
    db.save(loading.outcome(loading.plan("jatim/lain.pdf", head=loading.decree("5", 2024))))
    assert "contoh.pdf, row 1" in said(db, key, 1, "komponen")
    assert "row 1" in said(db, "jatim/salinan.pdf", 1, "komponen")
    assert "jatim/lain.pdf, row 1" in said(db, "lain.pdf", 1, "komponen")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (("tidak-ada.pdf", 1, "komponen"), "no document 'tidak-ada.pdf'"),
        (("contoh.pdf", 3, "komponen"), "no row 3.*rows 1 to 2"),
        (("contoh.pdf", 1, "catatan"), "no column 'catatan'.*langkah_aksi"),
        (("rusak.pdf", 1, "komponen"), "rusak.pdf has no rows: failed. The file is empty."),
        (("kembar.pdf", 1, "komponen"), "2 documents are called 'kembar.pdf'.*Give the id"),
    ],
)
def test_what_is_not_there_is_said_with_what_there_is(
    db: Database, asked: tuple[str, int, str], message: str
) -> None:
    db.save(loading.unread("rusak.pdf"))
    for folder in ("a", "b"):
        db.save(loading.outcome(loading.plan(f"{folder}/kembar.pdf", head=loading.decree(folder, 2024))))
    with pytest.raises(UsageError) as caught:
        said(db, *asked)
    assert __import__("re").search(message, str(caught.value))


def page_with_mark(rotation: int) -> tuple[Image.Image, Box]:
    """A page that shows a bar with a dark foot, turned clockwise, and where the bar stands on it."""
    upright = Image.new("RGB", (600, 400), "white")
    draw = ImageDraw.Draw(upright)
    draw.rectangle((100, 100, 140, 180), fill="silver")
    draw.rectangle((100, 170, 140, 180), fill="black")
    x0, y0, x1, y1 = 100.0, 100.0, 140.0, 180.0
    turned = upright.rotate(-rotation, expand=True)
    boxes = {
        0: Box(x0, y0, x1, y1),
        90: Box(400 - y1, x0, 400 - y0, x1),
        180: Box(600 - x1, 400 - y1, 600 - x0, 400 - y0),
        270: Box(y0, 600 - x1, y1, 600 - x0),
    }
    return turned, boxes[rotation]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("scale", [1, 2])
def test_the_crop_shows_the_cell_upright_whatever_the_page(rotation: int, scale: int) -> None:
    shown, box = page_with_mark(rotation)
    page = replace(loading.page(1), width=shown.width, height=shown.height, rotation=rotation)
    picture = shown.resize((shown.width * scale, shown.height * scale))
    piece = crop(picture, page, CellPart(1, box, "x", 1.0))
    assert piece.size == (76 * scale, 116 * scale)
    gray = np.asarray(piece.convert("L"))[:, gray_columns(scale)]
    dark = np.flatnonzero((gray < 60).all(axis=1))
    assert dark.min() > piece.height * 0.7
    assert 8 * scale <= len(dark) <= 11 * scale


def gray_columns(scale: int) -> slice:
    return slice(30 * scale, 46 * scale)


def test_a_crop_at_the_edge_of_a_page_stays_on_it() -> None:
    page = replace(loading.page(1), width=100.0, height=100.0, rotation=0)
    piece = crop(Image.new("RGB", (200, 200)), page, CellPart(1, Box(0, 0, 100, 30), "x", 1.0))
    assert piece.size == (200, 96)


def stored_scan(tmp_path: Path, pages: tuple[int, ...] = (1,)) -> tuple[Path, Path]:
    """A picture file with a plan of one cell in the database: the database's path, and the picture's."""
    file = tmp_path / "halaman.png"
    picture, box = page_with_mark(0)
    picture.save(file)
    readings = (Reading("a", "x", 1.0), Reading("b", "y", 0.4))
    parts = tuple(CellPart(number, box, "x", 1.0, (), readings) for number in pages)
    document = loading.plan("halaman.png", [loading.row(1, (loading.repaired("indikator", parts),))])
    flat = tuple(replace(loading.page(n), width=600.0, height=400.0, rotation=0) for n in sorted(set(pages)))
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    raw = replace(document.raw, sha256=digest, pages=flat, areas=())
    with Database.open(tmp_path / "a.db") as db:
        db.save(loading.outcome(replace(document, raw=raw)))
    return tmp_path / "a.db", file


def test_the_command_prints_and_writes_the_crop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db, file = stored_scan(tmp_path)
    target = tmp_path / "potong.png"
    asked = ["explain", str(db), "halaman.png", "1", "indikator"]
    assert main([*asked, "--to", str(target)]) == 0
    shown = capsys.readouterr()
    assert "read by b (0.40): 'y'" in shown.out
    assert str(target) in shown.err
    with Image.open(target) as piece:
        assert piece.size == (76, 116)
    assert main([*asked, "--to", str(tmp_path / "potong.doc")]) == 2
    assert main([*asked, "--to", str(tmp_path / "nirgends" / "a.png")]) == 2
    file.rename(tmp_path / "pindah.png")
    assert main([*asked, "--to", str(target)]) == 2
    assert "--source FILE" in capsys.readouterr().err
    assert main([*asked, "--to", str(target), "--source", str(tmp_path / "pindah.png")]) == 0


def test_a_kept_page_picture_serves_without_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db, file = stored_scan(tmp_path)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    with PageStore(tmp_path / "a.pages.db", write=True) as store:
        store.put(digest, [PagePicture(1, 600.0, 400.0, file.read_bytes())])
    file.unlink()
    asked = ["explain", str(db), "halaman.png", "1", "indikator", "--to", str(tmp_path / "c.png")]
    assert main(asked) == 0
    with Image.open(tmp_path / "c.png") as piece:
        assert piece.size == (76, 116)
    with PageStore(tmp_path / "a.pages.db", write=True) as store:
        store.put(digest, [PagePicture(2, 600.0, 400.0, b"")])
    assert main(asked) == 2
    assert "page 1, is kept" in capsys.readouterr().err


def test_each_part_gets_a_picture(tmp_path: Path) -> None:
    path, file = stored_scan(tmp_path, pages=(1, 1))
    with Database.open(path) as db:
        made = crops_from(file, explain(db, file.name, 1, "indikator"), tmp_path / "c.png")
    assert [path.name for path in made] == ["c.png", "c-2.png"]
    assert all(path.is_file() for path in made)


def test_another_file_is_not_taken_for_the_source(tmp_path: Path) -> None:
    path, file = stored_scan(tmp_path)
    Image.new("RGB", (600, 400)).save(file)
    with Database.open(path) as db, pytest.raises(UsageError, match="content differs"):
        crops_from(file, explain(db, file.name, 1, "indikator"), tmp_path / "c.png")


def test_a_pdf_page_is_cropped_where_its_words_stand(tmp_path: Path, samples: Path) -> None:
    from lampiran.app.pipeline import read_document

    file = samples / "banyumas_2022_digital.pdf"
    with Database.open(tmp_path / "a.db") as db:
        db.save(read_document(file, SETTINGS))
        found = explain(db, file.name, 5, "indikator")
        (made,) = crops_from(file, found, tmp_path / "c.png")
    box = found.cell.parts[0].box
    assert box is not None
    with Image.open(made) as piece:
        assert abs(piece.width - (box.x1 - box.x0 + 36) * 200 / 72) < 4
        inside = np.asarray(piece.convert("L"))[60:-60, 60:-60]
    assert 0.01 < float((inside < 128).mean()) < 0.4


def test_a_transcript_has_no_page_to_show(tmp_path: Path) -> None:
    cells = (loading.repaired("indikator", (CellPart(1, None, "x", 1.0),)),)
    with Database.open(tmp_path / "a.db") as db:
        db.save(loading.outcome(loading.plan(rows=[loading.row(1, cells)])))
        found = explain(db, "contoh.pdf", 1, "indikator")
        with pytest.raises(UsageError, match="no place on a page"):
            crops_from(tmp_path / "contoh.pdf", found, tmp_path / "c.png")
