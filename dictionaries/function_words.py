"""Small words by the part they play: ``kata_tugas.csv``, a list that a person edits.

Rules ask for the words of a role instead of listing words themselves; a word may play several parts.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from pathlib import Path

from dictionaries._tables import Finding, Table, read_table
from dictionaries.lexicon import FOLDER, read_rows

FILE = "kata_tugas.csv"
COLUMNS = ("word", "role")
_SEPARATOR = ";"


class Role(StrEnum):
    """What a word does where it stands; the values are those of the column ``role``."""

    CONTINUES = "sambung"
    """A text does not end with it: *untuk*, *dan*."""
    TIME = "waktu"
    """It stands in cells that say when: *triwulan*, *setiap*."""
    TIME_ALSO_ELSEWHERE = "waktu-umum"
    """As above, but other texts have it as well: *dan*, *per*."""
    SCHEDULE = "jadwal"
    """It belongs to a schedule beside the months: *minggu*, *akhir*."""
    NO_MONTH = "tanpa-bulan"
    """With such words a cell says when without naming a month: *rutin*, *sesuai kebutuhan*."""
    COMMON = "umum"
    """It stands beside nearly every word and so says little about its neighbours: *yang*, *pada*."""
    LEAD_IN = "pengantar"
    """A colon after it leads to what follows: *yaitu*, *antara lain*."""
    BEFORE_NAME = "sebelum-nama"
    """A name follows: *bapak*, *desa*."""
    BEFORE_REGION = "sebelum-wilayah"
    """A region's name follows: *kabupaten*."""
    NUMBERED = "bernomor"
    """A letter or roman numeral follows: *huruf*, *triwulan*, *golongan*."""
    LETTERED = "berhuruf"
    """A letter that stands alone may follow, as a number would: *huruf c*, *kelas A*."""
    PREFIX = "awalan"
    """A prefix: *meng-*, *di-*."""
    AFFIX = "imbuhan"
    """Alone it is a scrap of a cut word: *kan*, *mem*."""
    WRITTEN_TOGETHER = "serangkai"
    """Authors write it together with the next word, rightly or not: *di*, *antar*."""
    FREE_PREFIX = "awalan-bebas"
    """Authors write it together with the next word or apart from it: *non*, *pra*."""
    HYPHENED_PREFIX = "awalan-bergaris"
    """A hyphen may follow: *non-*, *self-*."""
    CLOSING = "penutup"
    """The closing formula of a decree begins so: *ditetapkan di*."""
    OFFICIAL = "jabatan"
    """An office holder's title, which stands before the office's name: *kepala*."""
    ENDS_SUBJECT = "akhir-tentang"
    """The subject of a decree ends before it: *menimbang*."""
    NO_REGION = "bukan-wilayah"
    """It is not a region's name, though it may stand where one is looked for: *tahun*."""


@cache
def words_of(role: Role) -> frozenset[str]:
    """The words (and phrases) of a role, in lower case."""
    rows = read_rows(FOLDER / FILE, *COLUMNS)
    return frozenset(row["word"].lower() for row in rows if role in _roles(row["role"]))


@cache
def any_of(role: Role) -> str:
    """A regular expression, without groups, for one word of a role; longer ones first."""
    longest_first = sorted(words_of(role), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, longest_first))})"


def check_function_words(directory: Path) -> list[Finding]:
    """What is wrong with ``kata_tugas.csv`` in a directory; empty when it can be used."""
    table, findings = read_table(directory / FILE, COLUMNS)
    return [*findings, *_contents(table)]


def _contents(table: Table) -> list[Finding]:
    findings = []
    known = {str(role) for role in Role}
    seen: dict[str, int] = {}
    played: set[str] = set()
    for line in table.lines:
        word, roles = line["word"].lower(), _roles(line["role"])
        problems = []
        if not word:
            problems.append("word is empty")
        elif word in seen:
            problems.append(f"{word!r} stands in line {seen[word]} too")
        if not roles:
            problems.append("role is empty")
        wrong = [role for role in roles if role not in known]
        problems += [f"role {role!r} is none of {', '.join(sorted(known))}" for role in wrong]
        findings += [Finding(table.file, line.number, "error", problem) for problem in problems]
        seen.setdefault(word, line.number)
        played.update(roles)
    if table.lines:
        missing = sorted(known - played)
        findings += [Finding(table.file, 0, "error", f"no word has the role {role!r}") for role in missing]
    return findings


def _roles(printed: str) -> list[str]:
    return [role.strip() for role in printed.split(_SEPARATOR) if role.strip()]
