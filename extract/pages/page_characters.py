"""The characters of a born-digital page as the page shows them: each letter once, none that nobody sees."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extract.pages.letter_ink import LetterInk
from extract.pages.letter_shapes import fonts_of_other_shapes
from extract.pages.page_objects import Char, Chars, PageObjects
from extract.pages.printed_once import kept_once
from extract.pages.unseen_letters import overprinted, unseen
from extract.pages.unusable_letters import are_usable, settled, unknown_letters


@dataclass(frozen=True, slots=True)
class PageCharacters:
    """What is set on a page.

    Attributes:
        shown: The characters that are seen, in the order they are set. ``unknown`` stands in those whose
            letter the file does not tell, ``mixed`` in those that another text is printed over.
        hidden: Those that are not seen.
        usable: Whether the page can be read from them.
    """

    shown: Chars
    hidden: Chars
    usable: bool


def page_characters(objects: PageObjects, ink: LetterInk | None) -> PageCharacters:
    """The characters of a page as it shows them.

    Args:
        objects: Its contents.
        ink: What its characters paint; None where that is not known.
    """
    chars = objects.chars
    hidden: Chars = []
    belied: set[str] = set()
    if ink is None:
        shown = [chars[index] for index in kept_once(chars)]
    else:
        unseen_ones = unseen(objects, ink)
        hidden = [char for char, out in zip(chars, unseen_ones, strict=True) if out]
        left = [int(index) for index in np.flatnonzero(~unseen_ones)]
        once = [left[index] for index in kept_once([chars[index] for index in left])]
        shown = [chars[index] for index in once]
        over = overprinted(shown, ink.of(once))
        hidden += [char for char, out in zip(shown, over.hidden, strict=True) if out]
        kept = [int(index) for index in np.flatnonzero(~over.hidden)]
        its_ink = ink.of([once[index] for index in kept])
        shown = [_marked(shown[index], "mixed") if over.mixed[index] else shown[index] for index in kept]
        doubled = {chars[index]["fontname"] for index in set(left) - set(once)}
        belied = fonts_of_other_shapes(shown, its_ink, doubled)
        shown = settled(shown, its_ink)
    unknown = unknown_letters(shown, belied)
    marked = [_marked(char, "unknown") if odd else char for char, odd in zip(shown, unknown, strict=True)]
    return PageCharacters(marked, hidden, are_usable(shown, unknown))


def _marked(char: Char, mark: str) -> Char:
    return {**char, mark: True}
