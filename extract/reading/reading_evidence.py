"""What speaks for a reading: confidences, known words, and shapes that words do not have.

:func:`trust` is the chance that a word which only Tesseract read is right, :func:`preference` the chance that
the second of two differing readings is, :func:`agreement` the chance that both are right where they agree.
The weights are fitted, see ``extract.reading.fitted_weights``. The lexicon only weighs; it never changes a
letter.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from dictionaries.lexicon import Lexicon, lexicon
from extract.engines.engine import PixelWord
from extract.geometry import PixelRect
from extract.reading.fitted_weights import reading_weights
from extract.reading.trust_levels import CLEAR

LETTERS = re.compile(r"[^\W\d_]+")
_MIXED = re.compile(r"(?=\S*\d)(?=\S*[^\W\d_])[^\W_]+")
_CODE = re.compile(r"[A-Z]\d{1,3}|\d{1,3}[A-Za-z]")
_UNPRINTABLE = re.compile(r"[;%]")
"""Common characters that the alphabet of Debian's Indonesian Tesseract model lacks."""
_PAUSE = re.compile(r"[,:]")
"""What that model often answers for ``;``."""
_QUOTE = re.compile(r"[\"'\u201c\u201d\u2018\u2019`|\u2014\\!?\u20ac@\u00b0\u00bb\u00ab{}]")
_EDGE = re.compile(r"[.,;:\u2013'\"%&/!?]+[^\W_]")
"""A closing mark at the beginning of a word."""
_CLOSING = ".,;:"
_DASHES = ("-", "\u2013")
SHORT = 3
"""Letters up to which a lexicon says little: list marks, numerals, and the pieces of broken words."""
COMMON = 5.0
"""Zipf value of words in common use (``di``, ``ke``, ``dan``, ``per``)."""
_BOUND = 6.0
"""Largest value of a signal, either way, so that no single one decides alone."""

_LOOK_SIGNALS = ("covered", "common", "mixed", "stray", "edge", "unprintable")
_OWN, _NOTHING = 0.5, -0.5
"""Weight of an engine's own confidence between two of its looks; score of a look that finds nothing."""


def text_of(words: Sequence[PixelWord]) -> str:
    """The words with single blanks between them."""
    return " ".join(word.text for word in words)


def is_word(token: str, lex: Lexicon) -> bool:
    """Whether a token is a word or an acronym; a short one must be in common use.

    Word lists are full of rare words of two or three letters: the very pieces that broken words fall into.
    """
    if token.isupper() and 1 < len(token) <= 6:
        return True
    if len(token) > SHORT:
        return lex.known(token)
    if lex.is_acronym(token):
        return True
    return lex.frequency(token) >= COMMON or (len(token) == SHORT and lex.domain_count(token) > 0)


def reading_signals(words: Sequence[PixelWord], lex: Lexicon) -> dict[str, float]:
    """What speaks for and against some words by themselves, as numbers of similar size."""
    text = text_of(words)
    sure = [_clipped(word.confidence) for word in words] or [0.5]
    # List marks and numerals: no lexicon knows better.
    tokens = LETTERS.findall(text) if len(text) > SHORT else []
    letters = sum(len(token) for token in tokens)
    known = [token for token in tokens if is_word(token, lex)]
    digits = sum(mark.isdigit() for mark in text) if letters else 0
    return {
        "mean": _logit(sum(sure) / len(sure)),
        "covered": sum(len(token) for token in known) / letters if letters else 0.5,
        "common": sum(len(t) * min(lex.frequency(t), 6.0) for t in known) / (6.0 * letters)
        if letters
        else 0.3,
        "mixed": float(sum(not _CODE.fullmatch(found) for found in _MIXED.findall(text))),
        "stray": float(sum(_is_stray(word.text) for word in words)),
        "scrap": float(sum(len(token) <= SHORT and not is_word(token, lex) for token in tokens)),
        "edge": float(sum(bool(_EDGE.match(word.text)) for word in words)),
        "unprintable": float(bool(_UNPRINTABLE.search(text))),
        "digits": digits / max(1, letters + digits),
        "dash": float(text.count("-") + text.count("/")),
        "empty": float(not words),
    }


def _is_stray(text: str) -> bool:
    """Whether a word is punctuation alone; a dash between words is not stray."""
    return text not in _DASHES and not any(mark.isalnum() for mark in text)


def trust_signals(word: PixelWord, lex: Lexicon) -> dict[str, float]:
    """What :func:`trust` weighs; all but ``mean`` depends on the text alone."""
    found = reading_signals((word,), lex)
    kept = ("mean", "covered", "common", "mixed", "stray", "scrap", "edge", "digits")
    return _all_bounded({name: found[name] for name in kept}) | {
        "pause": float(bool(_PAUSE.search(word.text))),
        "quote": float(bool(_QUOTE.search(word.text))),
        "short": float(len(word.text) <= SHORT),
        "bias": 1.0,
    }


def preference_signals(
    first: Sequence[PixelWord], second: Sequence[PixelWord], lex: Lexicon
) -> dict[str, float]:
    """What :func:`preference` weighs: positive values speak for the second reading.

    Each signal of the readings counts as its difference (second less first). Confidences count for each
    engine separately, because their scales differ. ``only-...`` says what alone the two differ in.
    """
    one, two = reading_signals(first, lex), reading_signals(second, lex)
    left, right = text_of(first), text_of(second)
    bare_left, bare_right = left.rstrip(_CLOSING), right.rstrip(_CLOSING)
    differences = {name: two[name] - one[name] for name in two if name != "mean"}
    confidences = {
        "mean-1": one["mean"],
        "mean-2": two["mean"],
        # A word that the other engine does not see at all stands or falls with its own confidence.
        "alone-1": one["mean"] * two["empty"],
        "alone-2": two["mean"] * one["empty"],
    }
    return _all_bounded(differences | confidences) | {
        "only-closing": float(bare_left == bare_right),
        "only-blanks": float(left.replace(" ", "") == right.replace(" ", "")),
        "short": float(max(len(left), len(right)) <= SHORT),
        "bias": 1.0,
    }


def trust(word: PixelWord) -> float:
    """The chance that a word which Tesseract alone read is right."""
    own = reading_weights().trust["mean"] * _bounded(_logit(_clipped(word.confidence)))
    return _sigmoid(_text_trust(word.text) + own)


@lru_cache(maxsize=20_000)
def _text_trust(text: str) -> float:
    """What a word's text adds to its trust; plans repeat the same words over and over."""
    weights = reading_weights().trust
    found = trust_signals(PixelWord(text, PixelRect(0, 0, 1, 1), 0.5), lexicon())
    return sum(weights[name] * value for name, value in found.items() if name != "mean")


def agreement(text: str, best: float) -> float:
    """The chance that a word which both engines read alike is right.

    They share some errors: where print is damaged, and then what they read is seldom a word.

    Args:
        text: The word.
        best: The better of the two engines' own confidences.
    """
    return reading_weights().agreement[agreement_kind(text, best)]


def agreement_kind(text: str, best: float) -> str:
    """A word's kind for :func:`agreement`: ``short``, ``word`` or ``other``, ``-clear`` or ``-unclear``."""
    lex = lexicon()
    kind = "other"
    if len(text) <= SHORT:
        kind = "short"
    elif all(is_word(token, lex) for token in LETTERS.findall(text)):
        kind = "word"
    return f"{kind}-clear" if best >= CLEAR else f"{kind}-unclear"


def preference(first: Sequence[PixelWord], second: Sequence[PixelWord]) -> float:
    """The chance that the second engine is right and not the first, where they differ."""
    weights = reading_weights().preference
    found = preference_signals(first, second, lexicon())
    return _sigmoid(sum(weights[name] * value for name, value in found.items()))


def look_score(words: Sequence[PixelWord]) -> float:
    """How much speaks for one look at a place, to compare with another look by the same engine.

    The text weighs as between two engines; the confidences share one scale here and are compared as they are.
    """
    if not words:
        return _NOTHING
    weights = reading_weights().preference
    found = _all_bounded(reading_signals(words, lexicon()))
    return _OWN * found["mean"] + sum(weights[name] * found[name] for name in _LOOK_SIGNALS)


def _sigmoid(total: float) -> float:
    return 1.0 / (1.0 + math.exp(-total))


def _bounded(value: float) -> float:
    return min(max(value, -_BOUND), _BOUND)


def _all_bounded(signals: Mapping[str, float]) -> dict[str, float]:
    return {name: _bounded(value) for name, value in signals.items()}


def _clipped(confidence: float) -> float:
    return min(max(confidence, 0.01), 0.999)


def _logit(chance: float) -> float:
    return math.log(chance / (1.0 - chance))
