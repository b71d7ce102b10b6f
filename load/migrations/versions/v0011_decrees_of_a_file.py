"""Several decrees in one file: which of them a document is, and which pages it covers."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0008"
branch_labels = None
depends_on = None

_SPAN = """
UPDATE documents
SET page_from = (SELECT MIN(p.page) FROM pages p WHERE p.document_id = documents.id),
    page_to = (SELECT MAX(p.page) FROM pages p WHERE p.document_id = documents.id)
"""
_FILE = "uq_documents_sha256_file"


def upgrade() -> None:
    """Every document was the only one of its file and covered all of it."""
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
