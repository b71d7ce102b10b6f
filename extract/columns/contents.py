"""What the cells of a column hold, as far as that tells which it is: times, numbers, official wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from dictionaries.function_words import Role, words_of
from dictionaries.likeness import LIKELY, NameLikeness, mean_likeness
from dictionaries.numerals import ordinals
from dictionaries.vocabulary import load_vocabulary

_NUMBER = re.compile(r"b?\d{1,4}|[ivx]{1,4}", re.IGNORECASE)
_CODE = re.compile(r"b(?:0\d|1[0-2])|(?:19|20)\d\d", re.IGNORECASE)
_LONGEST = 14
"""Words of a time, at most."""
_SAMPLE = 15


def is_time(text: str) -> bool:
    """Whether a text says when: months, years, parts of a year, how often; a few letters may be misread."""
    words = re.findall(r"[^\W_]+", text.lower())
    if not 0 < len(words) <= _LONGEST:
        return False
    said = [_time_word(word) for word in words]
    telling = sum(1 for word, is_one in zip(words, said, strict=True) if _tells(word, is_one=is_one))
    return telling > 0 and sum(said) >= 0.7 * len(words)


def time_share(texts: Iterable[str]) -> tuple[float, int]:
    """The share of times among texts that say anything, and how many of these there are."""
    filled = [text for text in texts if any(letter.isalnum() for letter in text)]
    return sum(map(is_time, filled)) / (len(filled) or 1), len(filled)


def number_share(texts: Iterable[str]) -> float:
    """The share of ordinal marks and other short things among texts that say anything."""
    filled = [text for text in texts if text.strip()]
    return sum(bool(ordinals(text)) or len(text.strip()) <= 4 for text in filled) / (len(filled) or 1)


def column_likeness(kolom: str, texts: Sequence[str]) -> NameLikeness:
    """Mean likeness of (some of) a column's texts to the official wording of komponen or indikator."""
    filled = [text for text in texts if sum(letter.isalpha() for letter in text) > 2]
    step = max(1, len(filled) // _SAMPLE)
    return mean_likeness(kolom, filled[::step][:_SAMPLE])


def _time_word(word: str) -> bool:
    if word in words_of(Role.TIME) or _NUMBER.fullmatch(word):
        return True
    if len(word) < 3:
        return False
    months = tuple(load_vocabulary().month_numbers)
    return process.extractOne(word, months, scorer=fuzz.ratio, score_cutoff=LIKELY) is not None


def _tells(word: str, *, is_one: bool) -> bool:
    """Whether a word of a time makes it one: bare numbers and little words do not."""
    if _CODE.fullmatch(word):
        return True
    return is_one and word not in words_of(Role.TIME_ALSO_ELSEWHERE) and not _NUMBER.fullmatch(word)
