"""How sentences are said: in the user's language, one line each, whatever signs a file's name holds."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from lampiran.app import logs
from lampiran.app.terminal import shown
from lampiran.language import in_language


def say(console: Console, sentence: str, style: str = "") -> None:
    """Prints a sentence; brackets in it are no markup, and it is not broken to a terminal's width."""
    said = shown(in_language(sentence))
    logs.said(said)
    console.print(Text(said, style=style), soft_wrap=True)


def messages() -> Console:
    """Where messages go: stderr; with ``--quiet`` only into the log file."""
    return Console(stderr=True, quiet=logs.is_quiet())


def warnings() -> Console:
    """Where goes what must be known even with ``--quiet``."""
    return Console(stderr=True)
