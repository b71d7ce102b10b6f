"""How a document prints its signs and numbers everywhere, and repairs of the few places that differ.

Letter numbers end alike (``/SDM.12-ND/2025``), a column holds percentages, months stand as codes, an acronym
has its capitals, two words have a slash between them. Where the document does so again and again, a
place that is a misreading away from it is put right; what only looks wrong comes back as a doubt.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from dictionaries import load_vocabulary
from dictionaries.lexicon import lexicon
from lampiran.codes import ReasonCode
from lampiran.records import Reason
from normalize.edits import Edit
from normalize.language.phrases import phrase_library

OFTEN = 3
"""A custom is what so many distinct cells have."""
MOSTLY = 0.9
"""An acronym's printing is a custom where this share of its places has it."""
_LETTER_END = re.compile(r"(?<=\d)/[A-Z][\w.]*(?:-[A-Z]+)?/20\d\d\b")
_LETTER_NUMBER = re.compile(r"(?<![\w/.-])\d{1,4}(?=[\s/.,]?[A-Z])")
_MOST_EDITS = 2
_YEAR_PART = len("/2025")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SLASHED = re.compile(r"(?<!\S)([^\W\d_]{3,})/(?=([^\W\d_]{3,}))")
_BLANK = re.compile(r"\b([^\W\d_]{3,}) (?=([^\W\d_]{3,})\b)")
_MONTH_CODE = re.compile(r"\bB(?:0[1-9]|1[0-2])\b")
_LIKE_MONTH_CODE = re.compile(r"\b[B8E][O0QD1lI][\dOQDSZIli]\b")
_AS_DIGIT = str.maketrans("OQDSZIli", "00052111")
_PERCENT = re.compile(r"(\d{1,3})(\s?)%")
_LIKE_PERCENT = re.compile(r"(100|[1-9]?[05])(\s?)(%\d|9[0568o]|[xX&#]|[oO0]/[oO0]|Yo)")
_PLAIN_VALUE = re.compile(r"(?:0|100|[1-9]\d?)\s?%[.;]?|0|100|-|(?=.*[^\W\d_]{3}).*", re.DOTALL)
_RANGE = re.compile(r"\b(?P<one>[A-Z][a-z]{2,8})(?P<dash>\s?[-\N{EN DASH}]\s?)(?=(?P<two>[A-Z][a-z]{2,8})\b)")
_SHORTEST_VALUE = 6
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_CITED = re.compile(r"(?:Nomor|No\.?)\s*\S+\s+[Tt]ahun\s*$")
_PREFIXED = re.compile(r"(?<![\w-])e-([^\W\d_]{3,})")
_LIKE_PREFIX = re.compile(r"(?<![\w-])[co6&](?=-([^\W\d_]{3,}))")
_UNTIL = re.compile(r"(?<=\w )s/d(?= [A-Z])")
_LIKE_UNTIL = re.compile(r"(?<=\w )s[.,'\N{RIGHT SINGLE QUOTATION MARK}]?d(?= [A-Z])")
_CODE_HYPHENED = re.compile(r"(?<![\w-])[A-Z]-\d\d(?![\w-])")
_CODE_UNHYPHENED = re.compile(r"(?<![\w-])([A-Z])(\d\d)(?![\w-])")
_ONE_SHAPE = frozenset("ciklopsuvwxyz")
_FAR = 3


@dataclass(frozen=True)
class Customs:
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
    def observe(cls, cells: Iterable[tuple[str, str]]) -> Customs:
        """Looks through the document's cells: ``(column, text)``; equal texts of a column count once."""
        distinct = sorted({(kolom, text) for kolom, text in cells if text})
        texts = sorted({text for _, text in distinct})
        ends = Counter(end for text in texts for end in set(_LETTER_END.findall(text)))
        codes = sum(bool(_MONTH_CODE.search(text)) for kolom, text in distinct if kolom == "target_waktu")
        years = Counter(year for text in texts for year in set(_YEAR.findall(text)))
        return cls(
            letter_ends=tuple(end for end, count in ends.most_common() if count >= OFTEN),
            months_by_code=codes >= OFTEN,
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


def as_customary(text: str, kolom: str, customs: Customs) -> Iterator[Edit]:
    """Repairs of the places that are a misreading away from the document's customs."""
    value = customs.values.get((kolom, _blankless(text)), text)
    if value != text:
        yield Edit(0, len(text), value, "spacing", 0.99)
        return
    yield from _letter_numbers(text, customs)
    yield from _slashes(text, customs)
    yield from _spellings(text, customs)
    if kolom == "target_waktu":
        yield from _times(text, customs)
    if kolom in customs.percents:
        yield from _percent(text, customs.percents[kolom])


def odd_values(text: str, kolom: str, customs: Customs) -> Iterator[tuple[int, int, Reason]]:
    """Values that look wrong and that nothing puts right: place, and why."""
    if kolom in customs.percents and text and not _PLAIN_VALUE.fullmatch(text):
        yield 0, len(text), Reason(ReasonCode.NO_PERCENTAGE, (text,))
    for match in _YEAR.finditer(text):
        year = int(match.group())
        far = customs.year is not None and abs(year - customs.year) > _FAR
        cited = _CITED.search(text[: match.start()])
        if far and not cited and _differ_in_one(match.group(), str(customs.year)):
            yield *match.span(), Reason(ReasonCode.ODD_YEAR, (match.group(), str(customs.year)))


def _spellings(text: str, customs: Customs) -> Iterator[Edit]:
    """Capitals of acronyms, and the ``e-`` before some words."""
    for match in _LIKE_PREFIX.finditer(text):
        if match.group(1).lower() in customs.prefixed:
            yield Edit(*match.span(), "e", "abbreviation", 0.88)
    for match in _CODE_UNHYPHENED.finditer(text):
        if f"{match.group(1)}-{match.group(2)}" in customs.codes:
            yield Edit(match.end(1), match.end(1), "-", "mark", 0.86)
    for match in _WORD.finditer(text):
        form = customs.printed.get(match.group().lower(), match.group())
        if (
            not match.group().islower()
            and _same_shapes(form, match.group())
            and not _in_capitals(text, match)
        ):
            yield Edit(*match.span(), form, "case", 0.9)


def _times(text: str, customs: Customs) -> Iterator[Edit]:
    """Codes of months, and the dash between two months."""
    if customs.months_by_code or _MONTH_CODE.search(text):
        for match in _LIKE_MONTH_CODE.finditer(text):
            code = "B" + match.group()[1:].translate(_AS_DIGIT)
            if _MONTH_CODE.fullmatch(code):
                yield Edit(*match.span(), code, "number", 0.88)
    if customs.until:
        for match in _LIKE_UNTIL.finditer(text):
            yield Edit(*match.span(), "s/d", "abbreviation", 0.9)
    for match in _RANGE.finditer(text):
        if customs.dash and match.group("dash") != customs.dash and _is_range(match):
            yield Edit(*match.span("dash"), customs.dash, "mark", 0.86)


def _times_words(cells: Iterable[tuple[str, str]]) -> frozenset[str]:
    counts = Counter(
        word.lower() for kolom, text in cells if kolom == "target_waktu" for word in set(_WORD.findall(text))
    )
    return frozenset(word for word, count in counts.items() if count > 1)


def _writes_until(texts: Iterable[str]) -> bool:
    found = list(texts)
    until = sum(bool(_UNTIL.search(text)) for text in found)
    return until >= OFTEN and until >= OFTEN * sum(bool(_LIKE_UNTIL.search(text)) for text in found)


def _codes(texts: Iterable[str]) -> frozenset[str]:
    counts = Counter(code for text in texts for code in set(_CODE_HYPHENED.findall(text)))
    bare = Counter("-".join(code) for text in texts for code in set(_CODE_UNHYPHENED.findall(text)))
    return frozenset(code for code, count in counts.items() if count >= OFTEN * max(1, bare[code]))


def _percents(cells: Iterable[tuple[str, str]]) -> dict[str, dict[str, str]]:
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for kolom, text in cells:
        if _PERCENT.fullmatch(text):
            seen[kolom][text] += 1
    found: dict[str, dict[str, str]] = {}
    for kolom, values in seen.items():
        if values.total() < OFTEN:
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
        for word in set(_WORD.findall(text)):
            if word.lower() in acronyms:
                forms[word.lower()][word] += 1
    found: dict[str, str] = {}
    for lower, counts in forms.items():
        form, count = counts.most_common(1)[0]
        # Only capitals inside a word are ever lost to a reader; all small letters are the author's word.
        if count >= OFTEN and count >= MOSTLY * counts.total() and form[1:] != form[1:].lower():
            found[lower] = form
    return found


def _slashed(texts: Iterable[str]) -> frozenset[tuple[str, str]]:
    slashes: Counter[tuple[str, str]] = Counter()
    blanks: Counter[tuple[str, str]] = Counter()
    for text in texts:
        lower = text.lower()
        slashes.update(set(_SLASHED.findall(lower)))
        blanks.update(set(_BLANK.findall(lower)))
    often = {pair for pair, count in slashes.items() if count >= OFTEN and 3 * blanks[pair] <= count}
    known = {pair for pair in phrase_library().slashed if slashes[pair] >= max(1, blanks[pair])}
    return frozenset(often | known)


def _prefixed(texts: Iterable[str]) -> frozenset[str]:
    counts = Counter(word for text in texts for word in set(_PREFIXED.findall(text)))
    return frozenset(word.lower() for word, count in counts.items() if count >= OFTEN - 1)


def _values(cells: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Texts of many cells; one that differs in blanks alone, and stands in few, was read so."""
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for kolom, text in cells:
        if len(text) >= _SHORTEST_VALUE:
            counts[kolom, _blankless(text)][text] += 1
    found: dict[tuple[str, str], str] = {}
    for key, forms in counts.items():
        (text, count), *others = forms.most_common()
        if count >= OFTEN and all(count >= OFTEN * rare for _, rare in others):
            found[key] = text
    return found


def _dash(texts: Iterable[str]) -> str:
    counts = Counter(
        match.group("dash") for text in texts for match in _RANGE.finditer(text) if _is_range(match)
    )
    if not counts:
        return ""
    dash, count = counts.most_common(1)[0]
    return dash if count >= OFTEN and count >= MOSTLY * counts.total() else ""


def _is_range(match: re.Match[str]) -> bool:
    months = {name.lower() for name, _ in load_vocabulary().months}
    return match.group("one").lower() in months and match.group("two").lower() in months


def _blankless(text: str) -> str:
    return "".join(text.split())


def _slashes(text: str, customs: Customs) -> Iterator[Edit]:
    for match in _BLANK.finditer(text):
        if (match.group(1).lower(), match.group(2).lower()) in customs.slashed:
            yield Edit(match.end() - 1, match.end(), "/", "mark", 0.86)


def _letter_numbers(text: str, customs: Customs) -> Iterator[Edit]:
    for match in _LETTER_NUMBER.finditer(text):
        for end in customs.letter_ends:
            length = _length_of(text[match.end() :], end)
            if length:
                yield Edit(match.end(), match.end() + length, end, "number", 0.86)
                break
            if length == 0:
                break


def _length_of(rest: str, end: str) -> int | None:
    """How much of the rest is a misread letter-number ending; 0 if it is well read, None if it is none."""
    if rest.startswith(end):
        return 0
    tail = re.match(rf"{re.escape(end[:-_YEAR_PART])}([^\s;,)]{{3,6}})(?=[\s;,)]|$)", rest)
    if tail is not None and not _YEAR.search(tail[1]):
        return tail.end()
    best: tuple[int, int] | None = None
    for length in range(len(end) - 2, len(end) + 3):
        piece, after = rest[:length], rest[length : length + 1]
        if len(piece) < length or after.isalnum() or piece != piece.rstrip(";,) "):
            continue
        edits = Levenshtein.distance(piece, end, score_cutoff=_MOST_EDITS)
        if edits <= _MOST_EDITS and not _other_digit(piece, end):
            best = min(best, (edits, length)) if best else (edits, length)
    return best[1] if best else None


def _other_digit(piece: str, end: str) -> bool:
    """Whether the two differ in a digit read as a digit: another number, not the same misread."""
    return any(
        op.tag == "replace" and piece[op.src_pos].isdigit() and end[op.dest_pos].isdigit()
        for op in Levenshtein.editops(piece, end)
    )


def _percent(text: str, forms: Mapping[str, str]) -> Iterator[Edit]:
    misread, read = _LIKE_PERCENT.fullmatch(text), _PERCENT.fullmatch(text)
    found = misread or read
    if found is None:
        return
    digits = "".join(mark for mark in text if mark.isdigit())
    if misread and text.isdigit() and int(digits) <= 100:
        return
    after = forms.get(found.group(1), f"{found.group(1)}{found.group(2)}%")
    if after != text:
        yield Edit(0, len(text), after, "number", 0.88)


def _same_shapes(form: str, word: str) -> bool:
    """Whether the two differ in the case of letters that look alike in both: ``ZI``, ``Zi``."""
    differing = [letter for letter, other in zip(form, word, strict=True) if letter != other]
    return bool(differing) and all(letter.lower() in _ONE_SHAPE for letter in differing)


def _in_capitals(text: str, match: re.Match[str]) -> bool:
    """Whether the words around are capitals all: a heading, where acronyms have no case of their own."""
    around = _WORD.findall(text[max(0, match.start() - 30) : match.start()])[-2:]
    return match.group().isupper() and bool(around) and all(word.isupper() for word in around)


def _differ_in_one(one: str, other: str) -> bool:
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1
