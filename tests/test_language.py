"""Two languages: every sentence has its Indonesian wording, and what is said is said in one of them."""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest

from lampiran import language
from lampiran.app.cli import COMMANDS, command, main, program
from lampiran.errors import DamagedDocument, system_reason
from lampiran.language import Told, counted, entries, in_both, in_language, indonesian, joined, told
from tests.support.messages import formatted, needs_wording, places, sentences

ROOT = Path(__file__).parent.parent


def catalogue() -> dict[str, str]:
    return entries((ROOT / "lampiran" / "messages" / "id.po").read_text(encoding="utf-8"))


def helps() -> set[str]:
    """What the help of all commands says, as written in the source."""
    found: set[str] = set()
    waiting = [program(), *map(command, COMMANDS)]
    while waiting:
        one = waiting.pop()
        waiting += getattr(one, "commands", {}).values()
        found |= {one.help or "", one.options_metavar or "", getattr(one, "subcommand_metavar", "") or ""}
        for parameter in one.params:
            found |= {parameter.help or "", parameter.metavar or ""}
    return found - {""}


def test_every_sentence_has_an_indonesian_wording() -> None:
    known = catalogue()
    said = list(sentences())
    assert len(said) > 250
    spoken = [one for one in said if needs_wording(one.text)]
    assert [f"{one.place}: {one.text}" for one in spoken if one.text not in known] == []
    assert {text for text in helps() if text not in known} == set()


def test_no_sentence_is_put_together_where_nothing_could_translate_it() -> None:
    assert formatted() == []


def test_both_wordings_have_the_same_places_for_values() -> None:
    wrong = {english for english, wording in catalogue().items() if places(english) != places(wording)}
    assert wrong == set()


def test_both_wordings_name_the_same_options_and_begin_alike() -> None:
    for english, wording in catalogue().items():
        assert set(re.findall(r"--[a-z-]+", english)) == set(re.findall(r"--[a-z-]+", wording)), english
        assert len(english) - len(english.lstrip()) == len(wording) - len(wording.lstrip()), english
        assert (english[-1] == ".") == (wording[-1] == "."), english


ENGLISH = re.compile(
    r"\b(?:the|and|with|this|from|file|usage|options|arguments|commands|required|default|message|exit|written"
    r"|which|database|text|number)\b",
    re.IGNORECASE,
)


def test_no_help_says_anything_in_english() -> None:
    code = (
        "from lampiran.app.cli import COMMANDS, command, main\n"
        "main(['--help'])\n"
        "for word in COMMANDS:\n"
        "    main([word, '--help'])\n"
        "    for second in getattr(command(word), 'commands', {}):\n"
        "        main([word, second, '--help'])\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"LAMPIRAN_LANG": "id", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    text = re.sub(r"--[a-z-]+|<[a-z|]+>|\S+\.md|dask\.distributed", "", ran.stdout)
    assert text.count("Pemakaian:") == len(COMMANDS) + 5
    assert ENGLISH.findall(text) == []


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["run", "a", "--workers", "0"], "--workers harus 1 atau lebih."),
        (["run", "a", "--workers", "q"], "--workers harus berupa bilangan bulat."),
        (["run", "a", "--quality", "x"], "--quality tidak dapat berisi x; pilih salah satu dari"),
        (["run"], "Ada argumen yang belum diisi"),
        (["run", "--no-such"], "Tidak ada opsi --no-such."),
        (["rum"], "Tidak ada perintah rum; mungkin maksud Anda 'run'?"),
        (["run", "tidak-ada.pdf"], "Tidak ada berkas atau folder tidak-ada.pdf."),
        (["search", "a", "--db", "tidak-ada.db"], "Tidak ada basis data tidak-ada.db."),
    ],
)
def test_complaints_are_in_the_users_language(
    arguments: list[str],
    expected: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LAMPIRAN_LANG", "id")
    assert main(arguments) in (2, 3)
    assert expected in capsys.readouterr().err


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"LAMPIRAN_LANG": "id"}, "id"),
        ({"LAMPIRAN_LANG": "ID"}, "id"),
        ({"LAMPIRAN_LANG": "en", "LANG": "id_ID.UTF-8"}, "en"),
        ({"LANG": "id_ID.UTF-8"}, "id"),
        ({"LANG": "id_ID.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LC_MESSAGES": "id_ID", "LANG": "C"}, "id"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_is_the_one_asked_for_or_the_systems(
    variables: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LAMPIRAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language.language() == expected


def test_a_sentence_remembers_both_wordings_and_writes_numbers_as_the_language_does() -> None:
    limit = told("Reading it took more than {0:,} MB of memory.", 1500)
    assert limit == "Reading it took more than 1,500 MB of memory."
    assert limit.indonesian == "Pembacaannya memerlukan memori lebih dari 1.500 MB."
    nested = told("The file cannot be read: {0}.", system_reason(PermissionError(13, "x")))
    assert (str(nested), nested.indonesian) == (
        "The file cannot be read: access is denied.",
        "Berkas tidak dapat dibaca: aksesnya ditolak.",
    )
    again = pickle.loads(pickle.dumps(nested))  # noqa: S301 - our own
    assert (again, again.indonesian) == (nested, nested.indonesian)


def test_values_are_not_taken_for_sentences_or_templates() -> None:
    assert told("Written: {0}", "file {0} {x}").indonesian == "Tersimpan: file {0} {x}"
    assert told("Written: {0}", "page").indonesian == "Tersimpan: page"


def test_joined_sentences_and_counts_are_in_one_language_each() -> None:
    both = joined("; ", [counted(2, "file"), counted(1, "row"), in_both("The file is empty.")])
    assert (both, both.indonesian) == (
        "2 files; 1 row; The file is empty.",
        "2 berkas; 1 baris; Berkas kosong.",
    )


def test_an_error_says_message_and_next_step_in_both_languages() -> None:
    error = DamagedDocument("The page is damaged.", "Fetch or scan the file again.")
    assert error.sentence == str(error)
    assert error.sentence.indonesian == "Halamannya rusak. Ambil atau pindai ulang berkasnya."
    assert pickle.loads(pickle.dumps(error)).sentence.indonesian == error.sentence.indonesian  # noqa: S301


def test_what_has_no_wording_stays_as_it_is() -> None:
    assert in_language("No such sentence.", "id") == "No such sentence."
    assert in_language("", "id") == ""
    assert in_language(Told("only"), "id") == "only"
    assert indonesian().gettext("No such sentence.") == "No such sentence."


def test_the_catalogue_reads_what_translators_tools_write() -> None:
    text = (
        'msgid ""\nmsgstr ""\n"Language: id\\n"\n\n#: a.py:1\n#, python-brace-format\nmsgid "one "\n"two"\n'
        'msgstr ""\n"satu "\n"\\"dua\\""\n\nmsgid "open"\nmsgstr ""\n'
    )
    assert entries(text) == {"one two": 'satu "dua"'}
    with pytest.raises(ValueError, match="twice"):
        entries('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n')
