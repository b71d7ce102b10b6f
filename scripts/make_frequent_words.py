"""Makes ``dictionaries/frequent_words.csv`` and ``frequent_english.csv`` from the word lists of ``wordfreq``.

The program does not need the package, which is 58 MB for forty languages and gets no new lists: its author
has stopped collecting. So these files change only if this script does. To run it, in its own environment::

    python -m pip install wordfreq==3.1.1
    python scripts/make_frequent_words.py

The lists are licensed CC BY-SA 4.0, and so are the files made from them: ``NOTICE.md``.
"""

from __future__ import annotations

import csv
import importlib
import sys
from pathlib import Path

DICTIONARIES = Path(__file__).resolve().parent.parent / "dictionaries"
LISTS = {"frequent_words.csv": ("id", "best"), "frequent_english.csv": ("en", "small")}
"""The files with language and size of the list that each comes from."""
ONCE_IN_A_BILLION = 900
"""Centibels between a frequency as a share of all words and the zipf scale, which counts in a billion."""


def lines_of(language: str, size: str) -> list[tuple[str, str]]:
    """The words of a list with their frequency on the zipf scale, the most frequent first.

    Entries without a letter or with a digit (the lists print every digit as ``0``) are left out.
    """
    buckets: list[list[str]] = importlib.import_module("wordfreq").get_frequency_list(language, size)
    return [
        (word, f"{(ONCE_IN_A_BILLION - centibels) / 100:.2f}")
        for centibels, words in enumerate(buckets)
        for word in words
        if any(sign.isalpha() for sign in word) and not any(sign.isdigit() for sign in word)
    ]


def main() -> int:
    """Writes both files."""
    for name, (language, size) in LISTS.items():
        lines = lines_of(language, size)
        with (DICTIONARIES / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([("word", "zipf"), *lines])
        sys.stderr.write(f"{name}: {len(lines)} words\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
