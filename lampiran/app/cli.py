"""The command line: ``lampiran COMMAND``. Messages and progress on stderr, data on stdout.

This is the one place that turns exceptions into exit codes and configures logging. A command's module is
imported only when the command is called: most of them import large libraries, and ``lampiran --help`` needs
none of these.
"""

from __future__ import annotations

import importlib
import logging
import sys
import traceback
from functools import cache
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from lampiran import __version__
from lampiran.app import interrupts
from lampiran.errors import ExitCode, LampiranError

COMMANDS = {
    "run": "Read files and folders (recursively) into the database; what is there already is passed over.",
    "show": "Show what would be loaded from one file (nothing is written).",
    "renormalize": (
        "Repair and match all documents of a database again, with the dictionaries as they are now."
    ),
    "search": "Search all columns and page texts; words that look alike are found too.",
    "export": "Write the database to a file: Excel workbook, CSV, Parquet or JSON.",
    "explain": "Explain a value: as read, by whom, each repair with its score, confidence, page and box.",
    "audit": "Draw a page with its ink coloured by what explains it: words, rules, stamps, or nothing.",
    "browse": (
        "Show the database in the browser: tables, questions, each row on its page. Nothing is changed."
    ),
    "evaluate": "Measure a database against truth files (docs/accuracy.md defines each figure).",
    "doctor": "Examine this machine: Python, tesseract, language data, fast engines, disk, database.",
    "dictionary": "The vocabulary in dictionaries/.",
}
"""Each command with its line in ``lampiran --help``, the first of its own help; a test compares them."""


@cache
def command(name: str) -> Any:
    """A command, or group of commands, from its module in :mod:`lampiran.app.commands`."""
    module = importlib.import_module(f"lampiran.app.commands.{name}")
    alone = typer.Typer(add_completion=False)
    group = getattr(module, "app", None)
    if group is None:
        alone.command(name)(getattr(module, name))
        return typer.main.get_command(alone)
    alone.add_typer(group, name=name)
    return typer.main.get_group(alone).commands[name]


class _Commands(TyperGroup):
    """Imports the command that is called, and lists the others without importing them."""

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command that the arguments call, and the arguments left for it."""
        name, _, rest = super().resolve_command(ctx, args)
        return name, command(name) if name in COMMANDS else None, rest


app = typer.Typer(
    name="lampiran",
    cls=_Commands,
    help="Scanned decree annexes (Zona Integritas action plans) into a clean, traceable database.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"lampiran {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say more (on stderr).")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    logging.basicConfig(
        level=logging.DEBUG if verbose else logging.WARNING,
        format="%(name)s: %(message)s",
    )
    for noisy in ("pdfminer", "PIL", "matplotlib"):
        logging.getLogger(noisy).setLevel(logging.ERROR)


def _listed() -> None:
    """Stands for a command until it is called."""


for _name, _summary in COMMANDS.items():
    app.command(_name, help=_summary)(_listed)


def main(arguments: list[str] | None = None) -> int:
    """Runs the command line; returns the exit code (see :class:`lampiran.errors.ExitCode`)."""
    program = typer.main.get_command(app)
    try:
        result = program.main(args=arguments, prog_name="lampiran", standalone_mode=False)
    except LampiranError as error:
        _complain(error.message, error.next_step)
        return int(error.exit_code)
    except TyperException as error:
        if error.format_message():  # empty where the help was shown instead
            _complain(error.format_message(), "Type 'lampiran --help' or 'lampiran COMMAND --help'.")
        return int(ExitCode.USAGE)
    except typer.Abort:
        return _stopped()
    except Exception:
        traceback.print_exc()
        _complain("This is a fault of the program.", "Please report it with the lines above.")
        return int(ExitCode.FAULT)
    if result == ExitCode.STOPPED:  # what typer makes of Ctrl-C
        return _stopped()
    return int(result) if isinstance(result, int) else int(ExitCode.OK)


def _stopped() -> int:
    _complain("Stopped. What was finished is saved.", "The same command again does the rest.")
    return int(ExitCode.STOPPED)


def _complain(message: str, next_step: str) -> None:
    sys.stderr.write(f"lampiran: {message}\n")
    if next_step:
        sys.stderr.write(f"          {next_step}\n")


def entry() -> None:
    """The console script."""
    interrupts.install()
    try:
        code = main()
    except KeyboardInterrupt:
        code = _stopped()
    interrupts.leave(code)
