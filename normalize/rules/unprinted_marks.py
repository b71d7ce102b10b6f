"""Marks that are no part of the words: those that print nothing, and raised marks of footnotes."""

from __future__ import annotations

import re

from dictionaries.unprinted import INVISIBLE, RAISED
from lampiran.codes import Method
from normalize.rules.rule import Given, Match, Repair
from normalize.style.context import RepairContext

_UNIT = re.compile(r"(?<![^\W_])(?:\d+ ?)?[mkcd]?m$|(?<![\d.,])10$")
"""What a raised figure belongs to: a measure of length, or ten."""


def _belongs_to_a_footnote(match: Match, context: RepairContext) -> bool:
    del context
    return _UNIT.search(match.string, 0, match.start()) is None


INVISIBLE_MARKS = (
    Repair(
        id="invisible.mark",
        because="A mark that prints nothing stands in the text: of direction, of a place for a hyphen.",
        find=re.compile(rf"(?<=\w)\N{{SOFT HYPHEN}}\s(?=[a-z])|[{INVISIBLE}]"),
        after="",
        method=Method.MARKUP,
        right=(
            ("peme\u200brintahan", "pemerintahan"),
            ("\ufeffRapat\u200e", "Rapat"),
            ("elekt\u00adronik", "elektronik"),
            ("elekt\u00ad ronik", "elektronik"),
        ),
        wrong=("masing-masing", "Rapat pleno"),
    ),
)
RAISED_MARKS = (
    Repair(
        id="raised.footnote-mark",
        because="The raised mark of a footnote stands after a word or year; it is no part of it.",
        find=re.compile(rf"(?<=\S)\s?(?:{RAISED})(?!\w)"),
        needs=(_belongs_to_a_footnote,),
        kinds=frozenset({"digital", "transcript"}),
        after="",
        method=Method.MARK,
        given=Given(kind="digital"),
        right=(
            ("Desember 2019¹⁾", "Desember 2019"),
            ("Desember 2019²", "Desember 2019"),
            ("Laporan ᵃ⁾ tahunan", "Laporan tahunan"),
            ("Tim Kerja¹²; Foto", "Tim Kerja; Foto"),
        ),
        wrong=("ruang 12 m²", "luas 3 km²", "10⁶ lembar", "¹⁾ sesuai jadwal", "Desember 2019"),
    ),
)
