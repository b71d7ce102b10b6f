"""Text on its way to a terminal.

All text that comes from files, their names or libraries passes :func:`shown`: a control character in it
could move the cursor, hide other lines or rename the window.
"""

from __future__ import annotations

import re
import sys

_BLANKS = re.compile(r"[\t\n\r\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, signs that turn the direction of writing, halves of surrogate pairs."""


def shown(text: str) -> str:
    """The text as one line that does nothing to a terminal: blanks for breaks, U+FFFD for other controls."""
    return _CONTROLS.sub("\ufffd", _BLANKS.sub(" ", text))


def shown_lines(text: str) -> str:
    """Several lines, each as :func:`shown` has it."""
    return "\n".join(map(shown, text.split("\n")))


def write(text: str) -> None:
    """Writes data to stdout as they are; to a terminal, without control characters."""
    sys.stdout.write(shown_lines(text) if sys.stdout.isatty() else text)
    if not text.endswith("\n"):
        sys.stdout.write("\n")
