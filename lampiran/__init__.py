"""Lampiran: scanned decree annexes into a clean, queryable, traceable database.

This package holds what the stages share (records, errors, settings) and what drives them
(pipeline, batch, command line). The stages are the top-level packages ``extract``, ``normalize``
and ``load``; they do not import each other.

In a notebook: ``lampiran.open("plans.db").rencana_aksi`` is the plan rows as a pandas frame, and
``lampiran.read("plan.pdf").rencana_aksi`` those of a file that is in no database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from lampiran.app.frames import Frames
    from lampiran.settings import Settings

__version__ = "0.2.0"


def open(db: str | Path) -> Frames:
    """Opens a database for analysis; see :class:`lampiran.app.frames.Frames`.

    Args:
        db: A path (SQLite) or an SQLAlchemy URL.

    Raises:
        DatabaseUnavailable: If there is no such database, or it cannot be opened.
    """
    from lampiran.app.frames import Frames  # pandas is slow to import, and the command line does without

    return Frames.open(db)


def read(*files: str | Path, settings: Settings | None = None) -> Frames:
    """Reads files and keeps nothing: rows, tables and problems as frames, as from a database.

    Args:
        *files: PDFs, page images, transcripts, or folders of them.
        settings: Quality, engines, passwords; by default those of ``lampiran run``.

    Raises:
        UsageError: If there is nothing to read.
        MissingRequirement: If no OCR engine is there.
    """
    from pathlib import Path

    from lampiran.app.frames import Frames
    from lampiran.settings import Settings

    return Frames.read([Path(file) for file in files], settings or Settings())
