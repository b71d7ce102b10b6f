"""What differs between a cell and the official wording that it was matched with.

Authors change wordings too, so nothing is changed: a person should look.
"""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from lampiran.codes import ReasonCode
from normalize.language.tokens import bare, lower_words
from normalize.rules.rule import OFFICIAL, ONLY_SCANS, SCHEDULES, Found, Given, Suspicion, Trait, presence
from normalize.style.context import RepairContext
from normalize.style.document_style import SCANNED

_MARKS = ",/"
_ALIKE = 0.85
_NEAR = 93.0
"""Likeness of letters, 0..100, from which two texts differ in a few of them."""


def _same_words(text: str, context: RepairContext) -> str:
    """The wording with the text's words; empty where there is none."""
    if not text:
        return ""
    return next((phrase for phrase, _ in context.phrases if lower_words(phrase) == lower_words(text)), "")


def _lost_mark(wording: str, text: str) -> str:
    """The first of the marks that the wording has more often; empty where there is none."""
    return next((mark for mark in _MARKS if wording.count(mark) > text.count(mark)), "")


def _without_its_mark(text: str, context: RepairContext) -> Iterator[Found]:
    mark = _lost_mark(_same_words(text, context), text)
    if mark:
        yield Found(0, len(text), values=(mark,))


def _with_a_stop_too_many(text: str, context: RepairContext) -> Iterator[Found]:
    wording = _same_words(text, context)
    if not wording or _lost_mark(wording, text):
        return
    if text.rstrip(".").count(".") > wording.rstrip(".").count("."):
        yield Found(0, len(text))


def _nearly_it(text: str, context: RepairContext) -> Iterator[Found]:
    """All but a few letters are those of the wording."""
    letters = bare(text)
    ratios = [fuzz.ratio(letters, bare(phrase)) for phrase, score in context.phrases if score > _ALIKE]
    if ratios and _NEAR <= max(ratios) < 100.0:
        yield Found(0, len(text))


def _far_from_it(text: str, context: RepairContext) -> Iterator[Found]:
    """How far the text is from the nearest wording; 0..1."""
    far = 1.0 - max((score for _, score in context.phrases), default=0.0)
    if text and far:
        yield Found(0, len(text), amount=far)


WORDING_MARKS = (
    Suspicion(
        id="doubt.wording-has-mark",
        because="The cell has the words of its wording, and lacks one of its commas or slashes.",
        code=ReasonCode.WORDING_HAS_MARK,
        find=_without_its_mark,
        outside=SCHEDULES,
        kinds=SCANNED,
        given=Given(
            kolom="indikator",
            phrases=("Terdapat kode etik, estetika, dan disiplin", "Menuju WBK/WBBM"),
        ),
        right=("[[Terdapat kode etik estetika, dan disiplin]]", "[[Menuju WBK WBBM]]"),
        wrong=(
            "Terdapat kode etik, estetika, dan disiplin",
            "Terdapat kode etik, estetika dan sanksi disiplin",
        ),
    ),
    Suspicion(
        id="doubt.wording-has-no-stop",
        because="The cell has the words of its wording, and a full stop inside that it has not.",
        code=ReasonCode.WORDING_HAS_NO_STOP,
        find=_with_a_stop_too_many,
        outside=SCHEDULES,
        kinds=SCANNED,
        given=Given(kolom="indikator", phrases=("Tim kerja membahas pembangunan Zona Integritas",)),
        right=(
            "[[Tim kerja membahas pembangunan. Zona Integritas]]",
            "[[Tim kerja. membahas pembangunan Zona Integritas.]]",
        ),
        wrong=("Tim kerja membahas pembangunan Zona Integritas.", "Tim kerja. Rapat"),
    ),
)

NEARLY_WORDING = (
    Trait(
        id="trait.nearly",
        because="All but a few letters are those of the wording.",
        name="nearly",
        find=_nearly_it,
        amount=presence,
        kolom=OFFICIAL,
        kinds=ONLY_SCANS,
        given=Given(phrases=("Penataan Tata Laksana",)),
        right=("Penataan Tata Laksena",),
        wrong=("Penataan Tata Laksana", "Penguatan Pengawasan"),
    ),
)

UNLIKE_WORDING = (
    Trait(
        id="trait.unlike",
        because="The cell is no copy of a wording; the farther it is from the nearest one, the more.",
        name="unlike",
        find=_far_from_it,
        kolom=OFFICIAL,
        kinds=ONLY_SCANS,
        right=("Penataan Tata Laksana",),
        wrong=("",),
    ),
)
