"""The tables of documents, typed: every stored value has a type, a key it hangs on, and its range.

Tables have plural names; the views people query (``load.views``) have singular ones. Ids that mean
something (documents, indikator, regions) are text, so that leading zeros stay. Flags are integers 0
and 1 on every backend, because the views promise that. Lists that nobody filters by are JSON text.
Everything here carries its ``document_id`` and is replaced with the document as a whole.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from load.table_base import (
    Base,
    box_check,
    document_key,
    flag,
    key,
    of_cell,
    of_row,
    one_of,
    pages_check,
    partial_index,
    share,
    span_check,
)


class Document(Base):
    """One line for each file ever seen, whatever became of it; for a file with several decrees one a decree.

    ``part`` counts the decrees of a file, ``page_from`` and ``page_to`` are the pages of the file that one
    covers, NULL where no page was read.
    ``same_as`` names the document with the same bytes that was loaded under another file name; such a
    line has no content of its own. ``digest`` tells whether saving again would change anything.
    ``first_loaded_at`` stays when the content is replaced, ``loaded_at`` does not. Times are UTC.
    Documents of the same decree share a ``version_key``; see ``load.versions``.
    """

    __tablename__ = "documents"
    __table_args__ = (
        Index("uq_documents_decree", "sha256", "file", "part", unique=True),
        one_of("status", "ok", "partial", "failed", "skipped"),
        CheckConstraint("words_read >= 0 AND words_in_cells >= 0 AND words_outside >= 0", name="words"),
        CheckConstraint("tanggal_sk IS NULL OR length(tanggal_sk) = 10", name="tanggal_sk"),
        partial_index(
            "uq_documents_content", "same_as IS NULL AND sha256 <> ''", "sha256", "part", unique=True
        ),
        Index("ix_documents_version_key", "version_key"),
        Index("ix_documents_provinsi", "provinsi"),
        Index("ix_documents_kode_wilayah", "kode_wilayah", "tahun_rencana"),
        Index("ix_documents_kode_wilayah_or_null", text("NULLIF(kode_wilayah, '')")),
        Index("ix_documents_provinsi_or_null", text("NULLIF(provinsi, '')")),
        Index("ix_documents_wilayah_or_null", text("NULLIF(wilayah, '')")),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    file: Mapped[str]
    sha256: Mapped[str]
    same_as: Mapped[str | None] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    status: Mapped[str]
    reason: Mapped[str]
    reason_indonesian: Mapped[str] = mapped_column(server_default="")
    seconds: Mapped[float]
    engine: Mapped[str]
    dictionary_version: Mapped[str]
    fingerprint: Mapped[str]
    digest: Mapped[str]
    loaded_at: Mapped[str]
    first_loaded_at: Mapped[str]
    pages: Mapped[int]
    table_pages: Mapped[int]
    row_count: Mapped[int]
    words_read: Mapped[int]
    words_in_cells: Mapped[int]
    words_in_headers: Mapped[int]
    words_outside: Mapped[int]
    lembaga: Mapped[str]
    wilayah: Mapped[str]
    kode_wilayah: Mapped[str]
    provinsi: Mapped[str]
    nomor_sk: Mapped[str]
    tahun_sk: Mapped[int | None]
    tanggal_sk: Mapped[str | None]
    tentang: Mapped[str]
    tahun_rencana: Mapped[int | None]
    edisi: Mapped[str | None]
    doubts: Mapped[str]
    extra_columns: Mapped[str]
    version_key: Mapped[str | None]
    superseded_by: Mapped[str | None] = mapped_column(ForeignKey("documents.id", ondelete="SET NULL"))
    superseded_why: Mapped[str] = mapped_column(server_default="")
    ink_unexplained: Mapped[int] = mapped_column(server_default="0")
    words_unseen: Mapped[int] = mapped_column(server_default="0")
    part: Mapped[int] = mapped_column(server_default="1")
    page_from: Mapped[int | None]
    page_to: Mapped[int | None]


class Page(Base):
    """A page of a document with the text that stands outside its plan table: as read, and repaired."""

    __tablename__ = "pages"
    __table_args__ = (
        CheckConstraint("page >= 1", name="page"),
        one_of("kind", "scan", "scan+text", "digital", "transcript"),
        CheckConstraint("rotation IN (0, 90, 180, 270)", name="rotation"),
        flag("has_plan"),
    )

    document_id: Mapped[str] = document_key()
    page: Mapped[int] = key()
    width: Mapped[float]
    height: Mapped[float]
    kind: Mapped[str]
    engine: Mapped[str]
    has_plan: Mapped[int]
    text: Mapped[str]
    words_read: Mapped[int]
    words_in_cells: Mapped[int]
    words_in_headers: Mapped[int]
    words_outside: Mapped[int]
    rotation: Mapped[int]
    skew: Mapped[float]
    seconds: Mapped[float]
    repaired: Mapped[str] = mapped_column(server_default="")
    ink_unexplained: Mapped[int] = mapped_column(server_default="0")
    words_unseen: Mapped[int] = mapped_column(server_default="0")


class Change:
    """What one repair did to a text: the columns that :class:`Step` and :class:`PageStep` share.

    ``rule`` is NULL where no rule with an id made it, and in lines of releases before rules had ids.
    """

    span_start: Mapped[int]
    span_end: Mapped[int]
    before: Mapped[str]
    after: Mapped[str]
    method: Mapped[str]
    score: Mapped[float]
    rule: Mapped[str | None]


class PageStep(Change, Base):
    """One repair of a page's text; applied in order to ``text`` they give ``repaired``."""

    __tablename__ = "page_steps"
    __table_args__ = (
        ForeignKeyConstraint(
            ["document_id", "page"], ["pages.document_id", "pages.page"], ondelete="CASCADE"
        ),
        span_check(),
    )

    document_id: Mapped[str] = mapped_column(primary_key=True)
    page: Mapped[int] = key()
    step: Mapped[int] = key()


class AreaHeading(Base):
    """A table row that opens an area, as printed."""

    __tablename__ = "area_headings"
    __table_args__ = (share("confidence"), box_check())

    document_id: Mapped[str] = document_key()
    position: Mapped[int] = key()
    number: Mapped[str]
    text: Mapped[str]
    page: Mapped[int]
    x0: Mapped[float | None]
    y0: Mapped[float | None]
    x1: Mapped[float | None]
    y1: Mapped[float | None]
    confidence: Mapped[float]


class PlanRow(Base):
    """One plan row: where it was found, and what normalising made of it.

    The five text columns repeat what ``cells`` says, so that the chief view needs no join a column.
    ``heading``, ``no`` and ``raw_notes`` are what extraction found; ``bulan_bits`` has bit m-1 set for
    month m.
    """

    __tablename__ = "plan_rows"
    __table_args__ = (
        CheckConstraint("urutan >= 1", name="urutan"),
        CheckConstraint("area_no BETWEEN 1 AND 6", name="area_no"),
        CheckConstraint("komponen_no >= 1", name="komponen_no"),
        CheckConstraint("bulan_bits BETWEEN 0 AND 4095", name="bulan_bits"),
        flag("starts_komponen"),
        flag("schedule_certain"),
        flag("needs_review"),
        share("confidence"),
        pages_check(),
        partial_index("ix_plan_rows_unmatched", "indikator_id IS NULL", "document_id", "area_no"),
    )

    document_id: Mapped[str] = document_key()
    urutan: Mapped[int] = key()
    heading: Mapped[int | None]
    no: Mapped[str]
    starts_komponen: Mapped[int]
    raw_notes: Mapped[str]
    area_no: Mapped[int | None]
    area: Mapped[str]
    komponen_no: Mapped[int | None]
    komponen_id: Mapped[str | None]
    indikator_id: Mapped[str | None]
    indikator_ids: Mapped[str]
    komponen: Mapped[str]
    indikator: Mapped[str]
    langkah_aksi: Mapped[str]
    bukti_fisik: Mapped[str]
    target_waktu: Mapped[str]
    bulan: Mapped[str]
    bulan_bits: Mapped[int]
    tahun_target: Mapped[int | None]
    schedule_rest: Mapped[str]
    schedule_certain: Mapped[int]
    page_first: Mapped[int]
    page_last: Mapped[int]
    confidence: Mapped[float]
    needs_review: Mapped[int]
    notes: Mapped[str]
    candidates: Mapped[str]
    indikator_no: Mapped[str] = mapped_column(server_default="")


class RowIndikator(Base):
    """The official indikator a row covers; position 1 is the chief one.

    No foreign key to the vocabulary: a row keeps what an older dictionary said until it is normalised anew.
    """

    __tablename__ = "row_indikator"
    __table_args__ = (
        of_row(),
        Index("ix_row_indikator_indikator_id", "indikator_id"),
        Index("ix_row_indikator_document_id_indikator_id", "document_id", "indikator_id"),
    )

    document_id: Mapped[str] = mapped_column(primary_key=True)
    urutan: Mapped[int] = key()
    position: Mapped[int] = key()
    indikator_id: Mapped[str]


class Cell(Base):
    """A cell of a row, whole: what was read, what it became, and why a person should look.

    ``reasons`` is JSON, a list for each: the code, then its values; a plain sentence in lines of older
    releases. ``printed`` is 0 for a column that the decree's table lacks and normalising supplied.
    In lines of releases that did not judge marks apart, ``needs_review`` counts doubts about them too.
    """

    __tablename__ = "cells"
    __table_args__ = (
        UniqueConstraint("document_id", "urutan", "kolom"),
        of_row(),
        share("confidence"),
        flag("needs_review"),
        flag("shared"),
        flag("printed"),
        partial_index("ix_cells_flagged", "needs_review = 1", "document_id"),
    )

    document_id: Mapped[str] = mapped_column(primary_key=True)
    urutan: Mapped[int] = key()
    position: Mapped[int] = key()
    kolom: Mapped[str]
    raw: Mapped[str]
    text: Mapped[str]
    confidence: Mapped[float]
    needs_review: Mapped[int]
    reasons: Mapped[str]
    shared: Mapped[int]
    printed: Mapped[int]
    marks_doubtful: Mapped[int] = mapped_column(server_default="0")
    confidence_exact: Mapped[float] = mapped_column(server_default="0")


class CellPart(Base):
    """The part of a cell on one page. ``text`` is this part's share of the repaired text.

    The parts' texts joined by one blank (empty ones left out) are the cell's text. ``readings`` is JSON.
    """

    __tablename__ = "cell_parts"
    __table_args__ = (of_cell(), share("confidence"), box_check(), CheckConstraint("page >= 1", name="page"))

    document_id: Mapped[str] = mapped_column(primary_key=True)
    urutan: Mapped[int] = key()
    position: Mapped[int] = key()
    part: Mapped[int] = key()
    page: Mapped[int]
    x0: Mapped[float | None]
    y0: Mapped[float | None]
    x1: Mapped[float | None]
    y1: Mapped[float | None]
    raw: Mapped[str]
    text: Mapped[str]
    confidence: Mapped[float]
    readings: Mapped[str]
    border_doubt: Mapped[float] = mapped_column(server_default="0")
    doubts: Mapped[str] = mapped_column(server_default="[]")


class Step(Change, Base):
    """One repair of a cell; applied in order to its raw text they give its text."""

    __tablename__ = "steps"
    __table_args__ = (of_cell(), span_check())

    document_id: Mapped[str] = mapped_column(primary_key=True)
    urutan: Mapped[int] = key()
    position: Mapped[int] = key()
    step: Mapped[int] = key()


class BuktiItem(Base):
    """One piece of evidence out of a row's ``bukti_fisik``."""

    __tablename__ = "bukti_items"
    __table_args__ = (of_row(),)

    document_id: Mapped[str] = mapped_column(primary_key=True)
    urutan: Mapped[int] = key()
    item: Mapped[int] = key()
    text: Mapped[str]


class DocumentWords(Base):
    """The words of all cells with boxes and confidences: zlib-compressed JSON, see ``load.word_blocks``.

    Nobody filters by them, but normalising again must see what the first time saw.
    """

    __tablename__ = "document_words"

    document_id: Mapped[str] = document_key()
    data: Mapped[bytes]


class Problem(Base):
    """What went wrong or looked wrong, by the stage that noticed.

    ``details`` is a JSON list of the values in the message; NULL in lines of releases that kept the message
    alone.
    """

    __tablename__ = "problems"
    __table_args__ = (one_of("stage", "extract", "normalize", "run"), flag("lost"))

    document_id: Mapped[str] = document_key()
    position: Mapped[int] = key()
    stage: Mapped[str]
    code: Mapped[str]
    message: Mapped[str]
    page: Mapped[int | None]
    lost: Mapped[int]
    details: Mapped[str | None]
