"""What speaks for a reading: confidences, known words, and shapes that are no words.

Two sums are made of it. :func:`trust` says how far a word that only Tesseract read is to be believed.
:func:`preference` says which of two differing readings of one place is right. The weights are logistic
regressions over some 24,000 words of printed and degraded pages (three plans, nine typefaces, four kinds
of scan), so that both results are chances from 0 to 1; measured on other plans, typefaces and layouts they
hold within two points. The lexicon only weighs; it never changes a letter.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from dictionaries.lexicon import Lexicon, lexicon
from extract.engines.engine import PixelWord
from extract.geometry import PixelRect

LETTERS = re.compile(r"[^\W\d_]+")
_MIXED = re.compile(r"(?=\S*\d)(?=\S*[^\W\d_])[^\W_]+")
_CODE = re.compile(r"[A-Z]\d{1,3}|\d{1,3}[A-Za-z]")
_UNPRINTABLE = re.compile(r"[;%]")
"""Marks in common use that Debian's Indonesian Tesseract model does not have in its alphabet."""
_PAUSE = re.compile(r"[,:]")
"""What that model prints for ``;``, among other things."""
_QUOTE = re.compile(r"[\"'\u201c\u201d\u2018\u2019`|\u2014\\!?\u20ac@\u00b0\u00bb\u00ab{}]")
_EDGE = re.compile(r"[.,;:\u2013'\"%&/!?]+[^\W_]")
"""A closing mark at a word's beginning."""
_CLOSING = ".,;:"
_DASHES = ("-", "\u2013")
_SHORT = 3
_COMMON_SHORT = 5.0
"""Zipf value of short words in common use (``di``, ``ke``, ``dan``, ``per``)."""
_BOUND = 6.0
_CLEAR = 0.9

_TRUST: Mapping[str, float] = {
    "bias": -2.36,
    "common": 2.95,
    "covered": 2.18,
    "digits": 0.10,
    "edge": 0.28,
    "mean": 0.99,
    "mixed": -0.67,
    "pause": -3.09,
    "quote": -5.07,
    "scrap": 0.90,
    "short": 0.83,
    "stray": 1.31,
}
_PREFERENCE: Mapping[str, float] = {
    "alone-1": 0.53,
    "alone-2": 0.01,
    "bias": 0.69,
    "common": 3.38,
    "covered": 1.66,
    "dash": 0.52,
    "digits": -0.10,
    "edge": -1.30,
    "empty": 0.25,
    "mean-1": -0.54,
    "mean-2": 0.46,
    "mixed": -2.69,
    "only-blanks": -1.23,
    "only-closing": -0.96,
    "scrap": 0.02,
    "short": 0.89,
    "stray": -1.90,
    "unprintable": 3.68,
}

_LOOKS = ("covered", "common", "mixed", "stray", "edge", "unprintable")
_OWN, _NOTHING = 0.5, -0.5
"""What a reader's own confidence is worth between two of its looks; what a look that finds nothing is."""


def text_of(words: Sequence[PixelWord]) -> str:
    """The words with single blanks between them."""
    return " ".join(word.text for word in words)


def is_word(token: str, lex: Lexicon) -> bool:
    """Whether a token is a word, or an acronym; of short ones only those in common use are words.

    Word lists are full of rare words of two or three letters, the very pieces that broken words fall into.
    """
    if token.isupper() and 1 < len(token) <= 6:
        return True
    if len(token) > 3:
        return lex.known(token)
    if lex.is_acronym(token):
        return True
    return lex.frequency(token) >= _COMMON_SHORT or (len(token) == 3 and lex.domain_count(token) > 0)


def traits(words: Sequence[PixelWord], lex: Lexicon) -> dict[str, float]:
    """What speaks for and against some words by themselves, as numbers of like size."""
    text = text_of(words)
    sure = [_within(word.confidence) for word in words] or [0.5]
    # List marks and numerals: no lexicon knows better.
    tokens = LETTERS.findall(text) if len(text) > _SHORT else []
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
        "scrap": float(sum(len(token) <= 3 and not is_word(token, lex) for token in tokens)),
        "edge": float(sum(bool(_EDGE.match(word.text)) for word in words)),
        "unprintable": float(bool(_UNPRINTABLE.search(text))),
        "digits": digits / max(1, letters + digits),
        "dash": float(text.count("-") + text.count("/")),
        "empty": float(not words),
    }


def _is_stray(text: str) -> bool:
    """Marks alone; a dash between words is none."""
    return text not in _DASHES and not any(mark.isalnum() for mark in text)


def suspicion(word: PixelWord, lex: Lexicon) -> dict[str, float]:
    """What :func:`trust` weighs; all but ``mean`` hangs on the text alone."""
    found = traits((word,), lex)
    kept = ("mean", "covered", "common", "mixed", "stray", "scrap", "edge", "digits")
    return {name: found[name] for name in kept} | {
        "pause": float(bool(_PAUSE.search(word.text))),
        "quote": float(bool(_QUOTE.search(word.text))),
        "short": float(len(word.text) <= _SHORT),
        "bias": 1.0,
    }


def contrast(first: Sequence[PixelWord], second: Sequence[PixelWord], lex: Lexicon) -> dict[str, float]:
    """What :func:`preference` weighs: for the second reading and against the first.

    Each trait counts as its difference (second less first); confidences count for each reader apart, for
    they are no common scale. ``only-...`` says in what alone the two differ.
    """
    one, two = traits(first, lex), traits(second, lex)
    left, right = text_of(first), text_of(second)
    bare_left, bare_right = left.rstrip(_CLOSING), right.rstrip(_CLOSING)
    return {name: two[name] - one[name] for name in two if name != "mean"} | {
        "mean-1": one["mean"],
        "mean-2": two["mean"],
        # A word the other reader does not see at all stands or falls with its own confidence.
        "alone-1": one["mean"] * two["empty"],
        "alone-2": two["mean"] * one["empty"],
        "only-closing": float(bare_left == bare_right),
        "only-blanks": float(left.replace(" ", "") == right.replace(" ", "")),
        "short": float(max(len(left), len(right)) <= _SHORT),
        "bias": 1.0,
    }


def trust(word: PixelWord) -> float:
    """The chance that a word which Tesseract alone read is right."""
    return _sigmoid(_text_trust(word.text) + _TRUST["mean"] * _bound(_logit(_within(word.confidence))))


@lru_cache(maxsize=20_000)
def _text_trust(text: str) -> float:
    """What a word's text adds to its trust; plans say the same words over and over."""
    found = suspicion(PixelWord(text, PixelRect(0, 0, 1, 1), 0.5), lexicon())
    return sum(_TRUST[name] * _bound(value) for name, value in found.items() if name != "mean")


def agreement(text: str, best: float) -> float:
    """The chance that a word which both readers read alike is right.

    They make some errors together: where print is damaged, and then what they read is seldom a word.

    Args:
        text: The word.
        best: The better one of the two readers' own confidences.
    """
    lex = lexicon()
    clear = best >= _CLEAR
    if len(text) <= _SHORT:
        return 0.995 if clear else 0.88
    if all(is_word(token, lex) for token in LETTERS.findall(text)):
        return 0.995 if clear else 0.96
    return 0.89 if clear else 0.5


def preference(first: Sequence[PixelWord], second: Sequence[PixelWord]) -> float:
    """The chance that the second reader is right and not the first, where they differ."""
    return _chance(contrast(first, second, lexicon()), _PREFERENCE)


def worth(words: Sequence[PixelWord]) -> float:
    """What speaks for one look at a place beside another look by the same reader; the larger is the likelier.

    The text weighs as between two readers; the confidences are of one scale here and compared as they are.
    """
    if not words:
        return _NOTHING
    found = traits(words, lexicon())
    return _OWN * _bound(found["mean"]) + sum(_PREFERENCE[name] * _bound(found[name]) for name in _LOOKS)


def _chance(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return _sigmoid(sum(weights[name] * _bound(value) for name, value in found.items()))


def _sigmoid(total: float) -> float:
    return 1.0 / (1.0 + math.exp(-total))


def _bound(value: float) -> float:
    return min(max(value, -_BOUND), _BOUND)


def _within(confidence: float) -> float:
    return min(max(confidence, 0.01), 0.999)


def _logit(chance: float) -> float:
    return math.log(chance / (1.0 - chance))
