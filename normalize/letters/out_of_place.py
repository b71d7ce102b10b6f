"""Words of a scan that are spelt well and still do not belong where they stand.

A lost letter often leaves another word: *ata cara*, *peti risiko*, *wit pengendali*. Such a
word belongs to no plan, stands nowhere else in the document, and beside its neighbours plans or the
document have a word that looks like it. Times have few words, which return row after row; one that is
neither a month nor comes back is a scrap. Nothing is repaired here: a person should look.
"""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from lampiran.codes import ReasonCode
from normalize.doubts import Doubt
from normalize.language.months import schedule_words
from normalize.language.tokens import SCRAP, SHORT, is_roman
from normalize.letters.judge import Judge
from normalize.letters.judge_weights import value

_SHORTEST, _LONGEST = 3, 6
"""Letters of a word that may be what is left of another one; in longer ones a lost letter leaves no word."""
_PAIRS_OFTEN = 2
"""Cells in which two words stand side by side more than by chance."""
_CUT_MONTHS = frozenset({"jun", "jul"})
"""Short forms, which a document uses more than once, or *Juni* and *Juli* without their last letter."""
_SHORTEST_WHOLE = 5
"""Letters of a common word that is no scrap of a time: *tercapai*."""


def out_of_place_words(judge: Judge, taken: set[int]) -> Iterator[Doubt]:
    """The words of a cell that do not belong there; ``taken`` are the places that repair changes already."""
    weight = value("doubt.out-of-place")
    for place, token in enumerate(judge.tokens):
        if place in taken or token.protected or not token.text.isalpha():
            continue
        if judge.is_time and _is_scrap_of_time(place, judge) and (token.start, token.end) not in judge.agreed:
            yield Doubt(token.start, token.end, ReasonCode.NOT_OF_TIMES, (token.text,), weight)
        elif not judge.is_time and _is_strange(place, judge):
            word = _expected_instead(place, judge)
            if word:
                yield Doubt(token.start, token.end, ReasonCode.PERHAPS_WORD, (word, token.text), weight)


def _is_scrap_of_time(place: int, judge: Judge) -> bool:
    """Whether the word of a time is no word of schedules and stands in no other time of the document."""
    token = judge.tokens[place]
    word = token.lower
    if word in _CUT_MONTHS:
        return word not in judge.document.printing.times
    if word in schedule_words() or is_roman(token.text) or judge.lexicon.kind(word) == "umum":
        return False
    if len(word) >= _SHORTEST_WHOLE and judge.lexicon.frequency(word) >= value("level.zipf.whole-word"):
        return False
    if judge.lexicon.is_acronym(word) or judge.lexicon.domain_count(word) or judge.library.words[word]:
        return False
    return word not in judge.document.printing.times


def _is_strange(place: int, judge: Judge) -> bool:
    """Whether a known word in small letters belongs to no plan and stands nowhere else in the document."""
    token = judge.tokens[place]
    word = token.lower
    # A region's name has a capital.
    if not token.text.islower() or not _SHORTEST <= len(word) <= _LONGEST or judge.lexicon.kind(word):
        return False
    return judge.lexicon.known(word) and not judge.is_plan_word(word) and judge.document.cells_with[word] <= 1


def _expected_instead(place: int, judge: Judge) -> str:
    """A word that looks like this one and stands beside the same neighbour; empty if there is none."""
    word = judge.tokens[place].lower
    left, right = judge.nearest(place)
    if judge.library.attested(left, word, right):
        return ""
    expected = {*judge.library.expected(left, right), *judge.document.expected(left, right)}
    for other in sorted(expected):
        if len(other) <= SCRAP or other == word:
            continue
        most = 1 + (len(other) >= SHORT)
        near = Levenshtein.distance(word, other, score_cutoff=most) <= most
        if near and _stands_beside(left, other, right, judge):
            return other
    return ""


def _stands_beside(left: str, other: str, right: str, judge: Judge) -> bool:
    """Whether plans, or cells of the document, have the other word beside a neighbour that says something."""
    if judge.library.attested(left, other, right):
        return True
    pairs = judge.document.pairs
    return max(pairs[left, other], pairs[other, right]) >= _PAIRS_OFTEN
