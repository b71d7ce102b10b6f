"""What speaks for and against reading words of a cell as another word: named evidence with weights.

Official wording, the phrase library, the row and the document speak for a word that they have in this place.
Against it speak a clean document, the author's way of spelling, and a word that is short or hardly known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from normalize.language.months import schedule_words
from normalize.language.noise import is_authors_slip, is_lost_letter, is_spelling_variant
from normalize.language.tokens import SHORT
from normalize.letters.cell_words import CellWords
from normalize.letters.judge_weights import value
from normalize.letters.other_cells import is_outvoted, is_wording_elsewhere
from normalize.style.printing import SEEN_OFTEN

_SEVERAL = 2
"""In so many cells a word stands twice: once may be chance."""
_LOST_WITH_BLANK = 2
"""Letters that a blank inside a word stands for, roughly."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of evidence that was seen.

    Attributes:
        name: Its name in the table of weights, without ``evidence``.
        share: How much of its weight counts.
    """

    name: str
    share: float = 1.0

    @property
    def points(self) -> float:
        """What it adds to the cost that the change may have."""
        return self.share * value(f"evidence.{self.name}")


@dataclass(frozen=True, slots=True)
class Change:
    """Tokens ``first..last`` of a cell might read ``word``.

    Attributes:
        first: First token.
        last: Last token, inclusive.
        word: What would be printed there, in lower case (two words where a blank was lost).
        cost: Its noise cost.
        wording: How strongly the matched official wording says so, 0..1.
        lead: How much dearer the next best known word would be.
    """

    first: int
    last: int
    word: str
    cost: float
    wording: float = 0.0
    lead: float = 0.0

    def seen(self, cell: CellWords) -> str:
        """What was read, in lower case."""
        return " ".join(token.lower for token in cell.tokens[self.first : self.last + 1])

    def letters(self, cell: CellWords) -> int:
        """How long the printed word is, roughly."""
        letters = sum(len(token.lower) for token in cell.tokens[self.first : self.last + 1])
        return letters + _LOST_WITH_BLANK * (self.last - self.first)


def support(change: Change, cell: CellWords) -> float:
    """How strongly the neighbours call for the word, 0..1: in the phrase library or in the document."""
    place = (change.first, change.last, change.word)
    return max(cell.library_support(*place), cell.document_support(*place))


def evidence(change: Change, supported: float, cell: CellWords) -> list[Evidence]:
    """All evidence about a change of a cell.

    Args:
        change: The change.
        supported: Its :func:`support`.
        cell: The cell.
    """
    return [
        *_of_wording(change, supported),
        *_of_row_and_document(change, cell),
        *_of_length(change, supported, cell),
        Evidence("document.any"),
        Evidence("document.noise", cell.document.noise),
        *_of_frequency(change, cell),
        *_of_likeness(change, cell),
        *_of_strangeness(change, supported, cell),
        *_of_spelling(change, supported, cell),
        *_of_repeats(change, cell),
        *_of_time(change, cell),
    ]


def is_by_wording(change: Change, supported: float) -> bool:
    """Whether the official wording speaks more clearly for the change than the neighbours do."""
    return Evidence("wording.matched", change.wording).points >= Evidence("wording.library", supported).points


def _of_wording(change: Change, supported: float) -> Iterator[Evidence]:
    """Both often have the same source, so the weaker one counts little beside the stronger."""
    by_wording = is_by_wording(change, supported)
    weaker = value("share.second-source")
    yield Evidence("wording.matched", change.wording * (1.0 if by_wording else weaker))
    yield Evidence("wording.library", supported * (weaker if by_wording else 1.0))


def _of_row_and_document(change: Change, cell: CellWords) -> Iterator[Evidence]:
    word, document = change.word, cell.document
    if word in cell.row_words:
        yield Evidence("row.word")
    if document.cells_with[word] >= _SEVERAL:
        acronym = cell.lexicon.is_acronym(word)
        yield Evidence("document.acronym" if acronym else "document.word")
        seen = document.cells_with[cell.tokens[change.first].lower]
        if acronym and seen < SEEN_OFTEN - 1 and document.cells_with[word] >= SEEN_OFTEN:
            yield Evidence("document.acronym-often")
    before, after = cell.neighbours(change.first, change.last)
    if before and document.pairs[before[-1], word] >= _SEVERAL:
        yield Evidence("document.pair")
    if after and document.pairs[word, after[0]] >= _SEVERAL:
        yield Evidence("document.pair")


def _of_length(change: Change, supported: float, cell: CellWords) -> Iterator[Evidence]:
    letters = change.letters(cell)
    if cell.is_time:
        return
    if letters < SHORT:
        clear = max(supported, change.wording) >= value("level.support.clear")
        yield Evidence("length.very-short-supported" if clear else "length.very-short")
    elif letters == SHORT:
        yield Evidence("length.short")
    elif letters >= 2 * SHORT:
        yield Evidence("length.long")


def _of_frequency(change: Change, cell: CellWords) -> Iterator[Evidence]:
    if not cell.lexicon.is_acronym(change.word):
        zipf = min(cell.lexicon.frequency(part) for part in change.word.split())
        above = zipf - value("share.common.word")
        share = max(value("share.common.least"), min(value("share.common.most"), above))
        yield Evidence("wording.common", share)


def _of_likeness(change: Change, cell: CellWords) -> Iterator[Evidence]:
    if change.letters(cell) > SHORT and change.lead:
        full = min(1.0, change.lead / value("share.no-other.full"))
        yield Evidence("spelling.no-other", full * cell.document.noise)


def _of_strangeness(change: Change, supported: float, cell: CellWords) -> Iterator[Evidence]:
    if change.wording or supported >= value("level.support.clear"):
        return
    if not all(map(cell.is_expected, change.word.split())):
        yield Evidence("wording.strange")
        yield Evidence("wording.scraps", cell.scrap_share)


def _of_spelling(change: Change, supported: float, cell: CellWords) -> Iterator[Evidence]:
    seen, word = change.seen(cell), change.word
    if _is_otherwise_elsewhere(change, seen, cell):
        yield Evidence("document.instead")
    if is_authors_slip(seen, word):
        yield Evidence("spelling.slip", 1.0 - cell.document.noise)
        called_for = change.wording or supported >= value("level.support.clear")
        if is_lost_letter(seen, word) and not called_for:
            yield Evidence("spelling.lost-letter")
    if is_spelling_variant(seen, word):
        yield Evidence("spelling.variant")


def _is_otherwise_elsewhere(change: Change, seen: str, cell: CellWords) -> bool:
    """Whether other cells have the word in such a place, and not what was read."""
    beside = cell.neighbours(change.first, change.last)
    if change.cost <= value("cost.cheap") and is_wording_elsewhere(cell.document, *beside, seen, change.word):
        return True
    return change.cost <= value("cost.one-letter") and is_outvoted(
        cell.document, *beside, seen, change.word, plan_word=cell.is_plan_word(seen)
    )


def _of_repeats(change: Change, cell: CellWords) -> Iterator[Evidence]:
    alike = cell.document.cells_with[change.seen(cell)]
    dear = change.cost > value("cost.plain")
    if dear and alike >= _SEVERAL and alike >= cell.document.cells_with[change.word]:
        yield Evidence("document.repeated")


def _of_time(change: Change, cell: CellWords) -> Iterator[Evidence]:
    if cell.is_time:
        of_schedules = set(change.word.split()) <= schedule_words()
        yield Evidence("time.schedule-word" if of_schedules else "time.other-word")
