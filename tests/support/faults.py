"""Faults made on purpose, and what a document tells of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from lampiran.codes import ProblemCode
from lampiran.records import Problem


def fail(*_: Any, **__: Any) -> NoReturn:
    raise IndexError("list index out of range")


def failing_at(function: Callable[..., Any], times: int) -> Callable[..., Any]:
    """The function; its call of that number, counted from 1, fails."""
    calls = 0

    def called(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        return fail() if calls == times else function(*args, **kwargs)

    return called


def told(problems: tuple[Problem, ...]) -> list[tuple[ProblemCode, str, int | None, bool]]:
    return [
        (problem.code, problem.values[0], problem.page, problem.lost)
        for problem in problems
        if problem.code in (ProblemCode.PROGRAM_FAULT, ProblemCode.PROGRAM_FAULT_LOST)
    ]
