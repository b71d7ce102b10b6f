"""The words of a document's cells as one compressed block, and back, without loss.

A plan of 80 rows has some 5,000 words with boxes and confidences; as table lines they would be nine tenths
of the database, and nobody queries them. Layout: row, cell, part -> flat lists ``[text, confidence, box]``.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping

from lampiran.records import Box, RawDocument, Word

Place = tuple[int, int, int]
"""``urutan``, position of the cell in the row (from 0), part (from 1)."""


def pack(document: RawDocument) -> bytes:
    """All words of the document's rows; empty when no cell part has any."""
    places: list[list[object]] = []
    for row in document.rows:
        for position, cell in enumerate(row.cells):
            for number, part in enumerate(cell.parts, start=1):
                if part.words:
                    words = [_plain(word) for word in part.words]
                    places.append([row.urutan, position, number, words])
    if not places:
        return b""
    packed = json.dumps(places, ensure_ascii=True, separators=(",", ":"), check_circular=False)
    return zlib.compress(packed.encode("ascii"), level=1)


def _plain(word: Word) -> list[object]:
    box = word.box
    plain: list[object] = [word.text, word.confidence]
    return plain if box is None else [*plain, box.x0, box.y0, box.x1, box.y1]


def unpack(data: bytes) -> Mapping[Place, tuple[Word, ...]]:
    """The words of each place; places without words are left out."""
    if not data:
        return {}
    places = json.loads(zlib.decompress(data))
    return {
        (urutan, position, part): tuple(
            Word(word[0], Box(*word[2:]) if len(word) > 2 else None, word[1]) for word in words
        )
        for urutan, position, part, words in places
    }
