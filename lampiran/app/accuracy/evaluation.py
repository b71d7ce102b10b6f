"""Accuracy of a database against truth files: which truth belongs to which document, and the sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from lampiran.app.accuracy.scoring import Score, Tally, score
from lampiran.app.accuracy.truth_files import Truth, read_truth
from lampiran.app.terminal import shown as plain
from lampiran.errors import UsageError
from lampiran.language import in_language, joined, told
from load import Database, DocumentLine

_FIGURES: tuple[tuple[str, str, str], ...] = (
    ("row_recall", "%", "recall"),
    ("row_precision", "%", "precision"),
    ("exact_cells", "%", "exact"),
    ("exact_raw_cells", "%", "raw exact"),
    ("character_accuracy", "%", "characters"),
    ("indikator_ids", "%", "indikator"),
    ("bulan", "%", "bulan"),
    ("area_no", "%", "area"),
    ("komponen_no", "%", "komponen"),
    ("head_fields", "%", "head"),
    ("accepted_wrong_per_1000", "n", "accepted wrong /1000"),
    ("flagged", "%", "flagged"),
    ("false_changes_per_10000", "n", "false changes /10000"),
)
"""Of each figure the name in JSON, the unit, and what the table calls it."""


@dataclass(frozen=True)
class DocumentScore:
    """One document measured."""

    file: str
    document_id: str
    truth: str
    status: str
    score: Score


@dataclass
class Evaluation:
    """All documents that have a truth file; ``without_document`` are truths that found none."""

    documents: list[DocumentScore] = field(default_factory=list)
    without_document: list[str] = field(default_factory=list)
    without_truth: list[str] = field(default_factory=list)

    @property
    def total(self) -> Tally:
        """The counts of all documents together."""
        total = Tally()
        for document in self.documents:
            total.add(document.score.tally)
        return total

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain values for JSON; of the faults of all documents only the number."""
        faults = sum(len(one.score.faults) for one in self.documents)
        return {
            "documents": [
                {"file": one.file, "truth": one.truth, "status": one.status, **one.score.to_dict()}
                for one in self.documents
            ],
            "all": Score(self.total).to_dict() | {"faults": faults},
            "without_document": self.without_document,
            "without_truth": self.without_truth,
        }

    def tables(self, beside: int = 4) -> list[Table]:
        """A line a figure, a column a document, so many beside each other; the first column is for all."""
        columns = [(one.file, _shown(one.score.tally)) for one in self.documents]
        if len(columns) != 1:
            columns.insert(0, (in_language(told("all")), _shown(self.total)))
        tables = []
        for start in range(0, len(columns), beside):
            shown = columns[start : start + beside]
            table = Table(title=in_language(told("Accuracy")), title_justify="left")
            table.add_column("")
            for file, _ in shown:
                table.add_column(Text(plain(file)), justify="right", overflow="fold")
            for place, (_, _, title) in enumerate(_FIGURES):
                table.add_row(in_language(title), *(figures[place] for _, figures in shown))
            tables.append(table)
        if caption := self._caption():
            tables[-1].caption = Text(plain(caption))
        return tables

    def fault_lines(self) -> Iterator[str]:
        """Every difference from the truth, in words: what should stand there and what does."""
        for one in self.documents:
            for fault in one.score.faults:
                place = told("{0} row {1} {2}", one.file, fault.urutan or "-", fault.what)
                yield in_language(told("{0} (flagged)", place) if fault.flagged else place)
                yield in_language(told("    truth: {0}", fault.expected))
                yield in_language(told("    found: {0}", fault.found))

    def _caption(self) -> str:
        parts = []
        if self.without_document:
            parts.append(told("no document for: {0}", ", ".join(self.without_document)))
        if self.without_truth:
            parts.append(told("no truth for: {0}", ", ".join(self.without_truth)))
        return in_language(joined("; ", parts))


def evaluate(db: Database, truth_dir: Path) -> Evaluation:
    """Measures every document that has a truth file; superseded ones too.

    A truth belongs to the document whose ``file`` it names, else to those with its own name before the
    ending.

    Args:
        db: The database.
        truth_dir: Folder with ``*.json``.

    Raises:
        UsageError: If the folder has no truth files, or one of them is none.
    """
    paths = sorted(truth_dir.glob("*.json"))
    if not paths:
        raise UsageError(told("There are no truth files (*.json) in {0}.", truth_dir))
    lines = db.documents()
    evaluation = Evaluation()
    measured: set[str] = set()
    for truth in map(read_truth, paths):
        mine = _documents_of(truth, lines)
        if not mine:
            evaluation.without_document.append(truth.name)
        for key, line in mine.items():
            result = score(db.load_plan_document(key), truth)
            evaluation.documents.append(DocumentScore(line.file, key, truth.name, line.status, result))
        measured.update(mine)
    evaluation.documents.sort(key=lambda one: (one.file, one.truth))
    evaluation.without_truth = [line.file for line in lines if line.content_id not in measured]
    return evaluation


def _documents_of(truth: Truth, lines: Sequence[DocumentLine]) -> dict[str, DocumentLine]:
    """The truth's documents by the id of their content, so that a copy under another name counts once."""
    exact = [line for line in lines if truth.file in (line.file, Path(line.file).name)]
    mine = exact or [line for line in lines if Path(line.file).stem == truth.stem]
    return {line.content_id: line for line in reversed(mine)}


def _shown(tally: Tally) -> list[str]:
    rates = tally.rates()
    return [_figure(rates[name], unit) for name, unit, _ in _FIGURES]


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    return f"{100 * value:.1f} %" if unit == "%" else f"{value:.1f}"
