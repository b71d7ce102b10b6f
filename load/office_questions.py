"""Views for the office above: who has sent a plan, what each holds of the official form, what counts nowhere.

A plan counts for a region and year where a KPU (in Aceh: KIP) of that region issued it; plans of other
agencies never do. Of several decrees of one region and year the one with the latest date counts.
"""

from __future__ import annotations

from string import Template

from load.questions import any_month, months_of

_OFFICE = "(SUBSTR(d.lembaga, 1, 4) IN ('KPU ', 'KIP ') AND d.kode_wilayah <> '')"
_CURRENT = "d.superseded_by IS NULL AND d.row_count > 0"
_YEAR = "COALESCE(d.tahun_rencana, d.tahun_sk)"
_ITS_ROWS = """row_indikator i
        JOIN plan_rows r ON r.document_id = i.document_id AND r.urutan = i.urutan
        WHERE i.document_id = d.id AND i.indikator_id IN (
            SELECT l.id UNION ALL SELECT x.old_id FROM crosswalk_items x WHERE x.new_id = l.id)"""
"""The rows of a document that cover a line of the form, by its own id or an older one."""
MANY_UNMATCHED = 4
"""From one row in so many without an official indikator on, what a plan lacks cannot be told."""


def _sql(template: str) -> str:
    return Template(template).substitute(
        office=_OFFICE,
        current=_CURRENT,
        year=_YEAR,
        months=months_of("c.bits"),
        any_month=any_month("r.bulan_bits"),
        many=MANY_UNMATCHED,
        its_rows=_ITS_ROWS,
    )


WILAYAH = "SELECT kode_wilayah, kode_bps, wilayah, jenis, kode_provinsi, provinsi FROM region_items"

LKE = "SELECT position AS urutan_lke, edisi, level, id, nomor, nama, bobot, baris FROM lke_items"

KELENGKAPAN = _sql("""
SELECT w.kode_wilayah, w.wilayah, w.jenis, w.provinsi, y.tahun,
       CASE WHEN p.document_id IS NULL THEN 'belum' ELSE 'ada' END AS keadaan, k.diterima, p.tanggal_sk,
       p.document_id, p.file, p.status, p.edisi, p."rows", COALESCE(p.rencana, 0) AS rencana,
       (SELECT COUNT(*) FROM cells c
        WHERE c.document_id = p.document_id AND c.needs_review = 1) AS terbuka,
       COALESCE(k.menunggu, 0) AS menunggu, k.catatan
FROM region_items w
CROSS JOIN (
    SELECT $year AS tahun FROM documents d WHERE $current AND $office AND $year IS NOT NULL
    UNION SELECT tahun FROM region_remarks
) y
LEFT JOIN region_remarks k ON k.kode_wilayah = w.kode_wilayah AND k.tahun = y.tahun
LEFT JOIN (
    SELECT d.kode_wilayah, $year AS tahun, d.id AS document_id, d.file, d.status, d.edisi, d.tanggal_sk,
           d.row_count AS "rows",
           COUNT(*) OVER (PARTITION BY d.kode_wilayah, $year) AS rencana,
           ROW_NUMBER() OVER (
               PARTITION BY d.kode_wilayah, $year
               ORDER BY COALESCE(d.tanggal_sk, '') DESC, d.status, d.row_count DESC, d.id
           ) AS place
    FROM documents d
    WHERE $current AND $office AND $year IS NOT NULL
) p ON p.kode_wilayah = w.kode_wilayah AND p.tahun = y.tahun AND p.place = 1
""")
"""``ok`` comes before "partial" in the alphabet: no rank is needed for the status."""

CAKUPAN_LKE = _sql("""
SELECT c.provinsi, c.kode_wilayah, c.wilayah, c.tahun, c.edisi, c.document_id, c.urutan_lke, c.nomor,
       c.indikator_id, c.aspect, c.area_no, c.komponen_id, c.indikator,
       CASE WHEN c."rows" > 0 THEN 'ada'
            WHEN c.aspect <> 'pemenuhan' OR NOT c.asked THEN 'tidak diminta'
            WHEN c.status <> 'ok' OR c.all_unmatched * $many > c.row_count THEN 'belum dinilai'
            ELSE 'belum' END AS keadaan,
       c."rows",
       CASE c."rows" WHEN 0 THEN '' ELSE c.bulan END AS bulan, c.unmatched_rows
FROM (
    SELECT d.provinsi, d.kode_wilayah, d.wilayah, $year AS tahun, d.edisi, d.id AS document_id, d.status,
           d.row_count, l.position AS urutan_lke, l.nomor, v.indikator_id, v.aspect, v.area_no,
           v.komponen_id, v.indikator,
           (v.edisi = d.edisi OR EXISTS (
                SELECT 1 FROM crosswalk_items x
                JOIN vocabulary_items o ON o.indikator_id = x.old_id
                WHERE x.new_id = l.id AND o.edisi = d.edisi)) AS asked,
           (SELECT COUNT(DISTINCT r.urutan) FROM $its_rows) AS "rows",
           (SELECT $months FROM (SELECT $any_month AS bits FROM $its_rows) c) AS bulan,
           (SELECT COUNT(*) FROM plan_rows u
            WHERE u.document_id = d.id AND u.indikator_id IS NULL) AS all_unmatched,
           (SELECT COUNT(*) FROM plan_rows u
            WHERE u.document_id = d.id AND u.area_no = v.area_no AND u.indikator_id IS NULL) AS unmatched_rows
    FROM documents d
    CROSS JOIN lke_items l
    JOIN vocabulary_items v ON v.indikator_id = l.id
    WHERE $current AND d.edisi IS NOT NULL AND l.level = 'indikator'
) c
""")
"""What a plan of the older edition was never asked, and what is no Pemenuhan, is no hole."""

DI_LUAR_HITUNGAN = _sql("""
SELECT d.id AS document_id, d.file, d.lembaga, d.provinsi, $year AS tahun, d.row_count AS "rows",
       CASE WHEN d.lembaga = '' THEN 'lembaga tidak terbaca'
            WHEN SUBSTR(d.lembaga, 1, 4) NOT IN ('KPU ', 'KIP ') THEN 'lembaga lain'
            WHEN d.kode_wilayah = '' THEN 'wilayah tidak terbaca'
            ELSE 'tahun tidak terbaca' END AS sebab
FROM documents d
WHERE $current AND NOT ($office AND $year IS NOT NULL)
""")

OFFICE_QUESTIONS: dict[str, str] = {
    "wilayah": WILAYAH,
    "lke": LKE,
    "kelengkapan": KELENGKAPAN,
    "cakupan_lke": CAKUPAN_LKE,
    "di_luar_hitungan": DI_LUAR_HITUNGAN,
}
"""View name to its SELECT."""
