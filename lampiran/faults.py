"""Faults of the program: an exception that nobody expected costs the step it came from, never the document.

Heuristics meet pages that nobody thought of. So each of them runs as a step that can be left out
(:func:`attempt`, :func:`step`): if it raises, what was known before it stands, the traceback is logged, and
the fault becomes a problem of the document. Faults are gathered where a unit of work begins
(:func:`gathered`: a page, the joining of pages, normalising); where nobody gathers them they are raised, so
none is ever hidden. In development they must be seen at once: with ``LAMPIRAN_FAULTS=raise`` in the
environment they are always raised. The project's tests run so.
"""

from __future__ import annotations

import functools
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar

from lampiran.codes import ProblemCode
from lampiran.errors import LampiranError
from lampiran.records import Problem

log = logging.getLogger(__name__)

SWITCH, RAISE = "LAMPIRAN_FAULTS", "raise"
"""The environment variable, and its value with which faults are raised."""

_P = ParamSpec("_P")
_T = TypeVar("_T")
_Other = TypeVar("_Other")

EXPECTED = (LampiranError, MemoryError, OSError)
"""No faults of the program: what it says itself, and what the machine or the file's place is short of."""


@dataclass(slots=True)
class Gathered:
    """The faults of one unit of work.

    Attributes:
        page: The page it is about; None for a whole document.
        found: The faults so far.
    """

    page: int | None = None
    found: list[Problem] = field(default_factory=list)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Each fault once, in the order they came."""
        return tuple(dict.fromkeys(self.found))


_under_way: ContextVar[Gathered | None] = ContextVar("faults", default=None)


@contextmanager
def gathered(page: int | None = None) -> Iterator[Gathered]:
    """Gathers the faults of the steps in the block; ``page`` is the one they are about."""
    faults = Gathered(page)
    token = _under_way.set(faults)
    try:
        yield faults
    finally:
        _under_way.reset(token)


def attempt(
    name: str,
    function: Callable[..., _T],
    *arguments: object,
    otherwise: _Other,
    page: int | None = None,
    lost: bool = False,
) -> _T | _Other:
    """Calls a function; if it fails by a fault of the program, records that and goes on.

    Args:
        name: What the step does, for people who report the fault.
        function: The step. It must not have changed ``otherwise`` when it fails.
        *arguments: Its arguments.
        otherwise: What stands if it fails.
        page: The page it works on; by default the page of the unit of work.
        lost: Whether content may be missing then.
    """
    try:
        return function(*arguments)
    except EXPECTED:
        raise
    except Exception as error:
        _record(name, error, page, lost)
    return otherwise


def step(name: str, otherwise: Any, *, lost: bool = False) -> Callable[[Callable[_P, _T]], Callable[_P, _T]]:
    """Makes a function one that can be left out: see :func:`attempt`, which has the same arguments."""

    def guard(function: Callable[_P, _T]) -> Callable[_P, _T]:
        @functools.wraps(function)
        def guarded(*args: _P.args, **kwargs: _P.kwargs) -> _T:
            call = functools.partial(function, *args, **kwargs)
            found: _T = attempt(name, call, otherwise=otherwise, lost=lost)
            return found

        return guarded

    return guard


def problem_of(name: str, page: int | None, lost: bool) -> Problem:
    """The problem that a fault is told as."""
    code = ProblemCode.PROGRAM_FAULT_LOST if lost else ProblemCode.PROGRAM_FAULT
    return Problem(code, (name,), page, lost)


def are_raised() -> bool:
    """Whether the environment asks that faults be raised."""
    return os.environ.get(SWITCH) == RAISE


def _record(name: str, error: Exception, page: int | None, lost: bool) -> None:
    """Notes a fault, or raises it where nobody gathers them.

    Raises:
        Exception: The fault.
    """
    faults = _under_way.get()
    if faults is None or are_raised():
        raise error
    on = faults.page if page is None else page
    problem = problem_of(name, on, lost)
    if problem not in faults.found:  # once is enough: a rule may fail in every cell
        log.error("%s%s: a fault of the program", name, f", page {on}" if on else "", exc_info=error)
    faults.found.append(problem)
