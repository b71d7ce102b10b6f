"""Made-up documents for the tests of loading: small, with every kind of content once."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from lampiran.codes import Note, ProblemCode, ReasonCode
from lampiran.other_tables import OtherCell, OtherTable
from lampiran.records import (
    AreaHeading,
    Box,
    CellPart,
    DocumentHead,
    Outcome,
    PageRecord,
    PlanCell,
    PlanDocument,
    PlanRow,
    Problem,
    RawCell,
    RawDocument,
    RawRow,
    Reading,
    Reason,
    Schedule,
    Step,
    Word,
    replay,
)
from load import Database


def page(number: int, *, plan: bool = True, words: tuple[int, int, int] = (100, 6, 10)) -> PageRecord:
    """A landscape F4 page; ``words`` stand in cells, headers and outside."""
    in_cells, in_headers, outside = words
    return PageRecord(
        page=number,
        width=935.4,
        height=609.4,
        kind="scan",
        engine="tesserocr 2.9",
        has_plan=plan,
        text=f"LAMPIRAN halaman {number}",
        words_read=sum(words),
        words_in_cells=in_cells,
        words_in_headers=in_headers,
        words_outside=outside,
        rotation=90,
        skew=-0.37,
        seconds=1.25,
    )


def part(raw: str, number: int = 3, top: float = 100.0, confidence: float = 0.9) -> CellPart:
    """A part of a cell with a box for itself and for each of its words."""
    words = tuple(
        Word(word, Box(50.1 + 30 * place, top, 75.3 + 30 * place, top + 9.7), confidence)
        for place, word in enumerate(raw.split())
    )
    readings = (Reading("tesserocr", raw, confidence), Reading("rapidocr", raw.upper(), 0.5))
    return CellPart(number, Box(50.0, top, 200.25, top + 40), raw, confidence, words, readings)


def repaired(kolom: str, parts: tuple[CellPart, ...], *steps: Step, review: bool = False) -> PlanCell:
    """A plan cell whose text is what the steps make of its parts."""
    raw = RawCell(kolom, parts).raw
    return PlanCell(
        kolom=kolom,
        raw=raw,
        text=replay(raw, steps),
        confidence=0.6 if review else 0.95,
        needs_review=review,
        steps=steps,
        reasons=(Reason(ReasonCode.UNKNOWN_WORD, ("HYPERLINK",)),) if review else (),
        parts=parts,
        marks_doubtful=review,
        confidence_exact=0.5 if review else 0.9,
    )


def row(
    urutan: int,
    cells: tuple[PlanCell, ...],
    ids: tuple[str, ...] = (),
    *,
    months: tuple[int, ...] = (),
    area_no: int | None = 1,
    komponen_no: int | None = 1,
) -> tuple[RawRow, PlanRow]:
    """A raw row and the clean row made of it."""
    pages = [item.page for cell in cells for item in cell.parts] or [1]
    raw = RawRow(
        urutan=urutan,
        area=0,
        no="i",
        starts_komponen=urutan == 1,
        cells=tuple(RawCell(cell.kolom, cell.parts, cell.shared) for cell in cells),
        page_first=min(pages),
        page_last=max(pages),
        notes=(Note.JOINED_TAIL,) if len(set(pages)) > 1 else (),
    )
    clean = PlanRow(
        urutan=urutan,
        area_no=area_no,
        area="Manajemen Perubahan" if area_no == 1 else "",
        komponen_no=komponen_no,
        komponen_id="90.P.1.i" if komponen_no else None,
        indikator_ids=ids,
        schedule=Schedule(months, 2025 if months else None, "minggu ke-2", certain=False),
        cells=cells,
        page_first=raw.page_first,
        page_last=raw.page_last,
        confidence=min((cell.confidence for cell in cells), default=1.0),
        needs_review=any(cell.needs_review for cell in cells),
        notes=(Note.INDIKATOR_UNSURE,),
        candidates=(("90.P.1.i.b", 0.71),),
        bukti_items=_items(cells),
    )
    return raw, clean


def _items(cells: tuple[PlanCell, ...]) -> tuple[str, ...]:
    evidence = next((cell.text for cell in cells if cell.kolom == "bukti_fisik"), "")
    return tuple(evidence.split("; ")) if evidence.strip("-") else ()


def two_rows() -> list[tuple[RawRow, PlanRow]]:
    """A repaired row over a page break with its komponen, and one that shares that komponen."""
    komponen = repaired(
        "komponen", (part("Penyusunan Tim Ke a"),), Step(15, 19, "Ke a", "Kerja", "noise", 0.97)
    )
    shared = replace(komponen, shared=True)
    first = (
        komponen,
        repaired("indikator", (part("Unit telah membentuk tim", 3), part("untuk ZI", 4, 40.0))),
        repaired("langkah_aksi", (part("Membentuk tim; DROP TABLE documents"),)),
        repaired("bukti_fisik", (part("=HYPERLINK(1)"),), review=True),
        repaired("target_waktu", (part("Agustus-Oktober"),)),
        repaired("% Target", (part("100"),)),
    )
    second = (
        shared,
        repaired("indikator", (part("Penentuan anggota", 4),)),
        repaired("langkah_aksi", ()),
        repaired("bukti_fisik", (part("-", 4),)),
        repaired("target_waktu", (part("", 4),)),
        repaired("% Target", (part("", 4),)),
    )
    return [
        row(1, first, ("90.P.1.i.a", "90.P.1.i.b"), months=(8, 9, 10)),
        row(2, second, ("90.P.1.i.b",)),
    ]


def plan(
    file: str = "contoh.pdf",
    rows: list[tuple[RawRow, PlanRow]] | None = None,
    head: DocumentHead | None = None,
    edisi: str | None = "90/2021",
    content: str | None = None,
) -> PlanDocument:
    """A plan document; ``content`` stands for the file's bytes (its own name when None)."""
    rows = two_rows() if rows is None else rows
    raw = RawDocument(
        file=file,
        sha256=sha256(content or file),
        pages=(page(1, plan=False), page(3), page(4)),
        areas=(AreaHeading("I", "MANAJEMEN PERUBAHAN", 3, Box(40, 80, 900, 95), 0.93),),
        rows=tuple(pair[0] for pair in rows),
        extra_columns=("% Target",),
        engine="tesserocr 2.9 + rapidocr 3.10",
        problems=(Problem(ProblemCode.HEADER_GUESSED, ("indikator",), 3),),
        tables=(OtherTable(1, 4, 4, ("NAMA",), 1, 1, (OtherCell(1, 1, "NAMA", 0.9, 4, Box(1, 2, 3, 4)),)),),
    )
    return PlanDocument(
        raw=raw,
        head=head or decree("117", 2025),
        edisi=edisi,
        rows=tuple(pair[1] for pair in rows),
        dictionary_version="d1",
        problems=(Problem(ProblemCode.AREA_HEADING_DIFFERS, ("V Area", "6")),),
    )


def decree(nomor: str, tahun: int, **facts: object) -> DocumentHead:
    """The head of a decree of KPU Kabupaten Banyuwangi unless ``facts`` say otherwise."""
    head = DocumentHead(
        lembaga="KPU Kabupaten Banyuwangi",
        wilayah="Kabupaten Banyuwangi",
        kode_wilayah="35.10",
        provinsi="Jawa Timur",
        nomor_sk=nomor,
        tahun_sk=tahun,
        tanggal_sk=f"{tahun}-09-29",
        tentang="RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS",
        tahun_rencana=tahun,
        doubts=("tentang",),
    )
    return replace(head, **facts)  # type: ignore[arg-type]


def outcome(document: PlanDocument | None = None, status: str = "ok", **facts: object) -> Outcome:
    """What became of a document."""
    document = document or plan()
    made = Outcome(document.raw.file, document.raw.sha256, "ok", "", 12.5, document)
    return replace(made, status=status, **facts)  # type: ignore[arg-type]


def decree_part(number: int) -> Outcome:
    """What became of one decree of a file with several: each has a number of its own."""
    document = plan("gabungan.pdf", head=decree(str(100 + number), 2025))
    raw = replace(document.raw, part=number, page_from=10 * number - 9, page_to=10 * number)
    return outcome(replace(document, raw=raw))


def unread(file: str, content: str | None = "x") -> Outcome:
    """A file of which nothing could be read; ``content`` None: not even its bytes."""
    digest = sha256(content) if content is not None else ""
    return Outcome(file, digest, "failed", "The file is empty.", 0.01)


def sha256(content: str) -> str:
    """The hash that stands for a file's bytes."""
    return hashlib.sha256(content.encode()).hexdigest()


def loaded(path: str | Path, *outcomes: Outcome) -> None:
    """Saves outcomes, by default one of a made-up plan, in a database of their own."""
    with Database.open(path) as database:
        for one in outcomes or (outcome(),):
            database.save(one)
