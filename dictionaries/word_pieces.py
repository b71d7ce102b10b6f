"""Pieces of words at the ends of lines: which make one word, and which are words themselves.

A hyphen there is a soft one (``mensosiali-`` ``sasikan``) or a real one (``masing-`` ``masing``); without
one, a word too long for its column continues in the next line.
"""

from __future__ import annotations

from dictionaries.function_words import Role, words_of
from dictionaries.lexicon import lexicon

_COMMON, _RARE = 3.3, 4.0
"""Frequencies (zipf) of a word that many use, and of one that few do."""
SHORT, _SHORT_COMMON = 3, 6.0
"""Letters of a short piece, at most, and the frequency (zipf) from which it is a word."""


def is_cut(left: str, right: str) -> bool:
    """Whether the hyphen between two pieces is one that a line's end put there, not the writer.

    Args:
        left: The letters before it.
        right: Those after it.
    """
    words = lexicon()
    if left.lower() == right.lower() or not (left.isalpha() and right.isalpha()):
        return False
    if not (right.islower() or (left.isupper() and right.isupper())):
        return False
    joined = left + right
    if len(left) < 2 or len(right) < 2 or not words.known(joined):
        return False
    if not (words.known(left) and words.known(right)):
        return True
    if left.lower() in words_of(Role.PREFIX):
        return words.frequency(joined) >= _COMMON
    if words.domain_count(joined) and not (words.domain_count(left) and words.domain_count(right)):
        return True  # A word of plans; its halves are words elsewhere only: ``penyu-sunan``.
    rarer = min(words.frequency(left), words.frequency(right))
    return rarer < _RARE and words.frequency(joined) >= max(_COMMON, rarer + 0.7)


def stands_alone(text: str) -> bool:
    """Whether a piece is a word; short ones are only where they are as common as ``di`` and ``ke``."""
    words = lexicon()
    return words.known(text) if len(text) > SHORT else words.frequency(text) >= _SHORT_COMMON
