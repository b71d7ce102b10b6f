"""Repairs of letters: proposals for every doubtful word of a cell, the best of them carried out.

Doubtful are words that differ from the matched vocabulary phrase, words no list knows, words that readers
pull to English, and known words that never stand beside their neighbours while a look-alike always does.
What is doubtful and not repaired comes back as a doubt, so that a person can look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from normalize.align import Alignment, Difference, align
from normalize.candidates import CandidateFinder
from normalize.context import RepairContext
from normalize.judge import LEAST_SUPPORT, Judge, Proposal
from normalize.steps import Edit
from normalize.tokens import Token, is_mixed_case, like_case, lower_words

CLOSE = 0.12
"""Two readings whose margins differ by less than this are too close to choose."""
NEAR_MISS = -0.45
"""A proposal that lacks no more than this is worth a person's look."""
_STRAY = frozenset(" ,.'’‘`~^*_|·:;\"°!\\")
_PULLED_COST = 0.6
_FULL_AGREEMENT = 0.8
_LEAST_AGREEMENT = 0.4
_REPLACED_SCORE = 0.6
_KINDRED = 0.5
"""Words this much alike are forms of one another: the author's choice, or a matter for the noise model."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word that looks wrong and was left as read; ``weight`` 0..1 says how wrong it looks."""

    start: int
    end: int
    reason: str
    weight: float


@dataclass(frozen=True, slots=True)
class Findings:
    """What a look at the letters of a text yields."""

    edits: tuple[Edit, ...]
    doubts: tuple[Doubt, ...]


def examine(text: str, context: RepairContext, finder: CandidateFinder) -> Findings:
    """Proposes repairs of the text's words and says what stays doubtful."""
    judge = Judge(finder, context, text)
    tokens = judge.tokens
    aligned = _alignments(tokens, context, finder)
    proposals: list[Proposal] = []
    for place in range(len(tokens)):
        proposals += _of_word(place, judge)
    for alignment, strength in aligned:
        proposals += _of_alignment(alignment, strength, judge, aligned)
    chosen, doubts = _choose(proposals, judge)
    edits = [_edit(proposal, judge) for proposal in chosen]
    edits += _case_edits(tokens, judge)
    taken = {place for p in chosen for place in range(p.first, p.last + 1)}
    edits += _replaced_words(aligned, judge, taken)
    doubts += _unknown_words(judge, taken, {doubt.start for doubt in doubts})
    return Findings(tuple(edits), tuple(doubts))


def _alignments(
    tokens: tuple[Token, ...], context: RepairContext, finder: CandidateFinder
) -> list[tuple[Alignment, float]]:
    """The matched phrases aligned, with how far each is to be believed (0..1); poor ones left out."""
    words = [token.lower for token in tokens]
    found: list[tuple[Alignment, float]] = []
    for phrase, score in context.phrases:
        meant = lower_words(phrase)
        if meant == words:
            return []
        alignment = align(words, meant, finder.model)
        fit = (alignment.agreement - _LEAST_AGREEMENT) / (_FULL_AGREEMENT - _LEAST_AGREEMENT)
        strength = max(0.0, min(1.0, fit)) * min(1.0, score + 0.1)
        if strength > 0.0:
            found.append((alignment, strength))
    return found


def _of_alignment(
    alignment: Alignment, strength: float, judge: Judge, others: list[tuple[Alignment, float]]
) -> Iterator[Proposal]:
    for difference in alignment.differences:
        if _printed_elsewhere(difference, others) or difference.cost > 3.0:
            continue
        standing = _span_standing(difference.first, difference.last, judge)
        if standing is None:
            continue
        word = " ".join(difference.meant)
        # The regulation's own printing errors and variant spellings are no aim of a repair.
        if any(judge.lexicon.kind(part) == "ragam" for part in difference.meant):
            continue
        if len(difference.meant) > 1 and judge.lexicon.known(judge.tokens[difference.first].lower):
            continue
        yield judge.weigh(difference.first, difference.last, word, difference.cost, standing, strength)


def _span_standing(first: int, last: int, judge: Judge) -> float | None:
    standings = [judge.standing(place) for place in range(first, last + 1)]
    if None in standings:
        return None
    if last > first and not any(judge.is_suspicious(place) for place in range(first, last + 1)):
        return None
    return max(standing for standing in standings if standing is not None)


def _printed_elsewhere(difference: Difference, others: list[tuple[Alignment, float]]) -> bool:
    """Whether another wording of the same indicator has the words just as they were read."""
    place = range(difference.first, difference.last + 1)
    for other, strength in others:
        differs = {p for d in other.differences for p in range(d.first, d.last + 1)}
        if strength > 0.3 and other.equal and not other.only_in_cell and not differs.intersection(place):
            return True
    return False


def _of_word(place: int, judge: Judge) -> Iterator[Proposal]:
    """Proposals for a word (alone, with the next, or parted) from spelling and neighbours."""
    token = judge.tokens[place]
    standing = judge.standing(place)
    if standing is None:
        return
    before, after = judge.neighbours(place, place)
    left, right = (before[-1] if before else ""), (after[0] if after else "")
    if judge.is_suspicious(place):
        yield from _of_suspicious(place, standing, judge)
    elif judge.library.attested(left, token.lower, right):
        return
    if len(token.lower) < 3:
        return
    for word, cost in judge.finder.by_context(token.lower, left, right):
        if judge.lexicon.known(token.lower) and judge.support(place, place, word) < LEAST_SUPPORT:
            continue
        yield judge.weigh(place, place, word, cost, standing)


def _of_suspicious(place: int, standing: float, judge: Judge) -> Iterator[Proposal]:
    token = judge.tokens[place]
    known = judge.lexicon.known(token.lower)
    if len(token.lower) > 2:
        for word, cost in judge.finder.by_spelling(token.lower):
            if not known or (cost <= _PULLED_COST and _at_home(word, judge)):
                yield judge.weigh(place, place, word, cost, standing)
    if not known and len(token.lower) >= 6:
        for words, cost in judge.finder.parted(token.lower):
            yield judge.weigh(place, place, words, cost, standing)
    for first in (place - 1, place):
        if first >= 0 and first + 1 < len(judge.tokens):
            yield from _joined(first, judge)


def _joined(first: int, judge: Judge) -> Iterator[Proposal]:
    """Two neighbouring words read as one that a blank or a stray mark was put into."""
    one, two = judge.tokens[first], judge.tokens[first + 1]
    standing = _span_standing(first, first + 1, judge)
    if standing is None or two.text[:1].isupper() and not one.text.isupper():
        return
    between = _between(first, judge)
    if between is None or len(one.lower) + len(two.lower) < 3:
        return
    seen = f"{one.lower}{between}{two.lower}"
    for word, cost in judge.finder.by_spelling(seen):
        yield judge.weigh(first, first + 1, word, cost, max(standing, 0.3))


def _between(first: int, judge: Judge) -> str | None:
    """The blank or stray mark between two words; None where something else stands there.

    Part of a hyphenated or slashed word (``e-PPID``) is never joined with what stands beside it.
    """
    start, end = judge.tokens[first].end, judge.tokens[first + 1].start
    between = judge.text[start:end]
    around = judge.text[: judge.tokens[first].start][-1:] + judge.text[judge.tokens[first + 1].end :][:1]
    return between if between in _STRAY and not set(around) & set("-/") else None


def _at_home(word: str, judge: Judge) -> bool:
    return bool(
        judge.lexicon.domain_count(word) or judge.library.words[word] or judge.lexicon.is_acronym(word)
    )


def _choose(proposals: Iterable[Proposal], judge: Judge) -> tuple[list[Proposal], list[Doubt]]:
    """The best proposal of each place; places where two are close become doubts."""
    ranked = sorted(proposals, key=lambda p: (-p.margin, p.cost, p.word))
    chosen: list[Proposal] = []
    doubts: list[Doubt] = []
    settled: set[int] = set()
    for best in ranked:
        places = set(range(best.first, best.last + 1))
        if places & settled or best.margin < NEAR_MISS:
            continue
        rivals = [
            p
            for p in ranked
            if p.word != best.word and p.first <= best.last and best.first <= p.last and p.margin >= 0.0
        ]
        close = any(best.margin - rival.margin < CLOSE for rival in rivals)
        settled |= places
        if best.margin >= 0.0 and not close:
            chosen.append(best)
        elif best.margin >= 0.0 or any(_looks_wrong(place, judge) for place in places):
            doubts.append(_doubt(best, judge, close))
    return chosen, doubts


def _looks_wrong(place: int, judge: Judge) -> bool:
    token = judge.tokens[place]
    return not judge.lexicon.known(token.lower) or judge.lexicon.pulled(token.lower)


def _doubt(best: Proposal, judge: Judge, close: bool) -> Doubt:
    start, end = judge.tokens[best.first].start, judge.tokens[best.last].end
    seen = " ".join(token.text for token in judge.tokens[best.first : best.last + 1])
    what = "two readings are close for" if close else f"perhaps {best.word!r} for"
    return Doubt(start, end, f"{what} {seen!r}", 0.6 if close else max(0.2, min(0.6, 0.6 + best.margin)))


def _edit(proposal: Proposal, judge: Judge) -> Edit:
    tokens = judge.tokens[proposal.first : proposal.last + 1]
    return Edit(
        tokens[0].start,
        tokens[-1].end,
        _printed(proposal.word, tokens[0], judge),
        proposal.method,
        proposal.score,
    )


def _printed(word: str, model: Token, judge: Judge) -> str:
    """The word as it would be printed where the model stands: its case, an acronym's own capitals."""
    if is_mixed_case(model.text):
        acronym = judge.lexicon.acronyms.get(word)
        if acronym is not None and not acronym.istitle():
            return acronym
        return word[:1].upper() + word[1:] if model.text[:1].isupper() else word
    return like_case(model.text, word)


def _case_edits(tokens: tuple[Token, ...], judge: Judge) -> Iterator[Edit]:
    """Known words with capitals in their middle (``AgustUS``); acronyms and run-together words stay."""
    for token in tokens:
        if token.protected or not is_mixed_case(token.text) or not judge.lexicon.listed(token.lower):
            continue
        if judge.lexicon.is_acronym(token.lower) or judge.finder.parted(token.lower):
            continue
        after = token.lower[:1].upper() + token.lower[1:] if token.text[0].isupper() else token.lower
        yield Edit(token.start, token.end, after, "case", 0.95)


def _replaced_words(aligned: list[tuple[Alignment, float]], judge: Judge, taken: set[int]) -> list[Edit]:
    """A word no plan uses, in a sentence that is otherwise the regulation's, word by word.

    The regulation's word is put there with a score that gets the cell flagged: the letters prove nothing.
    """
    if judge.document.copies_vocabulary < 0.7 or judge.document.noise < 0.5 or not aligned:
        return []
    alignment, strength = max(aligned, key=lambda pair: pair[0].agreement)
    if len(alignment.differences) != 1 or alignment.only_in_cell or alignment.only_in_phrase:
        return []
    (difference,) = alignment.differences
    place = difference.first
    if difference.last != place or len(difference.meant) != 1 or place in taken or alignment.equal < 4:
        return []
    token, meant = judge.tokens[place], difference.meant[0]
    if judge.standing(place) is None or _at_home(token.lower, judge) or token.lower in judge.row_words:
        return []
    if Levenshtein.normalized_similarity(token.lower, meant) >= _KINDRED:
        return []
    after = like_case(token.text, meant)
    return [Edit(token.start, token.end, after, "phrase-word", _REPLACED_SCORE)]


def _unknown_words(judge: Judge, taken: set[int], doubted: set[int]) -> Iterator[Doubt]:
    """Unknown words nobody could explain; names, and words the document repeats, are left in peace."""
    for place, token in enumerate(judge.tokens):
        if place in taken or token.start in doubted or len(token.lower) < 3:
            continue
        if judge.standing(place) is None or judge.lexicon.known(token.lower):
            continue
        if token.text.isupper() and len(token.text) <= 6:
            continue
        weight = 0.3 if judge.document.cells_with[token.lower] < 2 else 0.1
        yield Doubt(token.start, token.end, f"unknown word {token.text!r}", weight)
