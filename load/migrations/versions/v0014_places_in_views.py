"""Indexes for filters on places in the views, which say NULL where the table holds an empty text."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The expressions are those of the views, letter for letter."""
    for column in ("kode_wilayah", "provinsi", "wilayah"):
        op.execute(f"CREATE INDEX ix_documents_{column}_or_null ON documents (NULLIF({column}, ''))")
