"""Lampiran: scanned decree annexes into a clean, queryable, traceable database.

This package holds what the stages share (records, errors, settings) and what drives them
(pipeline, batch, command line). The stages are the top-level packages ``extract``, ``normalize``
and ``load``; they do not import each other.

In a notebook: ``lampiran.open("plans.db").rencana_aksi`` is the plan rows as a pandas frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from lampiran.app.frames import Frames

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
