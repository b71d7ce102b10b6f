"""Every rule: its id, its score, and that it does to its examples what it says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest

from lampiran.errors import UsageError
from normalize.confidence_model import confidence_models
from normalize.edits import apply_edits
from normalize.passes import PASSES, PASSES_OF_PAGES, SUSPICIONS, TRAITS
from normalize.repair import repair_text
from normalize.rules.indikator_marks import INDIKATOR_MARKS
from normalize.rules.registry import check_ids, every_rule
from normalize.rules.rule import ALL, Pass, Repair, Rule, Suspicion, Trait, edits
from normalize.rules.runners import amounts, doubts
from normalize.rules.scores import scores
from normalize.style.context import RepairContext
from normalize.style.document_style import DocumentStyle

RULES = every_rule()
OPEN, CLOSE = "[[", "]]"
"""Stand round the place that a suspicion points to."""


def repaired(rule: Repair, text: str) -> str:
    return apply_edits(text, edits((rule,), text, rule.example_context))[0]


def names(tables: Iterable[Pass]) -> set[str]:
    return {rule.id for one in tables for rule in one.rules}


def places(rule: Rule, text: str) -> list[tuple[int, int]]:
    return [(found.start, found.end) for found in rule.places(text, rule.example_context)]


def marked(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + OPEN + text[start:end] + CLOSE + text[end:]
    return text


def test_every_rule_has_an_id_of_its_own() -> None:
    assert [name for name, count in Counter(rule.id for rule in RULES).items() if count > 1] == []
    words = "[a-z]+(-[a-z]+)*"
    assert [rule.id for rule in RULES if not re.fullmatch(rf"{words}\.{words}", rule.id)] == []


def test_every_rule_says_why() -> None:
    assert [rule.id for rule in RULES if not re.fullmatch(r"[A-Z].*[^.]\.", rule.because)] == []


def test_every_repair_has_a_score_and_every_score_a_repair() -> None:
    assert {rule.id for rule in RULES if isinstance(rule, Repair)} == set(scores())
    assert [score.rule for score in scores().values() if not 0.0 < score.score <= 1.0] == []


def test_every_repair_stands_in_a_pass() -> None:
    placed = names(PASSES) | names(PASSES_OF_PAGES) | {rule.id for rule in INDIKATOR_MARKS}
    assert {rule.id for rule in RULES if isinstance(rule, Repair)} == placed
    assert all(one.because.endswith(".") for one in (*PASSES, *PASSES_OF_PAGES))


def test_every_suspicion_and_trait_has_its_place_in_the_order() -> None:
    listed = [rule.id for table in SUSPICIONS for rule in table]
    assert sorted(listed) == sorted(rule.id for rule in RULES if isinstance(rule, Suspicion))
    assert sorted(rule.id for rule in TRAITS) == sorted(rule.id for rule in RULES if isinstance(rule, Trait))


def test_ids_say_what_a_rule_does() -> None:
    for rule in RULES:
        assert rule.id.startswith("doubt.") == isinstance(rule, Suspicion)
        assert rule.id.startswith("trait.") == isinstance(rule, Trait)


def test_every_trait_has_a_weight() -> None:
    assert {rule.name for rule in TRAITS} <= set(confidence_models().exact.weights)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_does_what_its_examples_say(rule: Rule) -> None:
    assert rule.applies(rule.example_context)
    assert rule.wrong
    if isinstance(rule, Repair):
        assert rule.right
        for before, after in rule.right:
            assert repaired(rule, before) == after != before
        for text in rule.wrong:
            assert repaired(rule, text) == text
        return
    assert isinstance(rule, Suspicion | Trait)
    for text in rule.wrong:
        assert places(rule, text) == []
    for text in rule.right:
        plain = text.replace(OPEN, "").replace(CLOSE, "") if isinstance(rule, Suspicion) else text
        found = places(rule, plain)
        assert found
        if isinstance(rule, Suspicion):
            assert marked(plain, found) == text
        else:
            assert rule.measure(text, rule.example_context) > 0.0


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_can_be_switched_off_and_keeps_to_its_columns_and_pages(rule: Rule) -> None:
    context = rule.example_context
    assert not rule.applies(replace(context, rules_off=frozenset({rule.id})))
    if rule.kolom is not None:
        assert not rule.applies(replace(context, kolom="CATATAN"))
    if rule.kinds != ALL:
        other = min(ALL - rule.kinds)
        assert not rule.applies(replace(context, document=replace(context.document, kind=other)))


def test_what_is_switched_off_neither_doubts_nor_counts() -> None:
    context = RepairContext("target_waktu")
    text = "Maret. September, April Mei - Juni"
    found = list(doubts(SUSPICIONS, text, context))
    assert [doubt.rule for doubt in found] == ["doubt.months-stopped", "doubt.months-touch"]
    assert amounts(TRAITS, text, context)["range"] == 1.0
    off = replace(context, rules_off=frozenset({"doubt.months-touch", "trait.range"}))
    assert list(doubts(SUSPICIONS, text, off)) == found[:1]
    assert amounts(TRAITS, text, off)["range"] == 0.0


def test_of_two_rules_for_one_trait_the_larger_amount_counts() -> None:
    (rule,) = [one for one in TRAITS if one.id == "trait.order-of-rows"]
    assert amounts(TRAITS, "o. Rapat", rule.example_context)["order"] == 1.0
    assert amounts(TRAITS, "c. Rapat", rule.example_context)["order"] == 0.0


def test_without_its_custom_a_document_is_left_alone() -> None:
    """But a cell that has codes of months itself needs no other cells."""
    (one,) = [one for one in PASSES if one.name == "as elsewhere"]
    for rule in one.rules:
        for before, _ in rule.right if rule.id != "month.misread-code" else ():
            assert one.run(before, RepairContext(rule.example_context.kolom)) == (before, [])


def test_only_rules_that_there_are_can_be_switched_off() -> None:
    check_ids({"stop.loose", "letters.case"})
    with pytest.raises(UsageError, match="no rule 'stop.lose'"):
        check_ids({"stop.lose"})


def test_letters_can_be_switched_off() -> None:
    context = RepairContext("bukti_fisik", document=DocumentStyle(noise=1.0))
    (step,) = repair_text("SK Tim Ke a ZI", context).steps
    assert (step.after, step.rule) == ("Kerja", f"letters.{step.method}")
    off = replace(context, rules_off=frozenset({step.rule}))
    assert repair_text("SK Tim Ke a ZI", off).text == "SK Tim Ke a ZI"
