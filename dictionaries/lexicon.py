"""The words the program knows, and how common each one is.

Three sources are put together: the frequency list of Indonesian in ``frequent_words.csv``, the
project's own ``words.csv`` and ``acronyms.csv``, and every word of the vocabulary files (areas,
komponen, indikator and their aliases, regions). Regular derivations of a known root (``di-…-kan``,
``mem-…``, ``-nya``, doubled words) count as known without standing in a list.

Knowing a word says nothing about whether it is *right* where it stands: that is for context to decide.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path

from dictionaries._tables import read_table
from lampiran.errors import DictionaryError
from lampiran.language import told

FOLDER = Path(__file__).parent
VOCABULARY_COLUMNS: dict[str, tuple[str, ...]] = {
    "area.csv": ("area",),
    "area_alias.csv": ("alias",),
    "komponen.csv": ("komponen",),
    "komponen_alias.csv": ("alias",),
    "indikator.csv": ("statement", "narrative"),
    "indikator_alias.csv": ("alias",),
}
"""The vocabulary files and which of their columns hold wording."""

KINDS = ("umum", "ragam", "inggris")
"""Kinds of ``words.csv``: standard words, spellings authors use (kept), English terms in use (kept)."""

DOMAIN_ZIPF = 3.5
PLACE_ZIPF = 3.0
WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_SUFFIXES = ("nya", "kan", "an", "i", "lah", "kah", "pun")
_NASALS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("meny", ("s",)),
    ("peny", ("s",)),
    ("meng", ("", "k")),
    ("peng", ("", "k")),
    ("mem", ("", "p")),
    ("pem", ("", "p")),
    ("men", ("", "t")),
    ("pen", ("", "t")),
    ("me", ("",)),
    ("pe", ("",)),
    ("diper", ("",)),
    ("memper", ("",)),
    ("ber", ("",)),
    ("ter", ("",)),
    ("per", ("",)),
    ("di", ("",)),
    ("ke", ("",)),
    ("se", ("",)),
)


def read_rows(path: Path, *columns: str) -> Iterator[dict[str, str]]:
    """The lines of a CSV file as dicts, blanks trimmed.

    Raises:
        DictionaryError: If the file is missing, malformed or lacks one of the columns.
    """
    table, findings = read_table(path, columns)
    if findings:
        raise DictionaryError(
            told("The dictionaries cannot be used: {0}.", f"dictionaries/{findings[0]}"),
            "Correct the file or restore it.",
        )
    for line in table.lines:
        yield line.values


class Lexicon:
    """Knows words; cheap to construct (files are read on first use), picklable.

    Words are looked up without regard to case.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder
        self._derived: dict[str, bool] = {}

    def __reduce__(self) -> tuple[type[Lexicon], tuple[Path]]:
        return type(self), (self.folder,)

    def known(self, word: str) -> bool:
        """Whether the word is listed or a regular derivation of a listed root."""
        lower = word.lower()
        found = self._derived.get(lower)
        if found is None:
            found = self._derived[lower] = self.listed(lower) or self._is_derived(lower)
        return found

    def listed(self, word: str) -> bool:
        """Whether the word itself stands in one of the lists."""
        return word.lower() in self._zipf

    def frequency(self, word: str) -> float:
        """How common the word is: zipf scale (0 unknown, 3 rare, 6 very common).

        Derived words get the value of a rare one.
        """
        lower = word.lower()
        zipf = self._zipf.get(lower)
        if zipf is not None:
            return zipf
        return 2.0 if self.known(lower) else 0.0

    def english(self, word: str) -> float:
        """How common the word is in English (zipf; 0 where it is not a word)."""
        return self._english.get(word.lower(), 0.0)

    def kind(self, word: str) -> str:
        """The kind ``words.csv`` gives the word (see :data:`KINDS`); empty where it does not stand there.

        Printing errors of the regulations themselves are ``ragam`` too: plans copy them.
        """
        lower = word.lower()
        kind = self._kinds.get(lower, "")
        return kind or ("ragam" if lower in self._vocabulary and not self._is_target(lower) else "")

    def is_variant(self, word: str) -> bool:
        """Whether only authors spell so, no official wording does: never the aim of a repair."""
        return self.kind(word) == "ragam" and self._vocabulary[word.lower()] <= 1

    def domain_count(self, word: str) -> int:
        """How often the word stands in the vocabulary files."""
        return self._vocabulary[word.lower()]

    def is_acronym(self, word: str) -> bool:
        """Whether ``acronyms.csv`` lists the word."""
        return word.lower() in self.acronyms

    def is_place(self, word: str) -> bool:
        """Whether the word is part of a region's name."""
        return word.lower() in self._places

    def pulled(self, word: str) -> bool:
        """Whether the word is plainly more English than Indonesian and no English term in use.

        Readers trained on English turn unclear words into such ones.
        """
        lower = word.lower()
        if self.kind(lower) or self.is_acronym(lower) or self.domain_count(lower):
            return False
        english = self.english(lower)
        return english >= 3.0 and english - self._zipf.get(lower, 0.0) >= 0.1

    def targets(self) -> Iterator[str]:
        """Words a repair may lead to: listed ones, without authors' variant spellings and rare oddities."""
        for word in self._zipf:
            if not self.is_variant(word) and self._is_target(word):
                yield word

    @cached_property
    def acronyms(self) -> dict[str, str]:
        """Lower-case acronym to the way it is printed."""
        rows = read_rows(self.folder / "acronyms.csv", "acronym")
        return {row["acronym"].lower(): row["acronym"] for row in rows}

    @cached_property
    def _zipf(self) -> dict[str, float]:
        zipf = self._frequencies("frequent_words.csv")
        for word, count in self._vocabulary.items():
            zipf[word] = max(zipf.get(word, 0.0), DOMAIN_ZIPF + math.log10(count) / 2)
        for word in (*self._kinds, *self.acronyms):
            zipf[word] = max(zipf.get(word, 0.0), DOMAIN_ZIPF)
        for word in self._places:
            zipf.setdefault(word, PLACE_ZIPF)
        return zipf

    @cached_property
    def _english(self) -> dict[str, float]:
        return self._frequencies("frequent_english.csv")

    def _frequencies(self, name: str) -> dict[str, float]:
        return {row["word"]: float(row["zipf"]) for row in read_rows(self.folder / name, "word", "zipf")}

    @cached_property
    def _kinds(self) -> dict[str, str]:
        kinds: dict[str, str] = {}
        for row in read_rows(self.folder / "words.csv", "word", "kind"):
            if row["kind"] not in KINDS:
                raise DictionaryError(told("dictionaries/words.csv: unknown kind {0!r}.", row["kind"]))
            kinds[row["word"].lower()] = row["kind"]
        return kinds

    @cached_property
    def _vocabulary(self) -> Counter[str]:
        words: Counter[str] = Counter()
        for name, columns in VOCABULARY_COLUMNS.items():
            for row in read_rows(self.folder / name, *columns):
                # Both editions print many sentences alike: count a sentence's words once a column set.
                for text in {row[column] for column in columns}:
                    words.update(match.lower() for match in WORD.findall(text))
        return words

    @cached_property
    def _places(self) -> frozenset[str]:
        rows = read_rows(self.folder / "wilayah.csv", "wilayah", "alias")
        text = " ".join(f"{row['wilayah']} {row['alias']}" for row in rows)
        words = {match.lower() for match in WORD.findall(text) if match[0].isupper()}
        # "Pangkajene Dan Kepulauan": plain words in names are no names.
        return frozenset(words - self._kinds.keys())

    def _is_target(self, word: str) -> bool:
        """Printing errors of the regulations stand once in the vocabulary and in no other list."""
        return self._vocabulary[word] != 1 or word in self._kinds or self._zipf[word] != DOMAIN_ZIPF

    def _is_derived(self, word: str) -> bool:
        """Whether stripping affixes leads to a listed root; a bare ``-i``/``-an`` is not enough."""
        if "-" in word:
            parts = word.split("-")
            return all(len(part) > 1 and self.known(part) for part in parts)
        if len(word) < 6:
            return False
        if word.endswith("nya") and self.listed(word[:-3]):
            return True
        return any(self._is_root(root) for root in _roots(word))

    def _is_root(self, root: str) -> bool:
        return len(root) >= 4 and self._zipf.get(root, 0.0) >= DOMAIN_ZIPF


def _roots(word: str) -> Iterator[str]:
    """Possible roots of a prefixed word, with and without its suffixes."""
    stems = [word]
    for suffix in _SUFFIXES:
        if word.endswith(suffix):
            stem = word[: -len(suffix)]
            stems.append(stem)
            stems.extend(stem[: -len(s)] for s in ("kan", "an", "i") if suffix == "nya" and stem.endswith(s))
    for prefix, openings in _NASALS:
        if word.startswith(prefix):
            # "se-" takes no ending but "-nya".
            for stem in stems if prefix != "se" else stems[:1]:
                yield from (opening + stem[len(prefix) :] for opening in openings)


@cache
def lexicon() -> Lexicon:
    """The project's lexicon, one a process."""
    return Lexicon()
