"""Judging proposals for words against known truth."""

from __future__ import annotations

from bench.judge import report, tally
from tests.test_rule_counts import PRINTED, document, truth


def test_a_proposal_that_leads_to_the_truth_is_right_and_its_evidence_is_counted() -> None:
    read = (*PRINTED[:3], "Foto kegiatan keqiatan", PRINTED[4])
    found = tally(document(*read), truth(*PRINTED[:3], "Foto kegiatan kegiatan", PRINTED[4]))
    assert found.verdicts[True, True] == 1
    assert found.seen["document.any", True] >= 1
    assert not found.verdicts[True, False]
    lines = list(report(found))
    assert any(line.startswith("document.any") and "-0.40" in line for line in lines)


def test_a_proposal_that_leads_away_from_it_is_wrong() -> None:
    read = (*PRINTED[:3], "Foto keqiatan", PRINTED[4])
    found = tally(document(*read), truth(*read))
    assert found.verdicts[True, False] == 1
