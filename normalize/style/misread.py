"""How much of a document was misread, and which letter groups its reader lost again and again.

Both are told by its plainly misread words: those that no list knows and that a cheap confusion away from a
known one. Such a reader has troubles of its own: one never sees the j of *rj*, another takes every G for Ci.
Single letters go astray everywhere; a group of two or more lost three times is a trouble.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lampiran.records import PageKind
from normalize.language.candidates import CandidateFinder, finder
from normalize.language.noise import differing
from normalize.language.tokens import Token, tokenize

PRIOR_NOISE: dict[PageKind, float] = {"scan": 0.5, "scan+text": 0.5, "transcript": 0.25, "digital": 0.0}
"""Share of certainty that words were misread, before any is looked at; by the kind of page."""
LOST_OFTEN = 3
_PRIOR_WORDS = 150.0
"""How many words' worth of evidence the prior is."""
_NOISY_SHARE = 0.008
"""Share of plainly misread words at which a document counts as fully noisy."""
_PLAIN_NOISE = 0.5
"""An unknown word is plainly misread when a known word lies within this cost."""
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Misread:
    """``noise``: 0 nothing was misread .. 1 many words were. ``lost_groups``: in small letters."""

    noise: float = 0.0
    lost_groups: frozenset[str] = frozenset()


def misread_words(texts: Iterable[str], kind: PageKind) -> Misread:
    """Looks through the texts of a document for misread words.

    Args:
        texts: Its distinct cell texts.
        kind: How its pages were read.
    """
    candidates = finder()
    groups: Counter[str] = Counter()
    words = misread = 0
    for text in texts:
        tokens = tokenize(text)
        groups.update(_lost_in_pieces(tokens, candidates))
        for token in tokens:
            if token.protected or not token.text.isalpha() or len(token.text) < _SHORTEST:
                continue
            words += 1
            if token.text.isupper() or candidates.lexicon.known(token.lower):
                continue
            meant = _meant(token.lower, candidates)
            if meant:
                misread += 1
                groups[differing(token.lower, meant)[1]] += 1
    share = (misread + PRIOR_NOISE[kind] * _NOISY_SHARE * _PRIOR_WORDS) / (words + _PRIOR_WORDS)
    often = frozenset(group for group, count in groups.items() if len(group) > 1 and count >= LOST_OFTEN)
    return Misread(min(1.0, share / _NOISY_SHARE), often)


def _lost_in_pieces(tokens: tuple[Token, ...], candidates: CandidateFinder) -> Iterator[str]:
    """Groups lost where a word fell into a piece and a lone letter: ``kine a``."""
    for piece, letter in zip(tokens, tokens[1:], strict=False):
        if len(letter.text) > 1 or not letter.text.islower() or letter.glued or letter.opens:
            continue
        if piece.text.isalpha() and not piece.protected:
            seen = f"{piece.lower} {letter.lower}"
            meant = _meant(seen, candidates)
            if meant:
                yield differing(seen, meant)[1]


def _meant(seen: str, candidates: CandidateFinder) -> str:
    """The word that was plainly misread as this; empty where none is near."""
    near = candidates.by_spelling(seen)
    return near[0][0] if near and near[0][1] <= _PLAIN_NOISE else ""
