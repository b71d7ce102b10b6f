"""The lexicon knows the words of plans, how common they are, and of what kind."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from dictionaries.lexicon import Lexicon, lexicon, read_rows
from lampiran.errors import DictionaryError


@pytest.mark.parametrize(
    "word",
    [
        "dengan",
        "Pengaduan",
        "monev",
        "LHKPN",
        "dimutakhirkan",
        "ketersediaannya",
        "masing-masing",
        "Banyumas",
    ],
)
def test_known(word: str) -> None:
    assert lexicon().known(word)
    assert lexicon().frequency(word) > 0.0


@pytest.mark.parametrize("word", ["pembarigunan", "daiam", "dengari", "kegiataii", "xqwmprt", "iink", ""])
def test_unknown(word: str) -> None:
    assert not lexicon().known(word)
    assert lexicon().frequency(word) == 0.0


def test_common_words_are_commoner() -> None:
    words = lexicon()
    assert words.frequency("yang") > words.frequency("rencana") > words.frequency("baperjakat")


def test_frequencies_are_those_of_the_lists(tmp_path: Path) -> None:
    words = lexicon()
    assert words.frequency("yang") == 7.47
    assert words.english("the") > 7.5
    assert words.english("ditindaklanjuti") == 0.0
    for source in words.folder.glob("*.csv"):
        (tmp_path / source.name).write_bytes(source.read_bytes())
    (tmp_path / "frequent_words.csv").write_text("word;zipf\nbahari;4.01\n", encoding="utf-8")
    assert Lexicon(tmp_path).frequency("bahari") == 4.01
    assert not Lexicon(tmp_path).listed("kelapa")


@pytest.mark.parametrize(
    ("name", "least"), [("frequent_words.csv", 30_000), ("frequent_english.csv", 25_000)]
)
def test_lists_hold_words_by_frequency(name: str, least: int) -> None:
    rows = list(read_rows(lexicon().folder / name, "word", "zipf"))
    assert len({row["word"] for row in rows}) == len(rows) >= least
    frequencies = [float(row["zipf"]) for row in rows]
    assert frequencies == sorted(frequencies, reverse=True)
    assert 3.0 <= frequencies[-1] < frequencies[0] < 8.0
    assert not [row for row in rows if any(sign.isdigit() for sign in row["word"])]


def test_kinds() -> None:
    words = lexicon()
    assert words.kind("efektifitas") == "ragam"
    assert words.kind("helpdesk") == "inggris"
    assert words.kind("penetpan") == "ragam", "a printing error of the regulation itself"
    assert words.is_acronym("SPIP")
    assert words.is_place("Banyuwangi")


def test_targets_are_no_variant_spellings() -> None:
    targets = set(lexicon().targets())
    assert {"risiko", "monev", "ditindaklanjuti"} <= targets
    assert not {"efektifitas", "penetpan", "prosentase"} & targets


@pytest.mark.parametrize(
    ("word", "pulled"), [("money", True), ("december", True), ("website", False), ("rapat", False)]
)
def test_words_pulled_to_english(word: str, pulled: bool) -> None:
    assert lexicon().pulled(word) is pulled


def test_a_lexicon_travels_to_worker_processes() -> None:
    copy = pickle.loads(pickle.dumps(lexicon()))  # noqa: S301
    assert isinstance(copy, Lexicon)
    assert copy.known("pengaduan")


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DictionaryError, match="words.csv"):
        list(read_rows(tmp_path / "words.csv", "word"))


def test_unknown_kind_is_refused(tmp_path: Path) -> None:
    for source in lexicon().folder.glob("*.csv"):
        (tmp_path / source.name).write_bytes(source.read_bytes())
    (tmp_path / "words.csv").write_text("word,kind\nrapat,jenis\n", encoding="utf-8")
    with pytest.raises(DictionaryError, match="jenis"):
        Lexicon(tmp_path).known("rapat")
