"""Words that run over a border: text too long for its cell. Such a word is kept whole in one cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from extract.pages.char_runs import places, runs_of
from extract.pages.page_objects import Chars

Home = tuple[int, int] | None
"""Number of a table and of its cell; None outside all tables."""

_TOUCHING = 0.04
"""Gap between two letters of one word, at most, in heights of a letter: that of two cells is wider."""


def kept_whole(chars: Chars, homes: Sequence[Home]) -> tuple[list[Home], set[int]]:
    """The homes with each word in the one that has most of it, and which characters are of such words.

    Args:
        chars: In the order they are set.
        homes: Where the middle of each lies.
    """
    found = list(homes)
    moved: set[int] = set()
    if len(set(homes)) < 2:
        return found, moved
    for word in _touching(chars):
        its = Counter(homes[index] for index in word)
        if len(its) > 1:
            moved.update(word)
            for index in word:
                found[index] = its.most_common(1)[0][0]
    return found, moved


def _touching(chars: Chars) -> Iterator[list[int]]:
    """Letters set one after another without a gap."""
    at = places(chars)
    for run in runs_of(at):
        word: list[int] = []
        for index in run:
            blank = not chars[index]["text"].strip()
            if word and (blank or at.start[index] - at.end[word[-1]] > _TOUCHING * at.high[index]):
                yield word
                word = []
            if not blank:
                word.append(index)
        if word:
            yield word
