"""OCR engines: which ones are used, what they are called, and what must be installed for them.

The first engine is Tesseract, in memory (tesserocr) where that is installed, else as a program
(pytesseract). The second engine (:mod:`extract.engines.rapidocr_engine`) reads single lines and makes other
mistakes. Where there is no Tesseract, or no Indonesian data for it, the second engine reads alone.

``tesserocr``, ``rapidocr`` and ``onnxruntime`` are optional. Their modules are imported only where an engine
is made; without one of them reading is slower and poorer, and :func:`one_engine_notice` says so.
"""

from __future__ import annotations

import importlib.util
import logging
from functools import lru_cache

from extract.engines.engine import Engine, LineEngine
from extract.engines.lines_alone import LinesAlone
from extract.engines.tessdata import (
    LANGUAGE,
    NO_TESSERACT,
    find_tessdata,
    install_advice,
    tesseract_program,
)
from lampiran.advice import install_command
from lampiran.errors import MissingRequirement
from lampiran.language import told
from lampiran.settings import Settings

log = logging.getLogger(__name__)

__all__ = ["alone_because", "describe", "get_engine", "one_engine_notice", "preflight", "second_engine"]


def _chosen(settings: Settings) -> str:
    """``tesserocr`` or ``pytesseract``: what the settings ask for, or what is there.

    Raises:
        MissingRequirement: If it is not installed, or Tesseract has no Indonesian data.
    """
    installed = importlib.util.find_spec("tesserocr") is not None
    if settings.engine == "tesserocr" and not installed:
        raise MissingRequirement("tesserocr is not installed.", install_command("tesserocr"))
    name = settings.engine
    if name == "auto":
        name = "tesserocr" if installed else "pytesseract"
    if name == "pytesseract" and tesseract_program() is None:
        raise MissingRequirement(NO_TESSERACT, install_advice())
    find_tessdata()
    return name


def alone_because(settings: Settings) -> MissingRequirement | None:
    """What is missing for Tesseract, where the second engine reads alone for want of it; else None.

    Raises:
        MissingRequirement: If nothing can read.
    """
    try:
        _chosen(settings)
    except MissingRequirement as error:
        if settings.engine != "auto":
            raise
        if _second_installed() and _second_engine() is not None:
            return error
        other = install_command("rapidocr", "onnxruntime").replace("Type:", "type:")
        next_step = f"{error.next_step.rstrip('.')}. Or, to read scans less reliably without it, {other}"
        raise MissingRequirement(error.message, next_step) from error
    return None


def get_engine(settings: Settings) -> Engine:
    """The first engine, made once a process and kept; the second one where there is no Tesseract.

    Raises:
        MissingRequirement: If Tesseract or its Indonesian data is missing, and the second engine too.
    """
    if alone_because(settings) is not None:
        return _alone()
    name = _chosen(settings)
    try:
        return _engine(name)
    except ImportError as error:
        if settings.engine != "auto" or name == "pytesseract":
            raise MissingRequirement(
                told("{0} is installed but does not work.", name), install_advice()
            ) from error
        if tesseract_program() is None and _second_installed() and _second_engine() is not None:
            log.warning("tesserocr does not load (%s); the second OCR engine reads alone.", error)
            return _alone()
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


@lru_cache(maxsize=1)
def _alone() -> LinesAlone:
    reader = _second_engine()
    if reader is None:
        raise MissingRequirement(NO_TESSERACT, install_advice())
    return LinesAlone(reader, LANGUAGE)


def preflight(settings: Settings) -> None:
    """Checks, before any page is touched, that reading can work.

    Raises:
        MissingRequirement: If Tesseract or its Indonesian data is missing, and the second engine too; says
            what to type.
    """
    alone_because(settings)


def second_engine(settings: Settings) -> LineEngine | None:
    """The second engine, made once a process.

    None in quality ``fast``, where it is missing or broken, and where it is the only one and reads alone.
    """
    if settings.quality == "fast" or not _second_installed():
        return None
    return None if isinstance(get_engine(settings), LinesAlone) else _second_engine()


def one_engine_notice(settings: Settings) -> str:
    """A sentence for the user where scans are read by one engine and two are wanted; else empty.

    Raises:
        MissingRequirement: As :func:`get_engine`.
    """
    missing = alone_because(settings)
    if missing is not None:
        return (
            f"{missing.message} Scans are read by the second OCR engine alone: more slowly, and more cells "
            f"are marked for checking. {missing.next_step}"
        )
    if settings.quality == "fast" or _second_installed():
        return ""
    return (
        "The second OCR engine is not installed: doubtful lines of scans are read by one engine only, and "
        f"more words stay wrong. {install_command('rapidocr', 'onnxruntime')}"
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
    engine = get_engine(settings)
    if isinstance(engine, LinesAlone):
        return engine.name
    first = f"{engine.name} ind"
    if settings.quality == "fast":
        return f"{first} (one reader)"
    second = second_engine(settings)
    return f"{first} + {second.name}" if second else f"{first} (no second reader installed)"
