"""Regions, the official form's lines, remarks on regions, and which file of a decree counts and why."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the tables empty: the next synchronising with the dictionaries fills what is theirs."""
    with op.batch_alter_table("documents") as documents:
        documents.add_column(sa.Column("superseded_why", sa.String(), server_default="", nullable=False))
    op.create_table(
        "lke_items",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("edisi", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("nomor", sa.String(), nullable=False),
        sa.Column("nama", sa.String(), nullable=False),
        sa.Column("bobot", sa.Double(), nullable=True),
        sa.Column("baris", sa.String(), nullable=True),
        sa.CheckConstraint(
            "level IN ('aspek', 'area', 'komponen', 'indikator', 'hasil')", name=op.f("ck_lke_items_level")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lke_items")),
    )
    op.create_table(
        "region_items",
        sa.Column("kode_wilayah", sa.String(), nullable=False),
        sa.Column("kode_bps", sa.String(), nullable=True),
        sa.Column("wilayah", sa.String(), nullable=False),
        sa.Column("jenis", sa.String(), nullable=False),
        sa.Column("kode_provinsi", sa.String(), nullable=False),
        sa.Column("provinsi", sa.String(), nullable=False),
        sa.CheckConstraint("jenis IN ('Provinsi', 'Kabupaten', 'Kota')", name=op.f("ck_region_items_jenis")),
        sa.PrimaryKeyConstraint("kode_wilayah", name=op.f("pk_region_items")),
    )
    op.create_index("ix_region_items_provinsi", "region_items", ["provinsi"])
    op.create_table(
        "region_remarks",
        sa.Column("kode_wilayah", sa.String(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("catatan", sa.String(), nullable=False),
        sa.Column("diterima", sa.String(), nullable=True),
        sa.Column("menunggu", sa.Integer(), nullable=False),
        sa.Column("oleh", sa.String(), nullable=False),
        sa.Column("pada", sa.String(), nullable=False),
        sa.CheckConstraint("menunggu IN (0, 1)", name=op.f("ck_region_remarks_menunggu")),
        sa.CheckConstraint(
            "diterima IS NULL OR length(diterima) = 10", name=op.f("ck_region_remarks_diterima")
        ),
        sa.PrimaryKeyConstraint("kode_wilayah", "tahun", name=op.f("pk_region_remarks")),
    )
    op.create_table(
        "document_choices",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("oleh", sa.String(), nullable=False),
        sa.Column("pada", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_document_choices")),
    )
    op.create_index("ix_documents_kode_wilayah", "documents", ["kode_wilayah", "tahun_rencana"])
    op.create_index("ix_crosswalk_items_new_id", "crosswalk_items", ["new_id"])
