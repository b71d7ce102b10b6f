"""Help and complaints about usage, which the command line library words, in the user's language."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from typer.exceptions import TyperException

from lampiran.language import Told, in_language, told

_HELP_WORDS = {
    "DEFAULT_STRING": "[default: {}]",
    "ENVVAR_STRING": "[env var: {}]",
    "REQUIRED_LONG_STRING": "[required]",
    "ARGUMENTS_PANEL_TITLE": "Arguments",
    "OPTIONS_PANEL_TITLE": "Options",
    "COMMANDS_PANEL_TITLE": "Commands",
}
"""What stands in every help, by its name in the library."""
_SHOW_HELP = "Show this message and exit."
_VALUE_KINDS = {
    "<bool>": "",
    "<int>": "NUMBER",
    "<int range>": "NUMBER",
    "<float range>": "NUMBER",
    "<str>": "TEXT",
    "<list[str]>": "TEXT",
    "<path>": "FILE",
    "<list[Path]>": "FILE",
}
"""What the library calls the kinds of values, and what people call them."""

_COMPLAINTS: tuple[tuple[str, str], ...] = (
    (r"Missing argument '(.+)'\.", "An argument is missing: {0}."),
    (r"Missing option '(.+)'\.", "An option is missing: {0}."),
    (r"Missing command\.", "A command is missing."),
    (r"No such option: (\S+)", "There is no option {0}."),
    (r"No such option: (\S+) \(Possible options: (.+)\)", "There is no option {0}; did you mean {1}?"),
    (r"No such command '(.*)'\.", "There is no command {0}."),
    (r"No such command '(.*)'\. Did you mean (.+)\?", "There is no command {0}; did you mean {1}?"),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)", "This is too much: {0}"),
    (r"Option '(.+)' requires an argument\.", "The option {0} needs a value."),
    (r"Option '(.+)' does not take a value\.", "The option {0} takes no value."),
    (r"Invalid value for '(.+)': .*valid integer.*", "{0} must be a whole number."),
    (r"Invalid value for '(.+)': .*valid number.*", "{0} must be a number."),
    (r"Invalid value for '(.+)': .*greater than or equal to (\S+)", "{0} must be {1} or more."),
    (r"Invalid value for '(.+)': .*less than or equal to (\S+)", "{0} must be {1} or less."),
    (r"Invalid value for '(.+)': .*?'(.*)' is not one of (.+)\.", "{0} cannot be {1}; choose one of {2}."),
    (r"Invalid value for '(.+)': .*", "This value does not do for {0}."),
)
"""The library's complaints (regular expressions), and what is said instead."""


def complaint(error: TyperException) -> Told:
    """What the library complains about, in both languages; empty where it has shown the help instead."""
    message = error.format_message()
    for pattern, template in _COMPLAINTS:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return told(template, *found.groups())
    return Told(message)


def in_users_language(command: Any) -> Any:
    """A command, as the library built it, with its help in the user's language."""
    _translate(command)
    return command


def _translate_parameter(parameter: Any) -> None:
    parameter.help = in_language(parameter.help or "") or None
    if parameter.metavar:
        parameter.metavar = in_language(parameter.metavar)
    display_type = parameter.display_type

    def kind(context: Any) -> str:
        shown = display_type(context)
        return in_language(_VALUE_KINDS.get(shown, shown))

    parameter.display_type = kind


def _help_option(get_help_option: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The same option ``--help``, which the library makes anew each time, in the user's language."""

    def translated(context: Any) -> Any:
        option = get_help_option(context)
        if option is not None and option.help == _SHOW_HELP:
            _translate_parameter(option)
        return option

    return translated


def _with_words(get_help: Callable[[Any], str]) -> Callable[[Any], str]:
    """The same help, once the library's own words are the user's; it reads them when it prints."""

    def translated(context: Any) -> str:
        from typer import rich_utils  # slow to import

        for name, words in _HELP_WORDS.items():
            setattr(rich_utils, name, in_language(words))
        return get_help(context)

    return translated


def _usage(get_usage: Callable[[Any], str]) -> Callable[[Any], str]:
    def translated(context: Any) -> str:
        return get_usage(context).replace("Usage:", in_language("Usage:"), 1)

    return translated


def _translate(command: Any) -> None:
    command.help = in_language(command.help or "")
    command.short_help = in_language(command.short_help or "") or None
    for parameter in command.params:
        _translate_parameter(parameter)
    command.get_help_option = _help_option(command.get_help_option)
    command.options_metavar = in_language(command.options_metavar or "")
    if getattr(command, "subcommand_metavar", None):
        command.subcommand_metavar = in_language(command.subcommand_metavar)
    command.get_help = _with_words(command.get_help)
    command.get_usage = _usage(command.get_usage)
    for below in getattr(command, "commands", {}).values():
        _translate(below)
