"""The documents of the golden corpus of which it is known what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.corpus import ROOT, Place
from bench.recipes import Recipe, decree_of, recipes
from lampiran.app.accuracy.truth_files import Truth, read_truth
from samples.generator.truth import write_truth

SHIPPED = ROOT / "samples" / "truth"


@dataclass(frozen=True, slots=True)
class Known:
    """A document with its truth.

    Attributes:
        name: Its name in the corpus.
        path: The file.
        answers: Folder of its recorded OCR answers.
        asked: Settings that are not the usual ones.
        truths: Folder where truths are kept once they are made.
        recipe: How it is made; None for a shipped sample.
    """

    name: str
    path: Path
    answers: Path
    asked: Mapping[str, Any]
    truths: Path
    recipe: Recipe | None

    def truth(self) -> Truth:
        """What the document says."""
        shipped = SHIPPED / f"{self.path.name}.json"
        if self.recipe is None:
            return read_truth(shipped)
        kept = self.truths / f"{self.name}.json"
        decree = decree_of(self.recipe) if not kept.exists() else None
        if decree is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
            write_truth(decree.truth, kept)
        return read_truth(kept)


def known_documents(place: Place) -> Iterator[Known]:
    """The shipped samples, and what recipes print from made-up decrees, as far as it is there."""
    made = recipes()
    for document in place.documents():
        group, _, file = document.name.partition("/")
        recipe = made.get(document.name)
        if group == "shipped":
            if not (SHIPPED / f"{file}.json").exists():
                continue
            recipe = None
        elif recipe is None or group == "broken":
            continue
        answers = place.answers(document.name)
        yield Known(document.name, document.path, answers, document.asked, place.folder / "truth", recipe)
