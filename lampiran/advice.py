"""Commands to type, made for the Python that runs the program.

A bare ``pip`` may belong to another Python, and an environment made by ``uv`` has none at all.
"""

from __future__ import annotations

import importlib.util
import sys

from lampiran.language import told


def install_command(*packages: str, platform: str = sys.platform) -> str:
    """What to type to install packages beside this program.

    Args:
        packages: As pip takes them.
        platform: Of the shell that will read it, as in ``sys.platform``.
    """
    python = _quoted(sys.executable, platform)
    named = " ".join(_quoted(package, platform) for package in packages)
    if importlib.util.find_spec("pip") is None:
        return told("Type: {0}", f"uv pip install --python {python} {named}")
    return told("Type: {0}", f"{python} -m pip install {named}")


def _quoted(word: str, platform: str) -> str:
    """A word of a command; in quotes where a shell would cut it or see a sign of its own in it."""
    plain = set("-_.:/=@+,") | ({"\\"} if platform == "win32" else set())
    if word and all(sign.isalnum() or sign in plain for sign in word):
        return word
    return f'"{word}"'
