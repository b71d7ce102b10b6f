"""The command line: ``lampiran COMMAND``. Messages and progress on stderr, data on stdout.

This is the one place that turns exceptions into exit codes and configures logging. A command's module is
imported only when the command is called: most of them import large libraries, and ``lampiran --help`` needs
none of these.
"""

from __future__ import annotations

import importlib
import io
import logging
import os
import sys
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.completion import completion_init  # type: ignore[attr-defined]
from typer.core import TyperGroup
from typer.exceptions import TyperException

from lampiran import __version__
from lampiran.app import interrupts, logs
from lampiran.app.terminal import shown
from lampiran.app.usage import complaint, in_users_language
from lampiran.errors import ExitCode, LampiranError, UsageError
from lampiran.language import VARIABLE, in_language, language, told

log = logging.getLogger(__name__)

COMMANDS = {
    "run": "Read files and folders (recursively) into the database; what is there already is passed over.",
    "show": "Show what would be loaded from one file (nothing is written).",
    "renormalize": (
        "Repair and match all documents of a database again, with the dictionaries as they are now."
    ),
    "search": "Search all columns and page texts; words that look alike are found too.",
    "export": "Write the database to a file: Excel workbook, CSV, Parquet or JSON.",
    "report": "Write the province's report: who has sent a plan, what is missing, what is due.",
    "explain": "Explain a value: as read, by whom, each repair with its score, confidence, page and box.",
    "audit": "Draw a page with its ink coloured by what explains it: words, rules, stamps, or nothing.",
    "browse": (
        "Show the database in the browser: tables, questions, each row on its page. Nothing is changed."
    ),
    "review": (
        "Settle what is doubtful, in the browser or in Excel; what a person decides is kept for good."
    ),
    "evaluate": "Measure a database against truth files (docs/accuracy.md defines each figure).",
    "status": (
        "Show what a database holds, and the runs made on it: when, with which settings, what came of them."
    ),
    "doctor": "Examine this machine: Python, tesseract, language data, fast engines, disk, database.",
    "forms": "The forms of plans in dictionaries/forms/.",
    "dictionary": "The vocabulary in dictionaries/.",
    "completion": "Print what a shell needs to complete commands and options with the Tab key.",
}
"""Each command with its line in ``lampiran --help``, the first of its own help; a test compares them."""


Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say only what is wrong.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Say more (on stderr).")]
LogFile = Annotated[
    Path | None,
    typer.Option(
        "--log-file",
        metavar="FILE",
        help="Write down all messages, and what libraries said of errors, at the end of this file.",
    ),
]


def _shared(verbose: Verbose = False, quiet: Quiet = False, log_file: LogFile = None) -> None:
    """Stands for the options that every command takes."""


def command(name: str) -> Any:
    """A command, or group of commands, from its module in :mod:`lampiran.app.commands`."""
    return _command(name, language())


@cache
def _command(name: str, _language: str) -> Any:
    module = importlib.import_module(f"lampiran.app.commands.{name}")
    alone = typer.Typer(add_completion=False)
    group = getattr(module, "app", None)
    built: Any
    if group is None:
        alone.command(name)(getattr(module, name))
        built = typer.main.get_command(alone)
        _add_shared(built)
    else:
        alone.add_typer(group, name=name)
        built = typer.main.get_group(alone).commands[name]
        if group.registered_callback.invoke_without_command:
            _add_shared(built)
        for below in built.commands.values():
            _add_shared(below)
    return in_users_language(built)


def _add_shared(built: Any) -> None:
    """Lets a command take the shared options, which are good before its name and after it."""
    holder = typer.Typer(add_completion=False)
    holder.command()(_shared)
    for parameter in typer.main.get_command(holder).params:
        parameter.expose_value = False
        parameter.callback = _ask
        built.params.append(parameter)


def _ask(_context: Any, parameter: Any, value: Any) -> None:
    if value:
        name = parameter.name
        logs.ask(verbose=name == "verbose", quiet=name == "quiet", file=value if name == "log_file" else None)


class _Commands(TyperGroup):
    """Imports the command that is called, and lists the others without importing them."""

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command that the arguments call, and the arguments left for it."""
        name, _, rest = super().resolve_command(ctx, args)
        return name, command(name) if name in COMMANDS else None, rest


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"lampiran {__version__}")
        raise typer.Exit


def _options(
    verbose: Verbose = False,
    quiet: Quiet = False,
    log_file: LogFile = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    logs.ask(verbose=verbose, quiet=quiet, file=log_file)


def _listed() -> None:
    """Stands for a command until it is called."""


def program() -> Any:
    """The command line, in the user's language."""
    app = typer.Typer(
        name="lampiran",
        cls=_Commands,
        help="Scanned decree annexes (Zona Integritas action plans) into a clean, traceable database.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_options)
    for name, summary in COMMANDS.items():
        app.command(name, help=summary)(_listed)
    return in_users_language(typer.main.get_command(app))


def main(arguments: list[str] | None = None) -> int:
    """Runs the command line; returns the exit code (see :class:`lampiran.errors.ExitCode`)."""
    completion_init()
    try:
        logs.start()
        _check_language()
        result = program().main(args=arguments, prog_name="lampiran", standalone_mode=False)
    except LampiranError as error:
        log.info("ended by an error", exc_info=error)
        _complain(error.message, error.next_step)
        return int(error.exit_code)
    except TyperException as error:
        if message := complaint(error):  # empty where the help was shown instead
            _complain(message, "Type 'lampiran --help' or 'lampiran COMMAND --help'.")
        return int(ExitCode.USAGE)
    except typer.Abort:
        return _stopped()
    except Exception as error:
        return _fault(error)
    if result == ExitCode.STOPPED:  # what typer makes of Ctrl-C
        return _stopped()
    return int(result) if isinstance(result, int) else int(ExitCode.OK)


def _check_language() -> None:
    wanted = os.environ.get(VARIABLE, "")
    if wanted and not wanted.lower().startswith(("id", "en")):
        raise UsageError(told("{0} must be id or en.", VARIABLE))


def _fault(error: Exception) -> int:
    """An error that nobody foresaw: the traceback is for those who mend the program."""
    log.critical("This is where it failed:", exc_info=error)
    if logs.file():
        next_step: str = told("Please report it with the file {0}.", logs.file())
    else:
        next_step = "Please report it with the lines above."
    _complain("This is a fault of the program.", next_step)
    return int(ExitCode.FAULT)


def _stopped() -> int:
    _complain("Stopped. What was finished is saved.", "The same command again does the rest.")
    return int(ExitCode.STOPPED)


def _complain(message: str, next_step: str) -> None:
    for indent, sentence in (("lampiran: ", message), ("          ", next_step)):
        if sentence:
            said = shown(in_language(sentence))
            logs.said(said)
            sys.stderr.write(f"{indent}{said}\n")


def entry() -> None:
    """The console script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # an office PC's code page lacks many signs of decrees
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
    interrupts.install()
    try:
        code = main()
    except KeyboardInterrupt:
        code = _stopped()
    interrupts.leave(code)
