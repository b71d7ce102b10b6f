"""Pictures of words and cells, cut from the page pictures that are kept beside the database."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Self

from PIL import Image, ImageDraw

from lampiran.records import Box
from load.pictures import PageStore

_FRAME = (196, 78, 0)
PAGES_AT_HAND = 6


class Pictures:
    """The kept pages of a database; use as a context manager.

    Without page pictures (transcripts, ``--no-keep-pages``) there are none of words either.
    """

    def __init__(self, database: str | Path) -> None:
        self._store = PageStore.beside(database)
        self._page = lru_cache(PAGES_AT_HAND)(self._load)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._store is not None:
            self._store.close()

    def page(self, sha256: str, page: int) -> bytes | None:
        """The PNG file of a page; None where none is kept."""
        kept = self._store.get(sha256, page) if self._store else None
        return kept.image if kept else None

    def cut(
        self, sha256: str, page: int, rotation: int, box: Box, margin: float, frame: Box | None = None
    ) -> bytes | None:
        """A piece of a page as a PNG file, turned so that its print stands upright; None where none is kept.

        Args:
            sha256: The document's content.
            page: Its page.
            rotation: Degrees by which the print lies turned clockwise on it.
            box: The piece, in points.
            margin: Points shown round it.
            frame: A box to be framed in it.
        """
        found = self._page(sha256, page)
        if found is None:
            return None
        picture, across, down = found
        corners = (
            max(0, round((box.x0 - margin) * across)),
            max(0, round((box.y0 - margin) * down)),
            min(picture.width, round((box.x1 + margin) * across)),
            min(picture.height, round((box.y1 + margin) * down)),
        )
        if corners[0] >= corners[2] or corners[1] >= corners[3]:
            return None
        piece = picture.crop(corners)
        if frame is not None:
            piece = piece.convert("RGB")
            edges = (frame.x0 * across - 3, frame.y0 * down - 3, frame.x1 * across + 3, frame.y1 * down + 3)
            moved = [edge - corners[place % 2] for place, edge in enumerate(edges)]
            ImageDraw.Draw(piece).rectangle(moved, outline=_FRAME, width=2)
        packed = io.BytesIO()
        piece.rotate(rotation, expand=True).save(packed, "PNG")
        return packed.getvalue()

    def _load(self, sha256: str, page: int) -> tuple[Image.Image, float, float] | None:
        kept = self._store.get(sha256, page) if self._store else None
        if kept is None:
            return None
        picture = Image.open(io.BytesIO(kept.image)).convert("L")
        return picture, picture.width / kept.width, picture.height / kept.height
