"""Characters of a page: their direction, their boxes, and the words they make.

Characters that stand in other directions than the rest of the page are read in their own.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from pdfplumber.utils.text import extract_words

from extract.grid.placing import PlacedWord, into_lines
from extract.pages.page_objects import Char, Chars
from extract.pages.raised_marks import with_raised_marks
from extract.pages.unusable_letters import is_unusable
from extract.turning import Turn
from lampiran.records import Box, Word

UNREADABLE = 0.3
"""Confidence of a word in a font that hides its letters."""
_MARKED = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)](?=[A-Z])")
_MARK_GAP = 0.03
"""Least gap between a list mark and its word, in heights of a letter; within words letters touch."""
_BULLETS = str.maketrans(dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d", "\N{BULLET}"))


def direction(char: Char) -> int:
    """Degrees (0, 90, 180, 270) by which a character is turned clockwise on the shown page."""
    a, b = float(char["matrix"][0]), float(char["matrix"][1])
    # The matrix counts upwards: a positive b lifts the baseline, which is a turn anticlockwise.
    return (0 if a > 0 else 180) if abs(a) >= abs(b) else (270 if b > 0 else 90)


def char_turn(chars: Chars) -> int:
    """Degrees by which most characters are turned clockwise on the shown page."""
    turns = Counter(direction(char) for char in chars if char["text"].strip())
    return turns.most_common(1)[0][0] if turns else 0


def char_box(char: Char) -> Box:
    """The box of a character on the shown page."""
    x0, x1 = sorted((float(char["x0"]), float(char["x1"])))
    y0, y1 = sorted((float(char["top"]), float(char["bottom"])))
    return Box(x0, y0, x1, y1)


def by_direction(chars: Chars, turn: Turn) -> list[tuple[Chars, Turn]]:
    """The characters of a place by direction: the page's own first, then those of others with letters."""
    groups: dict[int, Chars] = {turn.degrees: []}
    for char in chars:
        groups.setdefault(direction(char), []).append(char)
    return [
        (its, Turn(degrees, turn.width, turn.height))
        for degrees, its in groups.items()
        if any(char["text"].strip() for char in its)
    ]


def lines_of_chars(chars: Chars, turn: Turn) -> tuple[tuple[Word, ...], ...]:
    """The lines of a place, each in its own direction."""
    groups = by_direction(chars, turn)
    return tuple(line for its, own in groups for line in into_lines(words_of_chars(its, own)))


def placed_words(chars: Chars, turn: Turn) -> list[PlacedWord]:
    """The words of a page where they stand in its reading direction, whatever their own is."""
    found: list[PlacedWord] = []
    for its, own in by_direction(chars, turn):
        words = words_of_chars(its, own)
        if own.degrees != turn.degrees:
            boxes = ((item.word, turn.reading(item.word.box)) for item in words if item.word.box is not None)
            words = [PlacedWord(word, box.x0, box.y0, box.x1, box.y1) for word, box in boxes]
        found.extend(words)
    return found


def words_of_chars(chars: Chars, turn: Turn) -> list[PlacedWord]:
    """Joins characters to words; places are in reading direction, boxes as shown."""
    placed = with_raised_marks([_turned(char, turn) for char in chars])
    together = extract_words(placed, x_tolerance_ratio=0.16, y_tolerance=3, return_chars=True)
    words = [part for word in together for part in _mark_apart(word)]
    made = []
    for found in words:
        place = Box(found["x0"], found["top"], max(found["x0"], found["x1"]), found["bottom"])
        text = str(found["text"]).translate(_BULLETS)
        confidence = UNREADABLE if is_unreadable(text) else 1.0
        word = Word(text, turn.shown(place), confidence)
        made.append(PlacedWord(word, place.x0, place.y0, place.x1, place.y1))
    return made


def is_unreadable(text: str) -> bool:
    """Whether a word has letters that the file does not tell."""
    return "(cid:" in text or any(is_unusable(letter) for letter in text)


def _mark_apart(word: dict[str, Any]) -> list[dict[str, Any]]:
    """Parts a list mark from the word after it if less than a blank stands between them."""
    match, chars = _MARKED.match(word["text"]), word["chars"]
    if match is None or len(chars) != len(word["text"]):
        return [word]
    mark, rest = chars[: match.end()], chars[match.end() :]
    if rest[0]["x0"] - mark[-1]["x1"] < _MARK_GAP * (word["bottom"] - word["top"]):
        return [word]
    return [
        {**word, "text": match.group(), "x1": mark[-1]["x1"]},
        {**word, "text": word["text"][match.end() :], "x0": rest[0]["x0"]},
    ]


def _turned(char: Char, turn: Turn) -> Char:
    place = turn.reading(char_box(char))
    return {
        **char,
        "x0": place.x0,
        "x1": place.x1,
        "top": place.y0,
        "bottom": place.y1,
        "doctop": place.y0,
        "size": place.y1 - place.y0,
        "upright": True,
    }
