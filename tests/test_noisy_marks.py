"""Slips in marks: samples spoilt by them show what the rules of marks are for."""

from __future__ import annotations

import re

from samples.generator.noisy_marks import MARKUP, SLIPS, MarkSpoiler

WORDS = ["b.", "1)", "2021", "100%", "Maret,", "rapat", "dan", "ZI", "masyarakat/pemangku", "kegiatan;"] * 30


def test_the_table_has_no_slip_twice() -> None:
    for where, reads in (*SLIPS, *MARKUP):
        assert reads and re.compile(where).groups <= 2
        assert len(set(reads)) == len(reads)


def test_the_same_seed_gives_the_same_slips() -> None:
    one, other = MarkSpoiler(0.5, 3), MarkSpoiler(0.5, 3)
    read = [one(word) for word in WORDS]
    assert read == [other(word) for word in WORDS]
    assert 0.2 * len(WORDS) < sum(seen != word for seen, word in zip(read, WORDS, strict=True)) < len(WORDS)


def test_all_kinds_that_fit_a_word_come_up() -> None:
    spoil = MarkSpoiler(1.0, 1)
    assert {spoil("b.") for _ in range(5)} == {
        "o.",
        "h.",
        "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}.",
        "b",
        "Bb.",
    }
    assert spoil("--") == "--"


def test_without_noise_words_stay() -> None:
    spoil = MarkSpoiler(0.0, 1, markup=True)
    assert [spoil(word) for word in WORDS] == WORDS
    assert any("<" in MarkSpoiler(1.0, seed, markup=True)("kegiatan") for seed in range(40))
