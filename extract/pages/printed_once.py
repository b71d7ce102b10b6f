"""Letters that a program sets several times in one place, to make them bold or give them a shadow.

The copies stand a little beside or below the first print, always by the same step. Words are compared as a
whole, so that the doubled letters and dots of real words stay.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extract.pages.char_runs import Places, places, runs_of, text_of_run
from extract.pages.page_objects import Chars
from extract.sizes import PATTERN

_DOUBLE = 0.7
"""Points between two copies of one letter, at most, where only a letter's place tells them apart."""
_STEP = 0.5
"""Step between two copies of a run, in heights of a letter, at most; lines of print stand farther apart."""
_SAME = 0.1
"""Difference of two steps that are the same, points."""
_OVERLAP = 0.6
"""Step along the line between two copies, as a share of the run's length, at most: print that is
repeated stands beside the first."""

Step = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Run:
    """The letters of a run: where the first begins and the last ends, its baseline, and its letters."""

    start: float
    end: float
    base: float
    high: float
    turn: int
    letters: tuple[int, ...]


def printed_once(chars: Chars) -> Chars:
    """The characters of a page without copies; blanks stay."""
    return [chars[index] for index in kept_once(chars)]


def kept_once(chars: Chars) -> list[int]:
    """Which characters of a page are no copies of earlier ones, by their place in the list."""
    kept = list(range(len(chars)))
    for copies_in in (_stuttered, _copied_runs, _near_copies):
        copies = copies_in([chars[index] for index in kept])
        kept = [index for place, index in enumerate(kept) if place not in copies]
    return kept


def _stuttered(chars: Chars) -> set[int]:
    """Copies of letters that are set right after each of them, at a step that many letters have."""
    groups = [
        list(its) for text, its in groupby(range(len(chars)), lambda i: chars[i]["text"]) if text.strip()
    ]
    groups = [its for its in groups if len(its) > 1]
    if not groups:
        return set()
    at = places(chars)
    letters: defaultdict[Step, list[str]] = defaultdict(list)
    for its in groups:
        for index in its[1:]:
            step = _letter_step(at, its[0], index)
            if step is not None:
                letters[step].append(chars[index]["text"])
    common = {step for step, its in letters.items() if len(its) >= 2 * PATTERN and len(set(its)) >= PATTERN}
    copies: set[int] = set()
    for its in groups if common else ():
        kept: list[int] = []
        for index in its:
            if any(_letter_step(at, other, index) in common for other in kept):
                copies.add(index)
            else:
                kept.append(index)
    return copies


def _letter_step(at: Places, first: int, second: int) -> Step | None:
    """The step from a letter to the same letter set after it, where that may be its copy."""
    along, across = float(at.start[second] - at.start[first]), float(at.base[second] - at.base[first])
    if max(abs(along), abs(across)) > _STEP * at.high[first] or at.turn[first] != at.turn[second]:
        return None
    beside = abs(along - (at.end[first] - at.start[first])) <= _SAME and abs(across) <= _SAME
    return None if beside else (round(along, 1), round(across, 1))


def _copied_runs(chars: Chars) -> set[int]:
    """Runs that are set again as a whole, or word by word at a step that other runs have."""
    at = places(chars)
    ranges = runs_of(at)
    runs = [(text_of_run(chars, run), _run(chars, at, run)) for run in ranges]
    kept: defaultdict[str, list[_Run]] = defaultdict(list)
    steps: Counter[Step] = Counter()
    copies: set[int] = set()
    for text, run in runs:
        step = next((step for other in kept[text] if (step := _step(other, run)) is not None), None)
        if step is None or run is None:
            kept[text] += [run] if run is not None else []
        else:
            copies.update(run.letters)
            steps[round(step[0], 1), round(step[1], 1)] += len(run.letters)
    common = [step for step, count in steps.items() if count >= PATTERN]
    if common:
        left = [run.letters for _, run in runs if run is not None and copies.isdisjoint(run.letters)]
        words = [word for letters in left for word in _words(letters)]
        copies.update(_copies_in_pieces(chars, at, words, common))
    return copies | _with_blanks(chars, ranges, copies)


def _with_blanks(chars: Chars, runs: Sequence[range], copies: set[int]) -> set[int]:
    """The characters of runs of which all letters are copies, blanks and all."""
    found: set[int] = set()
    for run in runs:
        letters = [index for index in run if chars[index]["text"].strip()]
        if letters and copies.issuperset(letters):
            found.update(run)
    return found


def _near_copies(chars: Chars) -> set[int]:
    """Letters in the place of the same letter set before, or nearly so."""
    copies: set[int] = set()
    seen: dict[tuple[str, int, int], float] = {}
    for index, char in enumerate(chars):
        x0, y0, text = char["x0"], char["top"], char["text"]
        near = (seen.get((text, round(y0), round(x0) + step)) for step in (-1, 0, 1))
        if text.strip() and any(other is not None and abs(other - x0) < _DOUBLE for other in near):
            copies.add(index)
        else:
            seen[text, round(y0), round(x0)] = x0
    return copies


def _run(chars: Chars, at: Places, run: Sequence[int]) -> _Run | None:
    letters = tuple(index for index in run if chars[index]["text"].strip())
    if not letters:
        return None
    first, last = letters[0], letters[-1]
    high, turn = float(at.high[first]), int(at.turn[first])
    return _Run(float(at.start[first]), float(at.end[last]), float(at.base[first]), high, turn, letters)


def _step(first: _Run, second: _Run | None) -> Step | None:
    """The step from a run to one with the same letters, where that is a copy of it."""
    if second is None or first.turn != second.turn:
        return None
    along, across = second.start - first.start, second.base - first.base
    if abs(along - (second.end - first.end)) > _SAME or abs(first.high - second.high) > _SAME:
        return None
    near = max(abs(along), abs(across)) <= _STEP * first.high
    return (along, across) if near and abs(along) <= _OVERLAP * (first.end - first.start) else None


def _words(letters: Sequence[int]) -> Iterator[list[int]]:
    """The letters of a run word by word: blanks are left out of their places."""
    word: list[int] = []
    for index in letters:
        if word and index != word[-1] + 1:
            yield word
            word = []
        word.append(index)
    yield word


def _copies_in_pieces(
    chars: Chars, at: Places, words: Sequence[Sequence[int]], steps: Sequence[Step]
) -> Iterator[int]:
    """The letters of words of which each letter is set before, at one of the page's steps.

    Copies need not be cut into the same pieces as the first print. A step of just a letter's own width is
    that of a doubled letter.
    """
    before: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for word in words:
        for step in steps:
            if all(_is_set(chars, at, before, index, step) for index in word):
                yield from word
                break
        else:
            for index in word:
                before[chars[index]["text"], int(at.turn[index])].append(index)


def _is_set(
    chars: Chars, at: Places, before: dict[tuple[str, int], list[int]], index: int, step: Step
) -> bool:
    if abs(abs(step[0]) - (at.end[index] - at.start[index])) <= _SAME and abs(step[1]) <= _SAME:
        return False
    return any(
        abs(at.start[index] - at.start[other] - step[0]) <= _SAME
        and abs(at.base[index] - at.base[other] - step[1]) <= _SAME
        for other in before.get((chars[index]["text"], int(at.turn[index])), ())
    )
