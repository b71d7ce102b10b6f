"""How near a printed text is to the official wording: an area's name, a komponen's, an indikator's.

Extraction uses it as one sign among others (is this line an area's heading? is this the rest of a sentence?);
which indikator a row is about is decided later, by a finer measure. Every question is asked with one of three
levels, so that "probably a komponen's name" means the same wherever it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process, utils

from dictionaries.marks import without_mark
from dictionaries.numerals import split_heading
from dictionaries.unprinted import plain
from dictionaries.vocabulary import load_vocabulary

MAYBE = 65.0
"""From here on a text may be the name, if something else says so too; below, it is hardly one."""
LIKELY = 78.0
"""From here on a text probably is the name: a few letters are misread, or a word is missing."""
SURE = 85.0
"""From here on a text is taken for the name."""
_NOT_ALIKE = 40.0
"""Below this likeness nothing is looked up; it counts as 0."""
_SHORTEST_AREA = 6
"""Letters of an area's name, at least."""
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True, order=True)
class NameLikeness:
    """Likeness of a text to a name, a keyword or official wording: share of letters that agree, 0 to 100."""

    percent: float

    @property
    def maybe(self) -> bool:
        """Whether the text may be that wording."""
        return self.percent >= MAYBE

    @property
    def likely(self) -> bool:
        """Whether the text probably is that wording, a few letters misread."""
        return self.percent >= LIKELY

    @property
    def sure(self) -> bool:
        """Whether the text is taken for that wording."""
        return self.percent >= SURE


def alike(printed: str, word: str) -> NameLikeness:
    """How like a word (or several) another one is, letter by letter, case and all."""
    return NameLikeness(float(fuzz.ratio(printed, word, processor=None)))


def likeness(kolom: str, text: str) -> NameLikeness:
    """How like the nearest official wording of a column a text is.

    Only ``komponen`` and ``indikator`` have an official wording; nothing is like one in other columns. Markup
    and a list mark before the text do not count.
    """
    bare = utils.default_process(without_mark(_TAG.sub("", plain(text))))
    return _nearest(bare, _wordings(kolom)) if text else NameLikeness(0.0)


def mean_likeness(kolom: str, texts: Iterable[str]) -> NameLikeness:
    """The mean likeness of several texts to the official wording of a column; 0 without texts."""
    found = [likeness(kolom, text).percent for text in texts]
    return NameLikeness(sum(found) / (len(found) or 1))


def area_likeness(text: str) -> NameLikeness:
    """How like the nearest area's name a text is, blanks and case aside."""
    letters = _letters(text)
    return _nearest(letters, _area_names()) if len(letters) >= _SHORTEST_AREA else NameLikeness(0.0)


def names_area(text: str) -> bool:
    """Whether a heading surely names an area, with or without a numeral before the name."""
    return area_likeness(split_heading(text)[1]).sure


def has_wording(kolom: str) -> bool:
    """Whether a column has an official wording."""
    return bool(_wordings(kolom))


def _nearest(text: str, wordings: tuple[str, ...]) -> NameLikeness:
    found = process.extractOne(text, wordings, scorer=fuzz.ratio, score_cutoff=_NOT_ALIKE)
    return NameLikeness(float(found[1]) if found else 0.0)


@cache
def _wordings(kolom: str) -> tuple[str, ...]:
    vocabulary = load_vocabulary()
    found: Iterable[str] = ()
    if kolom == "indikator":
        joint = (alias.alias for alias in vocabulary.joint_aliases)
        found = (*(text for item in vocabulary.indikator for text in item.wordings), *joint)
    elif kolom == "komponen":
        found = (text for item in vocabulary.komponen for text in (item.komponen, *item.aliases))
    return tuple(dict.fromkeys(utils.default_process(text) for text in found))


@cache
def _area_names() -> tuple[str, ...]:
    areas = load_vocabulary().areas
    return tuple(dict.fromkeys(_letters(name) for area in areas for name in (area.area, *area.aliases)))


def _letters(text: str) -> str:
    return re.sub(r"[^a-z/]", "", _TAG.sub("", plain(text)).lower())
