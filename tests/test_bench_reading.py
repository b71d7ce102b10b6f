"""Fitting the weights of readings: words judged by what is printed, weights found again, their file."""

from __future__ import annotations

import math
import random

import pytest

from bench.read_words import Judged, ReadLine, judged_cell
from bench.reading import made_by, refit
from dictionaries.lexicon import lexicon
from extract.engines.engine import PixelWord
from extract.geometry import PixelRect
from extract.reading.fitted_weights import WEIGHTS_FILE, format_weights, parse_weights, reading_weights
from extract.reading.reading_evidence import agreement_kind, preference_signals, trust_signals


def _words(text: str, sure: float = 0.9) -> tuple[PixelWord, ...]:
    out, x = [], 0
    for token in text.split():
        out.append(PixelWord(token, PixelRect(x, 0, x + 10 * len(token), 20), sure))
        x += 10 * len(token) + 10
    return tuple(out)


def _judged(lines: list[tuple[str, str]], printed: str, table: str) -> list[tuple[str, bool]]:
    """What was decided about, in words where the signals say so, and whether it is right."""
    found = judged_cell("a.pdf", [ReadLine(_words(one), _words(two)) for one, two in lines], printed)
    return [("+".join(sorted(one.signals)), one.right) for one in found if one.table == table]


def test_each_word_of_tesseract_is_judged_by_what_is_printed() -> None:
    lines = [("Laporan kanerja", "Laporan kinerja"), ("tim", "tim")]
    assert [right for _, right in _judged(lines, "Laporan kinerja tim", "trust")] == [True, False, True]


def test_a_word_cut_at_the_end_of_a_line_is_right() -> None:
    lines = [("kegiatan masing-", "kegiatan masing-"), ("masing unit", "masing unit")]
    assert all(right for _, right in _judged(lines, "kegiatan masing-masing unit", "trust"))


@pytest.mark.parametrize(
    ("first", "second", "right"),
    [
        ("kanerja tim", "kinerja tim", [True]),
        ("kinerja tim", "kanerja tim", [False]),
        ("rapat, laporan", "rapat; laporan", [True]),
        ("Desember", "Oktober - Desember", [True, True]),
        ("kxnerja tim", "kynerja tim", []),
    ],
    ids=["second right", "first right", "a mark", "left out by the first", "both wrong: no decision"],
)
def test_of_two_readings_the_one_nearer_to_print_is_right(first: str, second: str, right: list[bool]) -> None:
    printed = {
        "Desember": "Oktober - Desember",
        "rapat, laporan": "rapat; laporan",
    }.get(first, "kinerja tim")
    assert [found for _, found in _judged([(first, second)], printed, "preference")] == right


def test_words_that_both_read_alike_are_counted_by_kind() -> None:
    lines = [("di kinerja", "di kinerja")]
    assert _judged(lines, "di kinerja", "agreement") == [("short-clear", True), ("word-clear", True)]


def test_the_weights_file_has_a_weight_for_every_signal() -> None:
    weights, lex = reading_weights(), lexicon()
    (word,) = _words("kinerja")
    assert set(weights.trust) == set(trust_signals(word, lex))
    assert set(weights.preference) == set(preference_signals((word,), (), lex))
    kinds = {agreement_kind(text, sure) for text in ("di", "kinerja", "kxnerja") for sure in (0.95, 0.5)}
    assert set(weights.agreement) == kinds


def test_a_weights_file_is_read_as_it_was_written() -> None:
    text = format_weights(reading_weights(), made_by(24_000, 48))
    assert parse_weights(text.splitlines()) == reading_weights()
    assert text.startswith("# Weights")
    assert WEIGHTS_FILE.exists()


def test_weights_are_found_again_from_decisions(capsys: pytest.CaptureFixture[str]) -> None:
    rng = random.Random("weights")
    true, today = {"bias": 1.0, "odd": -3.0}, {"bias": 0.0, "odd": 0.0}
    found = []
    for number in range(3000):
        signals = {"bias": 1.0, "odd": float(rng.random() < 0.4)}
        chance = 1 / (1 + math.exp(-sum(true[name] * value for name, value in signals.items())))
        found.append(Judged(f"{number % 12}.pdf", "trust", signals, rng.random() < chance))
    new = refit(found, "trust", today)
    assert new["bias"] == pytest.approx(1.0, abs=0.2)
    assert new["odd"] == pytest.approx(-3.0, abs=0.3)
    said = capsys.readouterr().out
    assert "3000 words of 12 scans" in said
    losses = [float(line.split("log-loss")[1].split()[0]) for line in said.splitlines() if "log-loss" in line]
    assert losses[1] < losses[0]
