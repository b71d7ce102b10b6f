"""From the page as a viewer shows it to the page in reading direction, and back."""

from __future__ import annotations

from dataclasses import dataclass

from lampiran.records import Box


@dataclass(frozen=True, slots=True)
class Turn:
    """The print of the shown page is turned clockwise by ``degrees`` (0, 90, 180, 270).

    ``width`` and ``height`` are those of the shown page in points. Reading space has its origin at the top
    left of the page when its print is upright.
    """

    degrees: int
    width: float = 0.0
    height: float = 0.0

    def reading(self, box: Box) -> Box:
        """A box of the shown page in reading space."""
        if self.degrees == 90:
            return Box(box.y0, self.width - box.x1, box.y1, self.width - box.x0)
        if self.degrees == 180:
            return Box(self.width - box.x1, self.height - box.y1, self.width - box.x0, self.height - box.y0)
        if self.degrees == 270:
            return Box(self.height - box.y1, box.x0, self.height - box.y0, box.x1)
        return box

    def shown(self, box: Box) -> Box:
        """A box of reading space on the shown page."""
        if self.degrees == 90:
            return Box(self.width - box.y1, box.x0, self.width - box.y0, box.x1)
        if self.degrees == 180:
            return self.reading(box)
        if self.degrees == 270:
            return Box(box.y0, self.height - box.x1, box.y1, self.height - box.x0)
        return box
