"""Stored runs: what a commit makes of the whole corpus, one file a commit."""

from __future__ import annotations

import gzip
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from bench.golden import Golden

DIRTY = "-dirty"
_END = ".json.gz"


class NoRun(Exception):
    """There is no such stored run; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run.

    Attributes:
        name: The commit, with ``-dirty`` where the checkout held changes, or a chosen name.
        documents: Canonical documents by name.
        seconds: Seconds of work that each took.
    """

    name: str
    documents: dict[str, Golden]
    seconds: dict[str, float]


def store(run: Run, folder: Path) -> Path:
    """Writes a run; one of the same name is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{run.name}{_END}"
    whole = {"name": run.name, "seconds": run.seconds, "documents": run.documents}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    aside = path.with_suffix(".part")
    aside.write_bytes(gzip.compress(text.encode(), 6, mtime=0))
    aside.replace(path)
    return path


def load(name: str, folder: Path) -> Run:
    """Reads the run of that exact name.

    Raises:
        NoRun: If there is none.
    """
    path = folder / f"{name}{_END}"
    if not path.exists():
        raise NoRun(f"there is no stored run {name}; there are: {', '.join(names(folder)) or 'none'}")
    whole = json.loads(gzip.decompress(path.read_bytes()))
    return Run(whole["name"], whole["documents"], whole["seconds"])


def names(folder: Path) -> list[str]:
    """The stored runs, oldest first."""
    found = sorted(folder.glob(f"*{_END}"), key=lambda path: path.stat().st_mtime)
    return [path.name.removesuffix(_END) for path in found]


def find(asked: str, checkout: Path, stored: list[str]) -> str:
    """The stored run of a commit, branch or tag, or of that very name.

    Raises:
        NoRun: If there is none.
    """
    commit = _git(checkout, "rev-parse", "--verify", "--quiet", f"{asked}^{{commit}}")
    for name in reversed(stored):
        if name == asked or commit.startswith(name):
            return name
    raise NoRun(f"there is no stored run of {asked}; --make-base --base {asked} makes one")


def nearest(checkout: Path, stored: list[str]) -> str:
    """The stored run of the nearest commit before the checkout as it stands.

    Raises:
        NoRun: If no commit before it has one.
    """
    first = 0 if is_dirty(checkout) else 1
    for commit in _git(checkout, "rev-list", "HEAD").split()[first:]:
        for name in stored:
            if commit.startswith(name):
                return name
    raise NoRun("no commit before this one has a stored run; --make-base makes one of the last commit")


def present(checkout: Path) -> str:
    """The name of a run of the checkout as it stands."""
    return _git(checkout, "rev-parse", "--short", "HEAD") + (DIRTY if is_dirty(checkout) else "")


def is_dirty(checkout: Path) -> bool:
    """Whether files that git knows are changed, or new ones are not committed."""
    return bool(_git(checkout, "status", "--porcelain"))


def _git(checkout: Path, *arguments: str) -> str:
    """What git answers; empty where it fails."""
    done = subprocess.run(["git", *arguments], cwd=checkout, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""
