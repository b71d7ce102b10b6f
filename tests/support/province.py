"""A made-up province of 29 regions with known plans: what the report must say of it can be counted.

The regions have names of a real province, the plans are made up (CONTOH): region 1 to 26 have a plan, the
last three have none. Regions 3 and 4 handed theirs in twice (a scan and a transcript), region 5 has plans
of two years, region 6's plan cannot be judged, region 7's follows the older edition. Another agency's plan
lies among them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from dictionaries import Vocabulary, load_vocabulary
from dictionaries.vocabulary import Region
from lampiran.records import DocumentHead, Outcome, PlanCell, PlanDocument, PlanRow, RawRow
from load import Database
from load.remarks import Remark, set_remark
from tests.support import loading

PROVINCE = "Jawa Tengah"
YEAR = 2025
REGIONS, WITH_PLAN = 29, 26
SP4N = "90.P.6.iii.a"


@dataclass(slots=True)
class Truth:
    """What was put in, by the regions' codes."""

    regions: list[Region] = field(default_factory=list)
    covered: dict[str, dict[str, tuple[int, ...]]] = field(default_factory=dict)
    """Of every judged plan of the 90 edition: months by indikator."""
    rows: dict[str, int] = field(default_factory=dict)
    open_cells: dict[str, int] = field(default_factory=dict)

    @property
    def received(self) -> list[str]:
        """Codes of regions with a plan."""
        return list(self.rows)

    def lacking(self, indikator_id: str) -> list[str]:
        """Regions whose judged plan lacks the indikator."""
        return [kode for kode, ids in self.covered.items() if indikator_id not in ids]


@cache
def vocabulary() -> Vocabulary:
    """The shipped vocabulary with a province of 29 regions."""
    shipped = load_vocabulary()
    ours = [region for region in shipped.regions if region.provinsi == PROVINCE]
    cut = {region.kode for region in ours[1 + REGIONS :]}
    return replace(shipped, regions=tuple(region for region in shipped.regions if region.kode not in cut))


def months_of(place: int, number: int) -> tuple[int, ...]:
    """Schedules that differ from row to row and plan to plan."""
    first = 1 + (place + number) % 12
    return (first,) if number % 3 else tuple(sorted({first, 1 + first % 12}))


def plan(
    region: Region, place: int, ids: Iterable[str], edisi: str, tahun: int, file: str, doubtful: int = 0
) -> PlanDocument:
    """A plan with one row for each indikator; the first ``doubtful`` rows have a flagged cell."""
    known = load_vocabulary().indikator_by_id
    rows = [
        _row(number, (key,) if key else (), known[key].statement if key else "Kegiatan lain", place, doubtful)
        for number, key in enumerate(ids, start=1)
    ]
    head = DocumentHead(
        lembaga=f"KPU {region.wilayah}",
        wilayah=region.wilayah,
        kode_wilayah=region.kode,
        provinsi=region.provinsi,
        nomor_sk=str(100 + place),
        tahun_sk=tahun,
        tanggal_sk=f"{tahun}-01-{1 + place % 28:02}",
        tentang="RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS (CONTOH)",
        tahun_rencana=tahun,
    )
    return loading.plan(file, rows, head, edisi)


def _row(
    number: int, ids: tuple[str, ...], indikator: str, place: int, doubtful: int
) -> tuple[RawRow, PlanRow]:
    area = load_vocabulary().indikator_by_id[ids[0]].area_no if ids else 1
    texts = {
        "komponen": "Komponen",
        "indikator": indikator,
        "langkah_aksi": f"Rapat pembahasan nomor {number}",
        "bukti_fisik": f"Undangan {number}; Notula {number}",
        "target_waktu": "Januari-Desember",
    }
    cells = tuple(
        _cell(kolom, text, flagged=kolom == "bukti_fisik" and number <= doubtful)
        for kolom, text in texts.items()
    )
    return loading.row(number, cells, ids, months=months_of(place, number), area_no=area)


def _cell(kolom: str, text: str, flagged: bool) -> PlanCell:
    return loading.repaired(kolom, (replace(loading.part(text), words=(), readings=()),), review=flagged)


def ids_of(place: int) -> list[str]:
    """The indicators of a region's plan: every plan lacks some, a dozen lack SP4N-Lapor."""
    asked = [
        item.indikator_id
        for item in load_vocabulary().indikator
        if item.edisi == "90/2021" and item.aspect == "pemenuhan"
    ]
    ids = [key for number, key in enumerate(asked) if (number + place) % 11 and key != SP4N]
    return ids if place % 2 else [*ids, SP4N]


def fill(path: Path) -> Truth:
    """Makes the database; returns what is in it."""
    truth = Truth([region for region in vocabulary().regions if region.provinsi == PROVINCE][1:])
    with Database.open(path, now="2026-02-01T00:00:00Z") as db:
        db.vocabulary_sync(vocabulary())
        for outcome in _outcomes(truth):
            db.save(outcome)
        missing = truth.regions[WITH_PLAN]
        set_remark(db.engine, Remark(missing.kode, YEAR, "menyusul", None, waiting=True), "Sari", db.now)
        set_remark(db.engine, Remark(truth.regions[0].kode, YEAR, "", f"{YEAR}-02-03"), "Sari", db.now)
    return truth


def _outcomes(truth: Truth) -> Iterable[Outcome]:
    for place, region in enumerate(truth.regions[:WITH_PLAN], start=1):
        ids, edisi = ids_of(place), "90/2021"
        if place == 6:
            ids = ids[:10] + [""] * 40
        elif place == 7:
            ids, edisi = ["52.I.1.a", "52.I.1.b"], "52/2014"
        else:
            truth.covered[region.kode] = {
                key: months_of(place, number) for number, key in enumerate(ids, start=1)
            }
        doubtful = min(place % 4, len(ids))
        truth.rows[region.kode], truth.open_cells[region.kode] = len(ids), doubtful
        made = plan(region, place, ids, edisi, YEAR, f"{place:02}.pdf", doubtful)
        yield loading.outcome(made)
        if place in (3, 4):
            yield loading.outcome(as_transcript(plan(region, place, ids, edisi, YEAR, f"{place:02}.txt", 9)))
        if place == 5:
            # Ten kept, one and the last three new, those between them in other words, one dropped since.
            before = [*ids[:10], *ids[11:-3], SP4N]
            yield loading.outcome(plan(region, place, before, edisi, YEAR - 1, "05-lama.pdf"))
    other = replace(
        plan(truth.regions[0], 40, ids_of(40), "90/2021", YEAR, "lain.pdf").head,
        lembaga="Balai Contoh",
        kode_wilayah="",
        wilayah="",
        provinsi="",
    )
    yield loading.outcome(
        replace(plan(truth.regions[0], 40, ids_of(40), "90/2021", YEAR, "lain.pdf"), head=other)
    )


def as_transcript(document: PlanDocument) -> PlanDocument:
    """The same plan, typed off."""
    pages = tuple(replace(page, kind="transcript") for page in document.raw.pages)
    return replace(document, raw=replace(document.raw, pages=pages))
