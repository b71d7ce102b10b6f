"""What is known around a cell when it is repaired: its column, its row, its document, matching phrases."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from dictionaries.marks import LETTER, NUMBER, pattern
from lampiran.records import PageKind, RawRow
from lampiran.settings import Thresholds
from normalize.language.tokens import lower_words
from normalize.style.customs import Customs
from normalize.style.habits import Habits
from normalize.style.misread import Misread, misread_words

LATER_MARK = pattern((NUMBER, LETTER), later=True) + r"\s"
"""Marks of a list's second and later items, as a regular expression."""
LIST_COLON = re.compile(rf":\s+{LATER_MARK}")
"""A colon before such a mark; where an item was to end, it is a semicolon misread."""
_LIST_SEMICOLON = re.compile(rf";\s+{LATER_MARK}")
_LIST_PAUSE = re.compile(rf"[,:]\s+{LATER_MARK}")
SCANNED: frozenset[PageKind] = frozenset({"scan", "scan+text"})
"""Pages whose marks were read by this program's own OCR engines."""
SEEN_OFTEN = 3
"""Cells in which two words must stand side by side before the document is a witness for them."""


@dataclass(frozen=True)
class DocumentContext:
    """The wording of one document, for repairing its cells.

    Attributes:
        noise: 0 (nothing was misread) to 1 (many words were).
        kind: How the pages were read; letters of ``digital`` pages are never repaired.
        names: Lower-case words of names that belong to the document (its region, its office).
        cells_with: In how many distinct cell texts each lower-case word stands.
        pairs: In how many distinct cell texts each two words stand side by side.
        triples: The same of three words.
        cells, semicolons, list_colons: Distinct cell texts, how many semicolons they have in all, and how
            many colons before a later item of a list, where no writer puts one.
        list_semicolons, list_pauses: How many semicolons, and how many commas and colons, stand before a
            later item of a list.
        blank_columns: Columns that are empty more often than not.
        copies_vocabulary: Share of matched cells that agree word by word with the vocabulary, 0..1.
        habits: How the document writes things, for telling what is odd.
        customs: What it prints alike everywhere, for putting right what differs.
        lost_groups: Letter groups that its readings lost many times (:mod:`normalize.style.misread`).
        after, before: What stands often (in :data:`SEEN_OFTEN` cells) after and before a word.
    """

    noise: float = 0.5
    kind: PageKind = "scan"
    names: frozenset[str] = frozenset()
    cells_with: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    copies_vocabulary: float = 0.0
    triples: Counter[tuple[str, ...]] = field(default_factory=Counter)
    cells: int = 0
    semicolons: int = 0
    list_colons: int = 0
    list_semicolons: int = 0
    list_pauses: int = 0
    blank_columns: frozenset[str] = frozenset()
    habits: Habits = field(default_factory=Habits)
    customs: Customs = field(default_factory=Customs)
    lost_groups: frozenset[str] = frozenset()
    after: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    before: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def observe(
        cls,
        rows: Iterable[RawRow],
        kind: PageKind = "scan",
        names: Iterable[str] = (),
        copies_vocabulary: float = 0.0,
    ) -> DocumentContext:
        """Looks through all cells of a document once."""
        seen = list(rows)
        cells = [cell for row in seen for cell in row.cells]
        found = cls.of_texts({cell.raw for cell in cells if cell.raw}, kind, names, copies_vocabulary)
        filled: Counter[str] = Counter()
        for cell in cells:
            filled[cell.kolom] += 1 if cell.raw else -1
        blank = frozenset(kolom for kolom, surplus in filled.items() if surplus < 0)
        customs = Customs.observe([(cell.kolom, cell.raw) for cell in cells])
        return replace(found, blank_columns=blank, habits=Habits.observe(seen), customs=customs)

    @classmethod
    def of_texts(
        cls,
        texts: Iterable[str],
        kind: PageKind = "scan",
        names: Iterable[str] = (),
        copies_vocabulary: float = 0.0,
    ) -> DocumentContext:
        """As :meth:`observe`, from the distinct cell texts themselves."""
        cells_with: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        triples: Counter[tuple[str, ...]] = Counter()
        distinct = sorted(set(texts))
        for text in distinct:
            words = lower_words(text)
            cells_with.update(set(words))
            pairs.update(set(zip(words, words[1:], strict=False)))
            triples.update(set(zip(words, words[1:], words[2:], strict=False)))
        misread = misread_words(distinct, kind) if kind != "digital" else Misread()
        after: defaultdict[str, list[str]] = defaultdict(list)
        before: defaultdict[str, list[str]] = defaultdict(list)
        for (left, right), count in pairs.items():
            if count >= SEEN_OFTEN:
                after[left].append(right)
                before[right].append(left)
        return cls(
            noise=misread.noise,
            lost_groups=misread.lost_groups,
            kind=kind,
            names=frozenset(word for name in names for word in lower_words(name)),
            cells_with=cells_with,
            pairs=pairs,
            triples=triples,
            cells=len(distinct),
            list_colons=sum(len(LIST_COLON.findall(text)) for text in distinct),
            list_semicolons=sum(len(_LIST_SEMICOLON.findall(text)) for text in distinct),
            list_pauses=sum(len(_LIST_PAUSE.findall(text)) for text in distinct),
            semicolons=sum(text.count(";") for text in distinct),
            copies_vocabulary=copies_vocabulary,
            after={word: tuple(found) for word, found in after.items()},
            before={word: tuple(found) for word, found in before.items()},
        )

    def expected(self, left: str, right: str) -> tuple[str, ...]:
        """Words that the document often has after ``left`` or before ``right``."""
        return (*self.after.get(left, ()), *self.before.get(right, ()))


@cache
def _empty() -> DocumentContext:
    return DocumentContext()


@dataclass(frozen=True)
class RepairContext:
    """What surrounds one cell.

    Attributes:
        kolom: The cell's column.
        phrases: Vocabulary wordings the cell was matched with, and how alike they are (0..1), best first.
        row: The texts of the row's other cells.
        document: The document's wording.
        thresholds: Below which confidence a person should look.
        readings: What other readers made of this very cell.
        unruled: Whether the table has no rules, so that columns and rows were told by alignment alone.
        rules_off: Ids of the rules that are switched off.
        raw: The cell as read; empty where only its text matters.
    """

    kolom: str = ""
    phrases: tuple[tuple[str, float], ...] = ()
    row: tuple[str, ...] = ()
    document: DocumentContext = field(default_factory=_empty)
    thresholds: Thresholds = field(default_factory=Thresholds)
    readings: tuple[str, ...] = ()
    unruled: bool = False
    rules_off: frozenset[str] = frozenset()
    raw: str = ""
