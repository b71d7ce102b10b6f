"""The documents of the golden comparison: made once, kept outside git, the same bytes for every commit.

A file that is there is never made again, whatever becomes of the generator; what a newer generator has in
addition is added. The first part of a document's name (its group) decides with which settings it is read.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

FOLDER = "LAMPIRAN_SAME"
ROOT = Path(__file__).parent.parent
CASES = ROOT.parent / "shared" / "cases"
ASKED: dict[str, dict[str, Any]] = {
    "best": {"quality": "best"},
    "fast": {"quality": "fast"},
    "trust": {"text_layer": "trust"},
    "ignore": {"text_layer": "ignore"},
}
"""Settings of groups that are not read as usual."""

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the corpus.

    Attributes:
        name: Path within the corpus, e.g. ``profiles/office200-1.pdf``.
        path: The file.
    """

    name: str
    path: Path

    @property
    def asked(self) -> dict[str, Any]:
        """The settings it is read with, where they are not the usual ones."""
        return ASKED.get(self.name.partition("/")[0], {})


@dataclass(frozen=True, slots=True)
class Place:
    """The folder that holds all of it; several checkouts may share one."""

    folder: Path

    @staticmethod
    def chosen(asked: Path | None) -> Place:
        """What the command line names, else the environment, else ``.same`` in the checkout."""
        return Place((asked or Path(os.environ.get(FOLDER) or ROOT / ".same")).resolve())

    @property
    def files(self) -> Path:
        """The documents."""
        return self.folder / "corpus"

    @property
    def runs(self) -> Path:
        """Stored runs."""
        return self.folder / "runs"

    def answers(self, name: str) -> Path:
        """Where the OCR answers of a document are recorded: apart, so that new ones are noticed."""
        return self.folder / "answers" / name

    def documents(self, only: str = "") -> list[Document]:
        """The documents whose name holds or matches a pattern, by name."""
        found = (path for path in sorted(self.files.rglob("*")) if path.is_file() and path.suffix != ".part")
        every = [Document(path.relative_to(self.files).as_posix(), path) for path in found]
        return [document for document in every if matches(document.name, only)]

    def forget(self, pattern: str) -> None:
        """Deletes the documents that are meant; those of tests go together, as they are made."""
        meant = self.documents(pattern)
        for document in meant:
            document.path.unlink()
            shutil.rmtree(self.answers(document.name), ignore_errors=True)
        if any(document.name.startswith("tests/") for document in meant):
            shutil.rmtree(self.files / "tests")


def matches(name: str, pattern: str) -> bool:
    """Whether a document is meant: the pattern stands in its name, or fits it with ``*`` and ``?``."""
    return pattern in name or fnmatch(name, pattern)


def make(place: Place, executor: Executor, cases: Path | None, tell: Tell) -> None:
    """Makes the documents that are missing.

    Raises:
        Exception: Whatever a recipe raises; what was made before stays.
    """
    # Imported here: a stored corpus is read without the generator.
    from bench.recipes import files_of_tests, recipes

    missing = {name: recipe for name, recipe in recipes().items() if not (place.files / name).exists()}
    missing |= {name: _Copy(path) for name, path in _cases(cases) if not (place.files / name).exists()}
    jobs = {name: executor.submit(make_one, recipe, place.files / name) for name, recipe in missing.items()}
    for number, (name, job) in enumerate(jobs.items(), start=1):
        job.result()
        tell(f"made {number} of {len(jobs)}: {name}")
    if not (place.files / "tests").exists():
        tell("keeping the files that tests write")
        make_one(_folder_of(files_of_tests), place.files / "tests")


def _cases(folder: Path | None) -> Iterator[tuple[str, Path]]:
    if folder is not None and folder.is_dir():
        for path in sorted(folder.glob("*.pdf")):
            yield f"cases/{path.name}", path


@dataclass(frozen=True, slots=True)
class _Copy:
    source: Path

    def __call__(self, path: Path) -> None:
        shutil.copyfile(self.source, path)


def _folder_of(fill: Callable[[Path], object]) -> Callable[[Path], object]:
    def made(path: Path) -> None:
        path.mkdir()
        fill(path)

    return made


def make_one(recipe: Callable[[Path], object], path: Path) -> None:
    """Makes a file aside and moves it into place: nobody sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.parent / f"{path.stem}-{uuid.uuid4().hex[:8]}.part"
    try:
        recipe(aside)
        if not path.exists():
            aside.rename(path)
    finally:
        if aside.is_dir():
            shutil.rmtree(aside, ignore_errors=True)
        else:
            aside.unlink(missing_ok=True)
