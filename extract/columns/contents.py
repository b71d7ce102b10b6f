"""What the cells of a column hold, as far as it identifies the column: times, numbers, official wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from dictionaries.function_words import Role, words_of
from dictionaries.likeness import LIKELY, NameLikeness, mean_likeness
from dictionaries.numerals import ordinals
from dictionaries.vocabulary import load_vocabulary
from extract.sizes import PARTLY

_NUMBER = re.compile(r"b?\d{1,4}|[ivx]{1,4}", re.IGNORECASE)
_CODE = re.compile(r"b(?:0\d|1[0-2])|(?:19|20)\d\d", re.IGNORECASE)
FEWEST_CELLS = 5
"""Filled cells of a column below which its contents prove nothing."""
_MOSTLY = 0.8
"""Share of its cells from which a column does hold something; up to :data:`PARTLY` it does not."""
_LONGEST = 14
"""Words of a time, at most."""
_SAID = 0.7
"""Share of its words that must belong to times."""
MISREAD_NUMBER = 4
"""Characters that OCR makes of a number, at most."""
_SHORTEST_WORD = 3
"""Letters of a word that may be a misread month, or of a text that may have official wording, at least."""
_SAMPLE = 15
"""Texts of a column that are compared with the official wording, at most: they are enough, and it is slow."""


def is_time(text: str) -> bool:
    """Whether a text says when: months, years, parts of a year, how often; a few letters may be misread."""
    words = re.findall(r"[^\W_]+", text.lower())
    if not 0 < len(words) <= _LONGEST:
        return False
    said = [_time_word(word) for word in words]
    telling = sum(1 for word, is_one in zip(words, said, strict=True) if _tells(word, is_one=is_one))
    return telling > 0 and sum(said) >= _SAID * len(words)


def holds_times(texts: Iterable[str], fewest: int = FEWEST_CELLS) -> bool | None:
    """Whether a column with these cells holds times; None if that is not plain.

    Args:
        texts: The cells; those without a letter or figure do not count.
        fewest: How many must say anything.
    """
    filled = [text for text in texts if any(letter.isalnum() for letter in text)]
    share = sum(map(is_time, filled)) / (len(filled) or 1)
    if len(filled) < fewest or PARTLY < share < _MOSTLY:
        return None
    return share >= _MOSTLY


def lacks_numbers(texts: Sequence[str]) -> bool:
    """Whether a column with these (filled) cells hardly holds numerals and other short things."""
    filled = [text for text in texts if text.strip()]
    short = sum(bool(ordinals(text)) or len(text.strip()) <= MISREAD_NUMBER for text in filled)
    return len(texts) >= FEWEST_CELLS and short < PARTLY * (len(filled) or 1)


def column_likeness(kolom: str, texts: Sequence[str]) -> NameLikeness:
    """Mean likeness of (some of) a column's texts to the official wording of komponen or indikator."""
    filled = [text for text in texts if sum(map(str.isalpha, text)) >= _SHORTEST_WORD]
    step = max(1, len(filled) // _SAMPLE)
    return mean_likeness(kolom, filled[::step][:_SAMPLE])


def _time_word(word: str) -> bool:
    if word in words_of(Role.TIME) or _NUMBER.fullmatch(word):
        return True
    if len(word) < _SHORTEST_WORD:
        return False
    months = tuple(load_vocabulary().month_numbers)
    return process.extractOne(word, months, scorer=fuzz.ratio, score_cutoff=LIKELY) is not None


def _tells(word: str, *, is_one: bool) -> bool:
    """Whether a word by itself makes a text a time: bare numbers and function words do not."""
    if _CODE.fullmatch(word):
        return True
    return is_one and word not in words_of(Role.TIME_ALSO_ELSEWHERE) and not _NUMBER.fullmatch(word)
