"""Rows that cover two or more indicators at once.

Either a wording that the vocabulary lists as covering several (an alias with several ids), or a sentence that
plainly says both: the words by which one indicator differs from the other are all there, for both. An
indicator that another row of the plan covers by its own wording is never added.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from dictionaries import Vocabulary
from normalize._phrase import comparer_for
from normalize.match import PhraseIndex, Scores, indikator_index, indikator_order

ALIAS_SCORE = 0.85
"""A row is taken for a listed joint wording from this score on, if no single wording is liker."""
DISTINCT_SHARE = 0.80
"""Share of the distinguishing words (by weight) that a sentence must have to cover both indicators."""
DISTINCT_WORDS = 2
"""Fewest words by which each of the two must differ from the other; one may be chance."""


def joint_indicators(
    vocabulary: Vocabulary, edisi: str, text: str, chief: int, taken: frozenset[int]
) -> tuple[int, ...]:
    """All indicators (columns) that a row covers, given the one it was aligned with.

    Args:
        vocabulary: The official lists.
        edisi: Edition of the columns.
        text: The row's indicator text as read.
        chief: The aligned indicator.
        taken: Indicators that other rows cover.

    Returns:
        The columns in official order if there are several, else ``chief`` alone.
    """
    index = indikator_index(vocabulary, edisi)
    by_wording = index.by_wording([text])[0]
    best = int(by_wording.argmax())
    listed = _joint_wordings(vocabulary, edisi).get(index.wordings[best], ())
    if chief in listed and by_wording[best] >= ALIAS_SCORE:
        return tuple(column for column in listed if column == chief or column not in taken)
    wording = _best_wording(index, by_wording, chief)
    credit, _ = index.bag(index.comparer.plain(text))
    others = [
        column
        for column in _siblings(vocabulary, edisi)[chief]
        if column not in taken and _says_both(index, credit, wording, column, by_wording)
    ]
    return tuple(sorted({chief, *others}))


@lru_cache(maxsize=8)
def _joint_wordings(vocabulary: Vocabulary, edisi: str) -> dict[str, tuple[int, ...]]:
    place = {item: column for column, item in enumerate(indikator_order(vocabulary, edisi))}
    comparer = comparer_for(vocabulary)
    return {
        comparer.plain(joint.alias): tuple(place[item] for item in joint.indikator_ids)
        for joint in vocabulary.joint_aliases
        if all(item in place for item in joint.indikator_ids)
    }


@lru_cache(maxsize=8)
def _siblings(vocabulary: Vocabulary, edisi: str) -> tuple[tuple[int, ...], ...]:
    """For each indicator (column) the others of its komponen."""
    komponen = [vocabulary.indikator_by_id[item].komponen_id for item in indikator_order(vocabulary, edisi)]
    return tuple(
        tuple(other for other, name in enumerate(komponen) if name == own and other != column)
        for column, own in enumerate(komponen)
    )


def _best_wording(index: PhraseIndex, by_wording: Scores, owner: int) -> int:
    own = np.flatnonzero(index.owners == owner)
    return int(own[by_wording[own].argmax()])


def _says_both(index: PhraseIndex, credit: Scores, wording: int, other: int, by_wording: Scores) -> bool:
    own = index.bags[wording]
    for line in np.flatnonzero(index.owners == other):
        theirs = index.bags[line]
        if index.wordings[line] == index.wordings[wording]:
            continue
        if _has(own, theirs, credit) and _has(theirs, own, credit):
            return True
    return False


def _has(one: Scores, other: Scores, credit: Scores) -> bool:
    """Whether the row has the words of ``one`` that ``other`` lacks."""
    distinct = np.where(other > 0, 0.0, one)
    if np.count_nonzero(distinct) < DISTINCT_WORDS:
        return False
    return bool((distinct * credit).sum() >= DISTINCT_SHARE * distinct.sum())
