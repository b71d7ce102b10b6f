"""Which part of a repaired text stands on which page: boundaries of raw parts followed through the steps."""

from __future__ import annotations

from collections.abc import Sequence

from lampiran.records import Step


def split_text(text: str, raw_parts: Sequence[str], steps: Sequence[Step]) -> list[str]:
    """Splits a cell's repaired text by its raw parts.

    The cut falls on a blank; a word that a repair joined over the page break stays whole in the earlier part.

    Args:
        text: The repaired text of the whole cell.
        raw_parts: The parts as read, in order.
        steps: What led from the raw text to ``text``.

    Returns:
        One text a part; joined by one blank, empty ones left out, they are ``text``.
    """
    filled = [index for index, raw in enumerate(raw_parts) if raw]
    texts = [""] * len(raw_parts)
    if not filled:
        # Nothing was read, so a text can only have been supplied: it belongs to the first part.
        return [text, *texts[1:]] if texts else texts
    start, end_in_raw = 0, 0
    for index in filled[:-1]:
        end_in_raw += len(raw_parts[index])
        border = _follow(end_in_raw, steps)
        end_in_raw += 1  # the blank between two parts
        if border <= start:
            continue  # nothing of this part is left
        cut = text.find(" ", border)
        if cut in (-1, len(text) - 1):
            texts[index] = text[start:]
            return texts
        texts[index] = text[start:cut]
        start = cut + 1
    texts[filled[-1]] = text[start:]
    return texts


def _follow(place: int, steps: Sequence[Step]) -> int:
    """Where a place in the raw text has come to after all steps; inside a replaced span, in proportion."""
    for step in steps:
        if place <= step.start:
            continue
        if place >= step.end:
            place += len(step.after) - (step.end - step.start)
        else:
            share = (place - step.start) / (step.end - step.start)
            place = step.start + round(share * len(step.after))
    return place
