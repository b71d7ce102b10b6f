"""Finding Tesseract's language data, and saying what to install where it is missing.

The tesserocr wheel carries Tesseract but no data and does not look for it, so the known places are
searched here: ``TESSDATA_PREFIX``, the environment's own folder (where the offline bundle puts the data),
Debian's and Homebrew's folders, the Windows installer's, and whatever the ``tesseract`` program itself
reports.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

from lampiran.errors import MissingRequirement
from lampiran.language import told

log = logging.getLogger(__name__)

LANGUAGE = "ind"
NO_TESSERACT = "Tesseract, the program that reads scans, is not installed."
NO_DATA = "Tesseract's language data for Indonesian (ind.traineddata) are not installed."
_PLACES = (
    "/usr/share/tesseract-ocr/*/tessdata",
    "/usr/share/tesseract-ocr/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "/opt/local/share/tessdata",
    "C:/Program Files/Tesseract-OCR/tessdata",
    "C:/Program Files (x86)/Tesseract-OCR/tessdata",
)
OWN_TESSDATA = Path(sys.prefix) / "share" / "tessdata"
"""The folder for data that belong to this installation of the program."""
_LISTED = re.compile(r'languages in "(?P<folder>[^"]+)"')


def install_advice(platform: str = sys.platform) -> str:
    """The command to type, for the system at hand, to get Tesseract and its Indonesian data."""
    if platform == "darwin":
        return "Type: brew install tesseract tesseract-lang"
    if platform.startswith("win"):
        return (
            "Install it from https://github.com/UB-Mannheim/tesseract/wiki and tick "
            "'Additional language data: Indonesian'."
        )
    return "Type: sudo apt install tesseract-ocr tesseract-ocr-ind"


def languages_in(folder: Path) -> frozenset[str]:
    """Names of the language data in a folder; empty where there is no such folder."""
    return frozenset(path.stem for path in folder.glob("*.traineddata"))


def tesseract_program() -> str | None:
    """The ``tesseract`` program's path; None where it is not installed."""
    return shutil.which("tesseract")


@lru_cache(maxsize=1)
def _reported_folder() -> Path | None:
    """The folder that ``tesseract --list-langs`` names; None without the program or an answer."""
    command = tesseract_program()
    if command is None:
        return None
    try:
        answer = subprocess.run(
            [command, "--list-langs"], capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        log.warning("tesseract does not answer: %s", error)
        return None
    found = _LISTED.search(answer.stdout + answer.stderr)
    return Path(found["folder"]) if found else None


def _candidates() -> list[Path]:
    prefix = os.environ.get("TESSDATA_PREFIX")
    found = [Path(prefix), Path(prefix) / "tessdata"] if prefix else []
    found.append(OWN_TESSDATA)
    for place in _PLACES:
        pattern = Path(place)
        # Newest version last in name order, so reversed: 5 before 4.00.
        found += sorted(Path(pattern.anchor).glob(str(pattern.relative_to(pattern.anchor))), reverse=True)
    return found


def find_tessdata() -> Path:
    """The folder that holds the Indonesian data.

    Raises:
        MissingRequirement: If Tesseract's data, or its Indonesian part, is not installed.
    """
    seen: list[Path] = []
    for folder in _candidates():
        if LANGUAGE in languages_in(folder):
            return folder
        if languages_in(folder):
            seen.append(folder)
    reported = _reported_folder()
    if reported is not None and LANGUAGE in languages_in(reported):
        return reported
    if seen or reported is not None:
        where = seen[0] if seen else reported
        raise MissingRequirement(
            told("Tesseract has no Indonesian data (ind.traineddata) in {0}.", where), install_advice()
        )
    raise MissingRequirement(NO_DATA, install_advice())
