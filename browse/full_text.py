"""Full text search for the browser: the same answers as ``lampiran search``, without a way to write."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from markupsafe import Markup, escape
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from load.search import Found, search

MOST_HITS = 100


def read_only(path: Path) -> sqlite3.Connection:
    """A connection that can only read; the path may hold any character."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)


def look_for(path: Path, asked: str) -> Found:
    """Searches a database file.

    Raises:
        LampiranError: If there is nothing to search for, or no index to search in.
    """
    engine = create_engine("sqlite://", creator=lambda: read_only(path), poolclass=NullPool)
    return search(engine, asked, MOST_HITS)


def marked(snippet: str, words: tuple[str, ...]) -> Markup:
    """The snippet as HTML with the words that were found marked."""
    if not words:
        return escape(snippet)
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    pieces = re.split(f"({either})", snippet)
    return Markup("").join(
        Markup("<mark>{}</mark>").format(piece) if number % 2 else piece
        for number, piece in enumerate(pieces)
    )
