"""Typefaces for printing: free fonts of the machine, or reportlab's own where one is not installed.

Offices print in Bookman, Times, Arial or Calibri; the free fonts nearest in shape stand in for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

_FOLDERS = (
    Path("/usr/share/fonts/truetype/liberation"),
    Path("/usr/share/fonts/truetype/dejavu"),
    Path("/usr/share/fonts/liberation-fonts"),
    Path("/usr/share/fonts/dejavu"),
    Path("/Library/Fonts"),
    Path("C:/Windows/Fonts"),
)

# Family -> file stems (regular, bold, italic) and the built-in family used where the files are absent.
_FAMILIES: dict[str, tuple[tuple[str, str, str], str]] = {
    "bookman": (
        ("DejaVuSerifCondensed", "DejaVuSerifCondensed-Bold", "DejaVuSerifCondensed-Italic"),
        "times",
    ),
    "wide-serif": (("DejaVuSerif", "DejaVuSerif-Bold", "DejaVuSerif-Italic"), "times"),
    "times-new": (("LiberationSerif-Regular", "LiberationSerif-Bold", "LiberationSerif-Italic"), "times"),
    "arial": (("LiberationSans-Regular", "LiberationSans-Bold", "LiberationSans-Italic"), "helvetica"),
    "narrow": (
        ("LiberationSansNarrow-Regular", "LiberationSansNarrow-Bold", "LiberationSansNarrow-Italic"),
        "helvetica",
    ),
    "sans": (("DejaVuSansCondensed", "DejaVuSansCondensed-Bold", "DejaVuSansCondensed-Oblique"), "helvetica"),
    "typewriter": (("LiberationMono-Regular", "LiberationMono-Bold", "LiberationMono-Italic"), "courier"),
}
_BUILT_IN: dict[str, tuple[str, str, str]] = {
    "times": ("Times-Roman", "Times-Bold", "Times-Italic"),
    "helvetica": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
    "courier": ("Courier", "Courier-Bold", "Courier-Oblique"),
}
FAMILIES: tuple[str, ...] = (*_FAMILIES, *_BUILT_IN)


@dataclass(frozen=True, slots=True)
class Face:
    """Names under which reportlab knows a family's upright, bold and italic cuts."""

    regular: str
    bold: str
    italic: str

    def name(self, *, bold: bool = False, italic: bool = False) -> str:
        """The cut to use; italic wins over bold, there is no bold italic."""
        if italic:
            return self.italic
        return self.bold if bold else self.regular


@cache
def face(family: str) -> Face:
    """Registers a family with reportlab and returns its cuts.

    Raises:
        KeyError: If the family is not one of ``FAMILIES``.
    """
    if family in _BUILT_IN:
        return Face(*_BUILT_IN[family])
    stems, substitute = _FAMILIES[family]
    files = [_find(stem) for stem in stems]
    if any(file is None for file in files):
        return Face(*_BUILT_IN[substitute])
    for stem, file in zip(stems, files, strict=True):
        pdfmetrics.registerFont(TTFont(stem, str(file)))
    return Face(*stems)


def _find(stem: str) -> Path | None:
    candidates = (folder / f"{stem}.ttf" for folder in _FOLDERS)
    return next((path for path in candidates if path.is_file()), None)
