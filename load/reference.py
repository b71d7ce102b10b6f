"""The tables that outlive documents: the vocabulary, what people corrected, and the database's own state."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from lampiran.codes import Act
from load.table_base import Base, flag, key, one_of


class Meta(Base):
    """What the database says about itself: the views' and the vocabulary's state."""

    __tablename__ = "lampiran_meta"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class PeopleCorrection(Base):
    """A person's decision, keyed to the decree's content and place, not to a loaded row; never changed.

    It is found again by the file's hash, or in a new scan by ``decree`` (region, number and year), and there
    by ``anchor`` (JSON: what the row's other cells say), page, height on it, ``urutan`` and the raw text.
    ``raw``, ``before`` and ``after``: what was read, what the person saw, and what counts since. ``word``:
    the part that was decided about, and ``word_after`` its right wording; empty: all. ``derived`` is JSON:
    values that follow from ``after`` (months). ``undoes`` names the decision that this one takes back.
    """

    __tablename__ = "people_corrections"
    __table_args__ = (
        CheckConstraint("corrected_by <> ''", name="corrected_by"),
        one_of("act", *Act),
        one_of("scope", "cell", "row", "head", "document"),
        Index("ix_people_corrections_decree", "decree"),
        Index("ix_people_corrections_sha256", "sha256"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    lembaga: Mapped[str]
    nomor_sk: Mapped[str]
    tahun_sk: Mapped[int | None]
    urutan: Mapped[int]
    area_no: Mapped[int | None]
    komponen_no: Mapped[int | None]
    kolom: Mapped[str]
    raw: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    corrected_by: Mapped[str]
    corrected_at: Mapped[str]
    decree: Mapped[str] = mapped_column(server_default="")
    scope: Mapped[str] = mapped_column(server_default="cell")
    act: Mapped[str] = mapped_column(server_default="correct")
    code: Mapped[str] = mapped_column(server_default="")
    word: Mapped[str] = mapped_column(server_default="")
    word_after: Mapped[str] = mapped_column(server_default="")
    page: Mapped[int | None]
    top: Mapped[float | None]
    anchor: Mapped[str] = mapped_column(server_default="")
    note: Mapped[str] = mapped_column(server_default="")
    derived: Mapped[str] = mapped_column(server_default="")
    undoes: Mapped[str | None]


class Run(Base):
    """What one call of a command did with the database; ``settings`` is JSON, times are UTC.

    ``finished_at`` is NULL while it goes on, and for ever if it ended without a word.
    """

    __tablename__ = "runs"
    __table_args__ = (
        one_of("outcome", "running", "finished", "stopped", "failed"),
        Index("ix_runs_started_at", "started_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    command: Mapped[str]
    outcome: Mapped[str]
    started_at: Mapped[str]
    finished_at: Mapped[str | None]
    version: Mapped[str]
    engine: Mapped[str]
    dictionary_version: Mapped[str]
    settings: Mapped[str]
    files: Mapped[int]
    ok: Mapped[int]
    partial: Mapped[int]
    failed: Mapped[int]
    skipped: Mapped[int]
    unchanged: Mapped[int]
    pages: Mapped[int]
    row_count: Mapped[int]
    flagged: Mapped[int]


class VocabularyItem(Base):
    """An official indikator of an edition, as the dictionaries had it at the last synchronising."""

    __tablename__ = "vocabulary_items"
    __table_args__ = (CheckConstraint("area_no BETWEEN 1 AND 6", name="area_no"),)

    indikator_id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    edisi: Mapped[str]
    area_no: Mapped[int]
    area: Mapped[str]
    komponen_id: Mapped[str]
    komponen: Mapped[str]
    aspect: Mapped[str]
    indikator: Mapped[str]


class CrosswalkItem(Base):
    """Which indikator of the old edition became which of the new; NULL on one side: dropped or new."""

    __tablename__ = "crosswalk_items"
    __table_args__ = (
        CheckConstraint("old_id IS NOT NULL OR new_id IS NOT NULL", name="a_side"),
        Index("ix_crosswalk_items_new_id", "new_id"),
    )

    position: Mapped[int] = key()
    old_id: Mapped[str | None] = mapped_column(ForeignKey("vocabulary_items.indikator_id"))
    new_id: Mapped[str | None] = mapped_column(ForeignKey("vocabulary_items.indikator_id"))
    kind: Mapped[str]


class LkeItem(Base):
    """A line of the official form (LKE) in its order: its number, weight and row in the workbook.

    ``id`` is an id of the vocabulary where the line is an indikator or a komponen. ``baris`` is text: some
    lines of the vocabulary are asked in several rows (``126-127``).
    """

    __tablename__ = "lke_items"
    __table_args__ = (one_of("level", "aspek", "area", "komponen", "indikator", "hasil"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    edisi: Mapped[str]
    level: Mapped[str]
    nomor: Mapped[str]
    nama: Mapped[str]
    bobot: Mapped[float | None]
    baris: Mapped[str | None]


class RegionItem(Base):
    """A province, kabupaten or kota, as the dictionaries had it at the last synchronising."""

    __tablename__ = "region_items"
    __table_args__ = (
        one_of("jenis", "Provinsi", "Kabupaten", "Kota"),
        Index("ix_region_items_provinsi", "provinsi"),
    )

    kode_wilayah: Mapped[str] = mapped_column(primary_key=True)
    kode_bps: Mapped[str | None]
    wilayah: Mapped[str]
    jenis: Mapped[str]
    kode_provinsi: Mapped[str]
    provinsi: Mapped[str]


class RegionRemark(Base):
    """What a person notes of a region and year: "menyusul", when the plan came, who must answer next."""

    __tablename__ = "region_remarks"
    __table_args__ = (
        flag("menunggu"),
        CheckConstraint("diterima IS NULL OR length(diterima) = 10", name="diterima"),
    )

    kode_wilayah: Mapped[str] = mapped_column(primary_key=True)
    tahun: Mapped[int] = key()
    catatan: Mapped[str]
    diterima: Mapped[str | None]
    menunggu: Mapped[int]
    oleh: Mapped[str]
    pada: Mapped[str]


class DocumentChoice(Base):
    """The file that a person chose among several of one decree; kept though the document be read anew."""

    __tablename__ = "document_choices"

    document_id: Mapped[str] = mapped_column(primary_key=True)
    oleh: Mapped[str]
    pada: Mapped[str]
