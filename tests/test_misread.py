"""A reader's own troubles: groups of letters that it loses all over a document. Our own sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from normalize.repair import repair_text
from normalize.style.context import RepairContext
from normalize.style.document_style import DocumentStyle
from normalize.style.misread import misread_words

WORDING = "Telah dilakukan penilaian terhadap kinerja pegawai pada setiap unit pelayanan"
TROUBLED = [
    "Rapat Tim Ke a",
    "Rencana ke a tahunan",
    "Jam ke a pegawai",
    "Laporan kine a",
    "Dokumen kinerja individu",
    "Penilaian kinerja",
]


def document(*texts: str) -> DocumentStyle:
    """A noisy transcript of these cells that copies the vocabulary elsewhere."""
    found = DocumentStyle.of_texts([*TROUBLED, *texts], "transcript", copies_vocabulary=0.9)
    return replace(found, noise=1.0)


def read(text: str, *others: str, row: tuple[str, ...] = ()) -> tuple[str, list[float]]:
    """The cell after repair, with the scores of its steps."""
    phrases = ((WORDING, 0.95),)
    context = RepairContext("indikator", phrases, row, document(text, *others))
    made = repair_text(text, context)
    return made.text, [step.score for step in made.steps]


def test_groups_lost_three_times_are_a_trouble() -> None:
    assert misread_words(TROUBLED, "transcript").lost_groups == {"rj"}
    assert misread_words(TROUBLED[2:], "transcript").lost_groups == frozenset()


def test_single_letters_are_no_trouble_of_their_own() -> None:
    texts = ["Melaksariakan rapat", "Pembangurian zona", "Pelaksariaan apel", "Daiam rapat"]
    found = misread_words(texts, "transcript")
    assert found.lost_groups == frozenset()
    assert found.noise == 1.0


def test_a_known_word_without_the_lost_group_becomes_the_wordings_and_is_flagged() -> None:
    text, scores = read(WORDING.replace("kinerja", "kriteria"))
    assert text == WORDING
    assert scores == [0.6]


@pytest.mark.parametrize(
    ("text", "others", "row"),
    [
        # Used so elsewhere: the office means it.
        (
            WORDING.replace("kinerja", "kriteria"),
            ("Penetapan kriteria pegawai", "Menyusun kriteria pegawai"),
            (),
        ),
        (WORDING.replace("kinerja", "kriteria"), (), ("Menyusun kriteria penilaian",)),
        # The wording's word has no such letters, or the word read ends otherwise.
        (WORDING.replace("penilaian", "penelitian"), (), ()),
        (WORDING.replace("kinerja", "kehadiran"), (), ()),
        # Two words differ: the office has its own wording.
        (WORDING.replace("kinerja", "kriteria").replace("unit", "bagian"), (), ()),
    ],
)
def test_what_the_office_may_mean_stays(text: str, others: tuple[str, ...], row: tuple[str, ...]) -> None:
    assert read(text, *others, row=row)[0] == text


def test_without_the_trouble_the_word_stays() -> None:
    text = WORDING.replace("kinerja", "kriteria")
    clean = DocumentStyle.of_texts([text, *TROUBLED[4:]], "transcript", copies_vocabulary=0.9)
    context = RepairContext("indikator", ((WORDING, 0.95),), (), replace(clean, noise=1.0))
    assert repair_text(text, context).text == text
