"""What the readers of a scan say for each word of a cell's final text."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from dictionaries.lexicon import lexicon
from lampiran.records import RawCell
from normalize.language.noise import THIN_LETTERS
from normalize.language.tokens import is_roman
from normalize.style.document_style import DocumentStyle
from normalize.style.readers import SURE, Place, Readers, other_letters, places, runs, same_letters
from normalize.style.value_shapes import LEAST_SURE, SUREST

_LONG = 4
"""Letters from which on a word that differs in a thin letter is likely the same print."""
_WORD = 3
"""Letters from which on a run is a word; shorter ones say nothing by being unknown."""
_PLAIN = 0.95
"""From this chance (0..1) on, a known word is what is printed though a reader has another."""
_SIGN_AS_DIGITS = re.compile(r"[0-9o]{0,2}")
_STROKE = "!"
"""Plans do not shout: it is what is left of a letter or numeral."""
_ALIKE = 0.5
"""Two words that are so alike (0..1) are readings of the same print."""
_LITTLE = frozenset({"di", "ke", "se", "yg", "dr"})
"""Words of two letters that stand in every text."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A word of the final text.

    Attributes:
        place: Where it stands.
        word: As it stands.
        alike: Whether at least two readers have it.
        contested: Whether a reader has something else in its place.
        chance: The confidence (0..1) of the chosen reading in it; 0 where no reader has it.
    """

    place: Place
    word: str
    alike: bool
    contested: bool
    chance: float

    @property
    def is_code(self) -> bool:
        """Whether one stroke more or less leaves another code as good: numerals, digits, lone letters."""
        word = self.word
        if any(map(str.isdigit, word)) or (word.isupper() and is_roman(word)):
            return True
        return len(word) < _WORD and word.casefold() not in _LITTLE and not lexicon().is_acronym(word.lower())

    @property
    def is_unknown(self) -> bool:
        """Whether it is a word that no list has."""
        return len(self.word) >= _WORD and not self.is_code and not lexicon().known(self.word.casefold())

    @property
    def unsureness(self) -> float:
        """-log of the chance."""
        return -math.log(min(max(self.chance, LEAST_SURE), SUREST))


def words_seen(cell: RawCell, text: str, readers: Readers) -> list[Seen]:
    """The words of a cell's final text, in order, with what the readers say for them."""
    alike = readers.alike(text)
    strokes = readers.alike_in_strokes(text)
    mine = list(places(text))
    have = [text[start:end].casefold() for start, end in mine]
    others = [runs(other) for other in readers.texts]
    contested = {place for other in others for place in _contested(have, other)}
    alike |= {place for place in mine if _is_percentage(place, text, others)}
    chances = _chances(cell, have)
    return [
        _seen(place, text, place in alike, number in contested, chances[number], place in strokes)
        for number, place in enumerate(mine)
    ]


def _seen(place: Place, text: str, alike: bool, contested: bool, chance: float, in_strokes: bool) -> Seen:
    """A word; of a numeral the strokes must be as many, whatever letters they were taken for."""
    word = text[slice(*place)]
    if word.isupper() and is_roman(word):
        return Seen(place, word, in_strokes, contested or (alike and not in_strokes), chance)
    after = text[place[1] : place[1] + 1]
    broken = after == _STROKE
    return Seen(place, word, alike and not broken, contested or broken, chance)


def _is_percentage(place: Place, text: str, others: Sequence[Sequence[str]]) -> bool:
    """Whether two readers have the digits before a percent sign, though one took the sign for digits."""
    word = text[slice(*place)]
    if not word.isdigit() or text[place[1] : place[1] + 1] != "%":
        return False
    having = (
        any(run.startswith(word) and _SIGN_AS_DIGITS.fullmatch(run, len(word)) for run in other)
        for other in others
    )
    return sum(having) > 1


def disputed(seen: Iterable[Seen]) -> list[Seen]:
    """Words that readers have otherwise, or that the one reader who has them is not sure of.

    A known word that was chosen for much better reasons than the other is none of them.
    """
    return [one for one in seen if not one.alike and _is_disputed(one)]


def perhaps_others(seen: Sequence[Seen], style: DocumentStyle) -> Iterator[tuple[str, str]]:
    """What the document has beside the same neighbour, a thin stroke apart, for words that one reader has.

    A thin letter lost or put in often makes another word that every list knows (*nila dasar* for *nilai
    dasar*). Yields the likely word and the one read.
    """
    words = [one.word.casefold() for one in seen]
    for place, one in enumerate(seen):
        if one.alike or one.is_code or len(one.word) < _LONG:
            continue
        left = words[place - 1] if place else ""
        right = words[place + 1] if place + 1 < len(words) else ""
        for other in _thin_letter_apart(words[place]):
            beside = style.pairs[left, other] or style.pairs[other, right]
            if beside and style.cells_with[other] >= style.cells_with[words[place]]:
                yield other, one.word
                break


def _thin_letter_apart(word: str) -> Iterator[str]:
    for place, letter in enumerate(word):
        if letter in THIN_LETTERS:
            yield word[:place] + word[place + 1 :]
    for place in range(len(word) + 1):
        for letter in sorted(THIN_LETTERS):
            yield word[:place] + letter + word[place:]


def _is_disputed(one: Seen) -> bool:
    if not one.contested:
        return one.chance < SURE
    return one.chance < _PLAIN or one.is_code or one.is_unknown


def _contested(have: Sequence[str], words: Sequence[str]) -> Iterator[int]:
    """Which words the other sequence has otherwise; it may lack lines, which that reader was not shown."""
    for gap in other_letters(have, words):
        shown = gap.last - gap.first <= gap.end - gap.start + 1
        for place in range(gap.first, gap.last):
            if shown or any(_are_alike(have[place], word) for word in words[gap.start : gap.end]):
                yield place


def _are_alike(one: str, other: str) -> bool:
    return Levenshtein.normalized_similarity(one, other) >= _ALIKE


def _chances(cell: RawCell, have: Sequence[str]) -> list[float]:
    """The chosen reading's confidence in each of the words; 0 for those it does not have."""
    read = [(run, word.confidence) for part in cell.parts for word in part.words for run in runs(word.text)]
    found = [0.0] * len(have)
    for span in same_letters(have, [run for run, _ in read]):
        pieces = [chance for _, chance in read[span.start : span.end]]
        whole = span.last - span.first == span.end - span.start
        for number, place in enumerate(range(span.first, span.last)):
            found[place] = pieces[number] if whole else min(pieces)
    return found
