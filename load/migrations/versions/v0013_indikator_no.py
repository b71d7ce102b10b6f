"""The letter or number that a plan prints before an indicator."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Rows stored before this have none until they are normalised again."""
    op.add_column("plan_rows", sa.Column("indikator_no", sa.String(), server_default="", nullable=False))
