"""Proposals for single words: from spelling, from neighbours, from the blanks and marks between words."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from dictionaries.function_words import Role, words_of
from lampiran.codes import Method
from normalize.language.candidates import MAX_COST
from normalize.language.noise import HOPELESS, STRAY
from normalize.language.phrases import is_common
from normalize.language.tokens import is_roman
from normalize.letters.judge import LEAST_SUPPORT, SHORT, UNKNOWN, Judge, Proposal
from normalize.letters.other_cells import MANY
from normalize.style.document_style import SEEN_OFTEN

_STRAY = frozenset(" ,.'’‘`~^*_|·:;\"°!\\")
"""What may stand between two halves of one word."""
_APOSTROPHES = ("'", "\N{RIGHT SINGLE QUOTATION MARK}")
_VOWELS = "aeiou"
_PULLED_COST = 0.6
_SHORTEST_JOINED = 5
_JUST_A_BLANK = 0.32
_RARE = 4.2
_CHANCE = 6.5
"""Zipf values of two words, less this, are that of both side by side by chance (9, less noise's rarity)."""
_UNEXPECTED, _EXPECTED = 1.0, -1.0
"""How much commoner the whole word must be; less where the neighbours call for it."""
_SOME_SUPPORT = 0.3
_LETTER_ZIPF = 3.5
_ENGLISH = 4.5
_INITIALS = 1.1
_NAME_COST = 0.7
_NAMED_COST = 2.0
"""The same where the neighbours are the name's own."""
_NAME_MARGIN = 0.1
_INSIDE = 0.3
"""A mark with letters on both sides says by itself that the two are one word."""


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
    # Most words need none of these; asking before costs a third of calling them all.
    if not judge.lexicon.known(token.lower):
        yield from _of_names(place, judge)
    if judge.text[token.start - 1 : token.start] == "(":
        yield from _of_initials(place, judge)
    if place + 1 < len(judge.tokens):
        beyond = judge.tokens[place + 1]
        if beyond.glued:
            yield from _rejoined(place, judge)
        elif judge.lexicon.listed(token.lower + beyond.lower):
            yield from _halved(place, judge)
    standing = judge.standing(place)
    if standing is None:
        return
    before, after = judge.neighbours(place, place)
    left, right = (before[-1] if before else ""), (after[0] if after else "")
    if judge.is_suspicious(place):
        yield from _of_suspicious(place, standing, judge)
    elif judge.library.attested(left, token.lower, right):
        return
    if len(token.lower) < 3 and not (token.text.isupper() and len(token.text) == 2):
        return
    yield from _of_document(place, standing, judge)
    for word, cost in judge.finder.by_context(token.lower, left, right):
        if judge.lexicon.known(token.lower) and judge.support(place, place, word) < LEAST_SUPPORT:
            continue
        yield judge.weigh(place, place, word, cost, standing)


def _of_names(place: int, judge: Judge) -> Iterator[Proposal]:
    """The names of the document's own office and region, alone or with a blank put in."""
    token = judge.tokens[place]
    if token.protected or not token.text[0].isalpha():
        return
    spans = [(place, place, token.lower)]
    if place + 1 < len(judge.tokens) and _between(place, judge) == " ":
        spans.append((place, place + 1, f"{token.lower} {judge.tokens[place + 1].lower}"))
    for first, last, seen in spans:
        for name in judge.document.names:
            cost = (
                judge.finder.model.cost(seen, name) if len(name) > SHORT and _alike(seen, name) else HOPELESS
            )
            if 0.0 < cost <= _NAME_COST or (cost <= _NAMED_COST and _is_named(first, last, name, judge)):
                margin = max(_NAME_COST - cost, 0.0) + _NAME_MARGIN
                yield Proposal(first, last, name, cost, margin, Method.NAME)


def _is_named(first: int, last: int, name: str, judge: Judge) -> bool:
    """Whether the document has the name between these neighbours many times: ``Provinsi Maluku Utara``."""
    if not first or last + 1 >= len(judge.tokens):
        return False
    place = (judge.tokens[first - 1].lower, name, judge.tokens[last + 1].lower)
    return judge.document.triples[place] >= MANY


def _of_initials(place: int, judge: Judge) -> Iterator[Proposal]:
    """An acronym in brackets against the initials before it: ``Indikator Kinerja Utama (IPU)``."""
    token = judge.tokens[place]
    bracketed = judge.text[: token.start].endswith("(") and judge.text[token.end :].startswith(")")
    length = len(token.text)
    if not bracketed or not token.text.isupper() or place < length or length < 3:
        return
    initials = "".join(before.lower[0] for before in judge.tokens[place - length : place])
    if Levenshtein.distance(initials, token.lower) == 1 and judge.lexicon.is_acronym(initials):
        cost = judge.finder.model.cost(token.lower, initials)
        yield Proposal(place, place, initials, cost, max(_INITIALS - cost, 0.0), Method.INITIALS)


def _of_document(place: int, standing: float, judge: Judge) -> Iterator[Proposal]:
    """What the document itself has elsewhere beside the same neighbours, where it never has this word."""
    token = judge.tokens[place]
    before, after = judge.neighbours(place, place)
    left, right = (before[-1] if before else ""), (after[0] if after else "")
    often = max(judge.document.pairs[left, token.lower], judge.document.pairs[token.lower, right])
    if often >= SEEN_OFTEN and (judge.at_home(token.lower) or not judge.lexicon.known(token.lower)):
        return  # A bad page reads one word alike again and again, but hardly as another word of plans.
    for word in set(judge.document.expected(left, right)):
        cost = judge.finder.model.cost(token.lower, word) if _alike(token.lower, word) else HOPELESS
        if 0.0 < cost <= MAX_COST and judge.lexicon.known(word) and not judge.is_kept(word):
            yield judge.weigh(place, place, word, cost, standing)


def _alike(one: str, two: str) -> bool:
    longest = max(len(one), len(two))
    cutoff = 1 if longest < 4 else 2 if longest < 6 else 3
    return Levenshtein.distance(one, two, score_cutoff=cutoff) <= cutoff


def _of_suspicious(place: int, standing: float, judge: Judge) -> Iterator[Proposal]:
    token = judge.tokens[place]
    known = judge.lexicon.known(token.lower)
    pulled = judge.lexicon.pulled(token.lower)
    if len(token.lower) > 2:
        near = judge.finder.by_spelling(token.lower)
        for rank, (word, cost) in enumerate(near):
            if not pulled or (cost <= _PULLED_COST and judge.at_home(word)):
                alone = 0.0 if rank or known else (near[1][1] if len(near) > 1 else MAX_COST) - cost
                yield judge.weigh(place, place, word, cost, standing, alone=alone)
    if not known and len(token.lower) >= 6:
        for words, cost in judge.finder.parted(token.lower):
            yield judge.weigh(place, place, words, cost, standing)
    for first in (place - 1, place):
        if first >= 0 and first + 1 < len(judge.tokens):
            yield from _joined(first, judge)


def _rejoined(first: int, judge: Judge) -> Iterator[Proposal]:
    """A known word with a stray mark inside it, whatever its two halves are: ``wil,ayah``.

    The caller has seen that the next word is glued to this one.
    """
    one, two = judge.tokens[first], judge.tokens[first + 1]
    word = one.lower + two.lower
    if _between(first, judge) in (None, "-") or (len(word) < SHORT and not _is_short_word(word, judge)):
        return
    one_case = two.text.islower() or (judge.lexicon.is_acronym(word) and one.text.isupper())
    if one_case and _are_pieces(first, judge) and judge.lexicon.known(word):
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
    # A hyphen at a line's end is no misreading: it costs nothing.
    seen = f"{one.lower}{'' if between == '-' else between}{two.lower}"
    if all(len(token.lower) > 1 and judge.lexicon.known(token.lower) for token in (one, two)):
        return
    # A whole word of plans beside a scrap is not the tail of a word that plans do not have.
    scraps = all(len(token.lower) <= 2 or not judge.is_own(token.lower) for token in (one, two))
    lone = len(one.lower) == 1 or len(two.lower) == 1
    inside = _INSIDE if lone or between != " " else 0.0
    near = judge.finder.by_spelling(seen)
    for rank, (word, cost) in enumerate(near):
        shortest = SHORT if cost <= _JUST_A_BLANK else _SHORTEST_JOINED
        if not scraps and not (judge.is_own(word) and _is_called_for(first, word, cost, judge)):
            continue
        if word not in (one.lower, two.lower) and len(word) >= shortest:
            alone = 0.0 if rank else (near[1][1] if len(near) > 1 else MAX_COST) - cost
            yield judge.weigh(first, first + 1, word, cost, max(standing, 0.3) + inside, alone=alone)


def _is_called_for(first: int, word: str, cost: float, judge: Judge) -> bool:
    """Whether just a blank came in, or the neighbours want the whole word, not the one beside the scrap."""
    return cost <= _JUST_A_BLANK or judge.support(first, first + 1, word) >= _SOME_SUPPORT


def _halved(first: int, judge: Judge) -> Iterator[Proposal]:
    """A known word that a blank fell into, both halves being words too: ``Has il``, ``melalu i``.

    The caller has seen that both halves together are a word.
    """
    if _between(first, judge) != " ":
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
    if not _are_pieces(first, judge) or judge.is_kept(word):
        return
    # Which is likelier: one word and a blank too many, or these two words side by side by chance?
    by_chance = sum(_zipf(half, judge) for half in halves) - _CHANCE
    edge = _EXPECTED if judge.support(first, first + 1, word) >= _SOME_SUPPORT else _UNEXPECTED
    if halves[0] in words_of(Role.FREE_PREFIX) or not any(_is_scrap(half, judge) for half in halves):
        return
    is_english = all(len(half) > 2 and judge.lexicon.english(half) >= _ENGLISH for half in halves)
    if judge.lexicon.frequency(word) >= by_chance + edge and not is_english:
        yield judge.weigh(first, first + 1, word, _JUST_A_BLANK, UNKNOWN)


def _is_short_word(word: str, judge: Judge) -> bool:
    return is_common(word) or judge.lexicon.is_acronym(word)


def _are_pieces(first: int, judge: Judge) -> bool:
    """Whether both words are letters alone and neither part of an address."""
    return all(token.text.isalpha() and not token.protected for token in judge.tokens[first : first + 2])


def _zipf(half: str, judge: Judge) -> float:
    """How common the half is as a word of its own; lone letters and affixes are no words."""
    if len(half) == 1 or half in words_of(Role.AFFIX):
        return _LETTER_ZIPF
    return judge.lexicon.frequency(half)


def _is_scrap(half: str, judge: Judge) -> bool:
    """Whether a known word is an unlikely one in a plan: a letter, or short or rare and in no wording."""
    if len(half) == 1:
        return True
    if judge.at_home(half) or is_common(half) or judge.is_kept(half):
        return False
    return len(half) <= 3 or judge.lexicon.frequency(half) < _RARE


def _between(first: int, judge: Judge) -> str | None:
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
