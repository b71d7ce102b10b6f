"""What the official wording says about a text: how near it is to a known indikator or komponen.

Extraction uses it as one sign among others (is this the rest of a sentence? is this name an area's?);
naming what a row is about is left to normalising.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process, utils

from dictionaries.marks import without_mark
from dictionaries.vocabulary import load_vocabulary

SURE_NAME = 85.0
"""From this likeness on a text is taken for an area's name."""
_TAG = re.compile(r"<[^<>]*>")


def wording(kolom: str, before: str, after: str) -> float:
    """Points from the official wording: is the joined text more like a known one than either half?

    Only ``indikator`` and ``komponen`` have an official wording; other columns give nothing.
    """
    known = _known(kolom)
    if not known or not after or not before:
        return 0.0
    joined = _likeness(f"{before} {after}", known)
    alone, fresh = _likeness(before, known), _likeness(after, known)
    points = 0.0
    if joined >= 75 and joined > alone + 4:
        points += 2.5
    elif joined + 3 < alone:
        points -= 1.0
    if fresh >= 85 and fresh > joined and not after.lstrip()[:1].islower():
        # One cell may hold two official sentences, apart by a semicolon.
        points -= 1.2 if before.rstrip().endswith(";") else 2.5
    return points


@lru_cache(maxsize=4)
def _known(kolom: str) -> tuple[str, ...]:
    vocabulary = load_vocabulary()
    found: Iterable[str] = ()
    if kolom == "indikator":
        joint = (alias.alias for alias in vocabulary.joint_aliases)
        found = (*(text for item in vocabulary.indikator for text in item.wordings), *joint)
    elif kolom == "komponen":
        found = (text for item in vocabulary.komponen for text in (item.komponen, *item.aliases))
    return tuple(dict.fromkeys(utils.default_process(text) for text in found))


def _likeness(text: str, known: tuple[str, ...]) -> float:
    bare = utils.default_process(without_mark(_TAG.sub("", text)))
    found = process.extractOne(bare, known, scorer=fuzz.ratio, score_cutoff=40)
    return float(found[1]) if found else 0.0


def known_name(kolom: str, text: str) -> float:
    """Likeness 0..100 of a text to the nearest official wording of a column."""
    return _likeness(text, _known(kolom)) if text else 0.0


def area_likeness(text: str) -> float:
    """Likeness 0..100 of a text to the nearest area name, blanks and case aside."""
    letters = _letters(text)
    if len(letters) < 6:
        return 0.0
    found = process.extractOne(letters, _area_names(), scorer=fuzz.ratio, score_cutoff=40)
    return float(found[1]) if found else 0.0


@lru_cache(maxsize=1)
def _area_names() -> tuple[str, ...]:
    areas = load_vocabulary().areas
    return tuple(dict.fromkeys(_letters(name) for area in areas for name in (area.area, *area.aliases)))


def _letters(text: str) -> str:
    return re.sub(r"[^a-z/]", "", re.sub(r"<[^<>]*>", "", text).lower())
