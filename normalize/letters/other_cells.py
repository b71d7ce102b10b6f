"""What the other cells of a document say about a word: do they have another one in this very place?"""

from __future__ import annotations

from collections.abc import Sequence

from normalize.language.noise import is_authors_slip, is_spelling_variant
from normalize.language.phrases import is_common
from normalize.style.document_style import DocumentStyle
from normalize.style.printing import SEEN_OFTEN

MANY, TIMES = 5, 4
"""A word is outvoted where so many cells have the other one there, and so many times as many as have it."""


def is_wording_elsewhere(
    document: DocumentStyle, before: Sequence[str], after: Sequence[str], seen: str, word: str
) -> bool:
    """Whether other cells have the word amid the same words, and none has it as it was read.

    Args:
        document: The document's wording.
        before: Up to two words before it, nearest last.
        after: Up to two words after it, nearest first.
        seen: What was read.
        word: What may be meant.
    """
    triples = document.triples
    for meant, read in (
        ((*before, word), (*before, seen)),
        ((word, *after), (seen, *after)),
        ((*before[-1:], word, *after[:1]), (*before[-1:], seen, *after[:1])),
    ):
        if len(meant) == 3 and triples[meant] >= SEEN_OFTEN and triples[read] <= 1:
            return True
    return False


def is_outvoted(
    document: DocumentStyle,
    before: Sequence[str],
    after: Sequence[str],
    seen: str,
    word: str,
    *,
    plan_word: bool,
) -> bool:
    """Whether many cells have the word beside these neighbours and hardly any what was read.

    Args:
        document: The document's wording.
        before: Words before it, nearest last.
        after: Words after it, nearest first.
        seen: What was read.
        word: What may be meant.
        plan_word: Whether what was read is a word of plans: many of those look alike, so it must be
            outvoted between both neighbours at once.
    """
    if " " in seen + word or is_spelling_variant(seen, word):
        return False
    if is_authors_slip(seen, word) and seen[0] == word[0]:
        return False  # People drop and swap letters too, but hardly ever the first.
    left, right = before[-1:], after[:1]
    votes: list[tuple[int, int]] = []
    if left and right:
        votes.append((document.triples[(*left, word, *right)], document.triples[(*left, seen, *right)]))
    if not plan_word:
        votes += [(document.pairs[w, word], document.pairs[w, seen]) for w in left if not is_common(w)]
        votes += [(document.pairs[word, w], document.pairs[seen, w]) for w in right if not is_common(w)]
    # Nobody writes two words that differ in their first letter alone, one of them from outside of plans.
    many, times = (MANY, TIMES) if plan_word or seen[0] == word[0] else (SEEN_OFTEN, 1)
    return any(meant >= many and meant >= times * read for meant, read in votes)
