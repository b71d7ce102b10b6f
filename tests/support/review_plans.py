"""A small plan with things to settle in its second row."""

from __future__ import annotations

from dataclasses import replace

from lampiran.codes import Note, ReasonCode
from lampiran.records import PlanDocument, PlanRow, RawRow, Reason
from tests.support import loading

DOUBTED = (Reason(ReasonCode.PERHAPS_WORD, ("Tim", "Tirn")), Reason(ReasonCode.UNKNOWN_WORD, ("siniar",)))


def rows(
    langkah: str = "Membentuk Tirn siniar", waktu: str = "Agustus-Oktober"
) -> list[tuple[RawRow, PlanRow]]:
    """Three rows; the second has two doubted words, a doubted time, and an unsure indikator."""
    made = []
    for urutan, action in ((1, "Rapat awal tahun"), (2, langkah), (3, "Menyusun laporan akhir")):
        doubted = urutan == 2
        cells = [
            loading.repaired(
                "indikator", (loading.part(f"Unit telah melakukan hal {urutan}", top=80.0 * urutan),)
            ),
            loading.repaired("langkah_aksi", (loading.part(action, top=80.0 * urutan),)),
            loading.repaired("bukti_fisik", (loading.part("SK; Foto", top=80.0 * urutan),)),
            loading.repaired("target_waktu", (loading.part(waktu, top=80.0 * urutan),)),
        ]
        if doubted:
            cells[1] = replace(cells[1], needs_review=True, reasons=DOUBTED)
            cells[3] = replace(cells[3], needs_review=True, reasons=(Reason(ReasonCode.TIME_UNCLEAR),))
        raw, clean = loading.row(urutan, tuple(cells), ("90.P.1.i.a",), months=(8, 9, 10))
        notes = (Note.INDIKATOR_UNSURE,) if doubted else ()
        made.append(
            (raw, replace(clean, notes=notes, needs_review=doubted, candidates=(("90.P.1.i.b", 0.7),)))
        )
    return made


def plan(file: str = "rencana.pdf", **changes: str) -> PlanDocument:
    """The plan under a file name; ``changes`` are those of :func:`rows`."""
    return loading.plan(file, rows(**changes))
