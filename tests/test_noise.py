"""The noise model tells what readers do from what people type, and repair copes with noise it never saw."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from dictionaries.lexicon import lexicon
from lampiran.errors import DictionaryError
from normalize.language.candidates import CandidateFinder
from normalize.language.noise import HOPELESS, NoiseModel, is_authors_slip, learn, noise_model
from normalize.language.phrases import phrase_library
from normalize.repair import repair_text
from normalize.style.context import RepairContext
from normalize.style.document_style import DocumentStyle
from tests.support.noise_generator import make_noisy, split_confusions

CASES = Path(__file__).parent / "cases"

READERS = [
    ("ke a", "kerja"),
    ("pejianjian", "perjanjian"),
    ("pembarigunan", "pembangunan"),
    ("dokurnen", "dokumen"),
    ("Ciratifikasi", "Gratifikasi"),
    ("dtkomunikasikan", "dikomunikasikan"),
    ("M\N{EURO SIGN}nyusun", "Menyusun"),
    ("wil,ayah", "wilayah"),
    ("keg1atan", "kegiatan"),
]
AUTHORS = [
    ("Penepatan", "Penetapan"),
    ("efektifitas", "efektivitas"),
    ("resiko", "risiko"),
    ("Prosentase", "Persentase"),
    ("lainya", "lainnya"),
    ("assesment", "assessment"),
]


@pytest.mark.parametrize(("seen", "meant"), READERS)
def test_what_readers_do_is_cheap(seen: str, meant: str) -> None:
    assert noise_model().cost(seen, meant) < 0.55


@pytest.mark.parametrize(("seen", "meant"), AUTHORS)
def test_what_people_type_is_dear(seen: str, meant: str) -> None:
    assert noise_model().cost(seen, meant) >= 1.0


@pytest.mark.parametrize("word", ["kinerja", "SOP", "e-PPID", ""])
def test_the_same_word_costs_nothing(word: str) -> None:
    assert noise_model().cost(word, word.upper()) == 0.0


def test_words_of_unlike_length_are_not_compared() -> None:
    assert noise_model().cost("a", "dimutakhirkan") == HOPELESS


def test_the_more_often_seen_the_cheaper() -> None:
    model = NoiseModel({("x", "y"): 1, ("x", "z"): 50})
    assert model.cost("axa", "aza") < model.cost("axa", "aya") < model.cost("axa", "awa")


@pytest.mark.parametrize(
    ("seen", "meant", "slip"),
    [
        ("terget", "target", True),
        ("Penepatan", "Penetapan", False),
        ("Perganitan", "Pergantian", True),
        ("lainya", "lainnya", True),
        ("kegiatari", "kegiatan", False),
        ("daiam", "dalam", False),
    ],
)
def test_single_slips_of_people_are_known(seen: str, meant: str, slip: bool) -> None:
    assert is_authors_slip(seen, meant) is slip


def test_learning_counts_the_groups_that_differ() -> None:
    pairs = [("dokurnen", "dokumen"), ("kornponen", "komponen"), ("Daiam", "Dalam"), ("sama", "sama")]
    counts = learn(pairs)
    assert counts["rn", "m"] == 2
    assert counts["i", "l"] == 1
    assert len(counts) == 2


def test_learning_leaves_other_words_out() -> None:
    assert not learn([("rapat", "undangan"), ("kartu", "daftar hadir")])


@pytest.mark.parametrize("count", ["0", "-1", "many"])
def test_a_count_that_is_none_is_refused(tmp_path: Path, count: str) -> None:
    path = tmp_path / "confusions.csv"
    path.write_text(f"seen,meant,count,class\nrn,m,{count},split\n", encoding="utf-8")
    with pytest.raises(DictionaryError, match="line 2"):
        NoiseModel.from_file(path)


def test_blanks_are_written_as_open_boxes(tmp_path: Path) -> None:
    path = tmp_path / "confusions.csv"
    path.write_text("seen,meant,count,class\n\N{OPEN BOX},rj,9,lost\n", encoding="utf-8")
    assert NoiseModel.from_file(path).costs[" ", "rj"] < 0.5


def test_noise_never_seen_before_is_mostly_repaired_and_hardly_ever_missed() -> None:
    """Noise from the half of the confusions the model was not told of, on text no dictionary holds."""
    with (CASES / "plan_text.csv").open(encoding="utf-8", newline="") as handle:
        texts = [(row["kolom"], row["text"]) for row in csv.DictReader(handle)]
    hit = right = flagged = false = words = 0
    for seed in (1, 2, 3):
        told, held = split_confusions(seed)
        finder = CandidateFinder(lexicon(), NoiseModel(told), phrase_library())
        rng = random.Random(seed)
        for kolom, text in texts:
            noisy = make_noisy(text, held, rng)
            repaired = repair_text(
                noisy.text, RepairContext(kolom, document=DocumentStyle(noise=1.0)), finder
            )
            clean = text.lower().split()
            equal = {
                place
                for op in Levenshtein.opcodes(clean, repaired.text.lower().split())
                if op.tag == "equal"
                for place in range(op.src_start, op.src_end)
            }
            missed = set(range(len(clean))) - equal
            words += len(clean)
            hit += len(noisy.hit)
            right += len(equal & set(noisy.hit))
            flagged += len(missed & set(noisy.hit)) if repaired.doubts else 0
            false += len(missed - set(noisy.hit))
    assert hit > 150
    assert right / hit >= 0.68
    assert (right + flagged) / hit >= 0.85
    assert false * 10_000 / words <= 2
