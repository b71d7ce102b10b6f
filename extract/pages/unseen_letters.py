"""Which characters of a page nobody sees: white, cut off, under a box or a picture, of no size.

A letter that paints nothing is not seen. Where two texts lie in one place, the one that is seen paints for
both; then what counts is the ink of each where the other has none, and what was painted between the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.pages.char_runs import places, runs_of
from extract.pages.drawn_rules import is_coloured
from extract.pages.letter_ink import Counts, LetterInk, counted
from extract.pages.page_objects import Chars, Cover, PageObjects
from extract.sizes import MOSTLY, PARTLY, PATTERN
from lampiran.records import Box

_THIN = 3.0
"""A filled area narrower than this, points, covers no text: it is a rule."""
_FREE = 0.3
"""Share of a letter's box outside the other text, at least, that tells whether the letter is painted."""
_FEW = 0.1
"""Share of letters with ink of their own, at most, in a text that is not seen: overhang of others."""
_ASTRAY = 0.3
"""Share of the painted pixels outside all letters' boxes from which on the boxes are not believed."""
_LEAST_INK, _LITTLE_INK = 0.12, 0.3
"""Share of its box that a letter paints, at least, and one that speaks for it in a run of which most letters
paint less. Of 50,000 letters of ordinary pages none paints less than 0.18; white ones on a rule up to 0.2."""
_CROWDED = 0.5
"""Share of a letter's box that other letters' boxes cover, at least, where two texts lie in one place."""
_WHITE = 250
"""Grey of ground that white print cannot be seen on, at least."""
_USUAL_INK = 0.3
"""Share of its box that the middle letter of a page paints, at least, unless the boxes are high for the font:
letters of such a page may paint less by as much."""
_SPAN = 0.3
"""Share of its height that a letter spans, at least; white print that crosses a rule paints a strip. Small
letters of fonts with high boxes span 0.46."""
_IN_PICTURE = 0.3
"""Share of the page's darkest contrast that print within a picture has at least."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Unseen:
    """What is not seen of a page's characters.

    Attributes:
        hidden: For each character whether it is not seen.
        mixed: For each character whether another text is printed over it, and both are seen.
    """

    hidden: Flags
    mixed: Flags


def unseen(objects: PageObjects, ink: LetterInk) -> Flags:
    """Which characters of a page paint nothing that is seen."""
    chars = objects.chars
    blank = _blank(chars)
    signs = np.array([not char["text"].isalnum() for char in chars], dtype=bool)
    share = ink.inked / ink.sizes
    sure = share[~signs & (share >= _LEAST_INK)]
    usual = min(1.0, float(np.median(sure)) / _USUAL_INK) if sure.size else 1.0
    hidden = ~blank & np.where(signs, ink.inked_anywhere == 0, share < _LEAST_INK * usual)
    if hidden.any():
        faint = share < _LITTLE_INK * usual
        hidden |= _strips(np.flatnonzero(~signs & ~hidden & faint), chars, ink)
        hidden |= _with_their_run(hidden, ~blank & faint, chars)
        if _boxes_are_astray(ink):
            hidden[:] = False
        hidden &= ~_read_in_pictures(objects.covers, ink)
    hidden |= _white_under_others(chars, ~blank & ~hidden, ink)
    for cover in objects.covers:
        hidden |= _hidden_under(cover, hidden, blank, ink)
    return _with_blanks(hidden, blank, chars) if hidden.any() else hidden


def overprinted(chars: Chars, ink: LetterInk) -> Unseen:
    """What is not seen, and what is unclear, where two texts lie in one place with nothing between them."""
    letters = ~_blank(chars)
    crowded = _crowded(letters, ink)
    if crowded.sum() < 2 * PATTERN:
        return Unseen(np.zeros(len(chars), dtype=bool), np.zeros(len(chars), dtype=bool))
    hidden = np.zeros(len(chars), dtype=bool)
    for run in runs_of(places(chars)):
        its = [index for index in run if crowded[index]]
        if not its or len(its) < PARTLY * sum(letters[index] for index in run):
            continue
        others = [int(index) for index in np.flatnonzero(crowded) if index not in run]
        if _shown_beside(its, others, ink) is False:
            hidden[list(run)] = True
    hidden = _with_blanks(hidden, ~letters, chars)
    return Unseen(hidden, _crowded(letters & ~hidden, ink))


def _strips(letters: Counts, chars: Chars, ink: LetterInk) -> Flags:
    """Letters of which only a strip is painted, low or narrow along the line."""
    found = np.zeros(len(chars), dtype=bool)
    for index in letters:
        x0, y0, x1, y1 = ink.rects[index]
        a, b = chars[index]["matrix"][:2]
        rows = np.asarray(ink.marked[y0:y1, x0:x1]).max(axis=1 if abs(a) >= abs(b) else 0, initial=0)
        found[index] = int(rows.sum()) < _SPAN * rows.size
    return found


def _with_their_run(hidden: Flags, faint: Flags, chars: Chars) -> Flags:
    """Faint letters of runs most of whose letters are hidden."""
    found = np.zeros(len(hidden), dtype=bool)
    for run in runs_of(places(chars)):
        its = slice(run.start, run.stop)
        letters = sum(bool(char["text"].strip()) for char in chars[its])
        if hidden[its].sum() > MOSTLY * letters:
            found[its] = faint[its]
    return found


def _boxes_are_astray(ink: LetterInk) -> bool:
    """Whether much is painted outside the letters' boxes: a font tells its size or place wrongly."""
    rest = ink.marked.copy()
    for x0, y0, x1, y1 in ink.whole:
        rest[max(0, y0 - 1) : y1 + 1, max(0, x0 - 1) : x1 + 1] = 0
    return int(rest.sum()) > _ASTRAY * max(1, int(ink.marked.sum()))


def _read_in_pictures(covers: Sequence[Cover], ink: LetterInk) -> Flags:
    """Characters without ink that stand on the print of a picture: what a scanner's program read in it."""
    found = np.zeros(len(ink.boxes), dtype=bool)
    order = np.arange(len(found))
    for cover in covers:
        if cover.picture:
            found |= _within(cover.box, ink) & (order >= cover.after)
    gray = ink.picture.gray
    for index in np.flatnonzero(found):
        x0, y0, x1, y1 = ink.whole[index]
        part = gray[y0:y1, x0:x1]
        found[index] = part.size > 0 and int(part.max()) - int(part.min()) >= _IN_PICTURE * 255
    return found


def _hidden_under(cover: Cover, hidden: Flags, blank: Flags, ink: LetterInk) -> Flags:
    """Characters under something opaque that other text stands on."""
    box = cover.box
    nothing = np.zeros(len(hidden), dtype=bool)
    if min(box.x1 - box.x0, box.y1 - box.y0) < _THIN or cover.after == 0:
        return nothing
    order = np.arange(len(hidden))
    within = _within(box, ink)
    under, over = within & (order < cover.after), within & (order >= cover.after) & ~blank
    if not (under & ~hidden & ~blank).any() or not (over & ~hidden).any():
        return nothing
    shown = _shown_beside(np.flatnonzero(under & ~hidden & ~blank), np.flatnonzero(over & ~hidden), ink)
    # No letter stands clear of the later text: that was set there to replace it.
    return under if shown is None or not shown else nothing


def _shown_beside(
    letters: Sequence[int] | Counts, others: Sequence[int] | Counts, ink: LetterInk
) -> bool | None:
    """Whether letters paint something where other text has none; None where they have no such place."""
    rects, rest = ink.rects[letters], ink.whole[others]
    x0, y0 = rects[:, 0].min(), rects[:, 1].min()
    x1, y1 = rects[:, 2].max(), rects[:, 3].max()
    free = np.ones((y1 - y0, x1 - x0), dtype=np.uint8)
    for left, top, right, bottom in rest - np.array([x0, y0, x0, y0]):
        free[max(0, top - 1) : max(0, bottom + 1), max(0, left - 1) : max(0, right + 1)] = 0
    moved = rects - np.array([x0, y0, x0, y0])
    size = (moved[:, 2] - moved[:, 0]) * (moved[:, 3] - moved[:, 1])
    clear = counted(free, moved) >= _FREE * np.maximum(size, 1)
    if not clear.any():
        return None
    painted = counted(free * ink.marked[y0:y1, x0:x1], moved[clear]) > 0
    return float(painted.mean()) > _FEW


def _white_under_others(chars: Chars, seen: Flags, ink: LetterInk) -> Flags:
    """Letters of white print on white ground, in runs in whose place other text paints."""
    white = _white_on_white(chars, ink)
    found = np.zeros(len(chars), dtype=bool)
    crowded = _crowded(seen, ink) if white.any() else found
    for run in runs_of(places(chars)) if (crowded & white).any() else ():
        its = slice(run.start, run.stop)
        found[its] = white[its] if (crowded & white)[its].any() else False
    return found


def _white_on_white(chars: Chars, ink: LetterInk) -> Flags:
    found = np.array([not is_coloured(_colour(char["colour"])) for char in chars], dtype=bool)
    for index in np.flatnonzero(found):
        x0, y0, x1, y1 = ink.whole[index]
        ground = ink.ground[y0:y1, x0:x1]
        found[index] = ground.size > 0 and int(ground.min()) >= _WHITE
    return found


def _crowded(seen: Flags, ink: LetterInk) -> Flags:
    """Letters much of whose box is covered by boxes of other letters; places are rounded to two pixels."""
    found = np.zeros(len(seen), dtype=bool)
    height, width = ((side + 1) // 2 for side in ink.marked.shape)
    x0, y0, x1, y1 = (ink.whole[seen] // 2).T
    steps = np.zeros((height + 1, width + 1), dtype=np.int16)
    for y, x, change in ((y0, x0, 1), (y0, x1, -1), (y1, x0, -1), (y1, x1, 1)):
        np.add.at(steps, (y, x), change)
    layers = steps.cumsum(axis=0, dtype=np.int16).cumsum(axis=1, dtype=np.int16)[:height, :width]
    twice = (layers > 1).astype(np.uint8)
    if twice.any():
        size = np.maximum((x1 - x0) * (y1 - y0), 1)
        found[seen] = counted(twice, np.stack([x0, y0, x1, y1], axis=1)) > _CROWDED * size
    return found


def _with_blanks(hidden: Flags, blank: Flags, chars: Chars) -> Flags:
    """The same, with the blanks beside hidden letters of a run alone."""
    found = hidden.copy()
    for run in runs_of(places(chars)):
        its = [index for index in run if not blank[index]]
        if not any(hidden[index] for index in its):
            continue
        before = 0
        for index in run:
            if not blank[index]:
                before += 1
            else:
                beside = its[max(0, before - 1) : before + 1]
                found[index] = all(hidden[letter] for letter in beside)
    return found


def _blank(chars: Chars) -> Flags:
    return np.array([not char["text"].strip() for char in chars], dtype=bool)


def _within(box: Box, ink: LetterInk) -> Flags:
    """Which characters have their middle in a box."""
    x, y = (ink.boxes[:, 0] + ink.boxes[:, 2]) / 2, (ink.boxes[:, 1] + ink.boxes[:, 3]) / 2
    return np.asarray((x > box.x0) & (x < box.x1) & (y > box.y0) & (y < box.y1))


def _colour(colour: object) -> object:
    return colour if isinstance(colour, (tuple, list)) else (colour,)
