"""The golden comparison: its canonical form, what it calls a difference, and how it ends."""

from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import dataclass, replace
from enum import Enum

import pytest

from bench import golden, recipes, runs
from bench.corpus import Document, Place, make
from bench.differences import compare
from bench.listing import change, report
from bench.same import main
from lampiran.records import (
    Box,
    CellPart,
    DocumentHead,
    Outcome,
    PlanCell,
    PlanDocument,
    PlanRow,
    RawCell,
    RawDocument,
    RawRow,
    Schedule,
    Step,
    Word,
)

NAMES = ("digital/a.pdf", "profiles/b.pdf")


def outcome(*texts):
    """A document of one row a text; the text is repaired from one with ``rn`` for ``m``."""
    rows, raw_rows = [], []
    for urutan, text in enumerate(texts, start=1):
        raw = text.replace("m", "rn", 1)
        words = tuple(Word(word, Box(1, 2, 3.14159, 4), 0.912345) for word in raw.split())
        parts = (CellPart(1, Box(10.04, 20, 30.06, 40), raw, 0.9, words),)
        at = raw.find("rn")
        steps = (Step(at, at + 2, "rn", "m", "letters", 0.97),) if at >= 0 else ()
        cell = PlanCell("indikator", raw, text, 0.98, True, steps, ("unknown word 'x'",), False, parts)
        rows.append(PlanRow(urutan, 1, "Area", 1, "K", ("I",), Schedule((1,)), (cell,), 1, 1, 0.98, False))
        raw_rows.append(RawRow(urutan, 0, "1", True, (RawCell("indikator", parts),), 1, 1))
    raw_document = RawDocument("a.pdf", "00", (), (), tuple(raw_rows))
    document = PlanDocument(raw_document, DocumentHead(nomor_sk="7"), "90/2021", tuple(rows), "v1")
    return Outcome("a.pdf", "00", "ok", "", 1.23, document)


def run_of(*texts):
    """A run of two documents alike."""
    made = golden.canonical(outcome(*texts))
    return {name: deepcopy({"bytes": "1", **made}) for name in NAMES}


def cell_of(run, row=0, name=NAMES[0]):
    return run[name]["document"]["rows"][row]["cells"]["indikator"]


# --- the canonical form


def test_canonical_form_is_plain_and_rounded():
    made = golden.canonical(outcome("tim kerja"))
    row = made["document"]["rows"][0]
    part = row["cells"]["indikator"]["parts"][0]
    assert part["box"] == [10.0, 20, 30.1, 40]
    assert part["words"].startswith("2 words, ")
    assert row["cells"]["indikator"]["steps"][0]["method"] == "letters"
    assert row["as_read"]["no"] == "1"
    assert made["outcome"]["status"] == "ok"
    assert "seconds" not in made["outcome"]
    assert "dictionary_version" not in made["document"]
    assert made["document"]["head"]["nomor_sk"] == "7"
    assert golden.written(made) == golden.written(golden.canonical(outcome("tim kerja")))


def test_words_of_other_places_give_another_digest():
    moved = outcome("tim kerja")
    cell = moved.document.rows[0].cells[0]
    words = (replace(cell.parts[0].words[0], box=Box(1, 2, 9, 4)), *cell.parts[0].words[1:])
    changed = replace(cell, parts=(replace(cell.parts[0], words=words),))
    assert golden.plain(cell) != golden.plain(changed)


def test_codes_and_unknown_records_are_plain_too():
    class Code(Enum):
        ODD = "odd"

    @dataclass(frozen=True)
    class Reason:
        code: Code
        words: tuple[Word, ...]
        seconds: float

    assert golden.plain(Reason(Code.ODD, (), 3.0)) == {
        "code": "odd",
        "words": "0 words, e3b0c442",
    }
    assert golden.plain({"b": {2, 1}, "a": 0.123456}) == {"a": 0.1235, "b": [1, 2]}


def test_a_document_that_raises_has_its_exception_as_result(tmp_path, monkeypatch):
    class Broken:
        @staticmethod
        def read_document(path, settings):
            raise ValueError("no such border")

    monkeypatch.setattr(golden, "_pipeline", lambda: Broken)
    (tmp_path / "a.txt").write_text("x")
    made = golden.read(tmp_path / "a.txt", tmp_path / "ocr", {})
    assert (made["error"], made["document"]) == ("ValueError: no such border", None)


def test_a_document_is_read_again_until_all_answers_are_on_record(tmp_path, monkeypatch):
    times = []

    class Recording:
        @staticmethod
        def read_document(path, settings):
            times.append(path)
            if len(times) == 1:
                settings.cache_dir.mkdir()
                (settings.cache_dir / "answers").write_text("fresh")
            return outcome(f"reading {len(times)}")

    monkeypatch.setattr(golden, "_pipeline", lambda: Recording)
    (tmp_path / "a.txt").write_text("x")
    made = golden.read(tmp_path / "a.txt", tmp_path / "ocr", {"quality": "best"})
    assert cell_of({NAMES[0]: made})["text"] == "reading 2"


# --- differences


def test_runs_alike_are_the_same():
    found = compare(run_of("tim kerja"), run_of("tim kerja"))
    assert found.same
    assert report(found) == "the same: 2 documents\n"


def test_a_changed_cell_is_named_with_its_steps():
    after = run_of("tim kerja", "rapat tim")
    cell_of(after, 1)["text"] = "rapat trn"
    cell_of(after, 1)["steps"] = [{**cell_of(after, 1)["steps"][0], "method": "lexicon"}]
    found = compare(run_of("tim kerja", "rapat tim"), after)
    assert [(d.document, d.place, d.field) for d in found.differences] == [
        (NAMES[0], "row 2 indikator", "cell.text"),
        (NAMES[0], "row 2 indikator", "cell.steps"),
    ]
    text = report(found)
    assert "text: 'rapat tim' → 'rapat trn'" in text
    assert "- letters 0.97: 'rn' → 'm' at 8" in text
    assert "+ lexicon 0.97: 'rn' → 'm' at 8" in text
    assert "    -1     +0 step letters" in text
    assert text.endswith("2 differences in 1 of 2 documents\n")


def test_a_new_field_is_listed_once_and_not_counted():
    after = run_of("tim kerja", "rapat tim")
    for name in NAMES:
        for row in (0, 1):
            cell_of(after, row, name)["steps"][0]["colour"] = "letters.rn"
            del cell_of(after, row, name)["shared"]
    found = compare(run_of("tim kerja", "rapat tim"), after)
    assert found.same
    assert (found.new_fields, found.gone_fields) == (["cell.steps.colour"], ["cell.shared"])


def test_a_field_that_no_record_could_hold_before_is_a_difference():
    """No step before, one after: the fields of steps are not new, the step is."""
    found = compare(run_of("kerja"), run_of("kerja kerja") | {})
    assert not found.same
    before, after = run_of("kerja"), run_of("kerja")
    cell_of(after)["steps"] = [{"method": "letters"}]
    found = compare(before, after)
    assert [d.field for d in found.differences] == ["cell.steps"]
    assert not found.new_fields


def test_a_gone_row_does_not_make_the_rows_below_differ():
    texts = ("tim kerja", "rapat", "survei", "laporan")
    found = compare(run_of(*texts), run_of(*texts[:1], *texts[2:]))
    assert [(d.place, d.field, d.before, d.after) for d in found.differences[:1]] == [
        ("row 2", "row", "rapat", None)
    ]
    assert len(found.differences) == len(NAMES)


def test_a_gone_column_and_an_error_are_differences():
    after = run_of("tim kerja")
    del after[NAMES[0]]["document"]["rows"][0]["cells"]["indikator"]
    after[NAMES[1]] |= {"error": "ValueError: x", "outcome": None, "document": None}
    found = compare(run_of("tim kerja"), after)
    assert [(d.document, d.field) for d in found.differences] == [(NAMES[0], "cell"), (NAMES[1], "error")]


def test_ignored_fields_are_counted_apart_and_a_changed_form_is_told():
    after = run_of("tim kerja")
    for name in NAMES:
        cell_of(after, name=name)["reasons"] = [{"code": "unknown-word", "word": "x"}]
        cell_of(after, name=name)["confidence"] = 0.5
    cell_of(after)["reasons"].append({"code": "stray-mark", "word": ","})
    for name in NAMES:
        cell_of(after, name=name)["steps"][0]["score"] = 0.1
    found = compare(run_of("tim kerja"), after, ["reasons", "cell.confidence", "steps.score"])
    assert found.same
    assert found.changed_form == ["cell.reasons: list of text -> list of record"]
    assert found.ignored == {
        "cell.reasons": 2,
        "cell.reasons, another number of them": 1,
        "cell.confidence": 2,
    }
    assert not compare(run_of("tim kerja"), after, ["confidence"]).same


def test_documents_of_one_run_and_other_files_are_not_compared():
    after = run_of("tim kerja")
    after[NAMES[0]]["bytes"] = "2"
    after["new.pdf"] = after.pop(NAMES[1])
    found = compare(run_of("rapat"), after)
    assert (found.only_before, found.only_after, found.other_bytes) == ([NAMES[1]], ["new.pdf"], [NAMES[0]])
    assert found.compared == 0


def test_pages_are_paired_by_their_number():
    before, after = run_of("tim kerja"), run_of("tim kerja")
    before[NAMES[0]]["document"]["pages"] = [{"page": 1, "words_read": 5}, {"page": 2, "words_read": 7}]
    after[NAMES[0]]["document"]["pages"] = [{"page": 2, "words_read": 8}]
    found = compare(before, after)
    assert [(d.place, d.field) for d in found.differences] == [
        ("page 1", "pages"),
        ("page 2", "pages.words_read"),
    ]


def test_long_texts_are_shown_round_the_change():
    shown = change("a" * 100 + "x" + "b" * 100, "a" * 100 + "y" + "b" * 100)
    assert shown == f"'…{'a' * 30}x{'b' * 30}…' → '…{'a' * 30}y{'b' * 30}…'"


def test_the_report_is_short_unless_all_is_asked_for():
    before = {f"{number}.pdf": run_of("tim kerja")[NAMES[0]] for number in range(30)}
    after = {f"{number}.pdf": run_of("tim rapat")[NAMES[0]] for number in range(30)}
    found = compare(before, after)
    assert "22 more documents" in report(found)
    assert len(report(found, everything=True)) > 2 * len(report(found))


# --- corpus, runs, exit codes


def test_a_file_that_is_there_is_not_made_again(tmp_path, monkeypatch):
    cases = tmp_path / "cases"
    cases.mkdir()
    (cases / "odd.pdf").write_text("odd")
    made = {"digital/a.pdf": lambda path: path.write_text("made anew")}
    monkeypatch.setattr(recipes, "recipes", lambda: made)
    monkeypatch.setattr(recipes, "files_of_tests", lambda folder: (folder / "t.pdf").write_text("t"))
    place = Place(tmp_path)
    (place.files / "digital").mkdir(parents=True)
    (place.files / "digital" / "a.pdf").write_text("first")
    with ThreadPoolExecutor(1) as executor:
        make(place, executor, cases, lambda line: None)
    assert [document.name for document in place.documents("*/odd*")] == ["cases/odd.pdf"]
    assert [document.name for document in place.documents()] == [
        "cases/odd.pdf",
        "digital/a.pdf",
        "tests/t.pdf",
    ]
    assert (place.files / "digital" / "a.pdf").read_text() == "first"
    place.forget("*")
    assert place.documents() == []
    assert Document("best/a.pdf", tmp_path).asked == {"quality": "best"}


def test_every_profile_and_layout_has_its_recipes():
    names = set(recipes.recipes())
    assert {f"profiles/{profile}-2.pdf" for profile in recipes.PROFILES} <= names
    assert {f"digital/{layout}-1.pdf" for layout in recipes.LAYOUTS} <= names


@pytest.mark.parametrize(
    ("texts", "options", "code"),
    [
        (("tim kerja",), (), 0),
        (("tim rapat",), (), 1),
        (("tim rapat",), ("--ignore", "raw", "text", "parts"), 0),
        (("tim rapat",), ("--only", "digital"), 1),
        (("tim kerja",), ("--only", "nothing"), 2),
    ],
)
def test_exit_codes(tmp_path, capsys, texts, options, code):
    place = Place(tmp_path)
    runs.store(runs.Run("one", run_of("tim kerja"), {}), place.runs)
    runs.store(runs.Run("two", run_of(*texts), {}), place.runs)
    asked = ["--corpus", str(tmp_path), "--base", "one", "--run", "two", *options]
    assert main(asked) == code
    assert ("the same" in capsys.readouterr().out) == (code == 0)


def test_a_missing_base_says_how_it_is_made(tmp_path, capsys):
    assert main(["--corpus", str(tmp_path), "--base", "HEAD"]) == 2
    assert "--make-base --base HEAD" in capsys.readouterr().err


def test_runs_are_found_by_commit(tmp_path):
    assert runs.find("chosen", tmp_path, ["chosen"]) == "chosen"
    with pytest.raises(runs.NoRun):
        runs.find("other", tmp_path, ["chosen"])
