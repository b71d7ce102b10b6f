"""The text of pages outside the plan, repaired, beside what was read; and its steps."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Texts stored before this count as they were read, until they are normalised again."""
    op.add_column("pages", sa.Column("repaired", sa.String(), server_default="", nullable=False))
    op.execute("UPDATE pages SET repaired = text")
    op.create_table(
        "page_steps",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("page", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.CheckConstraint("span_start >= 0 AND span_start <= span_end", name=op.f("ck_page_steps_span")),
        sa.ForeignKeyConstraint(
            ["document_id", "page"],
            ["pages.document_id", "pages.page"],
            name=op.f("fk_page_steps_document_id_page"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "page", "step", name=op.f("pk_page_steps")),
    )
