"""The first release: documents with rows, cells, parts and steps; vocabulary; people's corrections."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes all tables."""
    op.create_table(
        "documents",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("same_as", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("engine", sa.String(), nullable=False),
        sa.Column("dictionary_version", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("loaded_at", sa.String(), nullable=False),
        sa.Column("first_loaded_at", sa.String(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("table_pages", sa.Integer(), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("words_read", sa.Integer(), nullable=False),
        sa.Column("words_in_cells", sa.Integer(), nullable=False),
        sa.Column("words_in_headers", sa.Integer(), nullable=False),
        sa.Column("words_outside", sa.Integer(), nullable=False),
        sa.Column("lembaga", sa.String(), nullable=False),
        sa.Column("wilayah", sa.String(), nullable=False),
        sa.Column("kode_wilayah", sa.String(), nullable=False),
        sa.Column("provinsi", sa.String(), nullable=False),
        sa.Column("nomor_sk", sa.String(), nullable=False),
        sa.Column("tahun_sk", sa.Integer(), nullable=True),
        sa.Column("tanggal_sk", sa.String(), nullable=True),
        sa.Column("tentang", sa.String(), nullable=False),
        sa.Column("tahun_rencana", sa.Integer(), nullable=True),
        sa.Column("edisi", sa.String(), nullable=True),
        sa.Column("doubts", sa.String(), nullable=False),
        sa.Column("extra_columns", sa.String(), nullable=False),
        sa.CheckConstraint(
            "status IN ('ok', 'partial', 'failed', 'skipped')", name=op.f("ck_documents_status")
        ),
        sa.CheckConstraint(
            "tanggal_sk IS NULL OR length(tanggal_sk) = 10", name=op.f("ck_documents_tanggal_sk")
        ),
        sa.CheckConstraint(
            "words_read >= 0 AND words_in_cells >= 0 AND words_outside >= 0", name=op.f("ck_documents_words")
        ),
        sa.ForeignKeyConstraint(
            ["same_as"], ["documents.id"], name=op.f("fk_documents_same_as"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("sha256", "file", name=op.f("uq_documents_sha256_file")),
    )
    op.create_index(
        "uq_documents_content",
        "documents",
        ["sha256"],
        unique=True,
        sqlite_where=sa.text("same_as IS NULL AND sha256 <> ''"),
        postgresql_where=sa.text("same_as IS NULL AND sha256 <> ''"),
    )
    op.create_table(
        "lampiran_meta",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_lampiran_meta")),
    )
    op.create_table(
        "people_corrections",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("lembaga", sa.String(), nullable=False),
        sa.Column("nomor_sk", sa.String(), nullable=False),
        sa.Column("tahun_sk", sa.Integer(), nullable=True),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("area_no", sa.Integer(), nullable=True),
        sa.Column("komponen_no", sa.Integer(), nullable=True),
        sa.Column("kolom", sa.String(), nullable=False),
        sa.Column("raw", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("corrected_by", sa.String(), nullable=False),
        sa.Column("corrected_at", sa.String(), nullable=False),
        sa.CheckConstraint("corrected_by <> ''", name=op.f("ck_people_corrections_corrected_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_corrections")),
    )
    op.create_index("ix_people_corrections_sha256", "people_corrections", ["sha256"], unique=False)
    op.create_table(
        "vocabulary_items",
        sa.Column("indikator_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("edisi", sa.String(), nullable=False),
        sa.Column("area_no", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("komponen_id", sa.String(), nullable=False),
        sa.Column("komponen", sa.String(), nullable=False),
        sa.Column("aspect", sa.String(), nullable=False),
        sa.Column("indikator", sa.String(), nullable=False),
        sa.CheckConstraint("area_no BETWEEN 1 AND 6", name=op.f("ck_vocabulary_items_area_no")),
        sa.PrimaryKeyConstraint("indikator_id", name=op.f("pk_vocabulary_items")),
    )
    op.create_table(
        "area_headings",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("x0", sa.Double(), nullable=True),
        sa.Column("y0", sa.Double(), nullable=True),
        sa.Column("x1", sa.Double(), nullable=True),
        sa.Column("y1", sa.Double(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_area_headings_confidence")),
        sa.CheckConstraint("x0 <= x1 AND y0 <= y1", name=op.f("ck_area_headings_box")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_area_headings_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", "position", name=op.f("pk_area_headings")),
    )
    op.create_table(
        "crosswalk_items",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("old_id", sa.String(), nullable=True),
        sa.Column("new_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.CheckConstraint(
            "old_id IS NOT NULL OR new_id IS NOT NULL", name=op.f("ck_crosswalk_items_a_side")
        ),
        sa.ForeignKeyConstraint(
            ["new_id"], ["vocabulary_items.indikator_id"], name=op.f("fk_crosswalk_items_new_id")
        ),
        sa.ForeignKeyConstraint(
            ["old_id"], ["vocabulary_items.indikator_id"], name=op.f("fk_crosswalk_items_old_id")
        ),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_crosswalk_items")),
    )
    op.create_table(
        "document_words",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_document_words_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_document_words")),
    )
    op.create_table(
        "pages",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("page", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("width", sa.Double(), nullable=False),
        sa.Column("height", sa.Double(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("engine", sa.String(), nullable=False),
        sa.Column("has_plan", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("words_read", sa.Integer(), nullable=False),
        sa.Column("words_in_cells", sa.Integer(), nullable=False),
        sa.Column("words_in_headers", sa.Integer(), nullable=False),
        sa.Column("words_outside", sa.Integer(), nullable=False),
        sa.Column("rotation", sa.Integer(), nullable=False),
        sa.Column("skew", sa.Double(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('scan', 'scan+text', 'digital', 'transcript')", name=op.f("ck_pages_kind")
        ),
        sa.CheckConstraint("has_plan IN (0, 1)", name=op.f("ck_pages_has_plan")),
        sa.CheckConstraint("page >= 1", name=op.f("ck_pages_page")),
        sa.CheckConstraint("rotation IN (0, 90, 180, 270)", name=op.f("ck_pages_rotation")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_pages_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", "page", name=op.f("pk_pages")),
    )
    op.create_table(
        "plan_rows",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("urutan", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("heading", sa.Integer(), nullable=True),
        sa.Column("no", sa.String(), nullable=False),
        sa.Column("starts_komponen", sa.Integer(), nullable=False),
        sa.Column("raw_notes", sa.String(), nullable=False),
        sa.Column("area_no", sa.Integer(), nullable=True),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("komponen_no", sa.Integer(), nullable=True),
        sa.Column("komponen_id", sa.String(), nullable=True),
        sa.Column("indikator_id", sa.String(), nullable=True),
        sa.Column("indikator_ids", sa.String(), nullable=False),
        sa.Column("komponen", sa.String(), nullable=False),
        sa.Column("indikator", sa.String(), nullable=False),
        sa.Column("langkah_aksi", sa.String(), nullable=False),
        sa.Column("bukti_fisik", sa.String(), nullable=False),
        sa.Column("target_waktu", sa.String(), nullable=False),
        sa.Column("bulan", sa.String(), nullable=False),
        sa.Column("bulan_bits", sa.Integer(), nullable=False),
        sa.Column("tahun_target", sa.Integer(), nullable=True),
        sa.Column("schedule_rest", sa.String(), nullable=False),
        sa.Column("schedule_certain", sa.Integer(), nullable=False),
        sa.Column("page_first", sa.Integer(), nullable=False),
        sa.Column("page_last", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("needs_review", sa.Integer(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("candidates", sa.String(), nullable=False),
        sa.CheckConstraint("area_no BETWEEN 1 AND 6", name=op.f("ck_plan_rows_area_no")),
        sa.CheckConstraint("bulan_bits BETWEEN 0 AND 4095", name=op.f("ck_plan_rows_bulan_bits")),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_plan_rows_confidence")),
        sa.CheckConstraint("komponen_no >= 1", name=op.f("ck_plan_rows_komponen_no")),
        sa.CheckConstraint("needs_review IN (0, 1)", name=op.f("ck_plan_rows_needs_review")),
        sa.CheckConstraint("page_first >= 1 AND page_first <= page_last", name=op.f("ck_plan_rows_pages")),
        sa.CheckConstraint("schedule_certain IN (0, 1)", name=op.f("ck_plan_rows_schedule_certain")),
        sa.CheckConstraint("starts_komponen IN (0, 1)", name=op.f("ck_plan_rows_starts_komponen")),
        sa.CheckConstraint("urutan >= 1", name=op.f("ck_plan_rows_urutan")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_plan_rows_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", "urutan", name=op.f("pk_plan_rows")),
    )
    op.create_table(
        "problems",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("lost", sa.Integer(), nullable=False),
        sa.CheckConstraint("stage IN ('extract', 'normalize', 'run')", name=op.f("ck_problems_stage")),
        sa.CheckConstraint("lost IN (0, 1)", name=op.f("ck_problems_lost")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_problems_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", "position", name=op.f("pk_problems")),
    )
    op.create_table(
        "bukti_items",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("urutan", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id", "urutan"],
            ["plan_rows.document_id", "plan_rows.urutan"],
            name=op.f("fk_bukti_items_document_id_urutan"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "urutan", "item", name=op.f("pk_bukti_items")),
    )
    op.create_table(
        "cells",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("urutan", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kolom", sa.String(), nullable=False),
        sa.Column("raw", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("needs_review", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.String(), nullable=False),
        sa.Column("shared", sa.Integer(), nullable=False),
        sa.Column("printed", sa.Integer(), nullable=False),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_cells_confidence")),
        sa.CheckConstraint("needs_review IN (0, 1)", name=op.f("ck_cells_needs_review")),
        sa.CheckConstraint("printed IN (0, 1)", name=op.f("ck_cells_printed")),
        sa.CheckConstraint("shared IN (0, 1)", name=op.f("ck_cells_shared")),
        sa.ForeignKeyConstraint(
            ["document_id", "urutan"],
            ["plan_rows.document_id", "plan_rows.urutan"],
            name=op.f("fk_cells_document_id_urutan"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "urutan", "position", name=op.f("pk_cells")),
        sa.UniqueConstraint("document_id", "urutan", "kolom", name=op.f("uq_cells_document_id_urutan_kolom")),
    )
    op.create_table(
        "row_indikator",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("urutan", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("indikator_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id", "urutan"],
            ["plan_rows.document_id", "plan_rows.urutan"],
            name=op.f("fk_row_indikator_document_id_urutan"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "urutan", "position", name=op.f("pk_row_indikator")),
    )
    op.create_index("ix_row_indikator_indikator_id", "row_indikator", ["indikator_id"], unique=False)
    op.create_table(
        "cell_parts",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("urutan", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("x0", sa.Double(), nullable=True),
        sa.Column("y0", sa.Double(), nullable=True),
        sa.Column("x1", sa.Double(), nullable=True),
        sa.Column("y1", sa.Double(), nullable=True),
        sa.Column("raw", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("readings", sa.String(), nullable=False),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_cell_parts_confidence")),
        sa.CheckConstraint("page >= 1", name=op.f("ck_cell_parts_page")),
        sa.CheckConstraint("x0 <= x1 AND y0 <= y1", name=op.f("ck_cell_parts_box")),
        sa.ForeignKeyConstraint(
            ["document_id", "urutan", "position"],
            ["cells.document_id", "cells.urutan", "cells.position"],
            name=op.f("fk_cell_parts_document_id_urutan_position"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "urutan", "position", "part", name=op.f("pk_cell_parts")),
    )
    op.create_table(
        "steps",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("urutan", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.CheckConstraint("span_start >= 0 AND span_start <= span_end", name=op.f("ck_steps_span")),
        sa.ForeignKeyConstraint(
            ["document_id", "urutan", "position"],
            ["cells.document_id", "cells.urutan", "cells.position"],
            name=op.f("fk_steps_document_id_urutan_position"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "urutan", "position", "step", name=op.f("pk_steps")),
    )
