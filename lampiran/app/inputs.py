"""Which files a command line names: files as given, folders searched through, each with a short label."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lampiran.errors import UsageError

SUFFIXES = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".txt"})
_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters, and what stands for bytes that are no UTF-8: neither can be stored or printed."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read. ``label`` is its name in the database: the path below the folder that was given."""

    path: Path
    label: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a command line names.

    Attributes:
        files: To read, each once.
        other_kinds: Labels of files in folders that are of no kind the program reads.
        closed: Folders that could not be opened, each with the system's reason.
    """

    files: tuple[Input, ...]
    other_kinds: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()


def find_inputs(arguments: Sequence[Path], own: Collection[Path] = ()) -> Inputs:
    """Lists the files to read, each once, in the order given, folders sorted by name.

    Hidden files and Office lock files (``~$...``) in folders are left out.

    Args:
        arguments: Files and folders.
        own: Files of the program's own that may lie in them (the database); not named among other kinds.

    Raises:
        UsageError: If a path does not exist, or nothing readable is found at all.
    """
    found: dict[Path, Input] = {}
    other_kinds: list[str] = []
    closed: list[str] = []
    own_files = {path.resolve() for path in own}
    for argument in arguments:
        if argument.is_dir():
            for path in sorted(_files_below(argument, closed)):
                label = _label(path.relative_to(argument))
                if path.suffix.lower() in SUFFIXES:
                    found.setdefault(path.resolve(), Input(path, label))
                elif path.resolve() not in own_files:
                    other_kinds.append(label)
        elif argument.exists():
            found.setdefault(argument.resolve(), Input(argument, _label(Path(argument.name))))
        else:
            raise UsageError(f"There is no file or folder {argument}.", "Check the name and try again.")
    if not found:
        kinds = " ".join(sorted(SUFFIXES))
        raise UsageError("Nothing to read was found.", f"Folders are searched for {kinds} files.")
    return Inputs(tuple(found.values()), tuple(other_kinds), tuple(closed))


def _files_below(folder: Path, closed: list[str]) -> Iterator[Path]:
    """All files in a folder and its folders but hidden ones; what cannot be opened is noted."""

    def refused(error: OSError) -> None:
        closed.append(f"{_label(Path(error.filename))}: {error.strerror}")

    for name, folders, files in os.walk(folder, onerror=refused):
        folders[:] = [child for child in folders if not _hidden(child)]
        paths = (Path(name) / file for file in files if not _hidden(file))
        yield from (path for path in paths if path.is_file())


def _hidden(name: str) -> bool:
    return name.startswith((".", "~$"))


def _label(path: Path) -> str:
    return _UNSHOWABLE.sub("\ufffd", path.as_posix())
