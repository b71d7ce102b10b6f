"""The full text index: what search looks in, kept up to date with every document that is saved.

``search_texts`` has one line for each plan row (all its columns, the decree's own too) and one for each
page's text outside the table; ``search_words`` has every word that occurs, once. On SQLite an FTS5 table
follows each of the two by triggers, so that whatever deletes a document also cleans the index; on
PostgreSQL they have GIN indexes, that of the words by ``pg_trgm``.

The words are what makes a misspelt question cheap: the words that look like it are found first, and only
those are looked for in the texts.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import CheckConstraint, Connection, ForeignKey, Index, Table, event, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, mapped_column

from load.models import Cell, Document, Page, PlanRow
from load.table_base import Base, table_of

_WORD = re.compile(r"[^\W_]+")
SHORTEST, LONGEST = 3, 40
"""Letters of a word that is worth remembering."""

PG_WORDS = "to_tsvector('simple', regexp_replace(lower(text), '[^[:alnum:]]+', ' ', 'g'))"
"""What the index on PostgreSQL holds of a text; a question must spell it the same way to use it."""

SQLITE_DDL = (
    "CREATE VIRTUAL TABLE search_texts_fts USING fts5(text, content=[search_texts], content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER search_texts_insert AFTER INSERT ON search_texts BEGIN "
    "INSERT INTO search_texts_fts (rowid, text) VALUES (new.id, new.text); END",
    "CREATE TRIGGER search_texts_delete AFTER DELETE ON search_texts BEGIN "
    "INSERT INTO search_texts_fts (search_texts_fts, rowid, text) VALUES ('delete', old.id, old.text); END",
    "CREATE VIRTUAL TABLE search_words_fts USING fts5(word, content=[search_words], content_rowid='id', "
    "tokenize='trigram')",
    "CREATE TRIGGER search_words_insert AFTER INSERT ON search_words BEGIN "
    "INSERT INTO search_words_fts (rowid, word) VALUES (new.id, new.word); END",
)
"""Datasette looks for ``content=[…]`` and offers a search box on such a table."""

PG_TEXTS_INDEX = f"CREATE INDEX search_texts_words ON search_texts USING gin (({PG_WORDS}))"
PG_WORDS_INDEX = "CREATE INDEX search_words_trigrams ON search_words USING gin (word gin_trgm_ops)"


class SearchText(Base):
    """What is searched: a plan row (``urutan`` set) or a page's text outside the table."""

    __tablename__ = "search_texts"
    __table_args__ = (
        CheckConstraint("page >= 1", name="page"),
        Index("ix_search_texts_document_id", "document_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    urutan: Mapped[int | None]
    page: Mapped[int]
    text: Mapped[str]


class SearchWord(Base):
    """A word that occurs in some text, in small letters; words of deleted documents may remain."""

    __tablename__ = "search_words"

    id: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(unique=True)


TEXTS, WORDS = table_of(SearchText), table_of(SearchWord)


def words_of(found: str) -> list[str]:
    """The words of a text in small letters, cut where both databases' indexes cut."""
    return [word.casefold() for word in _WORD.findall(found)]


def sqlite_can(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """Whether this SQLite knows trigrams."""
    return version >= (3, 34, 0)


def make_index(connection: Connection) -> None:
    """Makes the indexes of both tables, which must exist; where the database lacks the means, none."""
    if connection.dialect.name == "sqlite":
        if sqlite_can():
            for statement in SQLITE_DDL:
                connection.exec_driver_sql(statement)
        return
    connection.exec_driver_sql(PG_TEXTS_INDEX)
    if _has_trigrams(connection):
        connection.exec_driver_sql(PG_WORDS_INDEX)


def _has_trigrams(connection: Connection) -> bool:
    """Whether ``pg_trgm`` is there now; not every server has it, nor lets everybody add it."""
    try:
        with connection.begin_nested():
            connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DBAPIError:
        return False
    return True


@event.listens_for(WORDS, "after_create")
def _made(_table: Table, connection: Connection, **_details: Any) -> None:
    make_index(connection)


# The index is made when the second table is there.
WORDS.add_is_dependent_on(TEXTS)


def index_document(
    connection: Connection,
    key: str,
    rows: Iterable[tuple[int, int, str]],
    pages: Iterable[tuple[int, str]],
    replacing: bool,
) -> None:
    """Writes what is searched of a document, in the transaction that writes the document.

    Args:
        connection: The transaction's.
        key: The document's id; its line must exist.
        rows: ``urutan``, first page, text of all columns.
        pages: Number, text outside the table.
        replacing: Whether earlier lines may be there.
    """
    if replacing:
        connection.execute(TEXTS.delete().where(TEXTS.c.document_id == key))
    lines: list[tuple[Any, ...]] = [(key, urutan, page, found) for urutan, page, found in rows if found]
    lines += [(key, None, page, found) for page, found in pages if found]
    if not lines:
        return
    _insert(connection, "search_texts (document_id, urutan, page, text)", lines, "")
    words = set(words_of("\n".join(line[3] for line in lines)))
    spelt = sorted(word for word in words if SHORTEST <= len(word) <= LONGEST and not word.isdigit())
    if spelt:
        _insert(connection, "search_words (word)", [(word,) for word in spelt], " ON CONFLICT DO NOTHING")


def _insert(connection: Connection, into: str, lines: list[tuple[Any, ...]], then: str) -> None:
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    marks = ", ".join([mark] * len(lines[0]))
    connection.exec_driver_sql(f"INSERT INTO {into} VALUES ({marks}){then}", lines)  # noqa: S608 - our names


def index_all(connection: Connection) -> None:
    """Indexes every document anew, for a database that had no index."""
    documents = table_of(Document).c
    for key in connection.execute(select(documents.id).where(documents.row_count > 0)).scalars().all():
        index_document(connection, key, _stored_rows(connection, key), _stored_pages(connection, key), True)


def _stored_rows(connection: Connection, key: str) -> Iterator[tuple[int, int, str]]:
    rows, cells = table_of(PlanRow).c, table_of(Cell).c
    pages = connection.execute(select(rows.urutan, rows.page_first).where(rows.document_id == key)).all()
    query = select(cells.urutan, cells.text).where(cells.document_id == key)
    texts: dict[int, list[str]] = {}
    for urutan, found in connection.execute(query.order_by(cells.urutan, cells.position)):
        texts.setdefault(urutan, []).append(found)
    return ((urutan, page, joined(texts.get(urutan, ()))) for urutan, page in pages)


def _stored_pages(connection: Connection, key: str) -> Iterator[tuple[int, str]]:
    pages = table_of(Page).c
    query = select(pages.page, pages.repaired).where(pages.document_id == key).order_by(pages.page)
    return ((page, found) for page, found in connection.execute(query).all())


def joined(texts: Iterable[str]) -> str:
    """The cells of a row as one text, a line each."""
    return "\n".join(found for found in texts if found)


def rebuild(connection: Connection) -> None:
    """Makes the FTS5 tables of a database that was filled by a SQLite without trigrams."""
    make_index(connection)
    for name in ("search_texts_fts", "search_words_fts"):
        connection.execute(text(f"INSERT INTO {name} ({name}) VALUES ('rebuild')"))  # noqa: S608


__all__ = [
    "PG_WORDS",
    "SearchText",
    "SearchWord",
    "index_all",
    "index_document",
    "joined",
    "make_index",
    "rebuild",
    "sqlite_can",
    "words_of",
]
