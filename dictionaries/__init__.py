"""The official vocabulary and the word lists, as CSV files that a person edits; see README.md."""

from dictionaries._tables import Finding
from dictionaries.check import check
from dictionaries.vocabulary import (
    Area,
    Crosswalk,
    Indikator,
    JointAlias,
    Komponen,
    Region,
    Vocabulary,
    load_vocabulary,
)

__all__ = [
    "Area",
    "Crosswalk",
    "Finding",
    "Indikator",
    "JointAlias",
    "Komponen",
    "Region",
    "Vocabulary",
    "check",
    "load_vocabulary",
]
