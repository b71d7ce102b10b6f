"""The text layer under a scanned page: its words, and whether they can be trusted.

A text layer is not always usable text. Scanners read pages that lie sideways, split words into letters, add
nothing but a watermark, or read so badly that reading the picture again is better. So each page's layer is
judged by its words (the share of known ones), by their places (against the direction and ink of the print)
and by what it leaves out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from dictionaries.lexicon import Lexicon
from extract.audit.layer_fit import fitted_layer
from extract.model import Source
from extract.pages.characters import char_turn, words_of_chars
from extract.pages.page_objects import opened_page, page_objects
from extract.pages.printed_once import printed_once
from extract.pictures.images import FEW_WORDS
from extract.pictures.ink import HALF
from extract.sizes import MOSTLY
from extract.turning import Turn
from lampiran.records import Word

if TYPE_CHECKING:
    from extract.pages.scan import PreparedPage
    from lampiran.settings import Settings

Grade = Literal["usable", "noisy", "useless"]

_USABLE_SHARE = 0.92
"""Reading the picture ourselves gives 0.97 and more known words; real noisy layers of scanners had 0.79 to
0.90, those that repair can correct 0.94 and more."""
_USELESS_SHARE = 0.35
"""Share of known words below which a layer is useless."""
_FAULTY = 0.4
"""Share of the words that are split into letters or run across the print from which on a layer is useless."""
_EMPTY_CELLS = 0.2
"""Share of the printed cells without a word from which on a layer leaves too much out."""
_KNOWN, _NUMBER, _UNKNOWN = 0.95, 0.85, 0.75
"""Confidence of a word of the lexicon, of figures and signs, and of another word."""
_SCANNER_MARK = re.compile(r"\b(scanned|dipindai|camscanner|created|converted|trial|evaluation)\b", re.I)
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class LayerVerdict:
    """How good a layer is.

    Attributes:
        grade: ``usable``; ``noisy`` (reading the picture is better); ``useless``.
        reason: Why, in words.
        words: How many words it has.
        known_share: Share of its words of three letters or more that the lexicon knows, 0..1.
    """

    grade: Grade
    reason: str
    words: int
    known_share: float

    @property
    def usable(self) -> bool:
        """Whether the layer should be taken as it is."""
        return self.grade == "usable"


def layer_words(source: Source, page: int) -> list[Word]:
    """The words of a page's text layer, line by line, boxes in points as a viewer shows the page.

    A layer states no confidence; that of a word depends on whether the lexicon knows it.

    Raises:
        DamagedDocument: If the page cannot be interpreted.
    """
    with opened_page(source, page) as opened:
        objects = page_objects(opened)
    chars = printed_once(objects.chars)
    placed = words_of_chars(chars, Turn(char_turn(chars), objects.width, objects.height))
    words = [(item.word.text.replace("\N{SOFT HYPHEN}", "-"), item.word.box) for item in placed]
    return [Word(text, box, _confidence(text)) for text, box in words]


def on_print(words: Sequence[Word], prepared: PreparedPage, settings: Settings) -> Sequence[Word]:
    """The layer's words where their print is; none if their places make no sense on this picture.

    A layer that the user trusts alone is never dropped.
    """
    fit = fitted_layer(words, prepared.image, prepared.rotation, prepared.skew)
    return words if fit.verdict == "astray" and settings.text_layer == "trust" else fit.words


def judge_layer(words: Sequence[Word], prepared: PreparedPage | None = None) -> LayerVerdict:
    """Judges a page's layer; given the picture, also by whether its words lie on the ink and in the tables.

    Args:
        words: The layer's words, boxes in points as shown.
        prepared: The page's picture, set straight; None to judge by the words alone.
    """
    share = known_share(words)

    def verdict(grade: Grade, reason: str) -> LayerVerdict:
        return LayerVerdict(grade, reason, len(words), round(share, 3))

    if len(words) < FEW_WORDS:
        return verdict("useless", f"only {len(words)} words")
    if _is_mark(words):
        return verdict("useless", "nothing but a mark of the scanner's program or a watermark")
    if _split_share(words) > _FAULTY:
        return verdict("useless", "its words are split into letters")
    if _sideways_share(words, prepared.rotation if prepared else 0) > _FAULTY:
        return verdict("useless", "it runs across the print")
    if share < _USELESS_SHARE:
        return verdict("useless", f"only {share:.0%} of its words are known")
    if prepared is not None:
        if _inked_share(words, prepared) < MOSTLY:
            return verdict("useless", "its words do not lie on the print")
        if _unread_cells(words, prepared) > _EMPTY_CELLS:
            return verdict("noisy", "it leaves printed cells of the table out")
    if share < _USABLE_SHARE:
        return verdict("noisy", f"only {share:.0%} of its words are known")
    return verdict("usable", f"{share:.0%} of its words are known")


def known_share(words: Sequence[Word]) -> float:
    """Share of known words among those of three letters or more, 0..1; 0 if there are no such words."""
    lexicon = _lexicon()
    found = [letters for word in words for letters in _LETTERS.findall(word.text) if len(letters) >= 3]
    return sum(lexicon.known(letters) for letters in found) / len(found) if found else 0.0


def _is_mark(words: Sequence[Word]) -> bool:
    """Whether it is one text over and over, or a scanner program's line and hardly more."""
    counts = Counter(word.text.lower() for word in words)
    if len(counts) <= max(3, len(words) // 10):
        return True
    text = " ".join(word.text for word in words)
    return len(words) < 2 * FEW_WORDS and bool(_SCANNER_MARK.search(text))


def _split_share(words: Sequence[Word]) -> float:
    letters = [word.text for word in words if word.text.isalpha()]
    return sum(len(text) == 1 for text in letters) / len(letters) if letters else 0.0


def _sideways_share(words: Sequence[Word], rotation: int) -> float:
    """Share of longer words that are higher than wide in reading direction."""
    turned = rotation in (90, 270)
    long_words = [word.box for word in words if word.box is not None and len(word.text) >= 4]
    if not long_words:
        return 0.0
    across = sum(((b.x1 - b.x0) < (b.y1 - b.y0)) != turned for b in long_words)
    return across / len(long_words)


def _inked_share(words: Sequence[Word], prepared: PreparedPage) -> float:
    """Share of the words at whose place the picture has ink."""
    image = prepared.image
    boxes = [word.box for word in words if word.box is not None]
    chosen = boxes[:: max(1, len(boxes) // 120)]
    inked = 0
    for box in chosen:
        part = image.frame.rect(box, image.gray.shape).crop(image.gray)
        inked += part.size > 0 and int(part.min()) < HALF
    return inked / len(chosen) if chosen else 0.0


def _unread_cells(words: Sequence[Word], prepared: PreparedPage) -> float:
    """Share of the printed table cells in which the layer has no word."""
    image = prepared.image
    middles = [
        image.frame.to_pixels((word.box.x0 + word.box.x1) / 2, (word.box.y0 + word.box.y1) / 2)
        for word in words
        if word.box is not None
    ]
    inked = unread = 0
    for table in prepared.tables:
        for cell in table.cells:
            part = cell.box.shrunk(round(0.02 * image.dpi)).crop(image.gray)
            if part.size == 0 or (part < HALF).mean() < 0.01:
                continue
            inked += 1
            unread += not any(cell.box.holds(x, y) for x, y in middles)
    return unread / inked if inked else 0.0


def _confidence(text: str) -> float:
    found = _LETTERS.findall(text)
    if not found:
        return _NUMBER
    return _KNOWN if all(_lexicon().known(letters) for letters in found) else _UNKNOWN


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon()
