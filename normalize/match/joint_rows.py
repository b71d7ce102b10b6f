"""Rows that cover two indicators at once.

Either a wording that the vocabulary lists as covering several (an alias with several ids), or a sentence that
says one indicator and then the other: cut at the right word, each part is alike to an indicator of its own,
and more so than the whole is to either. An indicator that another row of the plan covers by its own wording
is never added.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dictionaries import Vocabulary
from dictionaries.marks import LETTER, NUMBER, pattern
from normalize.match.comparer import comparer_for
from normalize.match.match_scores import PhraseIndex, indikator_index, indikator_order
from normalize.match.weights import weight

FEWEST_CLAUSES = 3
"""Clauses of a row that says an indikator in each; two parts are looked for otherwise."""
_LATER_MARK = pattern((NUMBER, LETTER), later=True)
_CLAUSE_END = re.compile(rf"[;:]\s+|\.\s+(?=[A-Z])|,?\s+(?:dan|serta)\s+(?=[A-Z])|\s(?={_LATER_MARK}\s)")
"""Where one statement ends and the next begins."""
FEWEST_WORDS, MOST_WORDS = 2, 60
"""Words of a part, and of a row that is cut."""


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
    plain = index.comparer.plain(text)
    by_wording = index.by_plain([plain])[0]
    best = int(by_wording.argmax())
    listed = _joint_wordings(vocabulary, edisi).get(index.wordings[best], ())
    if chief in listed and by_wording[best] >= weight("joint.alias"):
        return tuple(column for column in listed if column == chief or column not in taken)
    own = index.best_of_owner(by_wording[None, :])[0]
    if own[chief] >= weight("joint.whole"):
        return (chief,)
    siblings = [item for item in _siblings(vocabulary, edisi)[chief] if item == chief or item not in taken]
    whole = float(own[chief])
    clauses = [index.comparer.plain(clause) for clause in _CLAUSE_END.split(text)]
    return (
        _said_in_clauses(index, [clause for clause in clauses if clause], siblings, chief, whole)
        or _said_in_parts(index, plain, siblings, chief, whole)
        or (chief,)
    )


def _said_in_clauses(
    index: PhraseIndex, clauses: list[str], siblings: list[int], chief: int, whole: float
) -> tuple[int, ...]:
    """The indicators that three or more clauses, each by itself, say; empty unless every clause says one."""
    if not FEWEST_CLAUSES <= len(clauses) <= len(siblings):
        return ()
    scores = index.best_of_owner(index.by_plain(clauses))[:, siblings]
    found = tuple(siblings[int(best)] for best in scores.argmax(axis=1))
    each = scores.max(axis=1)
    says_all = len(set(found)) == len(found) and chief in found and float(each.min()) >= weight("joint.part")
    return (
        tuple(sorted(found))
        if says_all and float(each.mean()) >= max(weight("joint.parts-mean"), whole)
        else ()
    )


def _said_in_parts(
    index: PhraseIndex, plain: str, siblings: list[int], chief: int, whole: float
) -> tuple[int, ...]:
    """The two indicators that the two parts of the sentence say, at the best cut; empty if it says one."""
    words = plain.split()
    cuts = range(FEWEST_WORDS, len(words) - FEWEST_WORDS + 1)
    if len(siblings) < 2 or not cuts or len(words) > MOST_WORDS:
        return ()
    parts = [" ".join(words[:cut]) for cut in cuts] + [" ".join(words[cut:]) for cut in cuts]
    scores = index.best_of_owner(index.by_plain(parts))[:, siblings]
    firsts, seconds = scores[: len(cuts)], scores[len(cuts) :]
    best = max(weight("joint.parts-mean"), whole + weight("joint.gain"))
    found: tuple[int, ...] = ()
    for first, second in zip(firsts, seconds, strict=True):
        one, other = int(first.argmax()), int(second.argmax())
        mean = float(first[one] + second[other]) / 2.0
        if one != other and min(first[one], second[other]) >= weight("joint.part") and mean >= best:
            best, found = mean, (siblings[one], siblings[other])
    return tuple(sorted(found)) if chief in found else ()


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
    """For each indicator (column) all of its komponen, itself included."""
    komponen = [vocabulary.indikator_by_id[item].komponen_id for item in indikator_order(vocabulary, edisi)]
    return tuple(tuple(other for other, name in enumerate(komponen) if name == own) for own in komponen)
