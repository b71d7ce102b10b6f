"""What the program says, in English and Indonesian.

A sentence is written in English where it is said; its Indonesian wording stands under it in
``messages/id.po``, a gettext catalogue that any editor of such files opens. A sentence with values remembers
both wordings (:class:`Told`), so that whoever prints or stores it chooses the language later.
"""

from __future__ import annotations

import gettext
import json
import locale
import os
import string
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Language = Literal["en", "id"]
VARIABLE = "LAMPIRAN_LANG"
"""The environment variable that names the language; without it the system's language decides."""
_TO_INDONESIAN = str.maketrans(",.", ".,")


class Told(str):
    """A sentence in English that knows its Indonesian wording."""

    indonesian: str

    def __new__(cls, english: str, indonesian: str = "") -> Told:
        """Both wordings; without an Indonesian one the English stands for it."""
        told = super().__new__(cls, english)
        told.indonesian = indonesian or english
        return told

    def __reduce__(self) -> tuple[type[Told], tuple[str, str]]:
        return Told, (str.__str__(self), self.indonesian)


def language() -> Language:
    """The language in which people are spoken to."""
    wanted = os.environ.get(VARIABLE) or _of_system()
    return "id" if wanted.lower().startswith(("id", "in_", "indonesian")) else "en"


def told(template: str, *values: object) -> Told:
    """A sentence whose ``{0}``, ``{1}`` … stand for values; the catalogue has its Indonesian template.

    Values that are themselves told are said in the same language; numbers are written as the language does.
    """
    catalogue = indonesian()
    return Told(
        _English().vformat(template, values, {}),
        _Indonesian().vformat(catalogue.gettext(template), [_indonesian(value) for value in values], {}),
    )


def in_both(text: str) -> Told:
    """A word or sentence without values, in both languages."""
    return text if isinstance(text, Told) else Told(text, in_language(text, "id"))


def joined(separator: str, parts: Iterable[str]) -> Told:
    """Several sentences as one, in both languages."""
    said = list(parts)
    return Told(separator.join(said), separator.join(in_language(part, "id") for part in said))


def counted(number: int, noun: str) -> Told:
    """A number and its noun: ``1 file``, ``2 files``; Indonesian nouns have no plural."""
    english = f"{number:,} {noun}{'' if number == 1 else 's'}"
    return Told(english, f"{number:,}".translate(_TO_INDONESIAN) + f" {indonesian().gettext(noun)}")


def in_language(text: str, wanted: Language | None = None) -> str:
    """A sentence in a language, by default the one in which people are spoken to.

    What was not told with values is looked up as a whole; what the catalogue does not have stays as it is.
    """
    if (wanted or language()) == "en":
        return str.__str__(text)
    return text.indonesian if isinstance(text, Told) else indonesian().gettext(text) if text else text


@cache
def indonesian() -> gettext.NullTranslations:
    """The catalogue of Indonesian wordings."""
    text = files("lampiran").joinpath("messages", "id.po").read_text(encoding="utf-8")
    return _Catalogue(entries(text))


def entries(text: str) -> dict[str, str]:
    """The sentences of a gettext catalogue (``.po``) with their wordings, those without one left out.

    Raises:
        ValueError: If a sentence stands in it twice.
    """
    found: dict[str, str] = {}
    blocks = [[line for line in block.splitlines() if line[:1] != "#"] for block in text.split("\n\n")]
    for lines in filter(None, blocks):
        told: dict[str, str] = {}
        field = ""
        for line in lines:
            word, _, quoted = line.partition(" ") if line.startswith("msg") else (field, "", line)
            field = word
            told[field] = told.get(field, "") + str(json.loads(quoted))
        if told["msgid"] in found:
            raise ValueError(f"twice in the catalogue: {told['msgid']}")
        if told["msgid"] and told["msgstr"]:
            found[told["msgid"]] = told["msgstr"]
    return found


class _Catalogue(gettext.NullTranslations):
    def __init__(self, wordings: Mapping[str, str]) -> None:
        super().__init__()
        self._wordings = wordings

    def gettext(self, message: str) -> str:
        return self._wordings.get(message, message)


class _English(string.Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        return format(value, format_spec)


class _Indonesian(_English):
    """Writes 1,234.5 as 1.234,5."""

    def format_field(self, value: Any, format_spec: str) -> str:
        text = super().format_field(value, format_spec)
        return text.translate(_TO_INDONESIAN) if isinstance(value, int | float) and format_spec else text


def _indonesian(value: object) -> object:
    return value.indonesian if isinstance(value, Told) else value


def _of_system() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value
    if sys.platform == "win32":
        import ctypes

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return ""
