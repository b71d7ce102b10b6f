"""Marks are judged apart from letters, digits and places."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Cells stored before this had one chance, that all is exact, and one flag for every kind of doubt."""
    op.add_column(
        "cells", sa.Column("marks_doubtful", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column(
        "cells", sa.Column("confidence_exact", sa.Double(), server_default=sa.text("0"), nullable=False)
    )
    op.execute("UPDATE cells SET confidence_exact = confidence")
