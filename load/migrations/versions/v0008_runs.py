"""What was done with the database and when; reasons in Indonesian too."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

COUNTS = ("files", "ok", "partial", "failed", "skipped", "unchanged", "pages", "row_count", "flagged")


def upgrade() -> None:
    """Nothing is known of earlier runs; reasons stored before this have no Indonesian wording."""
    op.create_table(
        "runs",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("command", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("started_at", sa.String(), nullable=False),
        sa.Column("finished_at", sa.String(), nullable=True),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("engine", sa.String(), nullable=False),
        sa.Column("dictionary_version", sa.String(), nullable=False),
        sa.Column("settings", sa.String(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.CheckConstraint(
            "outcome IN ('running', 'finished', 'stopped', 'failed')", name=op.f("ck_runs_outcome")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_index("ix_runs_started_at", "runs", ["started_at"])
    op.add_column("documents", sa.Column("reason_indonesian", sa.String(), server_default="", nullable=False))
