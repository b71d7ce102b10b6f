"""Places on a page and the words that stand there; see :mod:`lampiran.records` for units and origin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page: left, top, right, bottom; see the module docstring for unit and origin.

    Raises:
        ValueError: If right < left or bottom < top.
    """

    x0: float
    y0: float
    x1: float
    y1: float

    def __post_init__(self) -> None:
        if self.x1 < self.x0 or self.y1 < self.y0:
            raise ValueError(f"box turned inside out: {self.x0, self.y0, self.x1, self.y1}")

    @staticmethod
    def around(boxes: Iterable[Box]) -> Box | None:
        """The smallest box that holds all the given ones; None where there are none."""
        found = list(boxes)
        if not found:
            return None
        return Box(
            min(b.x0 for b in found),
            min(b.y0 for b in found),
            max(b.x1 for b in found),
            max(b.y1 for b in found),
        )


@dataclass(frozen=True, slots=True)
class Word:
    """One word as read. ``box`` is None in transcripts."""

    text: str
    box: Box | None
    confidence: float
