"""Spoils marks, blanks, digits and list marks the way readers of scans do; letters are spoilt elsewhere.

Each row of the table is a kind of slip: where it may happen, and what is read there. Of the kinds that fit a
word the one that came up least is taken, so that a few pages show all of them.
"""

from __future__ import annotations

import re
from collections import Counter

import numpy as np

SLIPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    # Specks and scraps beside words.
    (
        r"[a-z]{4,}",
        (r"\g<0>.", r"\g<0>,", r"\g<0>:", r"\g<0>'", r"\g<0> @", r"\g<0> ,", r"\g<0> Gz", r"\g<0> -"),
    ),
    (
        r"[a-z]{4,}",
        (r".\g<0>", r"@\g<0>", r"'\g<0>", r"q \g<0>", r"xq \g<0>"),
    ),
    (r"[A-Z][a-z]{3,}", (r"-\g<0>", r". \g<0>", r".\g<0>", r"\g<0>.", r"' \g<0>", r"\g<0> |", r"\g<0> ;")),
    (r"(dan|di|yang|untuk|pada|dengan)", (r"\1.", "\\1\N{EN DASH}", r"\g<1>55", "\\1 \N{EM DASH}")),
    (r"([A-Za-z]{3,})\.", (r"\1..", r"\1 .", r"\1 |")),
    # What ends an item.
    (r"(\w{3,});", (r"\1:", r"\1,", r"\1 :", r"\1")),
    (r"(\w{3,}),", (r"\1.", r"\1 ,", r"\1,.")),
    # List marks.
    (r"b([.)])", (r"o\1", r"h\1", "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}\\1", r"b", r"Bb\1")),
    (r"[c-e]([.)])", (r"e\1", "\N{EURO SIGN}\\1", r"c")),
    (r"f([.)])", ("\N{POUND SIGN}\\1",)),
    (r"1([.)])", (r"l\1", r"I\1", r"1", r"|\1")),
    (r"([2-9])\)", (r"\g<1>1", r"\1l", r"\1")),
    (r"([2-9])\.", (r"\1", r"Z.", r"S.")),
    # Numbers, years, shares.
    (r"(20)(\d\d)", (r"'\1\2", r"\1.\2", r"\1,\2", r"2O\2", r".\1\2", r"\1\2.", r"\1 \2")),
    (r"\(?100\s?%\)?;?", ("10061;", "110096)", "100'%", "(1009%)", "(100%", "(10096)")),
    (r"(\d{1,3})(/\S+)", (r"\1/;\2", r"\1Z.\2", r"\1 \2", r"l\1\2")),
    # Acronyms, brackets, hyphens, strokes.
    (r"([A-Z])([A-Z]{1,3})", (r"\1\2.", r". \1\2", r"\1l", r"'\1\2")),
    (r"ZI", ("Zi", "Zl", "Z1")),
    (r"\(([A-Za-z]+)\)", (r"{\1)", r"\1)", r"(\1", r"(\1}", r"( \1)", r"(\1 )")),
    (r"([A-Z])-(\d+)", (r"\1\2", r"\1- \2", r"\1-O\2")),
    (r"e-([A-Z]\w+)", (r"c-\1", "\N{EURO SIGN}-\\1", r"e- \1")),
    (r"([A-Za-z]{4,})/([A-Za-z]{4,})", (r"\1/.\2", r"\1 \2", r"\1 /\2", r"\1l\2")),
    (r"([a-z]{4,})-(\1)", (r"\1\2", r"\1- \2", r"\1 -\2")),
    # Times.
    (r"[Tt]ahun", ("tahur", r"3\g<0>")),
    (r"s\.d\.", ("c.d.", "s.d", "s.d,", r". s.d.")),
    (r"s/d", ("s.d", "s1d", "sjd")),
    ("\N{EN DASH}", ("-", "\N{EM DASH}")),
    (
        r"(Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember),?",
        (r"\1.", r"\1", r"\1,.", r"\1 ."),
    ),
    (r"B(\d\d),?", (r"B.\1", r"B \1", r"BO\1", r"B\1.", r"B\1")),
)


MARKUP: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"[A-Za-z]{4,}", (r"**\g<0>**", r"*\g<0>*", r"\g<0><br>", r"\g<0> ", r"<i>\g<0></i>")),
)
"""What tools that write transcripts add."""


class MarkSpoiler:
    """Spoils words one by one; the same seed and words give the same noise."""

    def __init__(self, rate: float, seed: int, *, markup: bool = False) -> None:
        """Takes the share of words to spoil, the seed of chance, and whether a transcript is spoilt."""
        self._rate = rate
        self._slips = (*SLIPS, *MARKUP) if markup else SLIPS
        self._rng = np.random.default_rng(seed)
        self._seen: Counter[tuple[str, str]] = Counter()

    def __call__(self, word: str) -> str:
        """The word as read; mostly as printed."""
        fitting = [
            (where, read) for where, reads in self._slips if re.fullmatch(where, word) for read in reads
        ]
        if not fitting or self._rng.random() >= self._rate:
            return word
        least = min(self._seen[slip] for slip in fitting)
        rare = [slip for slip in fitting if self._seen[slip] == least]
        where, read = rare[int(self._rng.integers(len(rare)))]
        self._seen[where, read] += 1
        return re.sub(where, read, word)
