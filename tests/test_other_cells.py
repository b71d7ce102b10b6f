"""What the other cells of a document say about a word that was read otherwise in one of them."""

from __future__ import annotations

import pytest

from normalize.letters.other_cells import is_outvoted, is_wording_elsewhere
from normalize.style.document_style import DocumentStyle

DOCUMENT = DocumentStyle.of_texts(
    [
        *(f"Menyusun pelatihan jarak jauh bagian {n}" for n in "abcdef"),
        *(f"Laporan Sekretariat KPU Kabupaten Kudus {n}" for n in "abcdef"),
        "Tangkapan layar publicasi kegiatan",
        *(f"Tangkapan layar publikasi kegiatan {n}" for n in "abcdef"),
    ]
)


@pytest.mark.parametrize(
    ("before", "after", "seen", "word", "plan_word", "outvoted"),
    [
        (["pelatihan"], ["jauh"], "arak", "jarak", False, True),
        (["sekretariat"], ["kabupaten"], "pu", "kpu", True, True),
        (["kantor"], ["provinsi"], "pu", "kpu", True, False),
        (["layar"], ["kegiatan"], "publicasi", "publikasi", False, False),
        (["pelatihan"], ["jauh"], "jarrak", "jarak", False, False),
        (["dan"], ["bagian"], "auh", "jauh", False, True),
        (["dan"], ["untuk"], "auh", "jauh", False, False),
    ],
)
def test_a_word_is_outvoted_by_many_other_cells(
    before: list[str], after: list[str], seen: str, word: str, plan_word: bool, outvoted: bool
) -> None:
    assert is_outvoted(DOCUMENT, before, after, seen, word, plan_word=plan_word) is outvoted


def test_wording_elsewhere_needs_the_same_words_around() -> None:
    assert is_wording_elsewhere(DOCUMENT, ["menyusun", "pelatihan"], ["jauh"], "jarok", "jarak")
    assert not is_wording_elsewhere(DOCUMENT, ["membahas"], ["dekat"], "jarok", "jarak")
