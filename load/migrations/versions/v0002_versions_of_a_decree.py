"""Versions of a decree: which document superseded which; indexes for the questions analysts ask."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns empty; ``load.versions`` fills them for all documents right after the upgrade."""
    with op.batch_alter_table("documents") as documents:
        documents.add_column(sa.Column("version_key", sa.String(), nullable=True))
        documents.add_column(sa.Column("superseded_by", sa.String(), nullable=True))
        documents.create_foreign_key(
            op.f("fk_documents_superseded_by"), "documents", ["superseded_by"], ["id"], ondelete="SET NULL"
        )
        documents.create_index(op.f("ix_documents_version_key"), ["version_key"])
        documents.create_index(op.f("ix_documents_provinsi"), ["provinsi"])
    unmatched, flagged = sa.text("indikator_id IS NULL"), sa.text("needs_review = 1")
    op.create_index(
        "ix_plan_rows_unmatched",
        "plan_rows",
        ["document_id", "area_no"],
        sqlite_where=unmatched,
        postgresql_where=unmatched,
    )
    op.create_index(
        "ix_cells_flagged", "cells", ["document_id"], sqlite_where=flagged, postgresql_where=flagged
    )
    op.create_index(
        "ix_row_indikator_document_id_indikator_id", "row_indikator", ["document_id", "indikator_id"]
    )
    op.execute("DELETE FROM lampiran_meta WHERE key = 'schema_version'")
