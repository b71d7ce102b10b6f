"""The command line: ``lampiran COMMAND``. Messages and progress on stderr, data on stdout.

This is the one place that turns exceptions into exit codes and configures logging.
"""

from __future__ import annotations

import logging
import sys
import traceback
from typing import Annotated

import typer
from typer.exceptions import TyperException

from lampiran import __version__
from lampiran.app import interrupts
from lampiran.app.commands import (
    browse,
    dictionary,
    doctor,
    evaluate,
    explain,
    export,
    renormalize,
    run,
    search,
    show,
)
from lampiran.errors import ExitCode, LampiranError

app = typer.Typer(
    name="lampiran",
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


app.command("run")(run.run)
app.command("show")(show.show)
app.command("renormalize")(renormalize.renormalize)
app.command("search")(search.search)
app.command("export")(export.export)
app.command("explain")(explain.explain)
app.command("browse")(browse.browse)
app.command("evaluate")(evaluate.evaluate)
app.command("doctor")(doctor.doctor)
app.add_typer(dictionary.app, name="dictionary")


def main(arguments: list[str] | None = None) -> int:
    """Runs the command line; returns the exit code (see :class:`lampiran.errors.ExitCode`)."""
    command = typer.main.get_command(app)
    try:
        result = command.main(args=arguments, prog_name="lampiran", standalone_mode=False)
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
    code = main()
    interrupts.ignore()
    sys.exit(code)
