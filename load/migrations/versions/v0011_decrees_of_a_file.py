"""Several decrees in one file: which a document is, and its pages; and tables that are no plan."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_SPAN = """
UPDATE documents
SET page_from = (SELECT MIN(p.page) FROM pages p WHERE p.document_id = documents.id),
    page_to = (SELECT MAX(p.page) FROM pages p WHERE p.document_id = documents.id)
"""
_FILE = "uq_documents_sha256_file"


def upgrade() -> None:
    """Every document was the only one of its file and covered all of it; its other tables were not kept."""
    content = sa.text("same_as IS NULL AND sha256 <> ''")
    held = {found["name"] for found in sa.inspect(op.get_bind()).get_unique_constraints("documents")}
    op.drop_index("uq_documents_content", "documents")
    with op.batch_alter_table("documents") as documents:
        documents.add_column(sa.Column("part", sa.Integer(), server_default="1", nullable=False))
        documents.add_column(sa.Column("page_from", sa.Integer(), nullable=True))
        documents.add_column(sa.Column("page_to", sa.Integer(), nullable=True))
        if _FILE in held:
            documents.drop_constraint(op.f(_FILE), type_="unique")
    op.create_index("uq_documents_decree", "documents", ["sha256", "file", "part"], unique=True)
    op.create_index(
        "uq_documents_content",
        "documents",
        ["sha256", "part"],
        unique=True,
        sqlite_where=content,
        postgresql_where=content,
    )
    op.execute(_SPAN)
    op.create_table(
        "other_tables",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("table_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("page_first", sa.Integer(), nullable=False),
        sa.Column("page_last", sa.Integer(), nullable=False),
        sa.Column("headings", sa.String(), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("column_count", sa.Integer(), nullable=False),
        sa.CheckConstraint("page_first >= 1 AND page_first <= page_last", name=op.f("ck_other_tables_pages")),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_other_tables_document_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "table_no", name=op.f("pk_other_tables")),
    )
    numbers = ("table_no", "row_no", "column_no")
    op.create_table(
        "other_cells",
        sa.Column("document_id", sa.String(), nullable=False),
        *(sa.Column(name, sa.Integer(), autoincrement=False, nullable=False) for name in numbers),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("row_span", "column_span")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("heading", "text")),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("needs_review", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Double(), nullable=True) for name in ("x0", "y0", "x1", "y1")),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_other_cells_confidence")),
        sa.CheckConstraint("needs_review IN (0, 1)", name=op.f("ck_other_cells_needs_review")),
        sa.CheckConstraint("x0 <= x1 AND y0 <= y1", name=op.f("ck_other_cells_box")),
        sa.ForeignKeyConstraint(
            ["document_id", "table_no"],
            ["other_tables.document_id", "other_tables.table_no"],
            name=op.f("fk_other_cells_document_id_table_no"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", *numbers, name=op.f("pk_other_cells")),
    )
