"""How much of a document was misread, and which letter groups were lost in it again and again.

Both are seen from its plainly misread words: unknown ones that a cheap confusion turns into a known word.
Each OCR engine fails in its own way: one never sees the j of *rj*, another takes every G for Ci. Single
letters are lost everywhere; a group of two or more letters that is lost three times is such a failure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lampiran.records import PageKind
from normalize.language.candidates import CandidateFinder, finder
from normalize.language.noise import differing
from normalize.language.noise_values import noise_value
from normalize.language.tokens import SHORT, Token, tokenize
from normalize.style.printing import SEEN_OFTEN


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
            if token.protected or not token.text.isalpha() or len(token.text) < SHORT:
                continue
            words += 1
            if token.text.isupper() or candidates.lexicon.known(token.lower):
                continue
            meant = _meant(token.lower, candidates)
            if meant:
                misread += 1
                groups[differing(token.lower, meant)[1]] += 1
    noisy, prior_words = noise_value("misread.noisy-share"), noise_value("misread.prior-words")
    share = (misread + _prior(kind) * noisy * prior_words) / (words + prior_words)
    often = frozenset(group for group, count in groups.items() if len(group) > 1 and count >= SEEN_OFTEN)
    return Misread(min(1.0, share / noisy), often)


def _prior(kind: PageKind) -> float:
    """The noise to be assumed before any word is looked at, 0..1."""
    return noise_value(f"misread.prior-{'scan' if kind == 'scan+text' else kind}")


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
    return near[0][0] if near and near[0][1] <= noise_value("misread.plain") else ""
