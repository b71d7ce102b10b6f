"""OCR engines: which ones are used, what they are called, and what must be installed for them.

The first engine is Tesseract, in memory (tesserocr) where that is installed, else as a program
(pytesseract). The second engine (:mod:`extract.engines.rapidocr_engine`) reads single lines and makes other
mistakes.

``tesserocr``, ``rapidocr`` and ``onnxruntime`` are optional. Their modules are imported only where an engine
is made; without them reading is slower and poorer, and :func:`one_engine_notice` says so.
"""

from __future__ import annotations

import importlib.util
import logging
from functools import lru_cache

from extract.engines.engine import Engine, LineEngine
from extract.engines.tessdata import NO_TESSERACT, find_tessdata, install_advice, tesseract_program
from lampiran.errors import MissingRequirement
from lampiran.language import told
from lampiran.settings import Settings

log = logging.getLogger(__name__)

__all__ = ["describe", "get_engine", "one_engine_notice", "preflight", "second_engine"]


def _chosen(settings: Settings) -> str:
    """``tesserocr`` or ``pytesseract``: what the settings ask for, or what is there."""
    installed = importlib.util.find_spec("tesserocr") is not None
    if settings.engine == "tesserocr" and not installed:
        raise MissingRequirement("tesserocr is not installed.", "Type: pip install tesserocr")
    if settings.engine != "auto":
        return settings.engine
    return "tesserocr" if installed else "pytesseract"


def get_engine(settings: Settings) -> Engine:
    """The first engine, made once a process and kept.

    Raises:
        MissingRequirement: If Tesseract or its Indonesian data is missing; says what to type.
    """
    name = _chosen(settings)
    try:
        return _engine(name)
    except ImportError as error:
        if settings.engine != "auto" or name == "pytesseract":
            raise MissingRequirement(
                told("{0} is installed but does not work.", name), install_advice()
            ) from error
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
    if tesseract_program() is None:
        raise MissingRequirement(NO_TESSERACT, install_advice())
    find_tessdata()


def second_engine(settings: Settings) -> LineEngine | None:
    """The second engine, made once a process; None in quality ``fast`` or where it is missing or broken."""
    return _second_engine() if settings.quality != "fast" and _second_installed() else None


def one_engine_notice(settings: Settings) -> str:
    """A sentence for the user where the second engine is wanted but not installed; else empty."""
    if settings.quality == "fast" or _second_installed():
        return ""
    return (
        "The second OCR engine is not installed: doubtful lines of scans are read by one engine only, and "
        "more words stay wrong. To add it, type: pip install rapidocr onnxruntime"
    )


def _second_installed() -> bool:
    return all(importlib.util.find_spec(package) is not None for package in ("rapidocr", "onnxruntime"))


@lru_cache(maxsize=1)
def _second_engine() -> LineEngine | None:
    try:
        # Imported here: the packages need not be installed.
        from extract.engines.rapidocr_engine import RapidOcrEngine, model_path
    except ImportError as error:
        log.warning("The second OCR engine does not load (%s); continuing with one engine.", error)
        return None
    path = model_path()
    if path is None:
        log.warning("The rapidocr package holds no recognition model; continuing with one engine.")
        return None
    try:
        return RapidOcrEngine(path)
    except KeyError:
        log.warning("The model %s has no table of characters; continuing with one engine.", path.name)
        return None


def describe(settings: Settings) -> str:
    """What reads, for the record: ``tesserocr 5.5.4 ind + rapidocr 3.10.0``.

    Raises:
        MissingRequirement: As :func:`get_engine`.
    """
    first = f"{get_engine(settings).name} ind"
    if settings.quality == "fast":
        return f"{first} (one reader)"
    second = second_engine(settings)
    return f"{first} + {second.name}" if second else f"{first} (no second reader installed)"
