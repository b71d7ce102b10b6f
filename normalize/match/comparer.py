"""Making wordings comparable: one spelling, no office names, no list letters; and word stems.

Two wordings of the same indicator differ in ways that mean nothing: case, ``Zona Integritas`` or ``ZI``,
``telah dilakukan evaluasi`` or ``melakukan evaluasi``, the name of the office. The
matcher compares what remains. The plan's own text is never changed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz, process

from dictionaries import Vocabulary
from dictionaries.marks import CAPITAL, KINDS, LETTER, MISREAD, leading_mark, without_mark
from normalize.language.tokens import SHORT
from normalize.match.weights import weight

_TAG = re.compile(r"</?[a-zA-Z]{1,3}>")
_REPEATED = re.compile(r"\b([a-z]+) ?- ?\1\b")
_WRAPPED = re.compile(r"(?<=[a-z])- (?=[a-z])")
_WORD = re.compile(r"\w+")
_OFFICE = r"(?:kpu|kip|komisi (?:independen )?pemilihan(?: umum)?)"
_KIND = r"(?: (?:kabupaten|kota|kab|administrasi))+"

PREFIXES = ("memper", "diper", "meng", "meny", "peng", "peny", "mem", "men", "pem", "pen", "ber", "ter")
SHORT_PREFIXES = ("me", "pe", "di", "ke", "be", "se")
SUFFIXES = ("kannya", "annya", "kan", "nya", "an", "i")

MOST_REMEMBERED = 50_000
"""Words whose nearest known word is remembered; a long batch of noisy scans has ever new ones."""
_SHORTEST_NOISY = 5
"""Shorter unknown words are left alone: one wrong letter makes too many other words of them."""


@dataclass(frozen=True, slots=True)
class Comparer:
    """Brings wordings into one form; made once from a vocabulary by :func:`comparer_for`."""

    equivalents: dict[str, str]
    equivalent_pattern: re.Pattern[str]
    office_pattern: re.Pattern[str]
    forms: tuple[str, ...]
    known: frozenset[str]
    _read_as: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def plain(self, text: str) -> str:
        """Lower case words with one blank between, equivalents unified, the office as ``unit kerja``.

        Words that the vocabulary does not have are read as the vocabulary's word nearest to them, so that
        noise inside ``Whiste Blowing System`` does not keep it from being known as one term.
        """
        bare = without_mark(_TAG.sub("", text), (*KINDS, MISREAD))
        joined = _WRAPPED.sub("", _REPEATED.sub(r"\1 \1", bare.lower()))
        words = " ".join(_WORD.findall(joined.replace("_", " ")))
        masked = self.office_pattern.sub("unit kerja", words)
        masked = " ".join(self._known_form(word) for word in masked.split())
        return self.equivalent_pattern.sub(lambda found: self.equivalents[found[0]], masked)

    def _known_form(self, word: str) -> str:
        if word in self.known or len(word) < _SHORTEST_NOISY:
            return word
        form = self._read_as.get(word)
        if form is None:
            if len(self._read_as) >= MOST_REMEMBERED:
                self._read_as.clear()
            least, margin = weight("word.form"), weight("word.form-margin")
            near = process.extract(
                word, self.forms, scorer=fuzz.ratio, processor=None, score_cutoff=least, limit=2
            )
            # Between menetapkan and menerapkan a misread word says neither.
            clear = len(near) == 1 or (len(near) == 2 and near[0][1] - near[1][1] >= margin)
            form = self._read_as[word] = near[0][0] if clear else word
        return form


@lru_cache(maxsize=4)
def comparer_for(vocabulary: Vocabulary) -> Comparer:
    """The comparer of a vocabulary: its equivalents, and its region names as part of office names."""
    equivalents = {_spaced(phrase): stands_for for phrase, stands_for in vocabulary.equivalents}
    regions = {_spaced(region.wilayah) for region in vocabulary.regions}
    names = {re.sub(r"^(?:kabupaten|kota)(?: administrasi)? ", "", region) for region in regions}
    phrases = [*equivalents, *map(_spaced, equivalents.values()), *map(_spaced, _wordings(vocabulary))]
    region = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    forms = frozenset(word for phrase in phrases for word in phrase.split())
    return Comparer(
        equivalents=equivalents,
        equivalent_pattern=_any_of(equivalents),
        # Noise can have changed the region's name, so after "kabupaten" any one word counts as it.
        office_pattern=re.compile(rf"\b{_OFFICE}(?:{_KIND}(?: (?:{region})\b| \w+)?)?(?!\w)"),
        forms=tuple(sorted(forms)),
        known=forms,
    )


def _wordings(vocabulary: Vocabulary) -> Iterator[str]:
    for indikator in vocabulary.indikator:
        yield from indikator.wordings
    for komponen in vocabulary.komponen:
        yield from (komponen.komponen, *komponen.aliases)
    for area in vocabulary.areas:
        yield from (area.area, *area.aliases)
    for joint in vocabulary.joint_aliases:
        yield joint.alias


def list_letter(text: str) -> str:
    """The letter of ``a. ...`` or ``b) ...`` at the start of an indicator, lower case; empty without one."""
    mark = leading_mark(text, (LETTER, CAPITAL))
    return mark.sign.lower() if mark else ""


def _spaced(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _any_of(phrases: dict[str, str]) -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, phrases), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first) or '(?!)'})\b")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A crude Indonesian root, so that ``diterapkan``, ``menerapkan`` and ``penerapan`` agree.

    Only for comparing: where a prefix swallows the root's first letter (``men`` + ``terap``), that letter is
    dropped in all forms, which makes keys that are no words.
    """
    root = word
    for prefix in PREFIXES + SHORT_PREFIXES:
        if root.startswith(prefix) and len(root) - len(prefix) >= SHORT:
            root = root[len(prefix) :]
            break
    for suffix in SUFFIXES:
        if root.endswith(suffix) and len(root) - len(suffix) >= SHORT:
            root = root[: -len(suffix)]
            break
    if root.endswith("i") and len(root) > SHORT:
        root = root[:-1]
    if root[:1] in "ptks" and root[1:2] in ("a", "i", "u", "e", "o") and len(root) > SHORT:
        root = root[1:]
    return root
