"""What all tables share: the declarative base, names of constraints, and the checks they have in common."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, MetaData, Table, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint gets a name, or a migration could not change it later."""


class Base(DeclarativeBase):
    """Declarative base of all tables."""

    metadata = MetaData(naming_convention=NAMING)


def table_of(model: type[Base]) -> Table:
    """The plain table of a mapped class: bulk writing goes without objects."""
    return Base.metadata.tables[model.__tablename__]


def flag(column: str) -> CheckConstraint:
    """The column is 0 or 1."""
    return CheckConstraint(f"{column} IN (0, 1)", name=column)


def share(column: str) -> CheckConstraint:
    """The column lies between 0 and 1."""
    return CheckConstraint(f"{column} BETWEEN 0 AND 1", name=column)


def one_of(column: str, *values: str) -> CheckConstraint:
    """The column is one of the values."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def box_check() -> CheckConstraint:
    """A box is not turned inside out."""
    return CheckConstraint("x0 <= x1 AND y0 <= y1", name="box")


def pages_check() -> CheckConstraint:
    """A row ends on the page where it begins, or later."""
    return CheckConstraint("page_first >= 1 AND page_first <= page_last", name="pages")


def span_check() -> CheckConstraint:
    """A span does not end before it starts."""
    return CheckConstraint("span_start >= 0 AND span_start <= span_end", name="span")


def document_key() -> Mapped[str]:
    """Part of the key: the document's id."""
    return mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)


def key() -> Mapped[int]:
    """Part of the key: a number that is given, not counted up."""
    return mapped_column(primary_key=True, autoincrement=False)


def of_row() -> ForeignKeyConstraint:
    """Belongs to a plan row."""
    return ForeignKeyConstraint(
        ["document_id", "urutan"], ["plan_rows.document_id", "plan_rows.urutan"], ondelete="CASCADE"
    )


def of_cell() -> ForeignKeyConstraint:
    """Belongs to a cell."""
    names = ("document_id", "urutan", "position")
    return ForeignKeyConstraint(names, [f"cells.{name}" for name in names], ondelete="CASCADE")


def partial_index(name: str, condition: str, *columns: str, unique: bool = False) -> Index:
    """An index of the lines that meet a condition only."""
    where = text(condition)
    return Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)
