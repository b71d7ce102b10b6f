"""How the browser lays out the views: what is counted, what is left out at first, what can be clicked."""

from __future__ import annotations

FACETS: dict[str, tuple[str, ...]] = {
    "rencana_aksi": ("provinsi", "wilayah", "tahun_rencana", "edisi", "area", "needs_review"),
    "cell": ("kolom", "needs_review", "marks_doubtful", "shared"),
    "correction": ("method", "kolom", "corrected_by"),
    "pemeriksaan": ("settled", "state", "kind", "scope", "kolom", "wilayah"),
    "keputusan_pemeriksa": ("act", "state", "scope", "corrected_by"),
    "document": ("status", "engine"),
    "other_cell": ("heading", "needs_review"),
    "vocabulary": ("edisi", "area_no", "komponen"),
    "crosswalk": ("kind",),
    "page_text": ("has_plan", "kind"),
    "cakupan": ("provinsi", "wilayah", "tahun", "edisi", "area_no", "covered"),
    "kosong": ("provinsi", "wilayah", "tahun", "edisi", "area"),
    "kalender": ("provinsi", "wilayah", "tahun", "bulan", "area"),
    "bukti": ("provinsi", "wilayah", "tahun", "edisi", "area_no"),
    "perbandingan": ("area", "provinsi", "wilayah", "tahun", "edisi"),
    "mutu": ("status", "provinsi", "tahun", "edisi"),
    "kelengkapan": ("keadaan", "provinsi", "tahun", "menunggu"),
    "cakupan_lke": ("keadaan", "provinsi", "wilayah", "tahun", "aspect"),
    "wilayah": ("jenis", "provinsi"),
    "di_luar_hitungan": ("sebab", "tahun"),
}
"""Columns by which a view is counted from the start."""

HIDDEN: dict[str, tuple[str, ...]] = {
    "rencana_aksi": (
        "file",
        "sha256",
        "lembaga",
        "kode_wilayah",
        "nomor_sk",
        "tahun_sk",
        "tanggal_sk",
        "area_no",
        "komponen_no",
        "komponen_id",
        "indikator_ids",
    ),
    "cell": ("x0", "y0", "x1", "y1"),
    "pemeriksaan": ("x0", "y0", "x1", "y1", "reason", "code"),
    "document": ("sha256",),
    "other_cell": ("x0", "y0", "x1", "y1"),
    "cakupan": ("kode_wilayah",),
    "kosong": ("kode_wilayah", "komponen_id"),
    "kalender": ("kode_wilayah",),
    "bukti": ("kode_wilayah", "file", "komponen_no"),
    "perbandingan": ("kode_wilayah", "padanan_komponen_id"),
    "mutu": ("kode_wilayah", "dictionary_version"),
}
"""Columns left out at first, because they are wide or for programs. ``document_id`` is never among them: a
row"s link needs it; the style sheet hides it instead."""

HINTS = {"rencana_aksi": "Klik nomor urutan untuk melihat tempatnya pada gambar halaman."}
"""What a reader can do with a view's lines."""
