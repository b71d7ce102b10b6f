"""Views that answer the questions people ask most, so that no one needs to know the tables.

All of them look at the current version of each decree. ``tahun`` is the plan's year, or the decree's where
the plan names none (in ``jadwal`` the year of the target, where one is written). They are written so that a
filter on ``provinsi``, ``kode_wilayah``, ``tahun`` or ``document_id`` reaches the tables' indexes: grouped
columns stand bare in GROUP BY.
"""

from __future__ import annotations

from string import Template

MONTHS = range(1, 13)
_PLAN = "d.provinsi, d.kode_wilayah, d.wilayah, COALESCE(d.tahun_rencana, d.tahun_sk) AS tahun, d.edisi"
_PLAN_GROUP = "d.provinsi, d.kode_wilayah, d.wilayah, COALESCE(d.tahun_rencana, d.tahun_sk), d.edisi"
_CURRENT = "d.superseded_by IS NULL AND d.row_count > 0"
_CALENDAR = " UNION ALL ".join(f"SELECT {month} AS bulan" for month in MONTHS)


def months_of(bits: str) -> str:
    """SQL for ``8,9,10`` out of a bit for each month."""
    marks = " || ".join(
        f"CASE WHEN ({bits} & {1 << month - 1}) <> 0 THEN ',{month}' ELSE '' END" for month in MONTHS
    )
    return f"LTRIM({marks}, ',')"


def any_month(bits: str) -> str:
    """SQL for the months that occur in any line of a group, as bits."""
    return " + ".join(f"COALESCE(MAX({bits} & {1 << month}), 0)" for month in range(12))


def _sql(template: str) -> str:
    return Template(template).substitute(
        plan=_PLAN,
        by_plan=_PLAN_GROUP,
        current=_CURRENT,
        calendar=_CALENDAR,
        months=months_of("b.bits"),
        any_month=any_month("r.bulan_bits"),
        count_months=", ".join(f"SUM((r.bulan_bits >> {month - 1}) & 1) AS m{month}" for month in MONTHS),
        counts=" ".join(f"WHEN {month} THEN k.m{month}" for month in MONTHS),
    )


CAKUPAN = _sql("""
SELECT c.provinsi, c.kode_wilayah, c.wilayah, c.tahun, c.edisi, c.document_id, v.area_no, v.komponen_id,
       c.indikator_id, v.indikator, CASE WHEN c."rows" > 0 THEN 1 ELSE 0 END AS covered, c."rows",
       CASE c."rows" WHEN 0 THEN '' WHEN 1 THEN c.bulan ELSE (
           SELECT $months
           FROM (SELECT $any_month AS bits
                 FROM row_indikator i
                 JOIN plan_rows r ON r.document_id = i.document_id AND r.urutan = i.urutan
                 WHERE i.document_id = c.document_id AND i.indikator_id = c.indikator_id) b
       ) END AS bulan
FROM (
    SELECT $plan, d.id AS document_id, v.indikator_id, COUNT(r.urutan) AS "rows", MAX(r.bulan) AS bulan
    FROM documents d
    JOIN vocabulary_items v ON v.edisi = d.edisi
    LEFT JOIN row_indikator i ON i.document_id = d.id AND i.indikator_id = v.indikator_id
    LEFT JOIN plan_rows r ON r.document_id = i.document_id AND r.urutan = i.urutan
    WHERE $current AND (v.aspect = 'pemenuhan' OR i.urutan IS NOT NULL)
    GROUP BY d.id, v.indikator_id, $by_plan
) c
JOIN vocabulary_items v ON v.indikator_id = c.indikator_id
""")
"""Nearly all indicators are covered by one row or none; only for the others months are put together."""

KOSONG = _sql("""
SELECT $plan, d.id AS document_id, v.area_no, v.area, v.komponen_id, v.komponen, v.indikator_id,
       v.indikator,
       (SELECT COUNT(*) FROM plan_rows r
        WHERE r.document_id = d.id AND r.area_no = v.area_no AND r.indikator_id IS NULL) AS unmatched_rows
FROM documents d
JOIN vocabulary_items v ON v.edisi = d.edisi AND v.aspect = 'pemenuhan'
WHERE $current
  AND NOT EXISTS (SELECT 1 FROM row_indikator i
                  WHERE i.document_id = d.id AND i.indikator_id = v.indikator_id)
""")

KALENDER = _sql("""
SELECT k.provinsi, k.kode_wilayah, k.wilayah, k.tahun, k.edisi, k.document_id, m.bulan, k.area_no, k.area,
       CASE m.bulan $counts END AS "rows"
FROM (
    SELECT $plan, d.id AS document_id, r.area_no, r.area, $count_months
    FROM documents d
    JOIN plan_rows r ON r.document_id = d.id
    WHERE $current AND r.bulan_bits > 0
    GROUP BY d.id, r.area_no, r.area, $by_plan
) k
JOIN ($calendar) m ON CASE m.bulan $counts END > 0
""")

JADWAL = _sql("""
SELECT d.provinsi, d.kode_wilayah, d.wilayah, COALESCE(r.tahun_target, d.tahun_rencana, d.tahun_sk) AS tahun,
       m.bulan, d.edisi, d.id AS document_id, r.urutan, r.area_no, r.komponen_id, r.indikator_id, r.indikator,
       r.langkah_aksi, r.target_waktu, r.page_first, r.needs_review
FROM documents d
JOIN plan_rows r ON r.document_id = d.id
JOIN ($calendar) m ON ((r.bulan_bits >> (m.bulan - 1)) & 1) = 1
WHERE $current
""")
"""A row's year is the one written in its target, else the plan's."""

BUKTI = _sql("""
SELECT $plan, d.id AS document_id, d.file, r.urutan, r.area_no, r.komponen_no, r.komponen, r.indikator_id,
       r.indikator, COALESCE(b.item, 1) AS item, COALESCE(b.text, r.bukti_fisik) AS bukti, r.bulan,
       r.page_first
FROM documents d
JOIN plan_rows r ON r.document_id = d.id
LEFT JOIN bukti_items b ON b.document_id = r.document_id AND b.urutan = r.urutan
WHERE $current AND (b.item IS NOT NULL OR r.bukti_fisik NOT IN ('', '-'))
""")
"""A row whose evidence was not split into items counts as one item."""

PERBANDINGAN = _sql("""
SELECT p.padanan_id, v.area_no, v.area, v.komponen_id AS padanan_komponen_id, v.indikator AS padanan,
       p.provinsi, p.kode_wilayah, p.wilayah, p.tahun, p.edisi, p.document_id, p.urutan, p.indikator_id,
       p.indikator, p.langkah_aksi, p.bukti_fisik, p.target_waktu, p.bulan, p.needs_review
FROM (
    SELECT COALESCE(x.new_id, i.indikator_id) AS padanan_id, $plan, d.id AS document_id, r.urutan,
           i.indikator_id, r.indikator, r.langkah_aksi, r.bukti_fisik, r.target_waktu, r.bulan, r.needs_review
    FROM documents d
    JOIN row_indikator i ON i.document_id = d.id
    JOIN plan_rows r ON r.document_id = i.document_id AND r.urutan = i.urutan
    LEFT JOIN crosswalk_items x ON x.old_id = i.indikator_id
    WHERE $current
) p
LEFT JOIN vocabulary_items v ON v.indikator_id = p.padanan_id
""")

MUTU = _sql("""
SELECT d.provinsi, d.kode_wilayah, d.wilayah, COALESCE(d.tahun_rencana, d.tahun_sk) AS tahun, d.edisi,
       d.id AS document_id, d.file,
       CASE WHEN d.superseded_by IS NULL THEN d.status ELSE 'superseded' END AS status, d.row_count AS "rows",
       (SELECT COUNT(*) FROM plan_rows r
        WHERE r.document_id = d.id AND r.needs_review = 1) AS rows_flagged,
       (SELECT COUNT(*) FROM plan_rows r
        WHERE r.document_id = d.id AND r.indikator_id IS NULL) AS rows_unmatched,
       (SELECT COUNT(*) FROM cells c WHERE c.document_id = d.id) AS cells,
       (SELECT COUNT(*) FROM cells c WHERE c.document_id = d.id AND c.needs_review = 1) AS cells_flagged,
       (SELECT AVG(r.confidence) FROM plan_rows r WHERE r.document_id = d.id) AS confidence,
       (SELECT COUNT(*) FROM steps s WHERE s.document_id = d.id) AS repairs,
       (SELECT COUNT(*) FROM problems p WHERE p.document_id = d.id) AS problems,
       d.pages, d.table_pages, d.words_read, d.words_in_cells, d.words_in_headers, d.words_outside, d.seconds,
       d.engine, d.dictionary_version
FROM documents d
""")

QUESTIONS: dict[str, str] = {
    "cakupan": CAKUPAN,
    "kosong": KOSONG,
    "kalender": KALENDER,
    "jadwal": JADWAL,
    "bukti": BUKTI,
    "perbandingan": PERBANDINGAN,
    "mutu": MUTU,
}
"""View name to its SELECT."""
