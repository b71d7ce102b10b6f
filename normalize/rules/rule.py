"""The form of a rule, and the runners that try rules on a text.

A rule is one row: what it finds, when that counts, what it makes of it, and examples that a test runs. It
never acts by itself; :mod:`normalize.passes` says which rules are tried together and in what order. To add
one, write the row with examples of both sorts into the table of its phenomenon, its line into ``scores.csv``,
and name the table in a pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from lampiran.codes import Method, ReasonCode
from lampiran.records import FREE_TEXT, KOLOM, CellPart, PageKind, RawCell, RawRow, Step
from normalize.edits import Edit, apply_edits
from normalize.rules.scores import score_of
from normalize.style.context import RepairContext
from normalize.style.document_style import DocumentStyle
from normalize.style.harmless import harmless
from normalize.style.readers import Readers, runs

ALL: frozenset[PageKind] = frozenset({"scan", "scan+text", "transcript", "digital"})
READ: frozenset[PageKind] = ALL - {"digital"}
"""Pages that somebody or something has read; born-digital ones hold what was written."""
ONLY_SCANS: frozenset[PageKind] = frozenset({"scan"})
"""For what is a slip of this program's readers in a scan, and as often a habit of writers elsewhere."""
SCHEDULES = frozenset({"target_waktu"})
LISTS = frozenset(FREE_TEXT)
"""Columns whose cells are often lists."""
WORDED = frozenset(KOLOM) - SCHEDULES
"""Columns of words, each cell a phrase at least."""
OFFICIAL = WORDED - LISTS
"""Columns that copy the wording of a regulation."""
WEIGHT = 0.35
"""Weight of a suspicion: enough to have the cell looked at, whatever else speaks for it."""


@dataclass(frozen=True, slots=True)
class Found:
    """Characters ``start:end`` of a text.

    Attributes:
        start, end: The place.
        after: What it should read; of repairs.
        values: What the reason has to name; of suspicions.
        amount: How much was found there; of traits.
    """

    start: int
    end: int
    after: str = ""
    values: tuple[str, ...] = ()
    amount: float = 1.0


Match = re.Match[str]
Needs = Callable[[Match, RepairContext], bool]
"""What must hold besides the pattern; a small function with a name."""
Finder = Callable[[str, RepairContext], Iterable[Found]]
"""For what no pattern finds, such as the order of list marks."""
Group = int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What stands around the examples of a rule; what is left out is the plainest case.

    Attributes:
        kolom: Their column; the first of the rule's own when empty.
        kind: How their page was read; a scan when None, unless the rule is for others only.
        cells: Other cells of their document: column and text.
        phrases: Official wordings their cell was matched with.
        readings: What other OCR engines made of their cell.
        readers: What the readers made of their cell, if several read it.
        names: Names in the head of their document.
        raw: Their cell as read, where that matters.
    """

    kolom: str = ""
    kind: PageKind | None = None
    cells: tuple[tuple[str, str], ...] = ()
    phrases: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    raw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What all rules have.

    Attributes:
        id: Phenomenon and case, ``stop.after-acronym``; it stands in the database and never changes.
        because: One sentence: what was printed, and what became of it.
        find: A pattern, or a finder.
        needs: What must hold besides the pattern, all of it.
        group: The group of the pattern that is the place meant.
        kolom: Only in these columns; in all when None.
        outside: In none of these columns.
        kinds: On which kinds of page.
        given: What stands around the examples.
        wrong: Texts that the rule must leave alone.
    """

    id: str
    because: str
    find: re.Pattern[str] | Finder
    needs: tuple[Needs, ...] = ()
    group: Group = 0
    kolom: frozenset[str] | None = None
    outside: frozenset[str] = frozenset()
    kinds: frozenset[PageKind] = ALL
    given: Given = Given()
    wrong: tuple[str, ...]

    def applies(self, context: RepairContext) -> bool:
        """Whether the rule is for this column and kind of page, and not switched off."""
        return (
            (self.kolom is None or context.kolom in self.kolom)
            and context.kolom not in self.outside
            and context.document.kind in self.kinds
            and self.id not in context.rules_off
        )

    def places(self, text: str, context: RepairContext) -> Iterator[Found]:
        """Where the rule finds something, from left to right."""
        if not isinstance(self.find, re.Pattern):
            yield from self.find(text, context)
            return
        for match in self.find.finditer(text):
            if all(holds(match, context) for holds in self.needs):
                yield self.found(match, context)

    def found(self, match: Match, context: RepairContext) -> Found:
        """What the rule makes of a match."""
        del context
        return Found(*match.span(self.group))

    @property
    def example_context(self) -> RepairContext:
        """The context in which the examples hold."""
        given = self.given
        kind = given.kind or ("scan" if "scan" in self.kinds else min(self.kinds))
        kolom = given.kolom or (min(self.kolom) if self.kolom else "langkah_aksi")
        phrases = tuple((phrase, 1.0) for phrase in given.phrases)
        document = _document(given.cells, kind, given.names)
        readers = Readers(given.readers, words=tuple(runs(" ".join(given.readers))))
        return RepairContext(
            kolom, phrases, document=document, readings=given.readings, readers=readers, raw=given.raw
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair(Rule):
    """A rule that puts a place right.

    Attributes:
        after: What the place should read; a finder says so itself.
        method: The sort of repair, as the database has it.
        right: Examples: a text before and after.
    """

    after: str | Callable[[Match, RepairContext], str] = ""
    method: Method
    right: tuple[tuple[str, str], ...]

    @property
    def score(self) -> float:
        """How often the rule is right, 0..1; the higher one wins where two rules want the same place."""
        return score_of(self.id)

    def found(self, match: Match, context: RepairContext) -> Found:
        """See :meth:`Rule.found`."""
        after = self.after if isinstance(self.after, str) else self.after(match, context)
        return Found(*match.span(self.group), after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion(Rule):
    """A rule that points a person to a place.

    Attributes:
        code: Of the reason.
        values: What the reason names; the place itself when None. A finder says so itself.
        weight: How wrong the place looks, 0..1.
        right: Examples: a text with the doubted place between ``[[`` and ``]]``.
    """

    code: ReasonCode
    values: Callable[[Match, RepairContext], tuple[str, ...]] | None = None
    weight: float = WEIGHT
    right: tuple[str, ...]

    def found(self, match: Match, context: RepairContext) -> Found:
        """See :meth:`Rule.found`."""
        values = (match[self.group],) if self.values is None else self.values(match, context)
        return Found(*match.span(self.group), values=values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait(Rule):
    """A rule that measures how much of something a cell has.

    Attributes:
        name: Of the trait, as the weights of :mod:`normalize.confidence` have it.
        amount: Makes the amount of what was found at all places together.
        right: Examples: texts that have some of it.
    """

    name: str
    amount: Callable[[float], float] = float
    right: tuple[str, ...]

    def measure(self, text: str, context: RepairContext) -> float:
        """How much of it the text has; nothing where the rule does not apply."""
        if not self.applies(context):
            return 0.0
        return self.amount(sum(place.amount for place in self.places(text, context)))


def presence(found: float) -> float:
    """The amount 1 where anything was found, however much."""
    return float(found > 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """Rules that look at one and the same text; what they find is carried out together.

    Attributes:
        name: What the pass puts right.
        because: Why it stands where it does.
        rules: Tried in this order; of two with equal scores the earlier one wins.
        kolom: Only in these columns; in all when None.
        kinds: On which kinds of page.
    """

    name: str
    because: str
    rules: tuple[Repair, ...]
    kolom: frozenset[str] | None = None
    kinds: frozenset[PageKind] = ALL

    def run(self, text: str, context: RepairContext) -> tuple[str, list[Step]]:
        """The text after the pass, and what was done."""
        if context.document.kind not in self.kinds:
            return text, []
        if self.kolom is not None and context.kolom not in self.kolom:
            return text, []
        return apply_edits(text, harmless(edits(self.rules, text, context), text, context))


def edits(rules: Iterable[Repair], text: str, context: RepairContext) -> Iterator[Edit]:
    """What the rules want changed in a text, rule by rule.

    Args:
        rules: Those that do not apply to the context are passed over.
        text: The text.
        context: What surrounds it.
    """
    for rule in rules:
        if rule.applies(context):
            for place in rule.places(text, context):
                yield Edit(place.start, place.end, place.after, rule.method, rule.score, rule.id)


def repeated(kolom: str, text: str, count: int = 3) -> tuple[tuple[str, str], ...]:
    """So many cells for :class:`Given` that differ in a number only, put where ``text`` has ``{}``."""
    return tuple((kolom, text.format(number)) for number in range(1, count + 1))


@cache
def _document(cells: tuple[tuple[str, str], ...], kind: PageKind, names: tuple[str, ...]) -> DocumentStyle:
    """A document of a row for each cell."""
    rows = [
        RawRow(number, None, "", True, (RawCell(kolom, (CellPart(1, None, text, 1.0),)),), 1, 1)
        for number, (kolom, text) in enumerate(cells, start=1)
    ]
    return DocumentStyle.observe(rows, kind, names)
