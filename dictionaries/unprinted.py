"""Marks in a text that are no part of its words: those that print nothing, and raised marks of footnotes.

Texts keep them as they were read; whoever asks what a text says, asks for its words without them.
"""

from __future__ import annotations

import re

INVISIBLE = (
    "\N{SOFT HYPHEN}\N{ARABIC LETTER MARK}\N{MONGOLIAN VOWEL SEPARATOR}\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\N{ZERO WIDTH NO-BREAK SPACE}"
)
"""What prints nothing, for a class of a regular expression: blanks and joiners without width, marks of
direction, places for hyphens, marks of byte order and of variants."""
RAISED = "⁽?[⁰¹²³⁴-⁹]{1,2}⁾?|[ᵃᵇᶜᵈ]⁾?"
"""A raised mark, as a regular expression; it may be a footnote's, a unit's or a power."""
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_UNPRINTED = re.compile(f"[{INVISIBLE}]|{RAISED}")


def visible(text: str) -> str:
    """The text without marks that print nothing."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def plain(text: str) -> str:
    """The text without marks that print nothing and without raised marks."""
    return text if text.isascii() else _UNPRINTED.sub("", text)
