"""Hyphens at the end of a line: soft ones (``mensosiali-`` ``sasikan``) and real ones (``masing-``)."""

from __future__ import annotations

from dictionaries.lexicon import lexicon

_PREFIXES = frozenset(
    {"di", "ke", "se", "me", "mem", "men", "meng", "meny", "ber", "ter", "pe", "pem", "pen", "peng", "peny"}
)
_COMMON, _RARE = 3.3, 4.0
"""Frequencies (zipf) of a word that many use, and of one that few do."""


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
    if left.lower() in _PREFIXES:
        return words.frequency(joined) >= _COMMON
    if words.domain_count(joined) and not (words.domain_count(left) and words.domain_count(right)):
        return True  # A word of plans; its halves are words elsewhere only: ``penyu-sunan``.
    rarer = min(words.frequency(left), words.frequency(right))
    return rarer < _RARE and words.frequency(joined) >= max(_COMMON, rarer + 0.7)
