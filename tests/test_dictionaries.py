"""The dictionary files are sound, and unsound ones are refused with file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import dictionaries
from dictionaries import load_vocabulary
from lampiran.errors import DictionaryError, ExitCode

FOLDER = Path(dictionaries.__file__).parent
VOCABULARY = load_vocabulary()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in FOLDER.glob("*.csv"):
        shutil.copy(path, tmp_path)
    return tmp_path


def append(folder: Path, name: str, line: str) -> int:
    """Adds a line to a file; returns its number."""
    text = (folder / name).read_text(encoding="utf-8")
    (folder / name).write_text(text + line + "\n", encoding="utf-8")
    return text.count("\n") + 1


def test_shipped_files_have_no_findings() -> None:
    assert dictionaries.check() == []


def test_both_editions_are_complete() -> None:
    counts = {}
    for item in VOCABULARY.indikator:
        key = (item.edisi, item.aspect)
        counts[key] = counts.get(key, 0) + 1
    assert counts == {("52/2014", "pemenuhan"): 81, ("90/2021", "pemenuhan"): 87, ("90/2021", "reform"): 23}
    assert VOCABULARY.editions == ("52/2014", "90/2021")


def test_regions_are_complete() -> None:
    codes = [region.kode for region in VOCABULARY.regions]
    assert (sum(len(code) == 2 for code in codes), sum(len(code) == 5 for code in codes)) == (38, 514)
    by_name = {region.wilayah: region for region in VOCABULARY.regions}
    assert by_name["Kabupaten Banyumas"].kode == "33.02"
    assert by_name["Kabupaten Banyumas"].provinsi == "Jawa Tengah"


def test_every_indicator_but_reform_is_in_the_crosswalk() -> None:
    crossed = {item.old_id for item in VOCABULARY.crosswalk} | {item.new_id for item in VOCABULARY.crosswalk}
    assert {item.indikator_id for item in VOCABULARY.indikator} <= crossed


def test_the_vocabulary_is_read_once() -> None:
    assert load_vocabulary() is load_vocabulary(FOLDER)


@pytest.mark.parametrize(
    ("name", "line", "message"),
    [
        ("area_alias.csv", "7,Area ketujuh,", "points nowhere"),
        ("komponen_alias.csv", "90.P.9.i,Nama,", "points nowhere"),
        ("indikator_alias.csv", "90.P.1.i.a;90.P.9.i.z,Wording,", "points nowhere"),
        ("indikator_alias.csv", "90.P.1.i.a;90.P.2.i.a,Wording,", "different komponen"),
        ("indikator_alias.csv", "52.I.4.b,SOP telah dievaluasi,", "stands in line"),
        (
            "indikator_alias.csv",
            "52.I.4.b,Standar pelayanan telah dimaklumatkan,",
            "official wording of 52.VI.1.b",
        ),
        ("indikator_alias.csv", "52.I.4.b,,", "alias is empty"),
        ("indikator.csv", "52.I.1.a,52/2014,1,52.I.1,a,pemenuhan,x,y,z,", "more than once"),
        ("indikator.csv", "52.I.1.z,52/2014,2,52.I.1,z,pemenuhan,x,y,z,", "has '1'"),
        ("crosswalk.csv", "52.I.1.a,90.P.1.i.x,same,", "points nowhere"),
        ("crosswalk.csv", ",,new,", "both ids are empty"),
        ("crosswalk.csv", "52.I.1.a,90.P.1.i.b,changed,", "is none of"),
        ("bulan.csv", "Undecimber,13,", "not a number from 1 to 12"),
        ("wilayah.csv", "33.1,Kabupaten Baru,,", "33.02"),
        ("wilayah.csv", "99.01,Kabupaten Baru,,", "no province"),
        ("wilayah.csv", "33.99,Baru,,", "must begin with"),
        ("padanan.csv", "zona integritas,zi,", "more than once"),
        ("area.csv", "1,Nama,x,y", "4 values"),
    ],
)
def test_a_bad_line_is_named(folder: Path, name: str, line: str, message: str) -> None:
    number = append(folder, name, line)
    found = [finding for finding in dictionaries.check(folder) if message in finding.message]
    assert [(finding.file, finding.line) for finding in found if finding.line == number] == [(name, number)]
    with pytest.raises(DictionaryError, match=f"{name}, line") as caught:
        load_vocabulary(folder)
    assert caught.value.exit_code is ExitCode.MISSING


@pytest.mark.parametrize(
    ("name", "line", "message"),
    [
        ("headers.csv", "BUKTI FISIK,bukti_fisik,0.5,", "already"),
        ("frequent_words.csv", "katabaru,sering", "is no number such as"),
        ("frequent_english.csv", "newword,1e9", "is no number such as"),
        ("frequent_words.csv", "yang,7.47", "stands in line 2"),
        ("words.csv", "katabaru,lain,", "is none of"),
        ("words.csv", ",umum,", "is empty"),
        ("acronyms.csv", "ZI,Zona Integritas,", "stands in line"),
        ("confusions.csv", "q,zz,often,shape,", "is no number"),
        ("mark_confusions.csv", "b,oo,", "one sign each"),
        ("mark_confusions.csv", "b,o,", "stands in line"),
        ("kata_tugas.csv", "tetapi,penghubung,", "is none of"),
        ("kata_tugas.csv", "untuk,umum,", "stands in line"),
        ("kata_tugas.csv", "tetapi,,", "role is empty"),
        ("kata_tugas.csv", ",umum,", "word is empty"),
    ],
)
def test_a_bad_line_of_the_word_lists_is_named(folder: Path, name: str, line: str, message: str) -> None:
    number = append(folder, name, line)
    found = [finding for finding in dictionaries.check(folder) if message in finding.message]
    assert [(finding.file, finding.line) for finding in found] == [(name, number)]


def test_a_role_without_words_is_named(folder: Path) -> None:
    path = folder / "kata_tugas.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("penutup", "sambung"), encoding="utf-8")
    messages = [finding.message for finding in dictionaries.check(folder)]
    assert messages == ["no word has the role 'penutup'"]


def test_an_alias_that_repeats_its_own_official_wording_is_only_a_warning(folder: Path) -> None:
    append(folder, "indikator_alias.csv", "52.VI.1.b,Standar pelayanan telah dimaklumatkan,")
    assert [finding.level for finding in dictionaries.check(folder)] == ["warning"]
    assert load_vocabulary(folder).version != VOCABULARY.version


def test_a_missing_file_and_a_missing_column_are_named(folder: Path) -> None:
    (folder / "bulan.csv").unlink()
    (folder / "area.csv").write_text("nomor,nama\n1,Satu\n", encoding="utf-8")
    messages = [str(finding) for finding in dictionaries.check(folder)]
    assert "bulan.csv: the file is missing" in messages
    assert "area.csv, line 1: column 'area_no' is missing" in messages


def test_what_a_spreadsheet_saves_is_read(folder: Path) -> None:
    """Byte-order mark, semicolons, Windows line ends and a blank line at the end."""
    text = (folder / "bulan.csv").read_text(encoding="utf-8").replace(",", ";").replace("\n", "\r\n")
    (folder / "bulan.csv").write_bytes(b"\xef\xbb\xbf" + text.encode() + b";;\r\n")
    assert dictionaries.check(folder) == []
    assert load_vocabulary(folder).months == VOCABULARY.months


def test_a_file_that_is_not_utf8_is_named(folder: Path) -> None:
    (folder / "area_alias.csv").write_bytes("1,Área,\n".encode("latin-1"))
    assert "not UTF-8" in dictionaries.check(folder)[0].message


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DictionaryError):
        load_vocabulary(tmp_path)
