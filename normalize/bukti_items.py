"""The single items of a BUKTI FISIK cell.

Items are parted by semicolons, line ends, bullets, and by marks that count on: ``1) 2) 3)``, ``1. 2.``,
``a. b.``; dashes count where the text (or a line) begins with one. Commas do not part items: they stand
inside them as often as between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_PARTED = re.compile(r"[;\n\u2022\u25cf\u25aa\uf0b7]")
_NUMBERED = re.compile(r"(?:^|(?<=\s)|(?<=;))\(?(\d{1,2})[.)](?=\s|[^\W\d])")
_LETTERED = re.compile(r"(?:^|(?<=\s)|(?<=;))\(?([a-z])[.)](?=\s)")
_DASH = re.compile(r"(?:^|(?<=\s))[-\N{EN DASH}*](?=\s)")
_STARTS_WITH_DASH = re.compile(r"\s*[-\N{EN DASH}*]\s+\S")
_AND = re.compile(r"^(?:dan|serta|dan/atau)\s+(?=\S)", re.IGNORECASE)
_LEAD = re.compile(r":\s*$")


def split_items(text: str) -> list[str]:
    """The items of an evidence cell in order, without their marks and closing signs.

    A cell without such marks is one item; ``-`` and an empty cell have none.
    """
    items: list[str] = []
    for part in _count_marks(text):
        for piece in _PARTED.split(part):
            items += [_clean(item) for item in _dashed(piece)]
    return [item for item in items if item]


def _count_marks(text: str) -> list[str]:
    """The text cut before marks that count on from 1 (or ``a``); uncut where fewer than two do."""
    for pattern, values in ((_NUMBERED, range(1, 100)), (_LETTERED, range(ord("a"), ord("z") + 1))):
        marks = list(_in_sequence(pattern, text, values))
        if len(marks) >= 2 or (marks and not text[: marks[0].start()].strip()):
            return list(_between(text, marks))
    return [text]


def _in_sequence(pattern: re.Pattern[str], text: str, values: Sequence[int]) -> Iterator[re.Match[str]]:
    """The marks that count on without a gap; a count that starts again is followed too."""
    expected = values[0]
    for mark in pattern.finditer(text):
        found = mark.group(1)
        value = int(found) if found.isdigit() else ord(found)
        if value == expected:
            expected += 1
            yield mark
        elif value == values[0]:
            expected = values[0] + 1
            yield mark


def _between(text: str, marks: Sequence[re.Match[str]]) -> Iterator[str]:
    lead = text[: marks[0].start()]
    if not _LEAD.search(lead):
        yield lead
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        yield text[mark.end() : following.start() if following else len(text)]


def _dashed(text: str) -> list[str]:
    if not _STARTS_WITH_DASH.match(text):
        return [text]
    return _DASH.split(text)


def _clean(item: str) -> str:
    item = _AND.sub("", item.strip().strip(";,").strip())
    item = re.sub(r"[.,:]+$", "", item).strip()
    return "" if item in {"-", "\N{EN DASH}"} else item
