"""Counting what repair rules did to a document with known truth."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from bench.rule_counts import PRIOR_WEIGHT, Counts, count, measured
from lampiran.app.accuracy.truth_files import Truth, TruthRow
from lampiran.records import KOLOM, CellPart, PageKind, PageRecord, RawCell, RawDocument, RawRow
from normalize.rules.scores import scores

PRINTED = ("Tim Kerja", "Telah dibentuk tim", "Rapat pleno tim kerja", "Foto (ZI) kegiatan", "Maret 2021")
PAGE = PageRecord(1, 600.0, 800.0, "transcript", "", True, "Rapat  <i>pleno</i>", 0, 0, 0, 0)


def repairs(counted: Counter[str]) -> dict[str, int]:
    return {rule: hits for rule, hits in counted.items() if not rule.startswith(("doubt.", "trait."))}


def document(*texts: str, kind: PageKind = "transcript") -> RawDocument:
    cells = tuple(RawCell(k, (CellPart(1, None, t, 1.0),)) for k, t in zip(KOLOM, texts, strict=True))
    return RawDocument(
        "a.txt", "0" * 64, (replace(PAGE, kind=kind),), (), (RawRow(1, None, "", True, cells, 1, 1),)
    )


def truth(*texts: str) -> Truth:
    return Truth("a.json", {}, (TruthRow(1, {k: (t,) for k, t in zip(KOLOM, texts, strict=True)}),))


def test_a_repair_is_judged_by_the_distance_to_the_truth() -> None:
    read = (*PRINTED[:2], "Rapat  pleno tim kerja", "Foto ( ZI) kegiatan", "Maret 202 1")
    counts = count(document(*read), truth(*PRINTED[:3], "Foto ( ZI) kegiatan", PRINTED[4]))
    assert repairs(counts.right) == {"blank.several": 1, "year.read-apart": 1}
    assert repairs(counts.wrong) == {"blank.after-bracket": 1}
    assert counts.hits["markup.tag"] == 2
    assert counts.cells == len(KOLOM)


def test_without_a_truth_nothing_is_judged() -> None:
    counts = count(document(*PRINTED[:4], "Maret 202 1"), None)
    assert counts.hits["year.read-apart"] == 1
    assert not counts.right + counts.wrong


def test_a_doubt_or_trait_is_right_where_the_cell_is_wrong() -> None:
    read = (*PRINTED[:2], "Rapat (pleno tim kerja", PRINTED[3], "Maret April 2021")
    true = (*PRINTED[:2], "Rapat (pleno tim kerja", PRINTED[3], "Maret, April 2021")
    counts = count(document(*read, kind="scan"), truth(*true))
    for rule, right in (("trait.open", 0), ("doubt.months-touch", 1)):
        assert (counts.hits[rule], counts.right[rule], counts.wrong[rule]) == (1, right, 1 - right)


def test_rules_that_want_the_same_place_are_named() -> None:
    counts = count(document(*PRINTED[:3], "Foto (  ZI) kegiatan", PRINTED[4]), None)
    assert counts.beside("blank.several") == [("blank.after-bracket", 1)]


def test_the_oftener_a_rule_was_judged_the_farther_its_score_leaves_the_guess() -> None:
    counts = Counts()
    assert measured("stop.loose", counts).score == scores()["stop.loose"].prior
    guess, moved = scores()["stop.loose"].prior, []
    for judged in (1, PRIOR_WEIGHT, 1000):
        counts.hits["stop.loose"] = counts.wrong["stop.loose"] = judged
        moved.append(guess - measured("stop.loose", counts).score)
    assert 0 < moved[0] < 0.05 and moved == sorted(moved) and guess - moved[-1] < 0.02
    assert abs(moved[1] - guess / 2) < 0.001
