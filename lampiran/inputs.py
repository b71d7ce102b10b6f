"""Which files a command line names: files as given, folders searched through, each with a short label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lampiran.errors import UsageError

SUFFIXES = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".txt"})


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read. ``label`` is its name in the database: the path below the folder that was given."""

    path: Path
    label: str


def find_inputs(arguments: Sequence[Path]) -> list[Input]:
    """Lists the files to read, each once, in the order given, folders sorted by name.

    Hidden files and Office lock files (``~$...``) in folders are left out.

    Raises:
        UsageError: If a path does not exist, or nothing readable is found at all.
    """
    found: dict[Path, Input] = {}
    for argument in arguments:
        if argument.is_dir():
            for path in sorted(argument.rglob("*")):
                below = path.relative_to(argument)
                if path.is_file() and path.suffix.lower() in SUFFIXES and not _hidden(below):
                    found.setdefault(path.resolve(), Input(path, below.as_posix()))
        elif argument.exists():
            found.setdefault(argument.resolve(), Input(argument, argument.name))
        else:
            raise UsageError(f"There is no file or folder {argument}.", "Check the name and try again.")
    if not found:
        kinds = " ".join(sorted(SUFFIXES))
        raise UsageError("Nothing to read was found.", f"Folders are searched for {kinds} files.")
    return list(found.values())


def _hidden(below: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in below.parts)
