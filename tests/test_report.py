"""The province's report: every number in workbook and page equals what was put in, and each other."""

from __future__ import annotations

import re
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

import dictionaries
from lampiran.app.cli import main
from load import Database
from report.figures import QUESTIONS
from report.scope import short_name
from report.wording import SIGNS
from tests.support import loading, province
from tests.support.province import PROVINCE, REGIONS, SP4N, WITH_PLAN, YEAR, Truth
from tests.support.report_reading import read, sentences, table

QUARTER = 4


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Truth, Path, Path]:
    """The truth, the database, and the folder of its report."""
    folder = tmp_path_factory.mktemp("report")
    truth = province.fill(folder / "p.db")
    started = time.monotonic()
    code = main(
        ["report", "--db", str(folder / "p.db"), "--to", str(folder / "out"), "--triwulan", str(QUARTER)]
        + ["--provinsi", PROVINCE, "--by", "Sari"]
    )
    assert code == 0
    assert time.monotonic() - started < 20, "26 plans in under 20 seconds"
    return truth, folder / "p.db", folder / "out"


@pytest.fixture(scope="module")
def truth(made: tuple[Truth, Path, Path]) -> Truth:
    return made[0]


@pytest.fixture(scope="module")
def book(made: tuple[Truth, Path, Path]) -> Workbook:
    return load_workbook(made[2] / "laporan.xlsx")


@pytest.fixture(scope="module")
def page(made: tuple[Truth, Path, Path]) -> str:
    return (made[2] / "laporan.html").read_text(encoding="utf-8")


def test_received_and_missing(truth: Truth, book: Workbook, page: str) -> None:
    lines = {line["Kode"]: line for line in table(book, "Kelengkapan", "No.")}
    assert list(lines) == [region.kode for region in truth.regions]
    for kode, line in lines.items():
        assert line["Baris"] == truth.rows.get(kode)
        assert line["Sel perlu diperiksa"] == truth.open_cells.get(kode)
    late = truth.regions[WITH_PLAN]
    assert (lines[late.kode]["Keadaan"], lines[late.kode]["Catatan"]) == ("menunggu", "menyusul")
    assert lines[truth.regions[0].kode]["Diterima"] == f"3 Februari {YEAR}"
    for kode, file in ((truth.regions[2].kode, "03.pdf"), (truth.regions[4].kode, "05.pdf")):
        assert lines[kode]["Berkas yang dihitung"] == file
    said = f"{WITH_PLAN} dari {REGIONS} kabupaten/kota sudah memiliki rencana tahun {YEAR}; 3 belum."
    assert said in sentences(book) and said in page
    in_page = {row[0]: row for row in read(page).rows["kelengkapan"][1:]}
    for kode, line in lines.items():
        assert in_page[kode][1] == line["Kabupaten/Kota"] and in_page[kode][2] == line["Keadaan"]
        assert in_page[kode][5] == str(line["Baris"] or "")
        assert in_page[kode][8] == str("" if line["Baris"] is None else line["Sel perlu diperiksa"])


def test_what_counts_nowhere_or_twice_is_told(book: Workbook, page: str) -> None:
    for sentence in (
        "Tidak ikut dihitung: 1 rencana (1 karena lembaga lain).",
        "2 berkas lain memuat keputusan yang sama dan tidak dihitung dua kali.",
    ):
        assert sentence in sentences(book) and sentence in read(page).items
    assert any(
        "lain.pdf: Balai Contoh" in str(row[1]) for row in book["Ringkasan"].iter_rows(values_only=True)
    )


def test_who_lacks_what(truth: Truth, book: Workbook, page: str) -> None:
    known = dictionaries.load_vocabulary().indikator_by_id
    lines = table(book, "Cakupan", "Nomor LKE")
    by_number = {line["Nomor LKE"]: line for line in lines}
    in_page = {row[0]: row for row in read(page).rows["cakupan"][1:]}
    order = [line for line in dictionaries.load_vocabulary().lke]
    assert [line["Nomor LKE"] for line in lines] == [line.nomor for line in order]
    names = {region.kode: short_name(region.wilayah) for region in truth.regions}
    old = truth.regions[6].kode
    for item in order:
        if item.level != "indikator" or known[item.id].aspect != "pemenuhan":
            continue
        line = by_number[item.nomor]
        for kode, ids in truth.covered.items():
            assert line[names[kode]] == SIGNS["ada" if item.id in ids else "belum"], (item.id, kode)
        lacking = set(truth.lacking(item.id))
        if line[names[old]] == SIGNS["belum"]:
            lacking.add(old)
        assert line["Belum"] == len(lacking) == int(in_page[item.nomor][3])
        assert line["Ada"] == int(in_page[item.nomor][2])
    lacked = (len(truth.lacking(SP4N)), len(truth.covered))
    assert lacked[0] == 12
    said = next(text for text in sentences(book) if "SP4N-Lapor" in text)
    assert said.startswith(f"{lacked[0]} dari {lacked[1]} kabupaten/kota yang rencananya dapat dinilai belum")
    assert said in read(page).items


def test_a_plan_that_cannot_be_judged_has_no_holes(truth: Truth, book: Workbook) -> None:
    unread = truth.regions[5]
    signs = Counter(line[short_name(unread.wilayah)] for line in table(book, "Cakupan", "Nomor LKE"))
    assert signs[SIGNS["belum"]] == 0 and signs[SIGNS["ada"]] == 10 and signs[SIGNS["belum dinilai"]] == 77
    assert unread.wilayah not in {line["Kabupaten/Kota"] for line in table(book, "Kosong", "Kabupaten/Kota")}


def test_reform_is_no_hole_and_the_older_edition_is_asked_what_it_had(truth: Truth, book: Workbook) -> None:
    lines = {line["Nomor LKE"]: line for line in table(book, "Cakupan", "Nomor LKE")}
    old = short_name(truth.regions[6].wilayah)
    assert (lines["A.I.1.i.a"][old], lines["A.I.1.i.b"][old]) == (SIGNS["ada"], SIGNS["ada"])
    assert lines["A.I.6.iii.a"][old] == SIGNS["tidak diminta"], "new in the edition of 2021"
    assert lines["A.II.1.i.a"][short_name(truth.regions[0].wilayah)] == SIGNS["tidak diminta"]
    assert (lines["A.I.1.i"]["Bobot"], lines["A.I.1.i.a"]["Baris LKE"]) == (0.5, "6")


def test_holes_region_by_region(truth: Truth, book: Workbook, page: str) -> None:
    counts = Counter(line["Kabupaten/Kota"] for line in table(book, "Kosong", "Kabupaten/Kota"))
    in_page = {row[0]: row for row in read(page).rows["kelengkapan"][1:]}
    asked = {
        item.indikator_id
        for item in dictionaries.load_vocabulary().indikator
        if item.edisi == "90/2021" and item.aspect == "pemenuhan"
    }
    for region in truth.regions:
        if region.kode in truth.covered:
            holes = len(asked - truth.covered[region.kode].keys())
            assert counts[region.wilayah] == holes == int(in_page[region.kode][6])
            sheet = book[short_name(region.wilayah)]
            heads = [row[0] for row in sheet.iter_rows(values_only=True)]
            assert f"Indikator yang belum ada dalam rencana: {holes}" in heads


def test_calendar(truth: Truth, book: Workbook, page: str) -> None:
    lines = {line["Kabupaten/Kota"]: line for line in table(book, "Kalender", "Kabupaten/Kota")}
    heads = list(lines["Semua"])[1:13]
    totals: Counter[str] = Counter()
    for region in truth.regions:
        if region.kode not in truth.covered:
            continue
        counts = Counter(month for months in truth.covered[region.kode].values() for month in months)
        line = lines[short_name(region.wilayah)]
        for month, head in enumerate(heads, start=1):
            assert line[head] == (counts[month] or "–")
        assert line["Jumlah"] == sum(counts.values())
    for name, line in lines.items():
        if name != "Semua":
            totals.update({head: line[head] for head in heads if line[head] != "–"})
    assert {head: lines["Semua"][head] for head in heads} == dict(totals)
    shown = [
        int(text)
        for text in re.findall(r">(\d+)</text>", page.split('id="kalender"')[1].split("<section")[0])
    ]
    assert sum(shown) == sum(totals.values())


def test_what_is_due_in_the_quarter(truth: Truth, book: Workbook, page: str) -> None:
    lines = table(book, "Jatuh tempo triwulan ini", "Kabupaten/Kota")
    counts = Counter(line["Kabupaten/Kota"] for line in lines)
    for region in truth.regions:
        if region.kode in truth.covered:
            rows = sum(bool({10, 11, 12} & set(months)) for months in truth.covered[region.kode].values())
            assert counts[region.wilayah] == 2 * rows, "two pieces of evidence a row"
    assert len(read(page).rows["jatuh-tempo"]) == len(lines) + len(counts)
    told = f"{len(lines):,}".replace(",", ".")
    said = f"{told} bukti dari {WITH_PLAN} kabupaten/kota dijanjikan untuk triwulan IV {YEAR}."
    assert said in sentences(book) and said in page


def test_open_cells(truth: Truth, book: Workbook, page: str) -> None:
    counts = Counter(line["Berkas"] for line in table(book, "Perlu diperiksa", "Kabupaten/Kota"))
    assert sum(counts.values()) == sum(truth.open_cells.values()) == 38
    assert len([row for row in read(page).rows["kabupaten"] if "hal." in row[0]]) == 38


def test_open_cells_say_where_an_answer_belongs(truth: Truth, book: Workbook) -> None:
    keys = {line["Kunci"] for line in table(book, "Perlu diperiksa", "Kabupaten/Kota")}
    assert len(keys) == 38 and all(re.fullmatch(r"\w{16}\|\d+\|bukti_fisik", key) for key in keys)
    assert book["Perlu diperiksa"].column_dimensions["I"].hidden
    in_sheets = set()
    for kode in truth.rows:
        name = next(short_name(region.wilayah) for region in truth.regions if region.kode == kode)
        in_sheets |= {row[5] for row in book[name].iter_rows(values_only=True)} - {None, "Kunci"}
    assert in_sheets == keys


def test_the_letters_topics_are_found_by_their_words(truth: Truth, book: Workbook, page: str) -> None:
    survey = "90.P.6.iv.a"
    lines = {line["Kabupaten/Kota"]: line for line in table(book, "Surat 2410", "Kabupaten/Kota")}
    in_page = {row[0]: row for row in read(page).rows["surat-2410"][1:]}
    for region in truth.regions:
        if region.kode in truth.covered:
            found = lines[region.wilayah]["Survei persepsi"].startswith("✓")
            assert found == (in_page[region.wilayah][1] == "✓")
            if survey in truth.covered[region.kode]:
                assert found
            assert lines[region.wilayah]["Penilaian mandiri (KPEZI)"] == "–"
            assert str(lines[region.wilayah]["Bulan survei"]) == in_page[region.wilayah][5]


def test_the_comparison_follows_a_list_of_indicators(book: Workbook) -> None:
    sheet = book["Perbandingan"]
    (rule,) = sheet.data_validations.dataValidation
    assert rule.type == "list" and rule.formula1.startswith("'Data perbandingan'!$G$2")
    lines = table(book, "Perbandingan", "Kode")
    assert len(lines) == WITH_PLAN and all(
        str(line["Langkah aksi"]).startswith("=IFERROR(INDEX(") for line in lines
    )
    stored = {row[0]: row[2] for row in book["Data perbandingan"].iter_rows(min_row=2, values_only=True)}
    assert stored["33.01|A.I.1.i.a"] == "Rapat pembahasan nomor 1"
    assert book["Data perbandingan"].sheet_state == "hidden"


def test_from_year_to_year(truth: Truth, book: Workbook) -> None:
    region = truth.regions[4]
    size = len(truth.covered[region.kode])
    heads = [row[0] for row in book["Tahun ke tahun"].iter_rows(values_only=True)]
    assert f"{region.wilayah}: 10 tetap, {size - 14} berubah, 4 baru, 1 hilang." in heads
    lines = table(book, "Tahun ke tahun", "Kabupaten/Kota")
    counts = Counter((line["Kabupaten/Kota"], line["Perubahan"]) for line in lines)
    assert counts == {
        (region.wilayah, "berubah"): size - 14,
        (region.wilayah, "baru"): 4,
        (region.wilayah, "hilang"): 1,
    }


def test_all_rows_and_evidence_are_there(truth: Truth, book: Workbook) -> None:
    rows = table(book, "Rencana", "Kabupaten/Kota")
    assert len(rows) == sum(truth.rows.values())
    assert len(table(book, "Bukti", "Kabupaten/Kota")) == 2 * len(rows)


def test_every_question_stands_in_both_appendices(book: Workbook, page: str) -> None:
    stated = {line["Angka"]: line for line in table(book, "Lampiran", "Angka")}
    assert list(stated) == [question.says for question in QUESTIONS.values()]
    appendix = page.split('id="lampiran"')[1]
    assert appendix.count("<pre>") == len(QUESTIONS)


def test_the_page_needs_nothing_from_elsewhere(page: str) -> None:
    assert not re.search(r"<script|<link|@import|src=|url\(", page)
    assert set(re.findall(r"https?://[^\"' ]+", page)) == {"http://www.w3.org/2000/svg"}


def test_every_sheet_prints_one_page_wide(book: Workbook, truth: Truth) -> None:
    names = [sheet.title for sheet in book if sheet.sheet_state == "visible"]
    assert names[:11] == [
        "Ringkasan",
        "Kelengkapan",
        "Cakupan",
        "Kosong",
        "Kalender",
        "Jatuh tempo triwulan ini",
        "Surat 2410",
        "Perbandingan",
        "Perlu diperiksa",
        "Rencana",
        "Bukti",
    ]
    assert names[11] == "Tahun ke tahun" and len(names) == 12 + WITH_PLAN + 1
    for name in names:
        sheet = book[name]
        assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth in (None, 1) and sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in sheet.oddFooter.right.text
        assert sheet["A1"].value == f"KPU Provinsi {PROVINCE}" and "Sari" in sheet["A3"].value


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["report", *arguments])
    return code, capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--provinsi", "Jawa Tenggah"], "Did you mean Jawa Tengah"),
        (["--provinsi", "Xyzzy"], "There is no province 'Xyzzy'"),
        (["--kabupaten", "Banyumass"], "Did you mean Kabupaten Banyumas"),
        (["--kabupaten", "Pekalongan"], "'Pekalongan' is the name of several regions."),
        (["--tahun", "2019"], f"Years with plans: {YEAR - 1}, {YEAR}."),
    ],
)
def test_names_that_are_not_clear(
    made: tuple[Truth, Path, Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    # Names are sought among all regions of the dictionary, not only the made-up province's.
    code, told = run("--db", str(made[1]), "--to", str(tmp_path / "out"), *arguments, capsys=capsys)
    assert (code, said in told) == (2, True), told
    assert not (tmp_path / "out").exists()


def test_one_region_and_one_year(made: tuple[Truth, Path, Path], tmp_path: Path) -> None:
    region = made[0].regions[4]
    asked = ["--kabupaten", short_name(region.wilayah), "--tahun", str(YEAR - 1), "--paper", "f4"]
    assert main(["report", "--db", str(made[1]), "--to", str(tmp_path), *asked]) == 0
    book = load_workbook(tmp_path / "laporan.xlsx")
    assert "1 dari 1 kabupaten/kota" in sentences(book)[3]
    assert book["Kelengkapan"].page_setup.paperSize == 14
    assert [line["Berkas yang dihitung"] for line in table(book, "Kelengkapan", "No.")] == ["05-lama.pdf"]


def test_a_region_without_a_plan_gets_its_sheet_when_asked_for(
    made: tuple[Truth, Path, Path], tmp_path: Path
) -> None:
    region = made[0].regions[WITH_PLAN]
    assert main(["report", "--db", str(made[1]), "--to", str(tmp_path), "--kabupaten", region.wilayah]) == 0
    book = load_workbook(tmp_path / "laporan.xlsx")
    texts = [row[0] for row in book[short_name(region.wilayah)].iter_rows(values_only=True)]
    assert f"{region.wilayah} belum memiliki rencana tahun {YEAR}. Catatan: menyusul." in texts


def test_no_plan_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Database.open(tmp_path / "a.db"):
        pass
    code, told = run("--db", str(tmp_path / "a.db"), "--to", str(tmp_path / "out"), capsys=capsys)
    assert code == 2 and "holds no plan of a KPU" in told
    code, told = run("--db", str(tmp_path / "a.db"), capsys=capsys)
    assert code == 2 and "--to" in told


def test_one_plan_and_a_province_without_any(tmp_path: Path) -> None:
    loading.loaded(tmp_path / "a.db", loading.outcome(loading.plan()))
    assert main(["report", "--db", str(tmp_path / "a.db"), "--to", str(tmp_path / "one")]) == 0
    assert "1 dari 38 kabupaten/kota" in sentences(load_workbook(tmp_path / "one" / "laporan.xlsx"))[3]
    assert (
        main(["report", "--db", str(tmp_path / "a.db"), "--to", str(tmp_path / "none"), "--provinsi", "bali"])
        == 0
    )
    book = load_workbook(tmp_path / "none" / "laporan.xlsx")
    assert "0 dari 9 kabupaten/kota" in sentences(book)[3]
    assert len(table(book, "Kelengkapan", "No.")) == 9


def test_several_provinces_get_a_folder_each(tmp_path: Path) -> None:
    bali = next(region for region in dictionaries.load_vocabulary().regions if region.kode == "51.01")
    other = province.plan(bali, 1, province.ids_of(1), "90/2021", YEAR, "bali.pdf")
    loading.loaded(tmp_path / "a.db", loading.outcome(loading.plan()), loading.outcome(other))
    assert main(["report", "--db", str(tmp_path / "a.db"), "--to", str(tmp_path / "out")]) == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["bali", "jawa-timur"]


def test_two_decrees_of_one_year_count_once(tmp_path: Path) -> None:
    first = loading.plan("a.pdf", head=loading.decree("1", 2025, tanggal_sk="2025-01-02", doubts=()))
    second = loading.plan("b.pdf", head=loading.decree("2", 2025, tanggal_sk="2025-03-04", doubts=()))
    unread = loading.plan("c.pdf", head=replace(loading.decree("3", 2025), tahun_sk=None, tahun_rencana=None))
    loading.loaded(tmp_path / "a.db", *map(loading.outcome, (first, second, unread)))
    with Database.open(tmp_path / "a.db") as db:
        db.vocabulary_sync(dictionaries.load_vocabulary())
        (line,) = db.query("SELECT * FROM kelengkapan WHERE keadaan = 'ada'")
        assert (line["file"], line["rencana"]) == ("b.pdf", 2)
        assert [line["sebab"] for line in db.query("SELECT * FROM di_luar_hitungan")] == [
            "tahun tidak terbaca"
        ]
