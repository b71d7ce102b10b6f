"""Proposals from whole wordings: matched vocabulary phrases, and what other OCR engines read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from lampiran.codes import Method, ReasonCode
from normalize.doubts import Doubt
from normalize.edits import Edit, edit_of_letters
from normalize.language.candidates import CandidateFinder
from normalize.language.tokens import SCRAP, Token, like_case, lower_words
from normalize.letters.judge import Judge, WordProposal
from normalize.letters.judge_weights import value
from normalize.letters.phrase_alignment import Alignment, Difference, align
from normalize.letters.repair_evidence import Change
from normalize.style.context import RepairContext

_SENTENCE = 4
"""Words that a sentence must have in common with the wording that it copies."""


def alignments(
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
        strength = _trust(alignment) * min(1.0, score + value("share.wording.spare-score"))
        if strength > 0.0:
            found.append((alignment, strength))
    return found


def _trust(alignment: Alignment) -> float:
    """How far a wording is to be believed by the words that it has in common with the cell, 0..1."""
    least, full = value("share.wording.least-agreement"), value("share.wording.full-agreement")
    return max(0.0, min(1.0, (alignment.agreement - least) / (full - least)))


def of_alignment(
    alignment: Alignment, strength: float, judge: Judge, others: list[tuple[Alignment, float]]
) -> Iterator[WordProposal]:
    """Proposals for the words in which the cell differs from a matched wording.

    Args:
        alignment: Cell against wording.
        strength: How far the wording is to be believed, 0..1.
        judge: Weighs them.
        others: All wordings of the same indicator: what one of them has is no noise.
    """
    for difference in alignment.differences:
        if _printed_elsewhere(difference, others) or difference.cost > value("cost.wording.most"):
            continue
        allowed = judge.span_tolerance(difference.first, difference.last)
        if allowed is None:
            continue
        word = " ".join(difference.meant)
        # The regulation's own printing errors and variant spellings are no aim of a repair.
        if any(judge.lexicon.is_variant(part) for part in difference.meant):
            continue
        if len(difference.meant) > 1 and judge.lexicon.known(judge.tokens[difference.first].lower):
            continue
        change = Change(difference.first, difference.last, word, difference.cost, strength)
        yield judge.weigh(change, allowed)


def of_readings(judge: Judge) -> Iterator[WordProposal]:
    """Proposals from other engines: a known word that they read in place of an unknown one."""
    words = [token.lower for token in judge.tokens]
    for reading in judge.context.readings:
        for difference in align(words, lower_words(reading), judge.finder.model).differences:
            allowed = judge.span_tolerance(difference.first, difference.last)
            if allowed is None or not _is_better_read(difference, judge):
                continue
            places = range(difference.first, difference.last + 1)
            if any(judge.is_suspicious(place) for place in places):
                cost = min(difference.cost, value("cost.other-engine"))
                change = Change(difference.first, difference.last, " ".join(difference.meant), cost, 1.0)
                yield replace(judge.weigh(change, allowed), method=Method.READER)


def _is_better_read(difference: Difference, judge: Judge) -> bool:
    """Whether the other engine has words of plans, or of this document, that look like what was read.

    On a bad page both engines read scraps, and a scrap that happens to be a word proves nothing. A word
    read well must not be lost in the exchange.
    """
    seen = [token.lower for token in judge.tokens[difference.first : difference.last + 1]]
    alike = Levenshtein.normalized_similarity(" ".join(seen), " ".join(difference.meant))
    if alike < value("level.alike.print"):
        return False
    if any(len(word) > SCRAP and judge.is_expected(word) and word not in difference.meant for word in seen):
        return False
    scraps = [word for word in difference.meant if len(word) <= SCRAP]
    return all(map(judge.is_expected, difference.meant)) and all(map(judge.is_plan_word, scraps))


def _printed_elsewhere(difference: Difference, others: list[tuple[Alignment, float]]) -> bool:
    """Whether another wording of the same indicator has the words just as they were read."""
    place = range(difference.first, difference.last + 1)
    for other, strength in others:
        differs = {p for d in other.differences for p in range(d.first, d.last + 1)}
        believed = strength > value("level.wording.other") and other.equal
        if believed and not other.only_in_cell and not differs.intersection(place):
            return True
    return False


def against_the_copy(
    aligned: list[tuple[Alignment, float]], judge: Judge, taken: set[int]
) -> tuple[list[Edit], list[Doubt]]:
    """The one word that differs where a document that copies the regulation copies a sentence of it.

    Where no plan uses the word and it is nothing like the regulation's, or where it lacks just the letters
    that the document lost many times, the regulation's is put there, with a score that gets the
    cell flagged: the letters prove nothing. Otherwise the word stays, and is doubted.
    """
    difference = _only_difference(aligned, judge)
    if difference is None or difference.first in taken or judge.tolerance(difference.first) is None:
        return [], []
    token, meant = judge.tokens[difference.first], difference.meant[0]
    is_form = Levenshtein.normalized_similarity(token.lower, meant) >= value("level.alike.forms")
    if is_form or judge.is_plan_word(token.lower) or token.lower in judge.row_words:
        if judge.is_authors_choice(meant):
            return [], []
        if _is_lost_by_habit(difference, judge):
            return [_copied(token, meant)], []
        weight, most = value("doubt.copy"), value("cost.copy.most")
        doubt = Doubt(token.start, token.end, ReasonCode.VOCABULARY_DIFFERS, (token.text, meant), weight)
        return [], [doubt] if difference.cost <= most else []
    return [_copied(token, meant)], []


def _copied(token: Token, meant: str) -> Edit:
    after = like_case(token.text, meant)
    return edit_of_letters(token.start, token.end, after, Method.PHRASE_WORD, value("score.copied-word"))


def _is_lost_by_habit(difference: Difference, judge: Judge) -> bool:
    """Whether the regulation's word has a letter group that the document is known to lose.

    The word that was read must begin and end like it, lack the group, and be used so nowhere else: not in
    the row, not beside these neighbours in other cells, nor in what plans usually say.
    """
    seen, meant = judge.tokens[difference.first].lower, difference.meant[0]
    group = next((group for group in judge.document.lost_groups if group in meant), "")
    if not group or group in seen or seen in judge.row_words or not judge.document.cells_with[meant]:
        return False
    begins, ends = meant.split(group, 1)
    if seen[0] != begins[:1] or not ends or not seen.endswith(ends):
        return False
    left, right = judge.nearest(difference.first)
    elsewhere = max(judge.document.pairs[left, seen], judge.document.pairs[seen, right])
    return elsewhere <= 1 and not judge.library.attested(left, seen, right)


def _only_difference(aligned: list[tuple[Alignment, float]], judge: Judge) -> Difference | None:
    """The one word in which the best fitting wording differs; None unless all others are there."""
    copies = judge.document.copies_vocabulary >= value("level.copies")
    if not copies or not judge.is_noisy or not aligned:
        return None
    alignment, _ = max(aligned, key=lambda pair: pair[0].agreement)
    if len(alignment.differences) != 1 or alignment.only_in_cell or alignment.only_in_phrase:
        return None
    (difference,) = alignment.differences
    single = difference.first == difference.last and len(difference.meant) == 1
    return difference if single and alignment.equal >= _SENTENCE else None
