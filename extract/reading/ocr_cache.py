"""Recorded OCR answers: the same picture is read only once by the same engine in the same way.

One SQLite file in the cache folder holds compressed JSON by key, so several processes can share it and
a stopped batch continues where it was. A second, read-only place is asked first when the environment names
one: tests replay committed recordings that way (``LAMPIRAN_OCR_RECORDINGS=<folder>``), and record them
(``LAMPIRAN_OCR_RECORD=1`` in addition).

A cache that cannot be opened or written is a warning, never a failed page.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from extract.engines.engine import OcrLine, PixelWord
from extract.geometry import Gray, PixelRect
from lampiran.settings import Settings

log = logging.getLogger(__name__)

FILE = "ocr.sqlite3"
RECORDINGS = "LAMPIRAN_OCR_RECORDINGS"
RECORD = "LAMPIRAN_OCR_RECORD"
_FORMAT = 1
"""Part of every key: raised when the stored form changes, so that old answers are not misread."""
_TIMEOUT = 30.0
"""Seconds to wait for another process that is writing."""


class Store:
    """Answers by key in one SQLite file.

    Connections are opened for each call: a store can be handed to a forked or spawned worker, and a
    call answers a whole page, so opening (under a millisecond) does not count.
    """

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        self.path = folder / FILE
        self.read_only = read_only
        self._broken = False

    def get(self, keys: Sequence[str]) -> dict[str, Any]:
        """The answers on record among those keys."""
        if self._broken or not keys or not self.path.exists():
            return {}
        try:
            with closing(self._open()) as connection:
                found = _select(connection, keys)
            return {key: json.loads(zlib.decompress(blob)) for key, blob in found}
        except (sqlite3.Error, zlib.error, ValueError) as error:
            self._give_up("read", error)
            return {}

    def put(self, answers: Mapping[str, Any]) -> None:
        """Records answers, all or none; an answer already there stays."""
        if self._broken or self.read_only or not answers:
            return
        rows = [(key, _packed(answer)) for key, answer in answers.items()]
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._open()) as connection, connection:
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, blob BLOB) WITHOUT ROWID"
                )
                connection.executemany("INSERT OR IGNORE INTO answer VALUES (?, ?)", rows)
        except (sqlite3.Error, OSError) as error:
            self._give_up("written", error)

    def _open(self) -> sqlite3.Connection:
        if self.read_only:
            # Recordings lie in the source tree; ``immutable`` keeps SQLite from leaving files beside them.
            address = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            return sqlite3.connect(address, uri=True, timeout=_TIMEOUT)
        return sqlite3.connect(self.path, timeout=_TIMEOUT)

    def _give_up(self, what: str, error: Exception) -> None:
        self._broken = True
        log.warning("OCR cache %s cannot be %s (%s); continuing without it.", self.path, what, error)


class Cache:
    """One or more stores behind each other; with none it forgets everything."""

    def __init__(self, stores: Iterable[Store] = ()) -> None:
        self.stores = tuple(stores)

    def get(self, keys: Sequence[str]) -> dict[str, Any]:
        """The answers on record; the first store that has a key wins."""
        found: dict[str, Any] = {}
        for store in self.stores:
            found |= store.get([key for key in keys if key not in found])
        return found

    def put(self, answers: Mapping[str, Any]) -> None:
        """Records answers in every store that may be written."""
        for store in self.stores:
            store.put(answers)


def open_cache(settings: Settings) -> Cache:
    """The cache the settings and the environment ask for."""
    recordings = os.environ.get(RECORDINGS, "")
    return _cache(settings.cache_dir, recordings, os.environ.get(RECORD, "") not in ("", "0"))


@lru_cache(maxsize=8)
def _cache(folder: Path | None, recordings: str, record: bool) -> Cache:
    stores = [Store(Path(recordings), read_only=not record)] if recordings else []
    if folder is not None:
        stores.append(Store(folder))
    return Cache(stores)


def picture_hash(image: Gray) -> str:
    """SHA-256 of a picture's shape and pixels."""
    digest = hashlib.sha256(repr(image.shape).encode())
    digest.update(np.ascontiguousarray(image).data)
    return digest.hexdigest()


def answer_key(picture: str, engine: str, *parameters: object) -> str:
    """The key of one answer: picture hash, engine with version, and all that could change the answer."""
    text = json.dumps([_FORMAT, picture, engine, [repr(parameter) for parameter in parameters]])
    return hashlib.sha256(text.encode()).hexdigest()[:40]


def pack_lines(lines: Sequence[OcrLine]) -> list[Any]:
    """Lines as short JSON: each word is [text, x0, y0, x1, y1, confidence]."""
    return [[[w.text, *_corners(w.box), round(w.confidence, 3)] for w in line.words] for line in lines]


def unpack_lines(packed: Sequence[Any]) -> tuple[OcrLine, ...]:
    """The reverse of :func:`pack_lines`."""
    return tuple(OcrLine(tuple(PixelWord(w[0], PixelRect(*w[1:5]), w[5]) for w in line)) for line in packed)


def _corners(box: PixelRect) -> tuple[int, int, int, int]:
    return box.x0, box.y0, box.x1, box.y1


def _packed(answer: Any) -> bytes:
    return zlib.compress(json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode(), 9)


def _select(connection: sqlite3.Connection, keys: Sequence[str]) -> list[tuple[str, bytes]]:
    wanted = json.dumps(list(keys))
    try:
        return connection.execute(
            "SELECT key, blob FROM answer WHERE key IN (SELECT value FROM json_each(?))", (wanted,)
        ).fetchall()
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):  # another process has just made the file
            return []
        raise
