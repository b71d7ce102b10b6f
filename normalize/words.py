"""Proposals for single words: from spelling, from neighbours, from the blanks and marks between words."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from normalize.candidates import MAX_COST
from normalize.context import SEEN_OFTEN
from normalize.judge import LEAST_SUPPORT, SHORT, UNKNOWN, Judge, Proposal, schedule_words
from normalize.noise import HOPELESS, STRAY
from normalize.phrases import is_common

_STRAY = frozenset(" ,.'’‘`~^*_|·:;\"°!\\")
"""What may stand between two halves of one word."""
_PULLED_COST = 0.6
_SHORTEST_JOINED = 5
_JUST_A_BLANK = 0.32
_COMMON_WORD = 4.0
_RARE = 4.0
_RARE_SHORT = 4.3
_INSIDE = 0.3
"""A mark with letters on both sides says by itself that the two are one word."""


def at_home(word: str, judge: Judge) -> bool:
    """Whether the word belongs to the language of plans."""
    return bool(
        judge.lexicon.domain_count(word)
        or judge.library.words[word]
        or judge.lexicon.is_acronym(word)
        or judge.lexicon.kind(word) == "umum"
        or word in schedule_words()
    )


def span_standing(first: int, last: int, judge: Judge) -> float | None:
    """The standing of one or two words; None where one must not be touched or neither looks wrong."""
    standings = [_piece_standing(place, judge) for place in range(first, last + 1)]
    if None in standings:
        return None
    if last > first and not any(judge.is_suspicious(place) for place in range(first, last + 1)):
        return None
    return max(standing for standing in standings if standing is not None)


def _piece_standing(place: int, judge: Judge) -> float | None:
    """As :meth:`Judge.standing`; a lone letter is a piece of something, whatever else it could be."""
    token = judge.tokens[place]
    if len(token.text) == 1 and token.text.isalpha() and not token.protected:
        return 0.0
    return judge.standing(place)


def of_word(place: int, judge: Judge) -> Iterator[Proposal]:
    """Proposals for a word (alone, with the next, or parted) from spelling and neighbours."""
    token = judge.tokens[place]
    standing = judge.standing(place)
    if standing is None:
        return
    yield from _rejoined(place, judge)
    yield from _halved(place, judge)
    before, after = judge.neighbours(place, place)
    left, right = (before[-1] if before else ""), (after[0] if after else "")
    if judge.is_suspicious(place):
        yield from _of_suspicious(place, standing, judge)
    elif judge.library.attested(left, token.lower, right):
        return
    if len(token.lower) < 3:
        return
    yield from _of_document(place, standing, judge)
    for word, cost in judge.finder.by_context(token.lower, left, right):
        if judge.lexicon.known(token.lower) and judge.support(place, place, word) < LEAST_SUPPORT:
            continue
        yield judge.weigh(place, place, word, cost, standing)


def _of_document(place: int, standing: float, judge: Judge) -> Iterator[Proposal]:
    """What the document itself has elsewhere beside the same neighbours, where it never has this word."""
    token = judge.tokens[place]
    before, after = judge.neighbours(place, place)
    left, right = (before[-1] if before else ""), (after[0] if after else "")
    if max(judge.document.pairs[left, token.lower], judge.document.pairs[token.lower, right]) >= SEEN_OFTEN:
        return
    for word in set(judge.document.expected(left, right)):
        cost = judge.finder.model.cost(token.lower, word) if _alike(token.lower, word) else HOPELESS
        if 0.0 < cost <= MAX_COST and judge.lexicon.known(word) and not judge.is_kept(word):
            yield judge.weigh(place, place, word, cost, standing)


def _alike(one: str, two: str) -> bool:
    longest = max(len(one), len(two))
    cutoff = 1 if longest < 5 else 3
    return Levenshtein.distance(one, two, score_cutoff=cutoff) <= cutoff


def _of_suspicious(place: int, standing: float, judge: Judge) -> Iterator[Proposal]:
    token = judge.tokens[place]
    known = judge.lexicon.known(token.lower)
    pulled = judge.lexicon.pulled(token.lower)
    if len(token.lower) > 2:
        near = judge.finder.by_spelling(token.lower)
        for rank, (word, cost) in enumerate(near):
            if not pulled or (cost <= _PULLED_COST and at_home(word, judge)):
                alone = 0.0 if rank or known else (near[1][1] if len(near) > 1 else MAX_COST) - cost
                yield judge.weigh(place, place, word, cost, standing, alone=alone)
    if not known and len(token.lower) >= 6:
        for words, cost in judge.finder.parted(token.lower):
            yield judge.weigh(place, place, words, cost, standing)
    for first in (place - 1, place):
        if first >= 0 and first + 1 < len(judge.tokens):
            yield from _joined(first, judge)


def _rejoined(first: int, judge: Judge) -> Iterator[Proposal]:
    """A known word with a stray mark inside it, whatever its two halves are: ``wil,ayah``."""
    if first + 1 >= len(judge.tokens) or not judge.tokens[first + 1].glued:
        return
    one, two = judge.tokens[first], judge.tokens[first + 1]
    word = one.lower + two.lower
    if _between(first, judge) is None or len(word) < SHORT or not two.text.islower():
        return
    if judge.standing(first + 1) is not None and judge.lexicon.known(word):
        yield judge.weigh(first, first + 1, word, STRAY, UNKNOWN + _INSIDE)


def _joined(first: int, judge: Judge) -> Iterator[Proposal]:
    """Two neighbouring words read as one that a blank or a stray mark was put into."""
    one, two = judge.tokens[first], judge.tokens[first + 1]
    standing = span_standing(first, first + 1, judge)
    if standing is None or two.text[:1].isupper() and not one.text.isupper():
        return
    between = _between(first, judge)
    if between is None or len(one.lower) + len(two.lower) < 3:
        return
    seen = f"{one.lower}{between}{two.lower}"
    if all(len(token.lower) > 1 and judge.lexicon.known(token.lower) for token in (one, two)):
        return
    lone = len(one.lower) == 1 or len(two.lower) == 1
    inside = _INSIDE if lone or between != " " else 0.0
    near = judge.finder.by_spelling(seen)
    for rank, (word, cost) in enumerate(near):
        shortest = SHORT if cost <= _JUST_A_BLANK else _SHORTEST_JOINED
        if word not in (one.lower, two.lower) and len(word) >= shortest:
            alone = 0.0 if rank else (near[1][1] if len(near) > 1 else MAX_COST) - cost
            yield judge.weigh(first, first + 1, word, cost, max(standing, 0.3) + inside, alone=alone)


def _halved(first: int, judge: Judge) -> Iterator[Proposal]:
    """A common word that a blank fell into, where both halves happen to be words: ``Has il``."""
    if first + 1 >= len(judge.tokens) or _between(first, judge) != " ":
        return
    one, two = judge.tokens[first], judge.tokens[first + 1]
    word = one.lower + two.lower
    if not two.text.islower() or len(word) < SHORT or judge.lexicon.frequency(word) < _COMMON_WORD:
        return
    together = (one.lower, two.lower)
    if together in judge.library.pairs or judge.document.pairs[together] >= SEEN_OFTEN:
        return
    standing = judge.standing(first + 1)
    if standing is not None and any(_is_scrap(half, judge) for half in together):
        yield judge.weigh(first, first + 1, word, _JUST_A_BLANK, max(standing, 0.0))


def _is_scrap(half: str, judge: Judge) -> bool:
    """Whether a known word is an unlikely one in a plan: short or rare, and in no wording of the field."""
    if at_home(half, judge) or is_common(half) or judge.is_kept(half):
        return False
    return judge.lexicon.frequency(half) < (_RARE_SHORT if len(half) <= 3 else _RARE)


def _between(first: int, judge: Judge) -> str | None:
    """The blank or stray mark between two words; None where something else stands there.

    Part of a hyphenated or slashed word (``e-PPID``) is never joined with what stands beside it.
    """
    start, end = judge.tokens[first].end, judge.tokens[first + 1].start
    between = judge.text[start:end]
    around = judge.text[: judge.tokens[first].start][-1:] + judge.text[judge.tokens[first + 1].end :][:1]
    return between if between in _STRAY and not set(around) & set("-/") else None
