"""Makes up plans of other regencies, different in every way a plan can differ; the same seed, the same plan.

Indicators come from the program's own dictionaries in their official, explanatory or office wording; actions,
evidence and schedules are composed (``phrases``). Every such decree is marked CONTOH: no office issued it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Literal

from dictionaries.vocabulary import Indikator, Komponen, Region, Vocabulary, load_vocabulary
from samples.generator import plan_phrases as phrases
from samples.generator.decree import Column, Truth

_NUMBERINGS: dict[str, tuple[str, ...]] = {
    "1": tuple(str(i) for i in range(1, 21)),
    "1.": tuple(f"{i}." for i in range(1, 21)),
    "i": ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"),
    "I": ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"),
    "a": tuple("abcdefghij"),
    "A": tuple("ABCDEFGHIJ"),
}


@dataclass(frozen=True, slots=True)
class Traits:
    """What is peculiar about a plan; :func:`draw_traits` draws them by seed.

    Attributes:
        edisi: ``52/2014`` or ``90/2021``.
        wording: ``statement`` (official), ``narrative`` (explanatory part), ``mixed`` (and offices' own).
        areas, komponen: Numbering styles: ``1``, ``1.``, ``i``, ``I``, ``a``, ``A``.
        letters: Whether ``a.`` ``b.`` stand before the indicators, anew in each komponen.
        missing: Share of indicators that the plan leaves out.
        joint: Share of neighbouring indicators that share a row.
        merged_targets: Whether one target cell may cover several rows.
        empty: Share of cells left empty.
        extra: A further column's title; empty for none.
        without: A column the table lacks: ``indikator``, ``langkah_aksi`` or empty.
        target_title: Title of the last column.
        wrong_heading: Area (1 to 6) whose heading bears another area's name; 0 for none.
        no_heading: Area (2 to 6) that has no heading at all; 0 for none.
        typos: Share of cells with an author's own misspelling.
        rows: Most rows the plan may have; 0 for no limit.
        other_tables: Whether an attendance list and a team list stand in the same file.
        unnumbered: Share of komponen whose number is not printed.
        long_rows: Share of rows whose action and evidence are long lists, up to pages of them.
    """

    edisi: str = "90/2021"
    wording: Literal["statement", "narrative", "mixed"] = "mixed"
    areas: str = "I"
    komponen: str = "1"
    letters: bool = False
    missing: float = 0.1
    joint: float = 0.0
    merged_targets: bool = False
    empty: float = 0.02
    extra: str = ""
    without: Literal["", "indikator", "langkah_aksi"] = ""
    target_title: str = "TARGET WAKTU"
    wrong_heading: int = 0
    no_heading: int = 0
    typos: float = 0.05
    rows: int = 0
    other_tables: bool = False
    unnumbered: float = 0.0
    long_rows: float = 0.0


@dataclass(frozen=True, slots=True)
class Plan:
    """A made-up plan: its truth, its traits, and what is printed where it differs from the truth.

    ``headings``: printed number and name by area number (none where the heading is missing).
    ``starts``: plan rows (urutan) that open a komponen. ``shared``: rows whose target cell is the one above.
    ``lines``: printed texts with their forced line ends, by urutan and column.
    """

    truth: Truth
    traits: Traits
    headings: dict[int, tuple[str, str]]
    starts: frozenset[int]
    shared: frozenset[int]
    lines: dict[tuple[int, str], str]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The table's columns."""
        known = [
            Column("no", "NO"),
            Column("komponen", "KOMPONEN"),
            Column("indikator", "INDIKATOR"),
            Column("langkah_aksi", "LANGKAH AKSI"),
            Column("bukti_fisik", "BUKTI FISIK"),
            Column("target_waktu", self.traits.target_title),
        ]
        columns = [column for column in known if column.kolom != self.traits.without]
        if self.traits.extra:
            columns.append(Column(self.traits.extra, self.traits.extra))
        return tuple(columns)


def draw_traits(seed: int) -> Traits:
    """Traits by chance; rare peculiarities are rare here too."""
    rng = Random(f"traits {seed}")
    return Traits(
        edisi=rng.choice(("52/2014", "90/2021")),
        wording=rng.choice(("statement", "narrative", "mixed")),
        areas=rng.choice(("I", "1", "A")),
        komponen=rng.choice(("1", "1.", "i", "a")),
        letters=rng.random() < 0.25,
        missing=rng.choice((0.0, 0.05, 0.15)),
        joint=rng.choice((0.0, 0.0, 0.08)),
        merged_targets=rng.random() < 0.3,
        empty=rng.choice((0.0, 0.02, 0.05)),
        extra=rng.choice(("", "", "", "% REALISASI", "TINDAKLANJUT")),
        target_title=rng.choice(("TARGET WAKTU", "TARGET WAKTU", "TARGET DAN WAKTU", "WAKTU")),
        wrong_heading=rng.choice((0, 0, 0, 1, 6)),
        no_heading=rng.choice((0, 0, 0, 0, 6)),
        typos=rng.choice((0.0, 0.05, 0.1)),
        other_tables=rng.random() < 0.2,
        unnumbered=rng.choice((0.0, 0.0, 0.0, 0.15, 1.0)),
        long_rows=rng.choice((0.0, 0.0, 0.0, 0.04)),
    )


def make_plan(seed: int, traits: Traits | None = None) -> Plan:
    """Makes up a plan.

    Args:
        seed: Fixes all chance.
        traits: What is peculiar about it; drawn by the seed when None.
    """
    traits = traits or draw_traits(seed)
    rng = Random(f"plan {seed}")
    vocabulary = load_vocabulary()
    document = _document(vocabulary, rng)
    setting = phrases.Setting(
        document["lembaga"], document["provinsi"], document["tahun_rencana"], traits.typos
    )
    rows: list[dict[str, Any]] = []
    lines: dict[tuple[int, str], str] = {}
    starts = set()
    for komponen, number, members in _chosen(vocabulary, traits, rng):
        for index, group in enumerate(members):
            if traits.rows and len(rows) >= traits.rows:
                break
            place = _Place(len(rows) + 1, komponen, number, index)
            row, printed = _row(place, group, setting, traits, rng)
            row["area"] = vocabulary.area_by_no[komponen.area_no].area
            if index == 0:
                starts.add(row["urutan"])
            rows.append(row)
            lines.update({(row["urutan"], kolom): text for kolom, text in printed.items()})
    shared = _merge_targets(rows, lines, starts, rng) if traits.merged_targets else frozenset()
    truth: Truth = {"document": document, "edisi": traits.edisi, "rows": rows}
    return Plan(truth, traits, _headings(vocabulary, traits, rng), frozenset(starts), shared, lines)


def _document(vocabulary: Vocabulary, rng: Random) -> dict[str, Any]:
    region = rng.choice([r for r in vocabulary.regions if "." in r.kode and not r.wilayah.endswith(_REAL)])
    kind, _, name = region.wilayah.partition(" ")
    year = rng.randint(2019, 2026)
    month, day = rng.randint(1, 12), rng.randint(1, 28)
    body = "KIP" if region.provinsi == "Aceh" else "KPU"
    long = "KOMISI INDEPENDEN PEMILIHAN" if body == "KIP" else "KOMISI PEMILIHAN UMUM"
    return {
        "lembaga": f"{body} {region.wilayah}",
        "wilayah": region.wilayah,
        "kode_wilayah": region.kode,
        "provinsi": region.provinsi,
        "nomor_sk": _number(region, kind, year, month, rng),
        "tahun_sk": year,
        "tanggal_sk": f"{year}-{month:02d}-{day:02d}",
        "tentang": f"RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS DI LINGKUNGAN {long} {region.wilayah.upper()} "
        f"TAHUN {year} (CONTOH)",
        "tahun_rencana": year,
        "ketua": rng.choice(("SITI CONTOHWATI", "BUDI CONTOHARJO", "MADE CONTOHANA", "HASAN CONTOHUDIN")),
        "tempat": name,
    }


_REAL = ("Banyumas", "Banyuwangi")
"""Regencies whose own decrees are among the samples."""


def _number(region: Region, kind: str, year: int, month: int, rng: Random) -> str:
    """Plain (``27``) as today, or the long form of former years."""
    plain = str(rng.randint(2, 480))
    if rng.random() < 0.75:
        return plain
    roman = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")[month - 1]
    office = "KPU-Kab" if kind == "Kabupaten" else "KPU-Kot"
    return f"{plain}/PW.02-Kpt/{region.kode.replace('.', '')}/{office}/{roman}/{year}"


def _chosen(
    vocabulary: Vocabulary, traits: Traits, rng: Random
) -> Iterator[tuple[Komponen, int, list[tuple[Indikator, ...]]]]:
    """The komponen the plan has, their numbers within the area, and the indicators of each row."""
    number, area = 0, 0
    for komponen in vocabulary.komponen:
        if komponen.edisi != traits.edisi or komponen.aspect != "pemenuhan":
            continue
        members = [i for i in vocabulary.indikator if i.komponen_id == komponen.komponen_id]
        kept = [item for item in members if rng.random() >= traits.missing]
        if not kept:
            continue
        number = number + 1 if komponen.area_no == area else 1
        area = komponen.area_no
        yield komponen, number, _grouped(kept, traits, rng)


def _grouped(items: list[Indikator], traits: Traits, rng: Random) -> list[tuple[Indikator, ...]]:
    groups: list[tuple[Indikator, ...]] = []
    for item in items:
        if groups and len(groups[-1]) == 1 and rng.random() < traits.joint:
            groups[-1] = (*groups[-1], item)
        else:
            groups.append((item,))
    return groups


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a row stands.

    Attributes:
        urutan: Its number in the plan.
        komponen: Its komponen, and that one's number in the area.
        index: Its place in the komponen, from 0.
    """

    urutan: int
    komponen: Komponen
    number: int
    index: int


_KOLOM = ("komponen", "indikator", "langkah_aksi", "bukti_fisik", "target_waktu")


def _row(
    place: _Place, group: tuple[Indikator, ...], setting: phrases.Setting, traits: Traits, rng: Random
) -> tuple[dict[str, Any], dict[str, str]]:
    """A truth row, and its cells as printed (with forced line ends)."""
    long = bool(traits.long_rows) and rng.random() < traits.long_rows
    write = phrases.long_list if long else phrases.action
    action, hal = write(place.komponen.area_no, setting, rng)
    when = phrases.schedule(setting.tahun, rng)
    indikator = "; ".join(_wording(item, traits, rng) for item in group)
    lettered = f"{'abcdefghijklmnop'[place.index]}. {indikator}" if traits.letters else indikator
    texts = (lettered, action, phrases.evidence(hal, setting, rng), when.text)
    printed = _with_peculiarities(dict(zip(_KOLOM[1:], texts, strict=True)), traits, rng)
    row: dict[str, Any] = {
        "urutan": place.urutan,
        "area_no": place.komponen.area_no,
        "komponen_no": place.number,
        "no": _printed_number(place, setting, traits),
        "komponen": _komponen_name(place.komponen, traits, _own_chance(place, setting)),
        "komponen_id": place.komponen.komponen_id,
        **{kolom: " ".join(printed.get(kolom, "").split()) for kolom in _KOLOM[1:]},
        "bulan": list(when.bulan),
        "tahun_target": when.tahun,
        "indikator_ids": [item.indikator_id for item in group] if traits.without != "indikator" else [],
    }
    if traits.extra:
        row["extra"] = {traits.extra: printed[traits.extra]}
    if traits.letters and traits.without != "indikator":
        row["ambiguous"] = [{"kolom": "indikator", "chosen": lettered, "alternative": indikator}]
    return row, printed | {"komponen": row["komponen"]}


def _with_peculiarities(printed: dict[str, str], traits: Traits, rng: Random) -> dict[str, str]:
    """The cells with some left empty, a column left out or one added, as the plan's traits say."""
    empty = [kolom for kolom in ("langkah_aksi", "bukti_fisik") if rng.random() < traits.empty]
    cells = printed | dict.fromkeys(empty, "")
    if traits.without:
        del cells[traits.without]
    if traits.extra:
        cells[traits.extra] = rng.choice(("100%", "75 %", "0", "-", "", "Sudah dilaksanakan"))
    return cells


def _printed_number(place: _Place, setting: phrases.Setting, traits: Traits) -> str:
    """What the NO column prints: the komponen's number in its first row, in some plans not even there."""
    unnumbered = _own_chance(place, setting, " number").random() < traits.unnumbered
    return _NUMBERINGS[traits.komponen][place.number - 1] if place.index == 0 and not unnumbered else ""


def _own_chance(place: _Place, setting: phrases.Setting, what: str = "") -> Random:
    """Chance that falls alike for all rows of a komponen."""
    return Random(f"{setting.lembaga} {place.komponen.komponen_id}{what}")


def _wording(item: Indikator, traits: Traits, rng: Random) -> str:
    if traits.wording == "statement":
        return item.statement
    if traits.wording == "narrative":
        return item.narrative or item.statement
    return rng.choice([w for w in (item.statement, item.narrative, *item.aliases) if w])


def _komponen_name(komponen: Komponen, traits: Traits, rng: Random) -> str:
    """One name a komponen and plan: official, or an alias in plans of mixed wording."""
    names = (komponen.komponen, *komponen.aliases) if traits.wording == "mixed" else (komponen.komponen,)
    return rng.choice(names)


def _headings(vocabulary: Vocabulary, traits: Traits, rng: Random) -> dict[int, tuple[str, str]]:
    headings = {}
    for area in vocabulary.areas:
        if area.area_no == traits.no_heading:
            continue
        name = area.area
        if area.area_no == traits.wrong_heading:
            name = vocabulary.area_by_no[5 if area.area_no == 6 else area.area_no + 1].area
        upper = rng.random() < 0.8
        number = _NUMBERINGS[traits.areas][area.area_no - 1]
        headings[area.area_no] = (number, name.upper() if upper else name)
    return headings


def _merge_targets(
    rows: list[dict[str, Any]], lines: dict[tuple[int, str], str], starts: set[int], rng: Random
) -> frozenset[int]:
    """Lets some target cells cover the rows below, within a komponen; gives those rows its value."""
    shared = set()
    left, source = 0, rows[0]
    for row in rows:
        if left and row["urutan"] not in starts:
            left -= 1
            shared.add(row["urutan"])
            for key in ("target_waktu", "bulan", "tahun_target"):
                row[key] = source[key]
            lines[row["urutan"], "target_waktu"] = ""
            continue
        source = row
        left = rng.randint(2, 7) if row["target_waktu"] and rng.random() < 0.4 else 0
    return frozenset(shared)


def small(traits: Traits, rows: int) -> Traits:
    """The same traits with at most that many rows: for tests that need no whole plan."""
    return replace(traits, rows=rows)
