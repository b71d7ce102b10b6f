"""Proposals for words in two pieces: a blank or a stray mark came between their letters."""

from __future__ import annotations

from collections.abc import Iterator

from dictionaries.function_words import Role, words_of
from normalize.language.candidates import lead
from normalize.language.noise import STRAY
from normalize.language.phrases import is_common
from normalize.language.tokens import SCRAP, SHORT, is_roman
from normalize.letters.judge import Judge, WordProposal
from normalize.letters.judge_weights import value
from normalize.letters.repair_evidence import Change
from normalize.style.printing import SEEN_OFTEN

_STRAY = frozenset(" ,.'’‘`~^*_|·:;\"°!\\")
"""What may stand between two halves of one word."""
_APOSTROPHES = ("'", "\N{RIGHT SINGLE QUOTATION MARK}")
_VOWELS = "aeiou"
_SHORTEST_MISREAD = SHORT + 1
"""Letters of a joined word that is misread besides."""


def rejoined(first: int, judge: Judge) -> Iterator[WordProposal]:
    """A known word with a stray mark inside it, whatever its two halves are: ``wil,ayah``.

    The caller has seen that the next word is glued to this one.
    """
    one, two = judge.tokens[first], judge.tokens[first + 1]
    word = one.lower + two.lower
    if blank_between(first, judge) in (None, "-") or (len(word) < SHORT and not _is_short_word(word, judge)):
        return
    one_case = two.text.islower() or (judge.lexicon.is_acronym(word) and one.text.isupper())
    if one_case and _are_letters(first, judge) and judge.lexicon.known(word):
        allowed = value("tolerance.unknown") + value("tolerance.mark-inside")
        yield judge.weigh(Change(first, first + 1, word, STRAY), allowed)


def joined(first: int, judge: Judge) -> Iterator[WordProposal]:
    """Two neighbouring words read as one that a blank or a stray mark was put into."""
    one, two = judge.tokens[first], judge.tokens[first + 1]
    tolerance = judge.span_tolerance(first, first + 1)
    if tolerance is None or two.text[:1].isupper() and not one.text.isupper():
        return
    between = blank_between(first, judge)
    if between is None or len(one.lower) + len(two.lower) <= SCRAP:
        return
    # A hyphen at a line's end is no misreading: it costs nothing.
    seen = f"{one.lower}{'' if between == '-' else between}{two.lower}"
    if all(len(token.lower) > 1 and judge.lexicon.known(token.lower) for token in (one, two)):
        return
    # A whole word of plans beside a scrap is not the tail of a word that plans do not have.
    scraps = all(len(token.lower) <= SCRAP or not judge.is_expected(token.lower) for token in (one, two))
    lone = len(one.lower) == 1 or len(two.lower) == 1
    allowed = max(tolerance, value("tolerance.beside-scrap"))
    allowed += value("tolerance.mark-inside") if lone or between != " " else 0.0
    near = judge.finder.by_spelling(seen)
    for rank, (word, cost) in enumerate(near):
        if not scraps and not (judge.is_expected(word) and _is_called_for(first, word, cost, judge)):
            continue
        shortest = SHORT if cost <= value("cost.blank") else _SHORTEST_MISREAD
        if word not in (one.lower, two.lower) and len(word) >= shortest:
            yield judge.weigh(Change(first, first + 1, word, cost, lead=lead(rank, near)), allowed)


def _is_called_for(first: int, word: str, cost: float, judge: Judge) -> bool:
    """Whether just a blank came in, or the neighbours want the whole word, not the one beside the scrap."""
    return cost <= value("cost.blank") or _has_support(first, word, judge)


def _has_support(first: int, word: str, judge: Judge) -> bool:
    return judge.library_support(first, first + 1, word) >= value("level.support.some")


def halved(first: int, judge: Judge) -> Iterator[WordProposal]:
    """A known word that a blank fell into, both halves being words too: ``Has il``, ``melalu i``.

    The caller has seen that both halves together are a word.
    """
    if blank_between(first, judge) != " ":
        return
    one, two = judge.tokens[first], judge.tokens[first + 1]
    word, halves = one.lower + two.lower, (one.lower, two.lower)
    if (
        not two.text.islower()
        or (len(word) < SHORT and not is_common(word))
        or not halves[0].isalpha()
        or (halves[0] in words_of(Role.NUMBERED) and is_roman(two.text))
    ):
        return
    if halves in judge.library.pairs or judge.document.pairs[halves] >= SEEN_OFTEN:
        return
    if not _are_letters(first, judge) or judge.is_authors_choice(word):
        return
    if halves[0] in words_of(Role.FREE_PREFIX) or not any(_is_scrap(half, judge) for half in halves):
        return
    if not _is_english(halves, judge) and _is_likelier_whole(first, word, halves, judge):
        change = Change(first, first + 1, word, value("cost.blank"))
        yield judge.weigh(change, value("tolerance.unknown"))


def _is_likelier_whole(first: int, word: str, halves: tuple[str, str], judge: Judge) -> bool:
    """Whether one word and a blank too many is likelier than these two words side by side by chance."""
    by_chance = sum(_zipf(half, judge) for half in halves) - value("level.chance.pair")
    expected = _has_support(first, word, judge)
    by_chance += value("level.chance.expected" if expected else "level.chance.unexpected")
    return judge.lexicon.frequency(word) >= by_chance


def _is_english(halves: tuple[str, str], judge: Judge) -> bool:
    english = value("level.zipf.english")
    return all(len(half) > SCRAP and judge.lexicon.english(half) >= english for half in halves)


def _is_short_word(word: str, judge: Judge) -> bool:
    return is_common(word) or judge.lexicon.is_acronym(word)


def _are_letters(first: int, judge: Judge) -> bool:
    """Whether both words are letters alone and neither part of an address."""
    return all(token.text.isalpha() and not token.protected for token in judge.tokens[first : first + 2])


def _zipf(half: str, judge: Judge) -> float:
    """How common the half is as a word of its own; lone letters and affixes are no words."""
    if len(half) == 1 or half in words_of(Role.AFFIX):
        return value("level.zipf.letter")
    return judge.lexicon.frequency(half)


def _is_scrap(half: str, judge: Judge) -> bool:
    """Whether a known word is an unlikely one in a plan: a letter, or short or rare and in no wording."""
    if len(half) == 1:
        return True
    if judge.is_plan_word(half) or is_common(half) or judge.is_authors_choice(half):
        return False
    return len(half) < SHORT or judge.lexicon.frequency(half) < value("level.zipf.rare")


def blank_between(first: int, judge: Judge) -> str | None:
    """The blank or stray mark between two words; None where something else stands there.

    Part of a hyphenated or slashed word (``e-PPID``) is never joined with what stands beside it.
    """
    start, end = judge.tokens[first].end, judge.tokens[first + 1].start
    between = judge.text[start:end]
    if between == "-" and not all(judge.lexicon.known(judge.tokens[p].lower) for p in (first, first + 1)):
        return between
    if between in _APOSTROPHES and judge.tokens[first + 1].lower[0] in _VOWELS:
        return None  # Writers put one where a vowel is spoken apart: Jum'at.
    if between != " " and between in _STRAY:
        return between
    around = judge.text[: judge.tokens[first].start][-1:] + judge.text[judge.tokens[first + 1].end :][:1]
    return between if between == " " and not set(around) & set("-/") else None
