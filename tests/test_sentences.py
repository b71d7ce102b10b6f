"""What codes say: a sentence for each in English and Indonesian, edited by people, checked by the program."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

import dictionaries
from dictionaries import load_vocabulary, sentences
from dictionaries.lexicon import FOLDER
from dictionaries.sentences import CODES, Code, said, sentence
from lampiran.codes import NO_PLAN, Note, ProblemCode, ReasonCode
from lampiran.records import Problem, Reason


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in FOLDER.glob("*.csv"):
        shutil.copy(path, tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("code", "values", "english", "indonesian"),
    [
        (
            Note.AREA_UNKNOWN, (),
            "the area could not be determined", "area perubahan tidak dapat ditentukan",
        ),
        (ReasonCode.UNKNOWN_WORD, ("Iaporan",), "unknown word 'Iaporan'", "kata “Iaporan” tidak dikenal"),
        (
            ReasonCode.PERHAPS_WORD, ("tata", "ata"),
            "perhaps 'tata' for 'ata'", "“ata” mungkin seharusnya “tata”",
        ),
        (
            ReasonCode.UNSURE_REPAIR, ("Rapor", "Pimpinan"),
            "'Rapor' became 'Pimpinan'", "“Rapor” diubah menjadi “Pimpinan”; perlu diperiksa",
        ),
        (
            ReasonCode.ODD_YEAR, ("2028", "2023"),
            "year 2028 in a plan of 2023", "tahun 2028 dalam rencana tahun 2023",
        ),
        (ReasonCode.TOLD, ("a stray mark",), "a stray mark", "a stray mark"),
        (
            ProblemCode.WORDS_ASTRAY, ("9", "8", "7", "6"),
            "9 words were read on the page, 8 are accounted for; 7 belong to plan rows, which hold 6.",
            "Pada halaman ini terbaca 9 kata, tercatat 8; 7 di antaranya milik baris rencana, yang memuat 6.",
        ),
        (
            ProblemCode.COLUMN_RENAMED_WORDING, ("7", "komponen"),
            "Column 7 holds the wording of the komponen; it was taken for komponen whatever its heading.",
            "Kolom 7 berisi bunyi komponen; diperlakukan sebagai komponen apa pun judulnya.",
        ),
    ],
)  # fmt: skip
def test_sentences_read_right(code: Code, values: tuple[str, ...], english: str, indonesian: str) -> None:
    assert sentence(code, values) == english
    assert sentence(code, values, "id") == indonesian


def test_a_problem_and_a_reason_say_their_sentence() -> None:
    assert said(Problem(ProblemCode.PAGE_MISSING, ("3",), 3)) == "Page 3 could not be read."
    assert said(Reason(ReasonCode.STRAY_MARK), "id") == "ada tanda yang tidak pada tempatnya"


def test_values_are_put_in_as_they_are_and_missing_ones_show() -> None:
    assert sentence(ReasonCode.SCRAP, (r"{0} \1",)) == r"scrap '{0} \1'"
    assert sentence(ReasonCode.PERHAPS_WORD, ("tata",)) == "perhaps 'tata' for '…'"


def test_every_code_says_something_and_no_two_kinds_share_one() -> None:
    counts = Counter(str(code) for codes in (Note, ProblemCode, ReasonCode) for code in codes)
    assert {code for code, count in counts.items() if count > 1} == {"told"}
    for codes in (Note, ProblemCode, ReasonCode):
        for code in codes:
            assert sentence(code) and sentence(code, (), "id")
    assert all(code.startswith("no-plan") for code in NO_PLAN)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("new-code,Something.,Sesuatu.,", "is not one of the program's"),
        ("scrap,scrap '{0}',potongan “{0}”,letters", "stands in line"),
        ("scrap,,potongan,", "english is empty"),
        ("scrap,scrap '{0}',potongan,letters", "indonesian must have the places {0}"),
        ("scrap,scrap '{1}',potongan {0},letters", "english must have the places {0}"),
        ("scrap,scrap '{0}',potongan {0},", "english must have the places (none)"),
    ],
)
def test_a_bad_line_is_named(folder: Path, line: str, message: str) -> None:
    file = folder / "sentences.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}{line}\n", encoding="utf-8")
    found = [finding for finding in dictionaries.check(folder) if message in finding.message]
    assert [(finding.file, finding.line) for finding in found] == [("sentences.csv", text.count("\n") + 1)]


def test_a_code_without_a_line_is_named(folder: Path) -> None:
    file = folder / "sentences.csv"
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("scrap,")]
    file.write_text("\n".join(lines), encoding="utf-8")
    (finding,) = dictionaries.check(folder)
    assert str(finding) == "sentences.csv: code 'scrap' has no line"


def test_a_file_that_cannot_be_used_ends_no_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "sentences.csv").write_text(
        "code,english,indonesian,values\nscrap,,,letters\n", encoding="utf-8"
    )
    monkeypatch.setattr(sentences, "files", lambda _: folder)
    sentences._load.cache_clear()
    try:
        assert sentence(ReasonCode.SCRAP, ("ab",)) == "scrap ab"
        assert sentence(ReasonCode.TIME_UNCLEAR, (), "id") == "time-unclear"
    finally:
        sentences._load.cache_clear()


def test_another_wording_is_no_other_vocabulary(folder: Path) -> None:
    """Documents need not be normalised again because a sentence was improved."""
    file = folder / "sentences.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("scrap '", "remnant '"), encoding="utf-8")
    assert load_vocabulary(folder).version == load_vocabulary().version
    assert dictionaries.check(folder) == []
    assert len(CODES) > 90
