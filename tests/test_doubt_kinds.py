"""Doubts have kinds: which reasons ask for a look at letters, digits and places, and which at marks alone."""

from __future__ import annotations

import pytest

from lampiran.codes import DoubtKind, ReasonCode
from lampiran.doubt_kinds import doubt_marks, kind_of, need_review
from lampiran.records import Reason


@pytest.mark.parametrize(
    ("code", "values", "kind"),
    [
        (ReasonCode.UNKNOWN_WORD, ("diparaf",), DoubtKind.LETTERS),
        (ReasonCode.UNKNOWN_WORD, ("KPT-04",), DoubtKind.DIGITS),
        (ReasonCode.UNSURE_WORD, ("Jilid VII",), DoubtKind.DIGITS),
        (ReasonCode.UNSURE_WORD, ("CIVIL",), DoubtKind.LETTERS),
        (ReasonCode.OTHER_READER, (";",), DoubtKind.MARKS),
        (ReasonCode.UNSURE_REPAIR, ("sub bagian", "subbagian"), DoubtKind.MARKS),
        (ReasonCode.UNSURE_REPAIR, ("laporam", "laporan"), DoubtKind.LETTERS),
        (ReasonCode.UNSURE_REPAIR, ("2O24", "2024"), DoubtKind.DIGITS),
        (ReasonCode.VOCABULARY_DIFFERS, ("undang, undangan", "undang-undangan"), DoubtKind.MARKS),
        (ReasonCode.STRAY_MARK, (), DoubtKind.MARKS),
        (ReasonCode.MONTHS_CHANGED, (), DoubtKind.DIGITS),
        (ReasonCode.BORDERS_UNSEEN, (), DoubtKind.PLACE),
        (ReasonCode.INK_UNEXPLAINED, (), DoubtKind.MISSING),
        (ReasonCode.UNSURE_REPAIR, (), DoubtKind.LETTERS),
    ],
)
def test_kind_of_a_reason(code: ReasonCode, values: tuple[str, ...], kind: DoubtKind) -> None:
    assert kind_of(Reason(code, values)) is kind


def test_only_doubts_of_marks_need_no_review() -> None:
    stray, unknown = Reason(ReasonCode.STRAY_MARK), Reason(ReasonCode.UNKNOWN_WORD, ("xq",))
    assert (need_review((stray,)), doubt_marks((stray,))) == (False, True)
    assert (need_review((unknown,)), doubt_marks((unknown,))) == (True, False)
    assert (need_review((stray, unknown)), doubt_marks((stray, unknown))) == (True, True)
    assert (need_review(()), doubt_marks(())) == (False, False)
