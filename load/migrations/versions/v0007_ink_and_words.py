"""What the page as shown says: doubts of a cell's parts, print without words, words that are not shown."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Documents stored before this were not checked against their pages: no doubts, counts of 0."""
    op.add_column(
        "cell_parts", sa.Column("doubts", sa.String(), server_default=sa.text("'[]'"), nullable=False)
    )
    for table in ("pages", "documents"):
        for name in ("ink_unexplained", "words_unseen"):
            op.add_column(table, sa.Column(name, sa.Integer(), server_default=sa.text("0"), nullable=False))
