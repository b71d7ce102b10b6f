"""How one document writes: its words and lists, its signs, and what its cells usually have."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from dictionaries.marks import LETTER, NUMBER, pattern
from lampiran.records import PageKind, RawRow
from normalize.language.tokens import lower_words
from normalize.style.misread import Misread, misread_words
from normalize.style.printing import SEEN_OFTEN, Printing
from normalize.style.readers import differing
from normalize.style.value_shapes import item_starters, marks_out_of_order, mean_unsureness, rare_shapes

LATER_MARK = pattern((NUMBER, LETTER), later=True) + r"\s"
"""Marks of a list's second and later items, as a regular expression."""
LIST_COLON = re.compile(rf":\s+{LATER_MARK}")
"""A colon before such a mark; where an item was to end, it is a semicolon misread."""
_LIST_SEMICOLON = re.compile(rf";\s+{LATER_MARK}")
_LIST_PAUSE = re.compile(rf"[,:]\s+{LATER_MARK}")
SCANNED: frozenset[PageKind] = frozenset({"scan", "scan+text"})
"""Pages whose marks were read by this program's own OCR engines."""


@dataclass(frozen=True)
class DocumentStyle:
    """How one document writes, observed once, for repairing and doubting its cells.

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
        printing: What it prints alike everywhere, for putting right what differs.
        rare_shapes: For each of the decree's own columns of values, the shapes that are rare in it.
        item_starters: How often a word begins a marked item.
        marks_out_of_order: Indikator cells as read whose list mark does not follow the one before, if nearly
            all cells have a mark.
        differing: In how many of the words the readers differ, 0..1 (:mod:`normalize.style.readers`).
        unsureness: How unsure the engines were of a word, on average: -log of its confidence.
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
    rare_shapes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    item_starters: Counter[str] = field(default_factory=Counter)
    marks_out_of_order: frozenset[str] = frozenset()
    unsureness: float = 0.0
    differing: float = 0.0
    printing: Printing = field(default_factory=Printing)
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
    ) -> DocumentStyle:
        """Looks through all cells of a document once."""
        seen = list(rows)
        cells = [cell for row in seen for cell in row.cells]
        found = cls.of_texts({cell.raw for cell in cells if cell.raw}, kind, names, copies_vocabulary)
        filled: Counter[str] = Counter()
        for cell in cells:
            filled[cell.kolom] += 1 if cell.raw else -1
        blank = frozenset(kolom for kolom, surplus in filled.items() if surplus < 0)
        own = [cell for cell in cells if not cell.shared]
        return replace(
            found,
            blank_columns=blank,
            printing=Printing.observe([(cell.kolom, cell.raw) for cell in cells]),
            rare_shapes=rare_shapes(own),
            item_starters=item_starters(own),
            marks_out_of_order=marks_out_of_order(
                [cell.raw for cell in own if cell.kolom == "indikator" and cell.raw]
            ),
            unsureness=mean_unsureness(own),
            differing=differing(own),
        )

    @classmethod
    def of_texts(
        cls,
        texts: Iterable[str],
        kind: PageKind = "scan",
        names: Iterable[str] = (),
        copies_vocabulary: float = 0.0,
    ) -> DocumentStyle:
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
