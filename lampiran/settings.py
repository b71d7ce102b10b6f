"""All settings of a run in one immutable object.

Constants of a single method stand in its module; here stands what a run can be asked to do otherwise.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import platformdirs

TextLayer = Literal["auto", "trust", "ignore"]
Quality = Literal["fast", "normal", "best"]


def default_cache_dir() -> Path:
    """Where OCR answers are kept: ``LAMPIRAN_CACHE`` or the user's cache folder."""
    return Path(os.environ.get("LAMPIRAN_CACHE") or platformdirs.user_cache_path("lampiran"))


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Numbers that decide; measured, see ``docs/``."""

    review_below: float = 0.9
    """A cell whose confidence is below this needs a person's look; its marks, if ``confidence_exact`` is."""
    max_page_pixels: int = 80_000_000
    """A page image beyond this is refused (a defence against decompression bombs)."""
    max_page_points: float = 72_000.0
    """Longest side of a page, PDF points as shown; beyond this the page is refused."""


@dataclass(frozen=True)
class Limits:
    """What one call of a worker may cost; fit for an office computer with 8 GB of memory."""

    page_seconds: float = 60.0
    """Reading one page (a transcript is read as one page)."""
    document_seconds: float = 120.0
    """Opening a file; joining and normalising its pages."""
    memory_mb: int = 1500
    """Memory of one worker process, with the programs it runs."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run was asked to do. Picklable; handed to every worker."""

    text_layer: TextLayer = "auto"
    """Whether a page's own text layer is used: by evidence, always, or never."""
    quality: Quality = "normal"
    """``fast``: first reader only; ``normal``: doubtful lines read again; ``best``: everything twice."""
    engine: Literal["auto", "tesserocr", "pytesseract"] = "auto"
    """Which OCR engine; ``auto`` takes tesserocr where it is installed."""
    passwords: tuple[str, ...] = ()
    """Passwords tried on encrypted files, after the empty one."""
    cache_dir: Path | None = field(default_factory=default_cache_dir)
    """Folder of recorded OCR answers; None turns the cache off."""
    thresholds: Thresholds = field(default_factory=Thresholds)
    limits: Limits = field(default_factory=Limits)
    keep_pages: bool = False
    """Whether a compact picture of each plan page is made, to be kept beside the database."""
    columns: tuple[str, ...] = ()
    """Names that a person gives the plan's columns, left to right."""
    rules_off: frozenset[str] = frozenset()
    """Ids of repair rules that are switched off."""
