"""Makes the run of another commit: its code in a worktree of its own, driven by this comparison."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.corpus import ROOT, Place

OURS = ("__init__", "base", "corpus", "differences", "fields", "golden", "listing", "runs", "same")
"""Modules that are copied over: both runs are written down in the same form."""


class NotMade(Exception):
    """The run could not be made; git or the run itself has said why."""


def make_base(commit: str, place: Place, workers: int, tell: Callable[[str], None]) -> str:
    """Reads the corpus as it is with a commit's code; returns the run's name.

    Raises:
        NotMade: If there is no such commit, or its run fails.
    """
    found = subprocess.run(
        ["git", "rev-parse", "--short", f"{commit}^{{commit}}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    name = found.stdout.strip()
    if found.returncode:
        raise NotMade(f"git knows no commit {commit}")
    tell(f"making the run of {name}")
    with tempfile.TemporaryDirectory(prefix="lampiran-same-") as folder:
        tree = Path(folder) / name
        _done(["git", "worktree", "add", "--detach", "--quiet", str(tree), name], ROOT)
        try:
            (tree / "bench").mkdir(exist_ok=True)
            for module in OURS:
                shutil.copyfile(ROOT / "bench" / f"{module}.py", tree / "bench" / f"{module}.py")
            asked = ["--no-compare", "--no-make", "--as", name, "--corpus", str(place.folder)]
            _done([sys.executable, "-m", "bench.same", *asked, "--workers", str(workers)], tree)
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=ROOT, check=False)
    return name


def _done(command: list[str], folder: Path) -> None:
    if subprocess.run(command, cwd=folder, check=False).returncode:
        raise NotMade(f"failed: {' '.join(command)}")
