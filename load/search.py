"""Full text search that forgives: what was typed is found as it stands, then as it was meant.

First the texts with the very words (or words that begin so), then those with words that look alike:
candidates share a piece of the word that so many misspellings cannot all have destroyed (SQLite) or enough
trigrams (PostgreSQL), and are then compared letter by letter. Several words must all occur, in any order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import OSA
from sqlalchemy import Connection, Engine, RowMapping, text

from lampiran.errors import MissingRequirement, UsageError
from lampiran.language import told
from load import search_index
from load.opening import querying, writing
from load.search_index import PG_WORDS, SHORTEST, words_of

MOST_WORDS = 12
"""Words of a question; more are a text, not a question."""
_ALIKE = 12
"""Words that stand for one misspelt word, at most."""
_LOOKED_AT = 60
_OFTEN = 50
"""Texts with a word are counted up to here, to tell a word from another misspelling of it."""
_SNIPPET = 160
_PG_SIMILARITY = 0.25
_ENOUGH = 1_000
"""Hits that PostgreSQL sorts, beyond those asked for: of a common word there are too many to sort all."""

_COLUMNS = (
    "s.id, s.document_id, s.urutan, s.page, s.text, d.file, d.lembaga, d.wilayah, d.provinsi, "
    "COALESCE(d.tahun_rencana, d.tahun_sk) AS tahun"
)
_SQLITE_QUERY = f"""
SELECT {_COLUMNS} FROM search_texts_fts f CROSS JOIN search_texts s ON s.id = f.rowid
JOIN documents d ON d.id = s.document_id
WHERE search_texts_fts MATCH :asked AND d.superseded_by IS NULL
ORDER BY f.rowid LIMIT :limit
"""  # noqa: S608 - our own names
_PG_QUERY = f"""
WITH found AS MATERIALIZED (
    SELECT id FROM search_texts WHERE {PG_WORDS} @@ to_tsquery('simple', :asked)
    AND document_id <> ALL (ARRAY(SELECT id FROM documents WHERE superseded_by IS NOT NULL))
    LIMIT :limit + {_ENOUGH})
SELECT {_COLUMNS} FROM found f JOIN search_texts s ON s.id = f.id JOIN documents d ON d.id = s.document_id
ORDER BY f.id LIMIT :limit
"""  # noqa: S608 - our own names


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the question was found.

    Attributes:
        urutan, kolom: The plan row and its column; None for a page's text outside the table.
        page: 1-based page of the file.
        snippet: The words with what stands round them, on one line.
        matched: The words of the snippet that were found, as they stand there.
        similar: Whether other words than those typed had to be taken.
    """

    document_id: str
    file: str
    lembaga: str
    wilayah: str
    provinsi: str
    tahun: int | None
    urutan: int | None
    kolom: str | None
    page: int
    snippet: str
    matched: tuple[str, ...]
    similar: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The answer: hits, the best first; what each word was also taken for; whether there are more."""

    hits: tuple[Hit, ...]
    meant: dict[str, tuple[str, ...]]
    more: bool


def search(engine: Engine, question: str, limit: int = 20) -> Found:
    """Finds the places that speak of something, in rows and page texts of current documents.

    Args:
        engine: An open database.
        question: One or more words; other characters only part them.
        limit: Most hits.

    Raises:
        UsageError: If the question has no words, or too many.
        MissingRequirement: If this SQLite has no full text search.
    """
    words = list(dict.fromkeys(words_of(question)))
    if not words:
        raise UsageError(
            "There is no word to search for.", 'Type for example: lampiran search "kinerja" --db DB'
        )
    if len(words) > MOST_WORDS:
        raise UsageError(told("{0} words are too many to search for; at most {1}.", len(words), MOST_WORDS))
    _make_sure(engine)
    with querying(engine) as connection:
        if engine.dialect.name == "postgresql":
            # Guessing that common words soon come together, it would read all texts where they never do;
            # and it would compile for 200 ms what runs for 7.
            connection.execute(text("SET LOCAL enable_seqscan = off"))
            connection.execute(text("SET LOCAL jit = off"))
        meant = {word: _alike(connection, word) for word in words}
        exact = [(word,) for word in words]
        lines = [(line, False) for line in _matching(connection, exact, limit + 1)]
        if len(lines) <= limit and any(meant.values()):
            wider = [(word, *meant[word]) for word in words]
            known = {line["id"] for line, _ in lines}
            # Those already found come again among the wider hits.
            further = _matching(connection, wider, limit + 1 + len(known))
            lines += [(line, True) for line in further if line["id"] not in known]
        hits = [_hit(connection, line, words, meant, similar) for line, similar in lines[:limit]]
    return Found(tuple(hits), {word: alike for word, alike in meant.items() if alike}, len(lines) > limit)


def _make_sure(engine: Engine) -> None:
    """Sees to the index of a database that a SQLite without trigrams has filled."""
    if engine.dialect.name != "sqlite":
        return
    query = text("SELECT 1 FROM sqlite_master WHERE name = 'search_words_fts'")
    with querying(engine) as connection:
        if connection.execute(query).first():
            return
    if not search_index.sqlite_can():
        raise MissingRequirement(
            "Searching needs SQLite 3.34 or newer, which this Python does not bring.",
            "Use a newer Python, or PostgreSQL.",
        )
    with writing(engine) as connection:
        search_index.rebuild(connection)


def _matching(connection: Connection, words: Sequence[Sequence[str]], limit: int) -> Sequence[RowMapping]:
    """Texts with each word in one of its spellings; the first, the typed one, also as a beginning."""
    sqlite = connection.dialect.name == "sqlite"
    begins, both, either = ('"{}"*', " AND ", " OR ") if sqlite else ("'{}':*", " & ", " | ")
    whole = begins.removesuffix("*").removesuffix(":")
    asked = both.join(
        f"({either.join([begins.format(typed), *(whole.format(word) for word in others)])})"
        for typed, *others in words
    )
    query = text(_SQLITE_QUERY if sqlite else _PG_QUERY)
    return connection.execute(query, {"asked": asked, "limit": limit}).mappings().all()


def _alike(connection: Connection, word: str) -> tuple[str, ...]:
    """Words that occur and look like this one, the commonest first; none for short words and numbers."""
    edits = _edits(word)
    if not edits or word.isdigit():
        return ()
    near = []
    for other in _candidates(connection, word, edits):
        distance = OSA.distance(word, other, score_cutoff=edits)
        if distance <= edits and not other.startswith(word):
            near.append((distance, other))
    scored = [(-_texts_with(connection, other), far, other) for far, other in sorted(near)[:_LOOKED_AT]]
    return tuple(other for texts, _, other in sorted(scored)[:_ALIKE] if texts)


def _texts_with(connection: Connection, word: str) -> int:
    """In how many texts a word occurs, counted up to :data:`_OFTEN`."""
    if connection.dialect.name == "sqlite":
        texts, asked = "search_texts_fts WHERE search_texts_fts MATCH :asked", f'"{word}"'
    else:
        texts, asked = f"search_texts WHERE {PG_WORDS} @@ to_tsquery('simple', :asked)", f"'{word}'"
    query = text(f"SELECT COUNT(*) FROM (SELECT 1 FROM {texts} LIMIT {_OFTEN}) AS t")  # noqa: S608
    return int(connection.execute(query, {"asked": asked}).scalar_one())


def _edits(word: str) -> int:
    """Misspelt letters that are forgiven: the more, the longer the word."""
    if len(word) <= SHORTEST:
        return 0
    return 1 if len(word) < 9 else 2


def _candidates(connection: Connection, word: str, edits: int) -> Sequence[str]:
    low, high = len(word) - edits, len(word) + edits
    lengths: dict[str, Any] = {"low": low, "high": high}
    if connection.dialect.name == "sqlite":
        query = text(
            "SELECT w.word FROM search_words_fts f JOIN search_words w ON w.id = f.rowid "
            "WHERE search_words_fts MATCH :pieces AND length(w.word) BETWEEN :low AND :high"
        )
        pieces = " OR ".join(f'"{piece}"' for piece in _pieces(word, edits))
        return connection.execute(query, {"pieces": pieces, **lengths}).scalars().all()
    condition = "length(word) BETWEEN :low AND :high"
    if connection.execute(text("SELECT to_regproc('show_trgm')")).scalar() is not None:
        connection.execute(text(f"SET LOCAL pg_trgm.similarity_threshold = {_PG_SIMILARITY}"))
        condition += " AND word % :word"
        lengths["word"] = word
    query = text(f"SELECT word FROM search_words WHERE {condition}")  # noqa: S608 - our own names
    return connection.execute(query, lengths).scalars().all()


def _pieces(word: str, edits: int) -> list[str]:
    """Pieces of which so many misspellings leave at least one whole; of short words, all trigrams.

    A piece must have three letters to be found. A word cut into one piece more than there are misspellings
    keeps one of them.
    """
    size = len(word) // (edits + 1)
    if size >= 3:
        cuts = [size * number for number in range(edits + 1)]
        return [word[start:end] for start, end in zip(cuts, [*cuts[1:], len(word)], strict=True)]
    return sorted({word[start : start + 3] for start in range(len(word) - 2)})


def _hit(
    connection: Connection,
    line: RowMapping,
    words: Sequence[str],
    meant: dict[str, tuple[str, ...]],
    similar: bool,
) -> Hit:
    pattern = _pattern(words, meant)
    kolom, page, found = None, line["page"], line["text"]
    if line["urutan"] is not None:
        kolom, page, found = _cell(connection, line, pattern)
    snippet = _snippet(found, pattern)
    matched = tuple(dict.fromkeys(match[0] for match in pattern.finditer(snippet)))
    names = ("document_id", "file", "lembaga", "wilayah", "provinsi", "tahun", "urutan")
    return Hit(
        **{name: line[name] for name in names},
        kolom=kolom,
        page=page,
        snippet=snippet,
        matched=matched,
        similar=similar,
    )


def _pattern(words: Sequence[str], meant: dict[str, tuple[str, ...]]) -> re.Pattern[str]:
    begins = "|".join(map(re.escape, words))
    whole = "|".join(re.escape(other) for word in words for other in meant[word])
    either = rf"(?:{begins})[^\W_]*" + (rf"|(?:{whole})(?![^\W_])" if whole else "")
    return re.compile(rf"(?<![^\W_])(?:{either})", re.IGNORECASE)


def _cell(connection: Connection, line: RowMapping, pattern: re.Pattern[str]) -> tuple[str, int, str]:
    """The cell of the row that has most of the words: its column, page and text."""
    query = text(
        "SELECT c.kolom, c.text, p.page FROM cells c LEFT JOIN cell_parts p ON p.document_id = c.document_id "
        "AND p.urutan = c.urutan AND p.position = c.position AND p.part = 1 "
        "WHERE c.document_id = :document_id AND c.urutan = :urutan ORDER BY c.position"
    )
    cells = connection.execute(query, {name: line[name] for name in ("document_id", "urutan")}).all()
    kolom, found, page = max(
        cells, key=lambda cell: len({match[0].casefold() for match in pattern.finditer(cell[1])})
    )
    return kolom, page or line["page"], found


def _snippet(found: str, pattern: re.Pattern[str]) -> str:
    """A line of text round the first word found, cut at blanks."""
    flat = " ".join(found.split())
    if len(flat) <= _SNIPPET:
        return flat
    first = pattern.search(flat)
    start = max(0, (first.start() if first else 0) - _SNIPPET // 3)
    start = flat.rfind(" ", 0, start + 1) + 1
    end = start + _SNIPPET
    if end < len(flat):
        end = max(flat.rfind(" ", start + 1, end + 1), first.end() if first else start + 1)
    before, after = "… " if start else "", " …" if end < len(flat) else ""
    return f"{before}{flat[start:end]}{after}"
