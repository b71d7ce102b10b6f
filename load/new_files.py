"""Files that take their place only when they are complete."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lampiran.errors import MissingRequirement, system_reason
from lampiran.language import told


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file beside the wanted one that takes its place at the end, or goes if anything fails.

    Nobody can foresee its name and put a link there that leads elsewhere.
    """
    try:
        # What cannot be written is noticed before the work, not after.
        handle, name = tempfile.mkstemp(prefix=".lampiran-", suffix=".unfinished", dir=path.parent)
        os.close(handle)
        unfinished = Path(name)
        try:
            unfinished.chmod(_rights(path))
            yield unfinished
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise MissingRequirement(
            told("{0} cannot be written: {1}.", path, system_reason(error)),
            "Close it in other programs, check the folder, its rights and free space, or give another path.",
        ) from error


def _rights(path: Path) -> int:
    """Who may do what with a file that is written anew: as with the one there, else as with any new file."""
    if path.is_file():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
