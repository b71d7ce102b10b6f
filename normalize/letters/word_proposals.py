"""Proposals for single words: from spelling, from neighbours, from the document's names."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from lampiran.codes import Method
from normalize.language.candidates import MAX_COST, edits_of, lead
from normalize.language.noise import HOPELESS
from normalize.language.tokens import SCRAP, SHORT
from normalize.letters.judge import Judge, WordProposal
from normalize.letters.judge_weights import value
from normalize.letters.other_cells import MANY
from normalize.letters.repair_evidence import Change
from normalize.letters.word_pieces import blank_between, halved, joined, rejoined
from normalize.style.printing import SEEN_OFTEN

_LENGTHS_IN_DOCUMENT = (4, 6)
"""Letters from which words that the document has may differ in two letters, and in three."""
_SHORTEST_PARTED = 6
"""Letters of two words that lost the blank between them."""


def of_word(place: int, judge: Judge) -> Iterator[WordProposal]:
    """Proposals for a word (alone, with the next, or parted) from spelling and neighbours."""
    token = judge.tokens[place]
    # Most words need none of these; asking before costs a third of calling them all.
    if not judge.lexicon.known(token.lower):
        yield from _of_names(place, judge)
    if judge.text[token.start - 1 : token.start] == "(":
        yield from _of_initials(place, judge)
    if place + 1 < len(judge.tokens):
        beyond = judge.tokens[place + 1]
        if beyond.glued:
            yield from rejoined(place, judge)
        elif judge.lexicon.listed(token.lower + beyond.lower):
            yield from halved(place, judge)
    allowed = judge.tolerance(place)
    if allowed is None:
        return
    left, right = judge.nearest(place)
    if judge.is_suspicious(place):
        yield from _of_suspicious(place, allowed, judge)
    elif judge.library.attested(left, token.lower, right):
        return
    if len(token.lower) <= SCRAP and not (token.text.isupper() and len(token.text) == SCRAP):
        return
    yield from _of_document(place, allowed, judge)
    clear = value("level.support.clear")
    for word, cost in judge.finder.by_context(token.lower, left, right):
        if judge.lexicon.known(token.lower) and judge.library_support(place, place, word) < clear:
            continue
        yield judge.weigh(Change(place, place, word, cost), allowed)


def _of_names(place: int, judge: Judge) -> Iterator[WordProposal]:
    """The names of the document's own office and region, alone or with a blank put in."""
    token = judge.tokens[place]
    if token.protected or not token.text[0].isalpha():
        return
    most, most_between = value("cost.name.most"), value("cost.name.between-neighbours")
    spans = [(place, place, token.lower)]
    if place + 1 < len(judge.tokens) and blank_between(place, judge) == " ":
        spans.append((place, place + 1, f"{token.lower} {judge.tokens[place + 1].lower}"))
    for first, last, seen in spans:
        for name in judge.document.names:
            cost = _cost_if_alike(seen, name, judge) if len(name) > SHORT else HOPELESS
            if 0.0 < cost <= most or (cost <= most_between and _is_named(first, last, name, judge)):
                margin = max(most - cost, 0.0) + value("cost.name.spare")
                yield WordProposal(first, last, name, cost, margin, Method.NAME)


def _is_named(first: int, last: int, name: str, judge: Judge) -> bool:
    """Whether the document has the name between these neighbours many times: ``Provinsi Maluku Utara``."""
    if not first or last + 1 >= len(judge.tokens):
        return False
    place = (judge.tokens[first - 1].lower, name, judge.tokens[last + 1].lower)
    return judge.document.triples[place] >= MANY


def _of_initials(place: int, judge: Judge) -> Iterator[WordProposal]:
    """An acronym in brackets against the initials before it: ``Indikator Kinerja Utama (IPU)``."""
    token = judge.tokens[place]
    bracketed = judge.text[: token.start].endswith("(") and judge.text[token.end :].startswith(")")
    length = len(token.text)
    if not bracketed or not token.text.isupper() or place < length or length <= SCRAP:
        return
    initials = "".join(before.lower[0] for before in judge.tokens[place - length : place])
    if Levenshtein.distance(initials, token.lower) == 1 and judge.lexicon.is_acronym(initials):
        cost = judge.finder.model.cost(token.lower, initials)
        margin = max(value("cost.initials.most") - cost, 0.0)
        yield WordProposal(place, place, initials, cost, margin, Method.INITIALS)


def _of_document(place: int, allowed: float, judge: Judge) -> Iterator[WordProposal]:
    """What the document itself has elsewhere beside the same neighbours, where it never has this word."""
    seen = judge.tokens[place].lower
    left, right = judge.nearest(place)
    often = max(judge.document.pairs[left, seen], judge.document.pairs[seen, right])
    if often >= SEEN_OFTEN and (judge.is_plan_word(seen) or not judge.lexicon.known(seen)):
        return  # A bad page reads one word alike again and again, but hardly as another word of plans.
    for word in set(judge.document.expected(left, right)):
        cost = _cost_if_alike(seen, word, judge)
        if 0.0 < cost <= MAX_COST and judge.lexicon.known(word) and not judge.is_authors_choice(word):
            yield judge.weigh(Change(place, place, word, cost), allowed)


def _cost_if_alike(seen: str, word: str, judge: Judge) -> float:
    """The noise cost of words that look alike at a glance; the model is slow."""
    cutoff = edits_of(max(len(seen), len(word)), _LENGTHS_IN_DOCUMENT)
    if Levenshtein.distance(seen, word, score_cutoff=cutoff) > cutoff:
        return HOPELESS
    return judge.finder.model.cost(seen, word)


def _of_suspicious(place: int, allowed: float, judge: Judge) -> Iterator[WordProposal]:
    seen = judge.tokens[place].lower
    known, english = judge.lexicon.known(seen), judge.lexicon.pulled(seen)
    if len(seen) > SCRAP:
        near = judge.finder.by_spelling(seen)
        for rank, (word, cost) in enumerate(near):
            if not english or (cost <= value("cost.english") and judge.is_plan_word(word)):
                ahead = 0.0 if known else lead(rank, near)
                yield judge.weigh(Change(place, place, word, cost, lead=ahead), allowed)
    if not known and len(seen) >= _SHORTEST_PARTED:
        for words, cost in judge.finder.parted(seen):
            yield judge.weigh(Change(place, place, words, cost), allowed)
    for first in (place - 1, place):
        if first >= 0 and first + 1 < len(judge.tokens):
            yield from joined(first, judge)
