"""The rows of plans on other forms, with what they mean, and tables in the making."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from random import Random
from typing import Any

from dictionaries.months import month_names
from dictionaries.vocabulary import Komponen, load_vocabulary

_EDITION = "90/2021"
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
SMALL = tuple(map(str.lower, ROMAN))
MONTHS = month_names()
YEAR = 2026
_VERBS = ("Menyusun", "Menetapkan", "Membahas", "Memantau", "Menilai", "Mengumumkan")
_THINGS = (
    "rancangan pedoman",
    "laporan berkala",
    "daftar petugas",
    "kertas kerja",
    "jadwal layanan",
    "peta proses",
)
_PROOFS = (
    "Notula rapat",
    "Surat keputusan",
    "Laporan hasil",
    "Foto kegiatan",
    "Daftar hadir",
    "Salinan pedoman",
)
_PEOPLE = ("Sekretaris", "Subbag Hukum", "Subbag Umum", "Ketua Tim")


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the plan as it is meant, and the truth of it."""

    area_no: int
    area: str
    komponen_no: int
    komponen: str
    letter: str
    indikator: str
    langkah_aksi: str
    bukti_fisik: str
    target_waktu: str
    bulan: tuple[int, ...]
    amount: int
    person: str


@dataclass(slots=True)
class Block:
    """A table in the making, with what stands over it.

    ``spans``: top, left, bottom and right of merged cells.
    """

    widths: Sequence[float]
    caption: str = ""
    head: int = 1
    rows: list[list[str]] = field(default_factory=list)
    spans: list[tuple[int, int, int, int]] = field(default_factory=list)
    fills: list[tuple[int, int, int, Any]] = field(default_factory=list)

    def add(self, *texts: str) -> int:
        """Adds a row; texts that are not given are empty. Its number."""
        self.rows.append([*texts, *[""] * (len(self.widths) - len(texts))])
        return len(self.rows) - 1

    def band(self, text: str, fill: Any = None) -> None:
        """A text over all columns."""
        row = self.add(text)
        self.spans.append((row, 0, row, len(self.widths) - 1))
        if fill is not None:
            self.fills.append((row, 0, len(self.widths) - 1, fill))

    def group(self, row: int, first: int, last: int) -> None:
        """Merges cells of a row."""
        self.spans.append((row, first, row, last))

    def deep(self, col: int, first: int, last: int) -> None:
        """Merges cells of a column."""
        if last > first:
            self.spans.append((first, col, last, col))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A plan on one of the forms: its tables, its truth, and the texts of further columns by stable name."""

    title: str
    blocks: tuple[Block, ...]
    rows: tuple[dict[str, Any], ...]


def items(seed: str, areas: Sequence[int], count: int = 25) -> list[Item]:
    """Rows of three areas and about nine komponen, worded by the official list, with made-up actions."""
    chance, vocabulary = Random(seed), load_vocabulary()
    komponen = [one for one in vocabulary.komponen if one.edisi == _EDITION and one.komponen_id[3] == "P"]
    chosen = [one for area in areas for one in [k for k in komponen if k.area_no == area][:3]]
    found: list[Item] = []
    per = {
        one.komponen_id: [i for i in vocabulary.indikator if i.komponen_id == one.komponen_id]
        for one in chosen
    }
    sizes = {one.komponen_id: min(len(per[one.komponen_id]), 3) for one in chosen}
    spare = count - sum(sizes.values())
    for one in chosen:
        more = min(max(spare, 0), len(per[one.komponen_id]) - sizes[one.komponen_id])
        sizes[one.komponen_id] += more
        spare -= more
    for one in chosen:
        for place, official in enumerate(per[one.komponen_id][: sizes[one.komponen_id]]):
            found.append(_item(one, place, official.statement, len(found), chance))
    return found[:count]


def _item(one: Komponen, place: int, wording: str, number: int, chance: Random) -> Item:
    area = next(area.area for area in load_vocabulary().areas if area.area_no == one.area_no)
    first = chance.randint(1, 9)
    text, months = chance.choice(
        (
            (f"{MONTHS[first - 1]} {YEAR}", (first,)),
            (f"{MONTHS[first - 1]} - {MONTHS[first + 1]} {YEAR}", (first, first + 1, first + 2)),
            (f"{MONTHS[first - 1]} dan {MONTHS[first + 1]} {YEAR}", (first, first + 2)),
            (f"Triwulan II {YEAR}", (4, 5, 6)),
        )
    )
    thing = f"{chance.choice(_THINGS)} nomor {number + 1}"
    return Item(
        area_no=one.area_no,
        area=area,
        komponen_no=one.komponen_no,
        komponen=one.komponen,
        letter=chr(ord("a") + place),
        indikator=wording,
        langkah_aksi=f"{chance.choice(_VERBS)} {thing}",
        bukti_fisik=f"{chance.choice(_PROOFS)} {thing}",
        target_waktu=text,
        bulan=months,
        amount=chance.randint(1, 9),
        person=chance.choice(_PEOPLE),
    )


def truth(item: Item, **changed: Any) -> dict[str, Any]:
    """The truth of a row: area, komponen, texts, months; ``changed`` where the form says otherwise."""
    facts = asdict(item)
    del facts["amount"], facts["person"], facts["letter"]
    return facts | changed


def starts(rows: Sequence[Item], key: Callable[[Item], Any]) -> list[tuple[int, int]]:
    """First and last place of the items that belong together."""
    begins = [n for n, item in enumerate(rows) if n == 0 or key(item) != key(rows[n - 1])]
    return list(zip(begins, [*(n - 1 for n in begins[1:]), len(rows) - 1], strict=True))


def area_of(item: Item) -> int:
    """The area that a row belongs to."""
    return item.area_no


def komponen_of(item: Item) -> tuple[int, int]:
    """The area and komponen that a row belongs to."""
    return item.area_no, item.komponen_no
