"""Reading engines: which one is used, what it is called, and what must be installed for it.

The first reader is Tesseract, in memory (tesserocr) where that is installed, else as a program
(pytesseract). The second reader (:mod:`extract.engines.rapidocr_engine`) errs differently and reads single
lines.
"""

from __future__ import annotations

import importlib.util
import logging
from functools import lru_cache
from typing import TYPE_CHECKING

from extract.engines.engine import CellText, Engine, Line, PixelWord
from extract.engines.tessdata import advice, find_tessdata, program
from lampiran.errors import MissingRequirement
from lampiran.settings import Settings

if TYPE_CHECKING:
    from extract.engines.rapidocr_engine import RapidReader

log = logging.getLogger(__name__)

__all__ = ["CellText", "Engine", "Line", "PixelWord", "describe", "get_engine", "preflight", "second_reader"]


def _chosen(settings: Settings) -> str:
    """``tesserocr`` or ``pytesseract``: what the settings ask for, or what is there."""
    installed = importlib.util.find_spec("tesserocr") is not None
    if settings.engine == "tesserocr" and not installed:
        raise MissingRequirement("tesserocr is not installed.", "Type: pip install 'lampiran[engines]'")
    if settings.engine != "auto":
        return settings.engine
    return "tesserocr" if installed else "pytesseract"


def get_engine(settings: Settings) -> Engine:
    """The first reader, made once a process and kept.

    Raises:
        MissingRequirement: If Tesseract or its Indonesian data is missing; says what to type.
    """
    name = _chosen(settings)
    try:
        return _engine(name)
    except ImportError as error:
        if settings.engine != "auto" or name == "pytesseract":
            raise MissingRequirement(f"{name} is installed but does not work ({error}).", advice()) from error
        log.warning("tesserocr does not load (%s); the tesseract program is used instead.", error)
        return _engine("pytesseract")


@lru_cache(maxsize=2)
def _engine(name: str) -> Engine:
    tessdata = find_tessdata()
    # Imported here: the other library need not be installed.
    if name == "tesserocr":
        from extract.engines.tesserocr_engine import TesserocrEngine

        return TesserocrEngine(tessdata)
    from extract.engines.pytesseract_engine import PytesseractEngine

    return PytesseractEngine(tessdata)


def preflight(settings: Settings) -> None:
    """Checks, before any page is touched, that reading can work.

    Raises:
        MissingRequirement: If Tesseract or its Indonesian data is missing; says what to type.
    """
    _chosen(settings)
    # Asked for whatever the engine is: tesserocr alone would read with data of unknown origin.
    if program() is None:
        raise MissingRequirement("Tesseract, the program that reads scans, is not installed.", advice())
    find_tessdata()


def second_reader(settings: Settings) -> RapidReader | None:
    """The second reader, made once a process; None in quality ``fast`` or where it is not installed."""
    return _second_reader() if settings.quality != "fast" and _has_second() else None


def _has_second() -> bool:
    return all(importlib.util.find_spec(package) is not None for package in ("rapidocr", "onnxruntime"))


@lru_cache(maxsize=1)
def _second_reader() -> RapidReader | None:
    # Imported here: the packages need not be installed.
    from extract.engines.rapidocr_engine import RapidReader, model_path

    path = model_path()
    if path is None:
        return None
    try:
        return RapidReader(path)
    except KeyError:
        log.warning("The model %s is not of a kind this program knows; going on with one reader.", path.name)
        return None


def describe(settings: Settings) -> str:
    """What reads, for the record: ``tesserocr 5.5.4 ind + rapidocr 3.10.0``.

    Raises:
        MissingRequirement: As :func:`get_engine`.
    """
    first = f"{get_engine(settings).name} ind"
    if settings.quality == "fast":
        return f"{first} (one reader)"
    second = second_reader(settings)
    return f"{first} + {second.name}" if second else f"{first} (no second reader installed)"
