"""The queries of ``docs/queries.md`` and their answers; run as a module to write the answers anew."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import RowMapping

import dictionaries
from lampiran.app.pipeline import read_document
from lampiran.settings import Settings
from load import Database

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "queries.md"
_BLOCK = re.compile(r"```sql\n(?P<sql>.*?)```\n(?P<answer>\n(?:\|[^\n]*\n)+)?", re.DOTALL)


def blocks(page: str) -> Iterator[tuple[str, str]]:
    """Each query of the page with the answer that stands under it (empty if none does)."""
    for found in _BLOCK.finditer(page):
        yield found["sql"], (found["answer"] or "").strip()


def fill(address: str) -> Database:
    """A database with what the page's answers come from: both transcripts."""
    db = Database.open(address, now="2026-01-01T00:00:00Z")
    db.vocabulary_sync(dictionaries.load_vocabulary())
    for name in ("banyumas_2022.txt", "banyuwangi_2025.txt"):
        db.save(read_document(ROOT / "samples" / name, Settings(cache_dir=None)))
    return db


def as_table(lines: Sequence[RowMapping]) -> str:
    """An answer as a Markdown table."""
    names = list(lines[0])
    values = [["" if value is None else str(value) for value in line.values()] for line in lines]
    rows = [names, ["---"] * len(names), *values]
    return "\n".join("| " + " | ".join(value.replace("|", "\\|") for value in row) + " |" for row in rows)


def rewritten(page: str, db: Database) -> str:
    """The page with its answers as the database gives them."""

    def answered(found: re.Match[str]) -> str:
        return f"```sql\n{found['sql']}```\n\n{as_table(db.query(found['sql']))}\n"

    return _BLOCK.sub(answered, page)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, fill(str(Path(folder) / "contoh.db")) as example:
        PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8"), example), encoding="utf-8")
