"""What the national office's letter 2410/PW.02-SD/12/2025 asks of every plan, and the words that show it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dictionaries._tables import read_table


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing asked for: ``words`` are phrases in lower case, any of which shows it."""

    key: str
    title: str
    words: tuple[str, ...]

    def is_in(self, text: str) -> bool:
        """Whether the text speaks of it: a phrase as whole words."""
        plain = f" {' '.join(re.findall(r'[a-z0-9]+', text.casefold()))} "
        return any(f" {word} " in plain for word in self.words)


@lru_cache(maxsize=1)
def letter_topics() -> tuple[Topic, ...]:
    """The topics, in file order."""
    table, _ = read_table(Path(__file__).parent / "surat_2410.csv", ("topik", "judul", "kata"))
    titles = {line["topik"]: line["judul"] for line in table.lines}
    return tuple(
        Topic(key, title, tuple(line["kata"] for line in table.lines if line["topik"] == key))
        for key, title in titles.items()
    )
