"""Words of a cell with their places, and which of them must not be touched.

A word here is a run of letters and digits (and the odd signs that OCR engines put for letters); blanks,
brackets, slashes and hyphens stand between words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

LETTERLIKE = "€£¢©¥$|!\\[]{}"
_INNER = r"[^\W_]"
_WORD = re.compile(rf"(?:{_INNER}(?:[{re.escape(LETTERLIKE)}]+(?={_INNER}))?|[€£¢©¥$|](?={_INNER}))+")
SCRAP = 2
"""Letters of a scrap: what is so short looks like too many words to say anything."""
SHORT = 4
"""Letters: a word this short looks like many others, and a shorter one hardly says anything."""
_BREAK = re.compile(r"[;:.?!()\n\u2022]")
_PROTECTED = re.compile(
    r"\S+@\S+"  # e-mail
    r"|(?:https?://|www\.)\S+"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:go|ac|or|co|desa|sch)\.id\b\S*"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:id|com|org|net|info|app)\b(?:/\S*)?"
    r"|\b\d+(?:[./-]\w+)*/[A-Z][\w.-]*(?:/[\w.-]+)+"  # decree and letter numbers: 314/ORT.07-Kpt/01/2021
    r"|\b[\w-]+\.(?:pdf|docx?|xlsx?|jpe?g|png|zip)\b"
    r"|(?<![\w/])\w/\w(?![\w/])",  # abbreviations: s/d, K/L
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word at ``start:end`` of the text.

    ``opens`` says that a clause begins here (start of text or a full stop, semicolon, bracket before);
    ``glued`` that no blank stands between this word and the one before.
    """

    start: int
    end: int
    text: str
    lower: str
    opens: bool
    glued: bool
    protected: bool


@lru_cache(maxsize=1_024)
def tokenize(text: str) -> tuple[Token, ...]:
    """The words of the text in order."""
    spans = [match.span() for match in _PROTECTED.finditer(text)]
    tokens: list[Token] = []
    last = 0
    for match in _WORD.finditer(text):
        between = text[last : match.start()]
        start, end = match.span()
        protected = any(a < end and start < b for a, b in spans)
        word = match.group()
        opens = not tokens or _BREAK.search(between) is not None
        glued = bool(tokens) and not any(mark.isspace() for mark in between)
        tokens.append(Token(start, end, word, word.lower(), opens, glued, protected))
        last = end
    return tuple(tokens)


def lower_words(text: str) -> list[str]:
    """The words of the text in lower case."""
    return [match.group().lower() for match in _WORD.finditer(text)]


def bare(text: str) -> str:
    """Letters and digits alone, case folded."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def is_roman(word: str) -> bool:
    """Whether the word is a roman number up to 39, all capitals or all small."""
    if not (word.isupper() or word.islower()):
        return False
    return re.fullmatch(r"x{0,3}(?:ix|iv|v?i{0,3})", word.lower()) is not None and word != ""


def is_mixed_case(word: str) -> bool:
    """Whether a capital stands after a small letter (``AgustUS``), or small ones after two capitals."""
    if word.isupper() or word.islower() or word.istitle():
        return False
    return any(mark.isupper() for mark in word[1:])


def like_case(model: str, word: str) -> str:
    """The word in the case the model has; a mixed model gives a capital where it begins with one.

    Words that have capitals of their own (acronyms) keep them.
    """
    if any(mark.isupper() for mark in word):
        return word
    letters = [mark for mark in model if mark.isalpha()]
    if not letters:
        return word
    if len(letters) > 1 and all(mark.isupper() for mark in letters):
        return word.upper()
    if not letters[0].isupper():
        return word
    # In a hyphenated title each part has its capital: Undang-Undang.
    parts = model.split("-")
    if len(parts) > 1 and all(part[:1].isupper() for part in parts if part):
        return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))
    return word[:1].upper() + word[1:]


def neighbours(tokens: Sequence[Token], first: int, last: int, reach: int = 2) -> tuple[list[str], list[str]]:
    """The lower-case words before ``first`` and after ``last``, nearest last and nearest first."""
    before = [token.lower for token in tokens[max(0, first - reach) : first]]
    after = [token.lower for token in tokens[last + 1 : last + 1 + reach]]
    return before, after
