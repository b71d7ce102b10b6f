"""Finding the office and its region in printed words: ``KOMISI PEMILIHAN UMUM KABUPATEN BANYUMAS``.

Twenty-six names are both a kabupaten and a kota, and some names differ by a few letters, so kind and name are
both read, noise allowed, and a reading is sure only where no other region comes near.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

from dictionaries import Region, Vocabulary
from dictionaries.function_words import Role, words_of
from dictionaries.likeness import LIKELY

Kind = Literal["Kabupaten", "Kota", "Provinsi", "Republik"]

NEAR_KIND = 72.0
"""Edit ratio (0 to 100) from which a word is read as KABUPATEN, KOTA ...: there are few, and none alike."""
NEAR_NAME = 76.0
"""Edit ratio from which words may be a region's name; what follows the kind is one most of the time."""
SURE_NAME, SURE_BY = 86.0, 6.0
"""A region is sure from this ratio on when the next one is this much less like: names differ by a letter."""
LONGEST_NAME = 5
"""Words of a region's name, at most."""
OFFICE_WORDS, OFFICE_LETTERS = 4, range(12, 35)
"""Words of an office's written-out name, at most (blanks may be lost or too many), and how many letters."""
SURE_PIECES = 90.0
"""Edit ratio from which two words are one kind of region: KABU PATEN."""
_ANY = 0.1
"""The same for a name read letter by letter, which must only not have an equal."""
LONGER_NAME = 8.0
"""How many points a further word of a well-read name is worth."""

_OFFICES = {
    "KOMISIPEMILIHANUMUM": "KPU",
    "KPU": "KPU",
    "KOMISIINDEPENDENPEMILIHAN": "KIP",
    "KIP": "KIP",
}
_KINDS: dict[str, Kind] = {
    "KABUPATEN": "Kabupaten",
    "KAB": "Kabupaten",
    "KOTA": "Kota",
    "PROVINSI": "Provinsi",
    "PROPINSI": "Provinsi",
    "REPUBLIK": "Republik",
}


@dataclass(frozen=True, slots=True)
class RegionMatch:
    """A region read from words: how like the print is (0..1) and whether no other comes near."""

    region: Region
    score: float
    sure: bool


@dataclass(frozen=True, slots=True)
class Office:
    """An election office as printed: ``KPU`` or ``KIP``, the kind of its region, and the region if read.

    ``start:end`` are word places; ``region`` is None for the national office or an unreadable name.
    """

    short: str
    kind: Kind | None
    region: RegionMatch | None
    start: int
    end: int


def capital_words(text: str) -> list[str]:
    """Upper-case words of a text, as the functions here take them."""
    return re.findall(r"[^\W_]+", text.upper())


def offices(words: Sequence[str], vocabulary: Vocabulary) -> Iterator[Office]:
    """All election offices named in the words, in order.

    ``KPU Kabupaten/Kota`` without a name (the offices in general) is no office.
    """
    place = 0
    while place < len(words):
        short, after = _office_at(words, place)
        if not short:
            place += 1
            continue
        kind, name_at = _kind_at(words, after)
        if kind == "Kabupaten" and name_at < len(words) and words[name_at] == "KOTA":
            place = name_at + 1
            continue
        region = (
            None
            if kind == "Republik"
            else find_region(words[name_at : name_at + LONGEST_NAME], kind, vocabulary)
        )
        if kind is not None or region is not None:
            yield Office(short, kind, region, place, name_at)
        place = max(after, place + 1)


def find_region(words: Sequence[str], kind: Kind | None, vocabulary: Vocabulary) -> RegionMatch | None:
    """The region whose name the words begin with.

    Args:
        words: Upper-case words, the name first.
        kind: What stands before the name; None where nothing readable does.
        vocabulary: Gives the regions.
    """
    if not words or words[0].lower() in words_of(Role.NO_REGION):
        return None
    names = _names(vocabulary, "Provinsi" if kind == "Provinsi" else "Kabupaten/Kota")
    found: dict[str, tuple[float, int, Region]] = {}
    for length in range(1, min(len(words), LONGEST_NAME) + 1):
        printed = "".join(words[:length])
        for name, score, _ in process.extract(
            printed, tuple(names), scorer=fuzz.ratio, processor=None, score_cutoff=NEAR_NAME, limit=5
        ):
            for region in names[name]:
                known = found.get(region.kode)
                if known is None or score > known[0]:
                    found[region.kode] = (score, length, region)
    if not found:
        return None
    ranked = sorted(found.values(), key=lambda entry: (-_weighed(*entry[:2]), not _is_kind(entry[2], kind)))
    score, length, best = ranked[0]
    # A name that begins another (Nias, Nias Barat) is no rival of the longer one, even if that is noisy.
    rivals = [other for other, words, region in ranked[1:] if _is_kind(region, kind) and words >= length]
    clear = not rivals or score - rivals[0] >= (SURE_BY if score < 100 else _ANY)
    sure = score >= SURE_NAME and clear and kind is not None and _is_kind(best, kind)
    return RegionMatch(best, score / 100.0, sure)


def _weighed(score: float, words: int) -> float:
    """Ranks matches: a longer name well read goes before a shorter one that begins it."""
    return score + (LONGER_NAME * words if score >= SURE_NAME else 0.0)


def _is_kind(region: Region, kind: Kind | None) -> bool:
    return kind is None or kind == "Provinsi" or region.wilayah.startswith(kind)


@lru_cache(maxsize=8)
def _names(vocabulary: Vocabulary, level: str) -> dict[str, tuple[Region, ...]]:
    """Regions by bare upper-case name without blanks (``HULUSUNGAIUTARA``); twins share a name."""
    names: dict[str, tuple[Region, ...]] = {}
    for region in vocabulary.regions:
        if ("." not in region.kode) != (level == "Provinsi"):
            continue
        for full in (region.wilayah, *region.aliases):
            bare = re.sub(r"^(?:Kabupaten|Kota)(?: Administrasi)? ", "", full)
            key = "".join(capital_words(bare))
            if region not in names.get(key, ()):
                names[key] = (*names.get(key, ()), region)
    return names


def _office_at(words: Sequence[str], place: int) -> tuple[str, int]:
    """The office whose name begins at that word, with the place after it; empty where none does."""
    if words[place] in ("KPU", "KIP"):
        return words[place], place + 1
    best, found = LIKELY, ("", place)
    for length in range(1, OFFICE_WORDS + 1):
        printed = "".join(words[place : place + length])
        if place + length > len(words) or len(printed) not in OFFICE_LETTERS:
            continue
        for name, short in _OFFICES.items():
            score = fuzz.ratio(printed, name, processor=None, score_cutoff=best) if len(name) > 3 else 0.0
            if score > best:
                best, found = score, (short, place + length)
    if found[0] == "KIP" and words[found[1] : found[1] + 1] == ["UMUM"]:
        return "KIP", found[1] + 1
    return found


def _kind_at(words: Sequence[str], place: int) -> tuple[Kind | None, int]:
    """The kind of region printed at that word (noise allowed), with the place after it."""
    if place >= len(words):
        return None, place
    for length in (1, 2):  # KABU PATEN
        printed = "".join(words[place : place + length])
        found = process.extractOne(
            printed, tuple(_KINDS), scorer=fuzz.ratio, processor=None, score_cutoff=NEAR_KIND
        )
        if found is not None and (length == 1 or found[1] > SURE_PIECES):
            after = place + length
            if words[after : after + 1] == ["ADMINISTRASI"]:
                after += 1
            return _KINDS[found[0]], after
    return None, place
