"""Repairs of letters: proposals for every doubtful word of a cell, the best of them carried out.

Doubtful are words that differ from the matched official wording, words that no list knows, English words that
OCR engines put in place of Indonesian ones, and known words that never stand beside their neighbours while a
look-alike always does. What is doubtful and not repaired comes back as a doubt, so that a person can look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lampiran.codes import Method, ReasonCode
from normalize.doubts import Doubt
from normalize.edits import Edit, edit_of_letters
from normalize.language.candidates import CandidateFinder
from normalize.language.months import schedule_words
from normalize.language.tokens import SCRAP, SHORT, Token, is_mixed_case, like_case
from normalize.letters.cell_words import OFFICIAL
from normalize.letters.judge import Judge, WordProposal
from normalize.letters.judge_weights import value
from normalize.letters.out_of_place import out_of_place_words
from normalize.letters.tolerance import is_short_capitals
from normalize.letters.word_proposals import of_word
from normalize.letters.wording_proposals import against_the_copy, alignments, of_alignment, of_readings
from normalize.style.context import RepairContext
from normalize.style.document_style import SCANNED
from normalize.style.harmless import harmless, is_harmless

_AUTHORS = 2
"""Cells in which an unknown word must stand to be the author's, in a document that was read well."""
_AUTHORS_NAME, _AUTHORS_WORD = 3, 5
"""The same in a noisy document, for what may be a name and for other words.

A bad scan reads one word alike twice; names (capitals) are sooner believed than small letters.
"""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a look at the letters of a text yields."""

    edits: tuple[Edit, ...]
    doubts: tuple[Doubt, ...]


def examine(text: str, context: RepairContext, finder: CandidateFinder) -> Findings:
    """Proposes repairs of the text's words and says what stays doubtful."""
    judge = Judge(finder, context, text)
    tokens = judge.tokens
    aligned = alignments(tokens, context, finder)
    proposals: list[WordProposal] = []
    for place in range(len(tokens)):
        proposals += of_word(place, judge)
    for alignment, strength in aligned:
        proposals += of_alignment(alignment, strength, judge, aligned)
    proposals += of_readings(judge)
    least = value("level.margin.near-miss")
    likely = [one for one in proposals if one.margin >= least]
    allowed = [one for one in likely if is_harmless(edit_of(one, judge), text, context)]
    chosen, doubts = choose(allowed, judge)
    refused = [one for one in likely if one not in allowed]
    doubts += _refused(refused, judge, {doubt.start for doubt in doubts})
    edits = [edit_of(proposal, judge) for proposal in chosen]
    edits += case_edits(tokens, judge)
    taken = {place for p in chosen for place in range(p.first, p.last + 1)}
    replaced, differing = against_the_copy(aligned, judge, taken)
    edits += harmless(replaced, text, context)
    doubts += differing
    doubts += _unknown_words(judge, taken, {doubt.start for doubt in doubts})
    if context.document.kind in SCANNED:
        doubts += out_of_place_words(judge, taken)
    return Findings(tuple(edits), tuple(doubts))


def choose(proposals: Iterable[WordProposal], judge: Judge) -> tuple[list[WordProposal], list[Doubt]]:
    """The best proposal of each place; places where two are close become doubts."""
    ranked = sorted(proposals, key=lambda p: (-p.margin, p.cost, p.word))
    chosen: list[WordProposal] = []
    doubts: list[Doubt] = []
    decided: set[int] = set()
    for best in ranked:
        places = set(range(best.first, best.last + 1))
        if places & decided or best.margin < value("level.margin.near-miss"):
            continue
        rivals = [p for p in ranked if p.margin >= 0.0 and _is_rival(p, best, judge)]
        close = any(best.margin - rival.margin < value("level.margin.close") for rival in rivals)
        decided |= places
        if best.margin >= 0.0 and not close:
            chosen.append(best)
        elif best.margin >= 0.0 or any(judge.looks_wrong(place) for place in places):
            doubts.append(_doubt(best, judge, close))
    return chosen, doubts


def _refused(proposals: Iterable[WordProposal], judge: Judge, doubted: set[int]) -> Iterator[Doubt]:
    """Unknown words of a scan that would have been repaired if no two readers had them alike.

    Engines share some faults: both read *memfasilitasi* as *memfasihtasi*.
    """
    if judge.context.document.kind not in SCANNED:
        return
    for best in sorted(proposals, key=lambda p: (-p.margin, p.cost, p.word)):
        tokens = judge.tokens[best.first : best.last + 1]
        known = all(judge.lexicon.known(token.lower) for token in tokens)
        if best.margin >= 0.0 and not known and tokens[0].start not in doubted:
            doubted.add(tokens[0].start)
            yield _doubt(best, judge, close=False)


def _is_rival(other: WordProposal, best: WordProposal, judge: Judge) -> bool:
    """Whether the other reads the same place differently, and reads all of it.

    What repairs one piece of a word in two and leaves the other piece as it is explains nothing.
    """
    if other.word == best.word or other.last < best.first or best.last < other.first:
        return False
    if judge.is_time and best.word in schedule_words() and other.word not in schedule_words():
        return False
    left_over = set(range(best.first, best.last + 1)) - set(range(other.first, other.last + 1))
    return all(len(judge.tokens[p].lower) > 1 and not judge.looks_wrong(p) for p in left_over)


def _doubt(best: WordProposal, judge: Judge, close: bool) -> Doubt:
    start, end = judge.tokens[best.first].start, judge.tokens[best.last].end
    seen = " ".join(token.text for token in judge.tokens[best.first : best.last + 1])
    unknown = not all(judge.lexicon.known(word) for word in seen.lower().split())
    most, least = value("doubt.close"), value("doubt.unknown" if unknown else "doubt.perhaps")
    if close:
        return Doubt(start, end, ReasonCode.CLOSE_READINGS, (seen,), most)
    weight = max(least, min(most, most + best.margin))
    return Doubt(start, end, ReasonCode.PERHAPS_WORD, (best.word, seen), weight)


def edit_of(proposal: WordProposal, judge: Judge) -> Edit:
    """The proposal as an edit of the judge's text, in the case of what was read."""
    tokens = judge.tokens[proposal.first : proposal.last + 1]
    return edit_of_letters(
        tokens[0].start,
        tokens[-1].end,
        _printed(proposal.word, tokens[0], judge),
        proposal.method,
        proposal.score,
    )


def _printed(word: str, model: Token, judge: Judge) -> str:
    """The word as it would be printed where the model stands: its case, an acronym's own capitals.

    A small ``l`` and a capital ``I`` look alike, so one read for the other shows the case as well.
    """
    if model.text[:1] in "l1|" and word.startswith("i"):
        return word[:1].upper() + word[1:]
    if model.text.startswith("I") and word.startswith("l") and not model.text[1:].isupper():
        return word
    if is_mixed_case(model.text) and _stands_in_capitals(model, judge):
        return word.upper()
    if is_mixed_case(model.text):
        acronym = judge.lexicon.acronyms.get(word)
        if acronym is not None and not acronym.istitle():
            return acronym
        return word[:1].upper() + word[1:] if model.text[:1].isupper() else word
    return like_case(model.text, word)


def _stands_in_capitals(token: Token, judge: Judge) -> bool:
    """Whether most letters of the word, and all of the words beside it, are capitals: a heading."""
    place = judge.tokens.index(token)
    beside = [*judge.tokens[max(0, place - 1) : place], *judge.tokens[place + 1 : place + 2]]
    capitals = sum(letter.isupper() for letter in token.text)
    words = [other.text for other in beside if len(other.text) > 1 and other.text.isalpha()]
    return bool(words) and 2 * capitals > len(token.text) and all(word.isupper() for word in words)


def case_edits(tokens: tuple[Token, ...], judge: Judge) -> Iterator[Edit]:
    """Known words with capitals in their middle (``AgustUS``); acronyms and run-together words stay."""
    for token in tokens:
        shortest = SHORT - judge.lexicon.is_acronym(token.lower)
        if token.protected or not is_mixed_case(token.text) or len(token.text) < shortest:
            continue
        if not judge.lexicon.listed(token.lower):
            continue
        if judge.finder.parted(token.lower):
            continue
        after = token.lower[:1].upper() + token.lower[1:] if token.text[0].isupper() else token.lower
        after = judge.lexicon.acronyms.get(token.lower, after)
        if _stands_in_capitals(token, judge):
            after = token.text.upper()
        yield edit_of_letters(token.start, token.end, after, Method.CASE, value("score.case"))


def _is_authors_word(token: Token, judge: Judge) -> bool:
    """Whether an unknown word stands in so many cells that it is the author's."""
    least = _AUTHORS
    if judge.is_noisy:
        name = token.text[:1].isupper() and judge.context.kolom not in OFFICIAL
        least = _AUTHORS_NAME if name else _AUTHORS_WORD
    return judge.document.cells_with[token.lower] >= least


def _unknown_words(judge: Judge, taken: set[int], doubted: set[int]) -> Iterator[Doubt]:
    """Unknown words that nothing explains, but names, and what two readers have alike.

    Words that the document repeats are hardly doubted.
    """
    for place, token in enumerate(judge.tokens):
        if place in taken or token.start in doubted or len(token.lower) <= SCRAP:
            continue
        if judge.tolerance(place) is None or judge.lexicon.known(token.lower):
            continue
        if is_short_capitals(token) or (token.start, token.end) in judge.agreed:
            continue
        name = "doubt.unknown-authors" if _is_authors_word(token, judge) else "doubt.unknown"
        yield Doubt(token.start, token.end, ReasonCode.UNKNOWN_WORD, (token.text,), value(name))
