"""Which rule made a repair, and the values of problems beside their message."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lines stored before this name no rule; their problems keep the message alone."""
    op.add_column("steps", sa.Column("rule", sa.String(), nullable=True))
    op.add_column("page_steps", sa.Column("rule", sa.String(), nullable=True))
    op.add_column("problems", sa.Column("details", sa.String(), nullable=True))
