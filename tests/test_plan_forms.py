"""Forms as data: files that validate, what fits and why not, columns by hand, plans of unlisted forms."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import dictionaries
from dictionaries.plan_forms import best_fit, check_forms, fit, form_named, load_forms, read_form
from dictionaries.vocabulary import load_vocabulary
from extract.plan.assemble import assemble
from lampiran.app.cli import main
from lampiran.codes import ProblemCode
from lampiran.errors import DictionaryError
from lampiran.records import Problem, RawDocument
from lampiran.settings import Settings
from normalize import normalize_document
from samples.generator.form_archetypes import draw, sheet
from tests.support.plan_pages import HEADER, reading, source, table

GOOD = """about = "sebuah bentuk"
[[column]]
kolom = "komponen"
heading = ["TAHAP"]
needed = true
[[column]]
kolom = "bukti_fisik"
heading = ["HASIL > BERKAS"]
needed = true
"""
MONTHS = ("Januari", "Maret 2021", "Triwulan II", "Mei - Juni 2021", "Agustus", "Desember 2021")


def form(tmp_path: Path, text: str) -> Path:
    (tmp_path / "forms").mkdir(exist_ok=True)
    path = tmp_path / "forms" / "satu.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_form_file_says_what_heads_its_columns(tmp_path: Path) -> None:
    read = read_form(form(tmp_path, GOOD))
    printed = [("NO",), ("Tahap",), ("HASIL", "Berkas"), ("LAIN", "Berkas")]
    assert fit(read, printed).columns == ("", "komponen", "bukti_fisik", "")
    assert fit(read, printed[:2]).missing == ("HASIL > BERKAS",)


def test_headings_that_rule_a_form_out(tmp_path: Path) -> None:
    read = read_form(form(tmp_path, GOOD.replace("[[column]]", 'never = ["BOBOT"]\n[[column]]', 1)))
    found = fit(read, [("TAHAP",), ("HASIL", "BERKAS"), ("Bobot",)])
    assert (found.fits, found.against) == (False, ("Bobot",))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('about = "sebuah bentuk"', ""), "'about' must say"),
        (('about = "sebuah bentuk"', 'about = "x"\nlabel = 1'), "'label' is unknown"),
        (('kolom = "komponen"', 'kolom = "Ke Satu"'), "must be made of small letters"),
        (('heading = ["TAHAP"]', "heading = []"), "must be a list of headings"),
        (('heading = ["TAHAP"]', 'heading = ["HASIL > "]'), "a heading has no letters"),
        (
            ('heading = ["TAHAP"]\nneeded = true', 'heading = ["TAHAP"]'),
            "at least two columns must be needed",
        ),
        (('about = "sebuah bentuk"', 'about = "x"\ncode = "(?P<area>"'), "pattern of the code is wrong"),
        (('about = "sebuah bentuk"', 'about = "x"\ncode = "[a-z]"'), "names no part"),
        (('about = "sebuah bentuk"', 'about = "x"\ncodes = "week"'), "must be month or quarter"),
        (('about = "sebuah bentuk"', "about = "), "Invalid value"),
    ],
)
def test_a_bad_form_file_is_named(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    path = form(tmp_path, GOOD.replace(*change))
    findings = check_forms(tmp_path)
    assert any(message in finding.message for finding in findings), findings
    assert {finding.file for finding in findings} == {"satu.toml"}
    with pytest.raises(DictionaryError, match=r"satu\.toml"):
        read_form(path)


def test_the_forms_shipped_are_in_order() -> None:
    assert not check_forms(Path(dictionaries.__file__).parent)
    assert {one.name for one in load_forms()} >= {"kpu", "proses", "jenjang", "rincian", "kode"}
    assert form_named("kpu") is not None and form_named("none") is None
    found = best_fit([(text,) for text in HEADER])
    assert found is not None and found.form.name == "kpu"


def test_forms_check_says_which_fits_and_why_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = draw(tmp_path / "proses.pdf", sheet(3, 0))
    assert main(["forms", "check", str(path)]) == 0
    said = capsys.readouterr().out
    assert "proses fits: no, proses, target, target_waktu" in said
    assert "kpu does not fit (not there: KOMPONEN" in said


def test_forms_check_of_a_table_without_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "list.txt"
    path.write_text("NO\tNAMA\tJABATAN\n1\tSiti\tKetua\n", encoding="utf-8")
    assert main(["forms", "check", str(path)]) == 4
    assert "proses does not fit (not there: PROSES" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ("No,Komponen", "cannot be the name of a column"),
        ("komponen,komponen", "is named twice"),
        ("satu,dua", "is a plan column"),
    ],
)
def test_names_that_cannot_be(
    names: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a\tb\n", encoding="utf-8")
    assert main(["show", str(path), "--columns", names]) == 2
    assert message in capsys.readouterr().err


def test_columns_named_by_hand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [["Nr", "Tahap", "Berkas", "Kapan"], ["I", "MANAJEMEN PERUBAHAN", "", ""]]
    lines += [[str(n), f"Tahap {n}", f"Berkas nomor {n}", month] for n, month in enumerate(MONTHS, 1)]
    path = tmp_path / "plan.txt"
    path.write_text("\n".join("\t".join(line) for line in lines) + "\n", encoding="utf-8")
    names = "no,komponen,bukti_fisik,target_waktu"
    assert main(["show", str(path), "--format", "json", "--columns", names]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [row["bukti_fisik"] for row in rows] == [f"Berkas nomor {n}" for n in range(1, 7)]
    assert [row["bulan"] for row in rows][:2] == ["1", "3"] and {row["area_no"] for row in rows} == {1}
    assert main(["show", str(path), "--format", "json", "--columns", f"{names},status"]) == 4


def plan(heads: Sequence[str], *, official: bool = True, times: bool = True, title: str = "") -> RawDocument:
    wording = [item.statement for item in load_vocabulary().indikator[: len(MONTHS)]]
    rows = [
        [
            str(number),
            text if official else f"Bapak {number} dari kantor",
            f"Menyusun naskah panjang nomor {number}",
            f"Naskah dan notula nomor {number}",
            month if times else "tanda tangan",
        ]
        for number, (text, month) in enumerate(zip(wording, MONTHS, strict=True), 1)
    ]
    area = ["I", "MANAJEMEN PERUBAHAN", "", "", ""]
    page = reading(1, table(1, [heads, area, *rows]), outside=[title] if title else [])
    return assemble(source(), [page])


def test_a_plan_of_an_unlisted_form_is_loaded_and_all_of_it_doubted() -> None:
    document = plan(["Urut", "Hal", "Yang dibuat", "Simpanan", "Kapan"], title="RENCANA AKSI ZONA INTEGRITAS")
    assert len(document.rows) == len(MONTHS)
    first = {cell.kolom: cell.raw for cell in document.rows[0].cells}
    assert first["langkah_aksi"].startswith("Menyusun") and first["bukti_fisik"].startswith("Naskah")
    assert "header-by-content" in {problem.code for problem in document.problems}
    assert all(part.border_doubt == 1.0 for row in document.rows for cell in row.cells for part in cell.parts)


@pytest.mark.parametrize("without", ["official", "times"])
def test_one_sign_makes_no_plan(without: str) -> None:
    heads = ["Urut", "Hal", "Yang dibuat", "Simpanan", "Kapan"]
    title = "RENCANA AKSI ZONA INTEGRITAS" if without == "times" else ""
    assert not plan(heads, title=title, **{without: False}).rows


def test_an_unknown_heading_over_a_usual_column_is_told() -> None:
    rows = [
        [str(n), "Tim Kerja", f"Uraian tim nomor {n}", f"Bukan sesuatu {n}", "SK", "Mei"] for n in range(1, 7)
    ]
    header = ["NO", "KOMPONEN", "INDIKATOR", "HAL IHWAL KITA", "BUKTI FISIK", "TARGET WAKTU"]
    told = [
        p
        for p in assemble(source(), [reading(1, table(1, [header, *rows]))]).problems
        if p.code == "column-unknown"
    ]
    assert [(problem.values, problem.lost) for problem in told] == [
        (("langkah_aksi", "HAL IHWAL KITA"), True)
    ]
    header[3] = "PENANGGUNG JAWAB"
    known = assemble(source(), [reading(1, table(1, [header, *rows]))])
    assert "column-unknown" not in {problem.code for problem in known.problems}


def test_codes_of_months_are_told_unless_the_form_says_what_they_mean() -> None:
    rows = [[str(n), "Tim Kerja", f"Tim nomor {n}", "Rapat", "SK", f"B0{n}"] for n in range(1, 5)]
    read = assemble(source(), [reading(1, table(1, [HEADER, *rows]))])
    assert "codes-as-months" in {problem.code for problem in read.problems}
    months = normalize_document(read, load_vocabulary(), Settings())
    assert [row.schedule.bulan for row in months.rows] == [(1,), (2,), (3,), (4,)]
    told = replace(read, problems=(Problem(ProblemCode.CODES_AS_QUARTERS),))
    quarters = normalize_document(told, load_vocabulary(), Settings())
    assert [row.schedule.bulan for row in quarters.rows][2:] == [(1, 2, 3), (2, 3, 4)]


NO_PLANS: list[tuple[str, Sequence[str], Sequence[str]]] = [
    ("school plan",
     ("NO", "STANDAR", "PROGRAM", "KEGIATAN", "SUMBER DANA", "WAKTU PELAKSANAAN", "BUKTI FISIK"),
     ("1", "Standar Isi", "Kurikulum", "Rapat guru", "BOS", "Juli 2025", "Notula")),
    ("credit points", ("NO", "BUTIR KEGIATAN", "SATUAN HASIL", "ANGKA KREDIT", "BUKTI FISIK"),
     ("1", "Mengajar", "Laporan", "0,5", "Surat tugas")),
    ("risk register", ("NO", "PERNYATAAN RISIKO", "RENCANA TINDAK", "PENANGGUNG JAWAB", "TARGET WAKTU"),
     ("1", "Data hilang", "Salinan", "Kasubbag", "Maret 2025")),
    ("evaluation form", ("NO", "PENILAIAN", "BOBOT", "PILIHAN JAWABAN", "NILAI", "EVIDEN"),
     ("1", "Tim telah dibentuk", "5", "Ya/Tidak", "1", "SK")),
    ("flow chart", ("NO", "KEGIATAN", "PELAKSANA", "KELENGKAPAN", "WAKTU", "OUTPUT"),
     ("1", "Menerima surat", "Staf", "Surat", "5 menit", "Disposisi")),
    ("attendance", ("NO", "NAMA", "JABATAN", "TANDA TANGAN"), ("1", "Siti Contohwati", "Ketua", "")),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "header", "row"), NO_PLANS, ids=[kind for kind, _, _ in NO_PLANS])
def test_other_tables_with_words_of_plans_yield_no_rows(
    kind: str, header: Sequence[str], row: Sequence[str]
) -> None:
    rows = [[str(n), *row[1:]] for n in range(1, 9)]
    page = reading(1, table(1, [header, *rows]), outside=[f"CONTOH {kind.upper()}"])
    assert not assemble(source(), [page]).rows
