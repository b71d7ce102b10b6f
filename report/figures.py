"""Every number of the report, as a question to a view: the only module that asks the database.

The workbook and the page show what these questions answer, and print them in their appendix.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import Template
from typing import Any

from dictionaries.letter_topics import Topic
from load import Database

Row = Mapping[str, Any]
Rows = Sequence[Row]

_REGION = "provinsi = :provinsi AND tahun = :tahun AND (:kode = '' OR kode_wilayah = :kode)"
_REGIONS = f"{_REGION} AND jenis <> 'Provinsi'"
_COUNTED = "document_id IN (SELECT document_id FROM kelengkapan WHERE $regions)"

_MONTHS = " UNION ALL ".join(f"SELECT {month} AS bulan" for month in range(1, 13))


def _sql(template: str) -> str:
    counted = template.replace("$counted", _COUNTED)
    return Template(counted).substitute(region=_REGION, regions=_REGIONS, months=_MONTHS)


@dataclass(frozen=True, slots=True)
class Question:
    """A question: which numbers it gives (in Indonesian), and its SQL."""

    says: str
    sql: str


QUESTIONS: dict[str, Question] = {
    "kelengkapan": Question(
        "Kabupaten/kota: rencana yang dihitung, keadaannya, dan catatan",
        _sql("SELECT * FROM kelengkapan WHERE $regions ORDER BY kode_wilayah"),
    ),
    "jumlah": Question(
        "Jumlah kabupaten/kota, rencana yang ada, yang belum, dan sel yang masih perlu diperiksa",
        _sql("""SELECT COUNT(*) AS wilayah, SUM(CASE WHEN keadaan = 'ada' THEN 1 ELSE 0 END) AS ada,
       SUM(CASE WHEN keadaan = 'belum' THEN 1 ELSE 0 END) AS belum,
       SUM(CASE WHEN terbuka > 0 THEN 1 ELSE 0 END) AS berisi_keraguan, SUM(terbuka) AS terbuka,
       SUM(menunggu) AS menunggu, COALESCE(SUM("rows"), 0) AS baris
FROM kelengkapan WHERE $regions"""),
    ),
    "berkas_lain": Question(
        "Berkas lain dari keputusan yang sama, tidak dihitung dua kali",
        _sql("SELECT COUNT(*) AS berkas FROM mutu WHERE status = 'superseded' AND $region"),
    ),
    "di_luar": Question(
        "Rencana yang tidak dihitung pada kabupaten/kota mana pun, dan sebabnya",
        """SELECT * FROM di_luar_hitungan
WHERE (COALESCE(provinsi, '') IN ('', :provinsi)) AND (tahun IS NULL OR tahun = :tahun) ORDER BY file""",
    ),
    "lke": Question("Butir LKE: nomor, bobot, baris lembar Excel", "SELECT * FROM lke ORDER BY urutan_lke"),
    "area": Question(
        "Cakupan per area: indikator yang ada, belum, belum dinilai",
        _sql("""SELECT aspect, area_no, SUM(CASE WHEN keadaan = 'ada' THEN 1 ELSE 0 END) AS ada,
       SUM(CASE WHEN keadaan = 'belum' THEN 1 ELSE 0 END) AS belum,
       SUM(CASE WHEN keadaan = 'belum dinilai' THEN 1 ELSE 0 END) AS belum_dinilai
FROM cakupan_lke WHERE $counted GROUP BY aspect, area_no ORDER BY aspect, area_no"""),
    ),
    "area_wilayah": Question(
        "Cakupan per area dan kabupaten/kota (Pemenuhan)",
        _sql("""SELECT kode_wilayah, area_no, SUM(CASE WHEN keadaan = 'ada' THEN 1 ELSE 0 END) AS ada,
       SUM(CASE WHEN keadaan = 'belum' THEN 1 ELSE 0 END) AS belum,
       SUM(CASE WHEN keadaan = 'belum dinilai' THEN 1 ELSE 0 END) AS belum_dinilai
FROM cakupan_lke WHERE aspect = 'pemenuhan' AND $counted
GROUP BY kode_wilayah, area_no ORDER BY kode_wilayah, area_no"""),
    ),
    "indikator": Question(
        "Per indikator: berapa rencana memuatnya, belum, belum dinilai, tidak diminta",
        _sql("""SELECT urutan_lke, nomor, indikator_id, indikator, aspect, area_no,
       SUM(CASE WHEN keadaan = 'ada' THEN 1 ELSE 0 END) AS ada,
       SUM(CASE WHEN keadaan = 'belum' THEN 1 ELSE 0 END) AS belum,
       SUM(CASE WHEN keadaan = 'belum dinilai' THEN 1 ELSE 0 END) AS belum_dinilai,
       SUM(CASE WHEN keadaan = 'tidak diminta' THEN 1 ELSE 0 END) AS tidak_diminta
FROM cakupan_lke WHERE $counted
GROUP BY urutan_lke, nomor, indikator_id, indikator, aspect, area_no ORDER BY urutan_lke"""),
    ),
    "cakupan": Question(
        "Indikator × kabupaten/kota",
        _sql("""SELECT kode_wilayah, wilayah, urutan_lke, nomor, indikator_id, indikator, area_no,
       keadaan, bulan, unmatched_rows
FROM cakupan_lke WHERE $counted ORDER BY kode_wilayah, urutan_lke"""),
    ),
    "kalender": Question(
        "Baris rencana per kabupaten/kota dan bulan; baris beberapa bulan dihitung tiap bulan",
        _sql("""SELECT kode_wilayah, m.bulan, COUNT(*) AS baris
FROM rencana_aksi JOIN ($months) m ON ',' || rencana_aksi.bulan || ',' LIKE '%,' || m.bulan || ',%'
WHERE $counted GROUP BY kode_wilayah, m.bulan ORDER BY kode_wilayah, m.bulan"""),
    ),
    "jatuh_tempo": Question(
        "Bukti yang dijanjikan untuk triwulan ini",
        _sql("""SELECT kode_wilayah, wilayah, urutan, item, indikator, bukti, bulan, file, page_first
FROM bukti WHERE $counted AND (',' || bulan || ',' LIKE '%,' || CAST(:bulan_1 AS TEXT) || ',%'
   OR ',' || bulan || ',' LIKE '%,' || CAST(:bulan_2 AS TEXT) || ',%'
   OR ',' || bulan || ',' LIKE '%,' || CAST(:bulan_3 AS TEXT) || ',%')
ORDER BY kode_wilayah, urutan, item"""),
    ),
    "rencana": Question(
        "Semua baris rencana yang dihitung",
        _sql("""SELECT document_id, kode_wilayah, wilayah, file, urutan, area_no, komponen, indikator_id,
       indikator, langkah_aksi, bukti_fisik, target_waktu, bulan, tahun_target, page_first, needs_review
FROM rencana_aksi WHERE $counted ORDER BY kode_wilayah, urutan"""),
    ),
    "bukti": Question(
        "Semua bukti fisik, satu per satu",
        _sql("""SELECT kode_wilayah, wilayah, urutan, item, area_no, indikator, bukti, bulan, file, page_first
FROM bukti WHERE $counted ORDER BY kode_wilayah, urutan, item"""),
    ),
    "perbandingan": Question(
        "Langkah aksi, bukti, dan waktu untuk indikator yang sama",
        _sql("""SELECT kode_wilayah, padanan_id, urutan, langkah_aksi, bukti_fisik, target_waktu
FROM perbandingan WHERE $counted ORDER BY padanan_id, kode_wilayah, urutan"""),
    ),
    "tahun_lalu": Question(
        "Indikator dan langkah aksi rencana yang dihitung setahun sebelumnya",
        _sql("""SELECT kode_wilayah, wilayah, padanan_id, padanan, langkah_aksi, urutan
FROM perbandingan WHERE document_id IN (
    SELECT document_id FROM kelengkapan WHERE provinsi = :provinsi AND tahun = :tahun - 1
       AND (:kode = '' OR kode_wilayah = :kode) AND jenis <> 'Provinsi')
ORDER BY kode_wilayah, padanan_id, urutan"""),
    ),
    "diperiksa": Question(
        "Sel yang masih perlu diperiksa",
        _sql("""SELECT document_id, urutan, kolom, part, page, text, confidence FROM cell
WHERE needs_review = 1 AND $counted ORDER BY document_id, urutan, kolom, part"""),
    ),
}
"""Name to question; ``:provinsi``, ``:tahun``, ``:kode`` (of one region or empty), ``:bulan_…`` are given."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report is about.

    Attributes:
        office: Who reports: ``KPU Provinsi Jawa Tengah``.
        kode: Code of the one region asked for; empty for the province.
        quarter: 1 to 4.
    """

    provinsi: str
    office: str
    tahun: int
    kode: str
    wilayah: str
    quarter: int

    @property
    def months(self) -> tuple[int, int, int]:
        """The months of the quarter."""
        last = 3 * self.quarter
        return last - 2, last - 1, last


@dataclass(frozen=True, slots=True)
class Figures:
    """The answers: lines by the question's name; ``topics`` by region's code and topic."""

    scope: Scope
    lines: dict[str, Rows]
    topics: dict[tuple[str, str], TopicAnswer]

    def __getitem__(self, name: str) -> Rows:
        return self.lines[name]

    @property
    def totals(self) -> Row:
        """The one line of ``jumlah``."""
        return self.lines["jumlah"][0]

    @property
    def received(self) -> Rows:
        """The regions that have a plan."""
        return [line for line in self.lines["kelengkapan"] if line["keadaan"] == "ada"]


@dataclass(frozen=True, slots=True)
class TopicAnswer:
    """How a plan speaks of a topic: in which rows, and in how many different months."""

    rows: tuple[int, ...]
    months: int


def ask(database: Database, scope: Scope, topics: Sequence[Topic]) -> Figures:
    """Asks all questions about a scope."""
    first, second, third = scope.months
    given = {
        "provinsi": scope.provinsi,
        "tahun": scope.tahun,
        "kode": scope.kode,
        "bulan_1": first,
        "bulan_2": second,
        "bulan_3": third,
    }
    lines: dict[str, Rows] = {}
    for name, question in QUESTIONS.items():
        asked = {key: value for key, value in given.items() if f":{key}" in question.sql}
        lines[name] = [{**line} for line in database.query(question.sql, **asked)]
    return Figures(scope, lines, _topics(lines["rencana"], topics))


def _topics(rows: Rows, topics: Sequence[Topic]) -> dict[tuple[str, str], TopicAnswer]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        said = " ".join(str(row[name] or "") for name in ("indikator", "langkah_aksi", "bukti_fisik"))
        for topic in topics:
            if topic.is_in(said):
                found.setdefault((row["kode_wilayah"], topic.key), []).append(row)
    return {
        place: TopicAnswer(
            tuple(line["urutan"] for line in lines),
            len({month for line in lines for month in (line["bulan"] or "").split(",") if month}),
        )
        for place, lines in found.items()
    }
