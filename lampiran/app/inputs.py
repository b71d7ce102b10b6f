"""Which files a command line names: files as given, folders searched through, each with a short label."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lampiran.errors import UsageError, system_reason
from lampiran.language import Told, told

SUFFIXES = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".txt", ".xlsx", ".docx"})
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
        no_files: What is no file (a link that leads nowhere, a pipe, a device), each with what it is.
        links: Links that lead out of the folder they lie in, and were not followed.
    """

    files: tuple[Input, ...]
    other_kinds: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    no_files: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(slots=True)
class _Found:
    """What a search gathers."""

    files: dict[Path, Input] = field(default_factory=dict)
    other_kinds: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    no_files: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def find_inputs(
    arguments: Sequence[Path], own: Collection[Path] = (), *, follow_links: bool = False
) -> Inputs:
    """Lists the files to read, each once, in the order given, folders sorted by name.

    Hidden files and Office lock files (``~$...``) in folders are left out.

    Args:
        arguments: Files and folders.
        own: Files of the program's own that may lie in them (the database); not named among other kinds.
        follow_links: Whether links in folders that lead out of them are followed too.

    Raises:
        UsageError: If a path does not exist, or nothing readable is found at all.
    """
    found = _Found()
    own_files = {path.resolve() for path in own}
    for argument in arguments:
        if argument.is_dir():
            _search(argument, found, own_files, follow_links)
        elif argument.is_file():
            found.files.setdefault(argument.resolve(), Input(argument, _label(Path(argument.name))))
        elif argument.exists():
            raise UsageError(
                told("{0} is {1}, not a file.", argument, _nature(argument)), "Give a file or a folder."
            )
        else:
            raise UsageError(
                told("There is no file or folder {0}.", argument), "Check the name and try again."
            )
    if not found.files:
        kinds = " ".join(sorted(SUFFIXES))
        raise UsageError("Nothing to read was found.", told("Folders are searched for {0} files.", kinds))
    return Inputs(
        tuple(found.files.values()),
        tuple(found.other_kinds),
        tuple(found.closed),
        tuple(found.no_files),
        tuple(found.links),
    )


def _search(folder: Path, found: _Found, own: Collection[Path], follow_links: bool) -> None:
    """Sorts everything in a folder and its folders but hidden things."""
    home = folder.resolve()
    for path in sorted(_below(folder, found.closed, follow_links)):
        label, place = _label(path.relative_to(folder)), path.resolve()
        if path.is_symlink() and not follow_links and path.exists() and not place.is_relative_to(home):
            found.links.append(label)
        elif path.is_dir():
            continue  # a link to a folder that is searched anyway
        elif not path.is_file():
            found.no_files.append(told("{0} ({1})", label, _nature(path)))
        elif path.suffix.lower() in SUFFIXES:
            found.files.setdefault(place, Input(path, label))
        elif place not in own:
            found.other_kinds.append(label)


def _below(folder: Path, closed: list[str], follow_links: bool) -> Iterator[Path]:
    """All files in a folder and its folders but hidden ones, and links to folders; each folder once."""

    def refused(error: OSError) -> None:
        closed.append(told("{0}: {1}", _label(Path(error.filename)), system_reason(error)))

    searched: set[Path] = set()
    for name, folders, files in os.walk(folder, onerror=refused, followlinks=follow_links):
        place = Path(name).resolve()
        if place in searched:  # links may lead in a circle
            folders[:] = []
            continue
        searched.add(place)
        folders[:] = [child for child in folders if not _hidden(child)]
        yield from (Path(name) / child for child in folders if (Path(name) / child).is_symlink())
        yield from (Path(name) / file for file in files if not _hidden(file))


def _nature(path: Path) -> Told:
    """What something that is no file is."""
    if path.is_symlink() and not path.exists():
        return told("a link that leads nowhere")
    kinds = {"is_fifo": "a pipe", "is_socket": "a socket", "is_block_device": "a device"}
    found = next((words for test, words in kinds.items() if getattr(path, test)()), None)
    return told(found or ("a device" if path.is_char_device() else "not a file"))


def _hidden(name: str) -> bool:
    return name.startswith((".", "~$"))


def _label(path: Path) -> str:
    return _UNSHOWABLE.sub("\ufffd", path.as_posix())
