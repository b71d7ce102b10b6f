"""How a document prints its signs and numbers everywhere.

Letter numbers end alike (``/SDM.12-ND/2025``), a column holds percentages, months stand as codes, an acronym
has its capitals, two words have a slash between them. Where the document does so again and again, rules put
right a place that is a misreading away from it (:mod:`normalize.rules`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dictionaries import load_vocabulary
from dictionaries.lexicon import lexicon
from normalize.language.phrases import phrase_library

SEEN_OFTEN = 3
"""Distinct cells that must have something before the document is a witness for it: two words side by side, a
way to write, a group of letters that its readings lost."""
MOSTLY = 0.9
"""An acronym's printing is a custom where this share of its places has it."""
_LETTER_END = re.compile(r"(?<=\d)/[A-Z][\w.]*(?:-[A-Z]+)?/20\d\d\b")
WORD = re.compile(r"[^\W\d_]{2,}")
_SLASHED = re.compile(r"(?<!\S)([^\W\d_]{3,})/(?=([^\W\d_]{3,}))")
TWO_WORDS = re.compile(r"\b(?P<left>[^\W\d_]{3,})(?P<blank> )(?=(?P<right>[^\W\d_]{3,})\b)")
MONTH_CODE = re.compile(r"\bB(?:0[1-9]|1[0-2])\b")
PERCENT = re.compile(r"(\d{1,3})(\s?)%")
MONTH_RANGE = re.compile(
    r"\b(?P<one>[A-Z][a-z]{2,8})(?P<dash>\s?[-\N{EN DASH}]\s?)(?=(?P<two>[A-Z][a-z]{2,8})\b)"
)
_SHORTEST_VALUE = 6
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_PREFIXED = re.compile(r"(?<![\w-])e-([^\W\d_]{3,})")
_UNTIL = re.compile(r"(?<=\w )s/d(?= [A-Z])")
LIKE_UNTIL = re.compile(r"(?<=\w )s[.,'\N{RIGHT SINGLE QUOTATION MARK}]?d(?= [A-Z])")
_CODE_HYPHENED = re.compile(r"(?<![\w-])[A-Z]-\d\d(?![\w-])")
CODE_WITHOUT_HYPHEN = re.compile(r"(?<![\w-])([A-Z])()(\d\d)(?![\w-])")


@dataclass(frozen=True)
class Printing:
    """What a document does again and again.

    Attributes:
        letter_ends: How its letter numbers end, the commonest first.
        months_by_code: Whether schedules give months as ``B03``.
        percents: For each column of percentages, how each number is printed (``75`` to ``75 %``).
        printed: Acronyms in lower case to the one way they are printed.
        slashed: Words that stand side by side with a slash between, and not with a blank.
        prefixed: Words that have ``e-`` before them, in lower case.
        values: For each column the texts that stand in many cells, by their letters without blanks.
        dash: What stands between two months of a range; empty where the document wavers.
        year: The year written most often.
        times: Words of schedules, in lower case, that stand in more than one row.
        until: Whether it writes *s/d* between two times, and that throughout.
        codes: Codes of a letter, a hyphen and digits (``F-03``).
    """

    letter_ends: tuple[str, ...] = ()
    months_by_code: bool = False
    percents: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    printed: Mapping[str, str] = field(default_factory=dict)
    slashed: frozenset[tuple[str, str]] = frozenset()
    prefixed: frozenset[str] = frozenset()
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)
    dash: str = ""
    year: int | None = None
    times: frozenset[str] = frozenset()
    until: bool = False
    codes: frozenset[str] = frozenset()

    @classmethod
    def observe(cls, cells: Iterable[tuple[str, str]]) -> Printing:
        """Looks through the document's cells: ``(column, text)``; equal texts of a column count once."""
        distinct = sorted({(kolom, text) for kolom, text in cells if text})
        texts = sorted({text for _, text in distinct})
        ends = Counter(end for text in texts for end in set(_LETTER_END.findall(text)))
        codes = sum(bool(MONTH_CODE.search(text)) for kolom, text in distinct if kolom == "target_waktu")
        years = Counter(year for text in texts for year in set(YEAR.findall(text)))
        return cls(
            letter_ends=tuple(end for end, count in ends.most_common() if count >= SEEN_OFTEN),
            months_by_code=codes >= SEEN_OFTEN,
            percents=_percents(cells),
            printed=_printed(texts),
            slashed=_slashed(texts),
            prefixed=_prefixed(texts),
            values=_values(cells),
            dash=_dash(text for kolom, text in distinct if kolom == "target_waktu"),
            times=_times_words(cells),
            until=_writes_until(text for kolom, text in distinct if kolom == "target_waktu"),
            codes=_codes(texts),
            year=int(years.most_common(1)[0][0]) if years else None,
        )


def _times_words(cells: Iterable[tuple[str, str]]) -> frozenset[str]:
    counts = Counter(
        word.lower() for kolom, text in cells if kolom == "target_waktu" for word in set(WORD.findall(text))
    )
    return frozenset(word for word, count in counts.items() if count > 1)


def _writes_until(texts: Iterable[str]) -> bool:
    found = list(texts)
    until = sum(bool(_UNTIL.search(text)) for text in found)
    return until >= SEEN_OFTEN and until >= SEEN_OFTEN * sum(bool(LIKE_UNTIL.search(text)) for text in found)


def _codes(texts: Iterable[str]) -> frozenset[str]:
    counts = Counter(code for text in texts for code in set(_CODE_HYPHENED.findall(text)))
    bare = Counter(
        f"{letter}-{digits}" for text in texts for letter, _, digits in set(CODE_WITHOUT_HYPHEN.findall(text))
    )
    return frozenset(code for code, count in counts.items() if count >= SEEN_OFTEN * max(1, bare[code]))


def _percents(cells: Iterable[tuple[str, str]]) -> dict[str, dict[str, str]]:
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for kolom, text in cells:
        if PERCENT.fullmatch(text):
            seen[kolom][text] += 1
    found: dict[str, dict[str, str]] = {}
    for kolom, values in seen.items():
        if values.total() < SEEN_OFTEN:
            continue
        forms: dict[str, str] = {}
        for text, _ in sorted(values.items(), key=lambda item: item[1]):
            forms[text.rstrip("% ")] = text
        found[kolom] = forms
    return found


def _printed(texts: Iterable[str]) -> dict[str, str]:
    acronyms = lexicon().acronyms
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for word in set(WORD.findall(text)):
            if word.lower() in acronyms:
                forms[word.lower()][word] += 1
    found: dict[str, str] = {}
    for lower, counts in forms.items():
        form, count = counts.most_common(1)[0]
        # Only capitals inside a word are ever lost to a reader; all small letters are the author's word.
        if count >= SEEN_OFTEN and count >= MOSTLY * counts.total() and form[1:] != form[1:].lower():
            found[lower] = form
    return found


def _slashed(texts: Iterable[str]) -> frozenset[tuple[str, str]]:
    slashes: Counter[tuple[str, str]] = Counter()
    blanks: Counter[tuple[str, str]] = Counter()
    for text in texts:
        lower = text.lower()
        slashes.update(set(_SLASHED.findall(lower)))
        blanks.update({(left, right) for left, _, right in TWO_WORDS.findall(lower)})
    often = {pair for pair, count in slashes.items() if count >= SEEN_OFTEN and 3 * blanks[pair] <= count}
    known = {pair for pair in phrase_library().slashed if slashes[pair] >= max(1, blanks[pair])}
    return frozenset(often | known)


def _prefixed(texts: Iterable[str]) -> frozenset[str]:
    counts = Counter(word for text in texts for word in set(_PREFIXED.findall(text)))
    return frozenset(word.lower() for word, count in counts.items() if count >= SEEN_OFTEN - 1)


def _values(cells: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Texts of many cells; one that differs in blanks alone, and stands in few, was read so."""
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for kolom, text in cells:
        if len(text) >= _SHORTEST_VALUE:
            counts[kolom, blankless(text)][text] += 1
    found: dict[tuple[str, str], str] = {}
    for key, forms in counts.items():
        (text, count), *others = forms.most_common()
        if count >= SEEN_OFTEN and all(count >= SEEN_OFTEN * rare for _, rare in others):
            found[key] = text
    return found


def _dash(texts: Iterable[str]) -> str:
    counts = Counter(
        match.group("dash") for text in texts for match in MONTH_RANGE.finditer(text) if is_month_range(match)
    )
    if not counts:
        return ""
    dash, count = counts.most_common(1)[0]
    return dash if count >= SEEN_OFTEN and count >= MOSTLY * counts.total() else ""


def is_month_range(match: re.Match[str]) -> bool:
    """Whether both words of a :data:`MONTH_RANGE` are months."""
    months = {name.lower() for name, _ in load_vocabulary().months}
    return match.group("one").lower() in months and match.group("two").lower() in months


def blankless(text: str) -> str:
    """The text without its blanks."""
    return "".join(text.split())
