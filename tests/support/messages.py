"""The sentences that the source says to people, and their places for values."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lampiran import errors

ROOT = Path(__file__).parent.parent.parent
PACKAGES = ("lampiran", "extract", "normalize", "load", "browse", "review", "dictionaries")
ERRORS = {
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.LampiranError)
}
SPOKEN: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(("told", "in_both", "in_language", "_line", "Meter"), (0,)),
    **dict.fromkeys(("counted", "say"), (1,)),
    **dict.fromkeys(("Cause", "_complain", "DamagedPictures", *ERRORS), (0, 1)),
}
"""Functions to the arguments that are sentences."""
TABLES = {
    "DIED",
    "FAULT",
    "FILE_CHANGED",
    "HOW",
    "WHY_LETTERS",
    "NO_TESSERACT",
    "PROGRAM",
    "STATUSES",
    "_CAUSES",
    "_COMPLAINTS",
    "_FIGURES",
    "_HELP_WORDS",
    "_RESCAN",
    "_SHOW_HELP",
    "_SYSTEM_REASONS",
    "_TRY_MEMORY",
    "_TRY_SECONDS",
    "_VALUE_KINDS",
}
"""Constants that hold sentences; of tables, the values, or the last words of each line."""


@dataclass(frozen=True)
class Sentence:
    """A sentence in the source, and where it stands."""

    text: str
    place: str


def sentences() -> Iterator[Sentence]:
    """All sentences that are said to people, each as often as it is said."""
    for path, tree in _modules():
        for node in ast.walk(tree):
            for argument in _said_by(node):
                for text in _texts(argument):
                    yield Sentence(text, f"{path.relative_to(ROOT).as_posix()}:{argument.lineno}")


def formatted() -> list[str]:
    """Places where a sentence is put together in the source (``f"…"``): nothing can translate those."""
    return [
        f"{path.relative_to(ROOT).as_posix()}:{argument.lineno}"
        for path, tree in _modules()
        for node in ast.walk(tree)
        for argument in _said_by(node)
        for part in (argument, *([argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else []))
        if isinstance(part, ast.JoinedStr) and re.search("[A-Za-z]{2}", _constant_part(part))
    ]


def needs_wording(text: str) -> bool:
    """Whether there is a word in the sentence besides its places for values."""
    return re.search("[A-Za-z]{2}", re.sub(r"\{[^}]*\}", "", text)) is not None


def places(text: str) -> list[str]:
    """The places for values, with their formats, in order."""
    return sorted(re.findall(r"\{[^}]*\}", text))


def _modules() -> Iterator[tuple[Path, ast.Module]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def _said_by(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        for number in SPOKEN.get(name, ()):
            if number < len(node.args):
                yield node.args[number]
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if any(isinstance(target, ast.Name) and target.id in TABLES for target in targets):
            yield from _rows(node.value)


def _rows(value: ast.expr) -> Iterator[ast.expr]:
    """The sentences of a table: the values of a dictionary, all but the first words of a line."""
    if isinstance(value, ast.Dict):
        yield from value.values
    elif isinstance(value, ast.Tuple):
        for line in value.elts:
            yield from line.elts[1:] if isinstance(line, ast.Tuple) else [line]
    else:
        yield value


def _texts(argument: ast.expr) -> Iterator[str]:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif isinstance(argument, ast.IfExp):
        yield from _texts(argument.body)
        yield from _texts(argument.orelse)


def _constant_part(text: ast.JoinedStr) -> str:
    return " ".join(str(part.value) for part in text.values if isinstance(part, ast.Constant))
