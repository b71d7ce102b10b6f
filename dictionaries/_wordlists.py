"""Validation of the files that repair uses: words, acronyms, phrases, confusions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dictionaries._tables import Finding, Table, read_table

COLUMNS: dict[str, tuple[str, ...]] = {
    "frequent_words.csv": ("word", "zipf"),
    "frequent_english.csv": ("word", "zipf"),
    "words.csv": ("word", "kind"),
    "acronyms.csv": ("acronym", "meaning"),
    "phrases.csv": ("phrase", "source"),
    "decree_phrases.csv": ("phrase", "source"),
    "confusions.csv": ("seen", "meant", "count", "class"),
    "mark_confusions.csv": ("mark", "seen"),
    "bilangan.csv": ("word", "value"),
    "surat_2410.csv": ("topik", "judul", "kata"),
}
_DECIMAL = re.compile(r"\d+(\.\d+)?")
WORD_KINDS = frozenset({"umum", "ragam", "inggris"})
_KEYS: dict[str, tuple[str, ...]] = {
    "frequent_words.csv": ("word",),
    "frequent_english.csv": ("word",),
    "words.csv": ("word",),
    "acronyms.csv": ("acronym",),
    "phrases.csv": ("phrase",),
    "decree_phrases.csv": ("phrase",),
    "confusions.csv": ("seen", "meant"),
    "mark_confusions.csv": ("mark", "seen"),
    "bilangan.csv": ("word",),
    "surat_2410.csv": ("topik", "kata"),
}


def check_wordlists(directory: Path) -> list[Finding]:
    """What is wrong with the word lists in a directory; empty when they can be used."""
    findings: list[Finding] = []
    for name, columns in COLUMNS.items():
        table, wrong = read_table(directory / name, columns)
        findings += [*wrong, *_contents(table)]
    return findings


def _contents(table: Table) -> Iterator[Finding]:
    keys = _KEYS[table.file]
    seen: dict[tuple[str, ...], int] = {}
    for line in table.lines:
        key = tuple(line[column] for column in keys)
        if not any(key) or (len(key) == 1 and not all(key)):
            yield Finding(table.file, line.number, "error", f"{' and '.join(keys)} is empty")
        elif key in seen:
            yield Finding(table.file, line.number, "error", f"{key[0]!r} stands in line {seen[key]} too")
        seen[key] = line.number
        if "kind" in line.values and line["kind"] not in WORD_KINDS:
            kinds = ", ".join(sorted(WORD_KINDS))
            yield Finding(table.file, line.number, "error", f"kind {line['kind']!r} is none of {kinds}")
        if "mark" in line.values and {len(sign) for sign in key} != {1}:
            yield Finding(table.file, line.number, "error", f"{' and '.join(keys)} are one sign each")
        if "zipf" in line.values and not _DECIMAL.fullmatch(line["zipf"]):
            yield Finding(
                table.file, line.number, "error", f"zipf {line['zipf']!r} is no number such as 3.52"
            )
        for column in ("count", "value"):
            if column in line.values and not line[column].isdigit():
                yield Finding(table.file, line.number, "error", f"{column} {line[column]!r} is no number")
