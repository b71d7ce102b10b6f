"""The questions of ``docs/queries.md`` as forms to fill in: nobody needs SQL, and everybody may look at it.

A field that is left empty does not narrow the answer. Names of places match in part (``banyu`` finds
Banyumas and Banyuwangi).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from string import Template

_PLACE = (
    "(:provinsi = '' OR provinsi LIKE '%' || :provinsi || '%')\n"
    "  AND (:wilayah = '' OR wilayah LIKE '%' || :wilayah || '%')\n"
    "  AND (:tahun = '' OR tahun = CAST(:tahun AS INTEGER))"
)
_ROW_PLACE = _PLACE.replace("tahun = CAST", "COALESCE(tahun_rencana, tahun_sk) = CAST")


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its SQL; ``example`` holds values for its fields that give a telling answer."""

    name: str
    title: str
    says: str
    sql: str
    example: dict[str, str] = field(default_factory=dict)


def _question(name: str, title: str, says: str, sql: str, **example: str) -> Question:
    filled = Template(sql.strip()).substitute(place=_PLACE, row_place=_ROW_PLACE)
    return Question(name, title, says, filled, example)


QUESTIONS: tuple[Question, ...] = (
    _question(
        "tanya_cakupan",
        "Berapa indikator resmi yang dicakup setiap rencana, per area?",
        "Membandingkan jumlah indikator yang tercakup dengan jumlah semua indikator pemenuhan edisinya.",
        """
SELECT provinsi, wilayah, tahun, edisi, area_no, SUM(covered) AS tercakup, COUNT(*) AS dari_semua,
       ROUND(100.0 * SUM(covered) / COUNT(*)) AS persen
FROM cakupan
WHERE $place
GROUP BY document_id, provinsi, wilayah, tahun, edisi, area_no
ORDER BY provinsi, wilayah, tahun, area_no
""",
    ),
    _question(
        "tanya_kosong",
        "Indikator apa yang belum ada dalam rencana?",
        "Bila baris_belum_dikenali bukan 0, periksa dahulu baris itu sebelum menyimpulkan kosong.",
        """
SELECT wilayah, tahun, edisi, area_no, area, indikator_id, indikator,
       unmatched_rows AS baris_belum_dikenali
FROM kosong
WHERE $place
ORDER BY wilayah, tahun, area_no, indikator_id
""",
    ),
    _question(
        "tanya_bulan",
        "Apa saja yang jatuh tempo pada bulan tertentu?",
        "Isi bulan dengan angka 1 sampai 12.",
        """
SELECT wilayah, COALESCE(tahun_rencana, tahun_sk) AS tahun, document_id, urutan, area_no, indikator,
       langkah_aksi, bukti_fisik, target_waktu
FROM rencana_aksi
WHERE ',' || bulan || ',' LIKE '%,' || CAST(:bulan AS INTEGER) || ',%'
  AND $row_place
ORDER BY wilayah, tahun, urutan
""",
        bulan="12",
    ),
    _question(
        "tanya_kalender",
        "Bulan mana yang paling sibuk?",
        "Jumlah baris rencana yang jatuh pada setiap bulan, yang paling sibuk di atas.",
        """
SELECT wilayah, tahun, bulan, SUM("rows") AS jumlah_baris
FROM kalender
WHERE $place
GROUP BY document_id, wilayah, tahun, bulan
ORDER BY wilayah, tahun, jumlah_baris DESC, bulan
""",
    ),
    _question(
        "tanya_bukti",
        "Baris mana yang memakai bukti fisik tertentu?",
        "Tulis satu kata atau potongan kata, misalnya survei, notulen, SK.",
        """
SELECT wilayah, tahun, document_id, urutan, area_no, indikator_id, indikator, bukti, bulan
FROM bukti
WHERE bukti LIKE '%' || :kata || '%'
  AND $place
ORDER BY wilayah, tahun, urutan, item
""",
        kata="notulen",
    ),
    _question(
        "tanya_perbandingan",
        "Bagaimana kantor lain mengerjakan indikator yang sama?",
        "Rencana edisi lama ikut, lewat padanannya. Kosongkan kode_indikator untuk melihat semuanya.",
        """
SELECT padanan_id, tahun, wilayah, document_id, urutan, indikator_id, indikator, langkah_aksi, bukti_fisik,
       bulan
FROM perbandingan
WHERE (:kode_indikator = '' OR padanan_id = :kode_indikator)
  AND $place
ORDER BY padanan_id, tahun, wilayah, urutan
""",
        kode_indikator="90.P.5.i.a",
    ),
    _question(
        "tanya_mutu",
        "Dokumen mana yang perlu diperiksa lebih dahulu?",
        "Yang paling banyak selnya bertanda perlu dilihat ada di atas.",
        """
SELECT provinsi, wilayah, tahun, file, status, "rows" AS baris, rows_flagged AS baris_perlu_dilihat,
       cells AS sel, cells_flagged AS sel_perlu_dilihat, rows_unmatched AS baris_tanpa_indikator,
       problems AS masalah, ROUND(confidence, 2) AS keyakinan
FROM mutu
WHERE status <> 'superseded'
  AND $place
ORDER BY cells_flagged DESC, rows_unmatched DESC, file
""",
    ),
    _question(
        "tanya_perlu_dilihat",
        "Sel mana yang perlu dilihat orang?",
        "Klik urutan untuk melihat tempatnya pada halaman.",
        """
SELECT r.wilayah, c.document_id, c.urutan, c.kolom, c.page AS halaman, c.raw AS terbaca, c.text AS teks,
       ROUND(c.confidence, 2) AS keyakinan
FROM cell c
JOIN rencana_aksi r ON r.document_id = c.document_id AND r.urutan = c.urutan
WHERE c.needs_review = 1 AND c.shared = 0
  AND $row_place
ORDER BY c.confidence, r.wilayah, c.urutan
""",
    ),
    _question(
        "tanya_perbaikan",
        "Apa yang diperbaiki, dan dari teks apa?",
        "Setiap perbaikan dengan caranya. Kosongkan urutan untuk melihat seluruh rencana.",
        """
SELECT r.wilayah, k.document_id, k.urutan, k.kolom, k.raw AS terbaca, k.repaired AS menjadi, k.rule AS aturan,
       k.method AS cara, ROUND(k.score, 2) AS keyakinan, k.corrected_by AS oleh
FROM correction k
JOIN rencana_aksi r ON r.document_id = k.document_id AND r.urutan = k.urutan
WHERE (:urutan = '' OR k.urutan = CAST(:urutan AS INTEGER))
  AND $row_place
ORDER BY r.wilayah, k.urutan, k.kolom
""",
    ),
)
