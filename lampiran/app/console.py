"""How sentences are said: as they are, one line each, whatever signs a file's name holds."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text


def say(console: Console, sentence: str) -> None:
    """Prints a sentence; brackets in it are no markup, and it is not broken to a terminal's width."""
    console.print(Text(sentence), soft_wrap=True)


def counted(number: int, noun: str) -> str:
    """A number and its noun: ``1 file``, ``2 files``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
