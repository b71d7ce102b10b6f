"""What people should settle, as lines; their decisions by content and place; what the machine had there."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _maybe(kind: type[Any], *names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind(), nullable=True) for name in names]


def upgrade() -> None:
    """The lines are made when the upgrade is done, by ``load.settling``; corrections made before it count."""
    op.create_table(
        "review_lines",
        *_text("document_id"),
        sa.Column("position", sa.Integer(), nullable=False, autoincrement=False),
        *_text("item", "scope"),
        *_maybe(sa.Integer, "urutan"),
        *_maybe(sa.String, "kolom"),
        *_text("kind", "code", "reason", "reason_indonesian"),
        *_maybe(sa.String, "word"),
        *_maybe(sa.Integer, "page"),
        *_maybe(sa.Double, "x0", "y0", "x1", "y1"),
        *_maybe(sa.String, "raw", "text", "other_reading", "candidates"),
        sa.Column("settled", sa.Integer(), nullable=False),
        *_text("state"),
        *_maybe(sa.String, "settled_by"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "scope IN ('cell', 'row', 'head', 'document')", name=op.f("ck_review_lines_scope")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'asked', 'conflict', 'settled')", name=op.f("ck_review_lines_state")
        ),
        sa.CheckConstraint("settled IN (0, 1)", name=op.f("ck_review_lines_settled")),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_review_lines_document_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "position", name=op.f("pk_review_lines")),
    )
    op.create_index("ix_review_lines_item", "review_lines", ["item"])
    asked_by = ["settled", "state", "scope", "kind", "code", "word", "kolom", "x0", "document_id", "item"]
    op.create_index("ix_review_lines_settled", "review_lines", asked_by)
    _decisions()
    op.create_table(
        "decision_places",
        *_text("document_id", "decision_id"),
        *_maybe(sa.Integer, "urutan"),
        *_text("kolom", "state"),
        sa.CheckConstraint(
            "state IN ('applied', 'asked', 'conflict', 'lost', 'undone')",
            name=op.f("ck_decision_places_state"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_decision_places_document_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["people_corrections.id"],
            name=op.f("fk_decision_places_decision_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "decision_id", name=op.f("pk_decision_places")),
    )
    op.create_table(
        "machine_lines",
        *_text("document_id"),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
            name=op.f("fk_machine_lines_document_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_machine_lines")),
    )
    for table, columns, others in (
        ("settled_cells", ("kolom",), ("settled_by",)),
        ("settled_rows", (), ("settled",)),
    ):
        op.create_table(
            table,
            *_text("document_id"),
            sa.Column("urutan", sa.Integer(), nullable=False, autoincrement=False),
            *_text(*columns, *others),
            sa.ForeignKeyConstraint(
                ["document_id"],
                ["documents.id"],
                name=op.f(f"fk_{table}_document_id"),
                ondelete="CASCADE",
            ),
            sa.PrimaryKeyConstraint("document_id", "urutan", *columns, name=op.f(f"pk_{table}")),
        )


def _decisions() -> None:
    acts = "'confirm', 'correct', 'author', 'ask', 'not-plan', 'add-row', 'undo'"
    with op.batch_alter_table("people_corrections") as table:
        for name, default in (("decree", ""), ("scope", "cell"), ("act", "correct")):
            table.add_column(sa.Column(name, sa.String(), server_default=default, nullable=False))
        for name in ("code", "word", "word_after", "anchor", "note", "derived"):
            table.add_column(sa.Column(name, sa.String(), server_default="", nullable=False))
        table.add_column(sa.Column("page", sa.Integer(), nullable=True))
        table.add_column(sa.Column("top", sa.Double(), nullable=True))
        table.add_column(sa.Column("undoes", sa.String(), nullable=True))
        table.create_check_constraint(op.f("ck_people_corrections_act"), f"act IN ({acts})")
        table.create_check_constraint(
            op.f("ck_people_corrections_scope"), "scope IN ('cell', 'row', 'head', 'document')"
        )
    op.create_index("ix_people_corrections_decree", "people_corrections", ["decree"])
