"""Running text under noise that the model was not told of: much repaired, next to nothing harmed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from dictionaries.lexicon import lexicon
from lampiran.records import PageRecord
from normalize import page_text as running
from normalize.language.candidates import CandidateFinder
from normalize.language.noise import NoiseModel
from normalize.language.phrases import PhraseLibrary, decree_phrases, vocabulary_wording
from tests.support.noise_generator import make_noisy, split_confusions

TEXT = (Path(__file__).parent / "data" / "decree_text.txt").read_text(encoding="utf-8")
LINES = TEXT.splitlines()


def page(number: int, text: str) -> PageRecord:
    words = len(text.split())
    return PageRecord(number, 600.0, 900.0, "scan", "test", False, text, words, 0, 0, words)


def repaired(text: str) -> str:
    found = running.repair_pages([page(1, text)], {}, ("KPU Kabupaten Lebong", "Bengkulu"))
    return found[0].text if found else text


def unequal(one: str, other: str) -> set[int]:
    """The places of the first text's words that the second has not."""
    opcodes = Levenshtein.opcodes(one.split(), other.split())
    return {
        place
        for op in opcodes
        if op.tag in ("replace", "delete")
        for place in range(op.src_start, op.src_end)
    }


def test_a_clean_decree_stays_as_it_is() -> None:
    assert repaired(TEXT) == TEXT


def test_noise_never_seen_before_is_repaired_and_clean_words_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    phrases = [text for text, _ in decree_phrases()]
    library = PhraseLibrary([*vocabulary_wording(), *phrases])
    hit = right = harmed = words = 0
    for seed in range(1, 9):
        told, held = split_confusions(seed)
        finder = CandidateFinder(lexicon(), NoiseModel(told), library)
        monkeypatch.setattr(running, "_finder", lambda finder=finder: finder)
        rng = random.Random(seed)
        noisy = [make_noisy(line, held, rng, share=0.1) for line in LINES]
        text = "\n".join(line.text for line in noisy)
        after = repaired(text).splitlines()
        assert len(after) == len(LINES)
        for line, made in zip(noisy, after, strict=True):
            wrong = unequal(line.clean, made)
            before = unequal(line.clean, line.text)
            hit += len(before)
            right += len(before - wrong)
            harmed += len(wrong - before)
            words += len(line.clean.split()) - len(before)
    assert hit > 150
    assert right / hit >= 0.38, (right, hit)
    assert harmed <= 1, (harmed, words)
