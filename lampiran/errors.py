"""Exceptions of the project: each says what happened, what to do next, and which exit code it means.

Library errors are translated into these at the edge where they occur. Anything else that escapes is
an unexpected fault and ends with :attr:`ExitCode.FAULT` and a traceback.
"""

from __future__ import annotations

import errno
from enum import IntEnum

from lampiran.language import Told, joined, told


class ExitCode(IntEnum):
    """Exit codes of the command line; the README lists them."""

    OK = 0
    FAULT = 1
    USAGE = 2
    MISSING = 3
    INCOMPLETE = 4
    STOPPED = 130


class LampiranError(Exception):
    """Base of all errors the program expects.

    Attributes:
        message: One sentence a user understands; with values in it, made by :func:`lampiran.language.told`.
        next_step: What to do or type next; may be empty.
        exit_code: The exit code when the error ends a command.
    """

    exit_code: ExitCode = ExitCode.FAULT

    def __init__(self, message: str, next_step: str = "") -> None:
        super().__init__(message, next_step)
        self.message = message
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.message} {self.next_step}".strip()

    @property
    def sentence(self) -> Told:
        """Message and next step together, in both languages."""
        return joined(" ", [part for part in (self.message, self.next_step) if part])


class UsageError(LampiranError):
    """The command was called wrongly (no such file, unknown option value)."""

    exit_code = ExitCode.USAGE


class MissingRequirement(LampiranError):
    """Something needed is not there: tesseract, its language data, a package, a writable place."""

    exit_code = ExitCode.MISSING


class DatabaseUnavailable(MissingRequirement):
    """The database cannot be opened, written, or is of a newer version than this program."""


class DictionaryError(MissingRequirement):
    """The files in ``dictionaries/`` contradict themselves; the message names file and line."""


class DocumentError(LampiranError):
    """One document cannot be read; the batch goes on. ``message`` becomes its ``reason``."""

    exit_code = ExitCode.INCOMPLETE


class EncryptedDocument(DocumentError):
    """The file needs a password that was not given."""


class EmptyDocument(DocumentError):
    """The file has no bytes or no pages."""


class UnknownFormat(DocumentError):
    """The file is not what its name says, or of a kind the program does not read."""


class DamagedDocument(DocumentError):
    """The file is cut off or broken beyond repair."""


class PageTooLarge(DocumentError):
    """A page is so large that reading it would exhaust the memory."""


class OverLimit(DocumentError):
    """Reading took longer, or more memory, than the settings allow; the worker was ended."""


class WorkerDied(LampiranError):
    """The process at work ended without an answer. The cause may pass, so a second try is worth it."""

    def __init__(self) -> None:
        super().__init__("The process that read this died.", "Try it alone with --workers 1.")


_SYSTEM_REASONS = {
    "ENOENT": "it is not there",
    "ENOTDIR": "it is not there",
    "EACCES": "access is denied",
    "EPERM": "access is denied",
    "EROFS": "the disk can only be read",
    "EISDIR": "it is a folder",
    "ENOSPC": "the disk is full",
    "EDQUOT": "the disk is full",
    "EIO": "the disk or its cable is faulty",
    "ENODEV": "the disk was taken away",
    "ENXIO": "the disk was taken away",
    "ESTALE": "the network drive was taken away",
    "ETIMEDOUT": "the network drive does not answer",
    "EHOSTUNREACH": "the network drive does not answer",
    "EBUSY": "another program is using it",
    "ETXTBSY": "another program is using it",
    "ENAMETOOLONG": "its name is too long",
    "EINVAL": "its name cannot be used here",
    "ELOOP": "it is a link that leads to itself",
    "EMFILE": "too many files are open",
}


def system_reason(error: OSError) -> Told:
    """Why the operating system refused something, in words; an unusual reason by its number."""
    if getattr(error, "winerror", None) in (32, 33):  # open in another program, which Windows forbids
        return told("another program is using it")
    known = _SYSTEM_REASONS.get(errno.errorcode.get(error.errno or 0, ""))
    if known is None and error.errno is None:
        return told("the operating system gave no reason")
    return told(known) if known else told("error {0} of the operating system", error.errno)
