"""Sets text into lines of words with known places, the way a word processor wraps a cell or paragraph.

Text may hold ``<i>…</i>`` for italics and a line feed for a forced new line. Lines break at blanks,
after hyphens, after slashes if asked, and inside long words if hyphenation is on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import stringWidth

from samples.generator.fonts import Face

_TAG = re.compile(r"(</?i>)")
_LIST_ITEM = re.compile(r"(?<=\S) (?=\d{1,2}\) )")
_VOWELS = "aiueoAIUEO"


@dataclass(frozen=True, slots=True)
class SetWord:
    """A word on a line: left edge and width in points from the line's left end; ``squeeze`` narrows it."""

    text: str
    font: str
    x: float
    width: float
    squeeze: float = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """A set line; ``last`` marks the end of a paragraph (never spread to full width)."""

    words: tuple[SetWord, ...]
    width: float
    last: bool = False

    @property
    def text(self) -> str:
        """The line's words with single blanks."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Setting:
    """How to set: typeface, size, room, and where lines may break."""

    face: Face
    size: float
    width: float
    bold: bool = False
    break_slash: bool = True
    hyphens: bool = False
    list_lines: bool = False
    semicolon_lines: bool = False


def plain(text: str) -> str:
    """The text without italics marks and forced line ends."""
    return " ".join(_TAG.sub("", text).split())


def set_lines(text: str, setting: Setting) -> list[Line]:
    """Wraps text into lines no wider than ``setting.width`` (a longer unbreakable word is squeezed)."""
    if setting.list_lines:
        text = _LIST_ITEM.sub("\n", text)
    if setting.semicolon_lines:
        text = re.sub(r"; (?=\S)", ";\n", text)
    lines: list[Line] = []
    italic = False
    for paragraph in text.split("\n"):
        words, italic = _styled_words(paragraph, italic)
        lines.extend(_wrap(words, setting))
    return lines


def widest_piece(text: str, setting: Setting) -> float:
    """Width in points of the widest part of the text that no line end may cut."""
    font = setting.face.name(bold=setting.bold)
    pieces = (piece for word in plain(text).split() for piece in re.split(r"(?<=\S[-/])(?=\w)", word))
    return max((float(stringWidth(piece, font, setting.size)) for piece in pieces), default=0.0)


def _styled_words(paragraph: str, italic: bool) -> tuple[list[tuple[str, bool]], bool]:
    """Words with their italics flag; a word touching a tag takes the style of its first letter."""
    words: list[tuple[str, bool]] = []
    joined = False
    for piece in _TAG.split(paragraph):
        if piece in ("<i>", "</i>"):
            italic = piece == "<i>"
            continue
        if not piece:
            continue
        parts = piece.split()
        if joined and not piece[0].isspace() and words and parts:
            words[-1] = (words[-1][0] + parts.pop(0), words[-1][1])
        words.extend((part, italic) for part in parts)
        joined = not piece[-1].isspace()
    return words, italic


def _wrap(words: Iterable[tuple[str, bool]], setting: Setting) -> Iterator[Line]:
    blank = stringWidth(" ", setting.face.name(bold=setting.bold), setting.size)
    placed: list[SetWord] = []
    x = 0.0
    for text, italic in words:
        font = setting.face.name(bold=setting.bold, italic=italic)
        for index, piece in enumerate(_fit(text, font, setting, x + blank if placed else 0.0)):
            width = stringWidth(piece, font, setting.size)
            gap = blank if placed else 0.0
            if placed and (index > 0 or x + gap + width > setting.width):
                yield Line(tuple(placed), x)
                placed, x, gap = [], 0.0, 0.0
            squeeze = min(1.0, setting.width / width) if width else 1.0
            placed.append(SetWord(piece, font, x + gap, width * squeeze, squeeze))
            x += gap + width * squeeze
    if placed:
        yield Line(tuple(placed), x, last=True)


def _fit(text: str, font: str, setting: Setting, used: float) -> list[str]:
    """Cuts a word into the pieces that stand on successive lines; one piece where it need not break."""
    size, room = setting.size, setting.width
    if used + stringWidth(text, font, size) <= room:
        return [text]
    points = _break_points(text, setting)
    pieces: list[str] = []
    start = 0
    while points:
        limit = room - used
        fitting = [p for p in points if stringWidth(_shown(text, start, p), font, size) <= limit]
        if used + stringWidth(text[start:], font, size) <= room:
            break
        if fitting:
            cut = fitting[-1]
            pieces.append(_shown(text, start, cut))
            start = cut
            points = [p for p in points if p > cut]
        elif used == 0.0:
            break
        else:
            pieces.append("")
        used = 0.0
    pieces.append(text[start:])
    # A word that goes to the next line whole starts with an empty piece: the line is simply full.
    return [piece for piece in pieces if piece]


def _shown(text: str, start: int, cut: int) -> str:
    piece = text[start:cut]
    return piece if piece[-1] in "-/" else piece + "-"


def _break_points(text: str, setting: Setting) -> list[int]:
    points = {
        match.end()
        for match in re.finditer(
            r"(?<=\w)-(?=\w)" + (r"|(?<=\w)/(?=\w)" if setting.break_slash else ""), text
        )
    }
    if stringWidth(text, setting.face.name(bold=setting.bold), setting.size) > setting.width:
        # A word wider than the column breaks at its slashes in any case, rather than be squeezed.
        points.update(match.end() for match in re.finditer(r"(?<=\S)/(?=\w)", text))
    if setting.hyphens and text.isalpha() and len(text) >= 9:
        points.update(
            i
            for i in range(3, len(text) - 3)
            # Indonesian syllables open with one consonant: cut before consonant + vowel, after a vowel.
            if text[i] not in _VOWELS and text[i + 1] in _VOWELS and text[i - 1] in _VOWELS
        )
    return sorted(points)
