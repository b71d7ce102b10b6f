"""How doubtful the borders of a cell were when it was read."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Rows read before this was kept count as surely bordered."""
    op.add_column(
        "cell_parts", sa.Column("border_doubt", sa.Double(), server_default=sa.text("0"), nullable=False)
    )
