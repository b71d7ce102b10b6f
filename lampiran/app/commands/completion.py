"""``lampiran completion``: what a shell needs to complete commands and options."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer
from typer.completion import get_completion_script  # type: ignore[attr-defined]

from lampiran.app.console import messages, say
from lampiran.app.terminal import write

VARIABLE = "_LAMPIRAN_COMPLETE"
"""How a shell asks the program for completions."""


class Shell(StrEnum):
    """The shells that are known."""

    bash = "bash"
    zsh = "zsh"
    fish = "fish"
    powershell = "powershell"


HOW = {
    Shell.bash: 'Put this into ~/.bashrc: eval "$(lampiran completion bash)"',
    Shell.zsh: 'Put this into ~/.zshrc, after compinit: eval "$(lampiran completion zsh)"',
    Shell.fish: "Save it as ~/.config/fish/completions/lampiran.fish",
    Shell.powershell: (
        "Put this into your profile (notepad $PROFILE): "
        "lampiran completion powershell | Out-String | Invoke-Expression"
    ),
}


def completion(
    shell: Annotated[
        Shell, typer.Argument(metavar="SHELL", help="Your shell: bash, zsh, fish or powershell.")
    ],
) -> None:
    """Print what a shell needs to complete commands and options with the Tab key."""
    write(get_completion_script(prog_name="lampiran", complete_var=VARIABLE, shell=shell.value))
    say(messages(), HOW[shell])
