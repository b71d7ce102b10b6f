"""Recorded OCR answers: the same picture is read only once by the same engine in the same way.

One SQLite file in the cache folder holds compressed JSON by key, so several processes can share it and
a stopped batch continues where it was. A second, read-only place is asked first when the environment names
one: tests replay committed recordings that way (``LAMPIRAN_OCR_RECORDINGS=<folder>``), and record them
(``LAMPIRAN_OCR_RECORD=1`` in addition).

A cache that cannot be opened or written is a warning, never a failed page. An answer that cannot be what was
recorded (damaged, of another shape, without any word although something was there to be read) is no answer:
the engine reads anew and its answer takes the other's place. What an engine has just answered is returned as
it will come back from the record, so that a value is the same whether it was read now or earlier.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np

from extract.engines.engine import OcrLine, PixelWord
from extract.geometry import Gray, PixelRect
from lampiran.settings import Settings

log = logging.getLogger(__name__)
T = TypeVar("T")

FILE = "ocr.sqlite3"
RECORDINGS = "LAMPIRAN_OCR_RECORDINGS"
RECORD = "LAMPIRAN_OCR_RECORD"
_FORMAT = 1
"""Part of every key: raised when the stored form changes, so that old answers are not misread."""
_NOTHING: dict[str, Any] = {}
"""Recorded where there was something to read and nothing was read; an empty list may have lost its words."""
_TIMEOUT = 30.0
"""Seconds to wait for another process that is writing."""


@dataclass(frozen=True, slots=True)
class Form(Generic[T]):
    """How one kind of answer is recorded.

    Attributes:
        pack: As JSON; :data:`_NOTHING` where nothing was read.
        unpack: The reverse; raises ValueError or TypeError where the JSON is no such answer.
    """

    pack: Callable[[T], Any]
    unpack: Callable[[Any], T]


class Store:
    """Answers by key in one SQLite file.

    Connections are opened for each call: a store can be handed to a forked or spawned worker, and a
    call answers a whole page, so opening (under a millisecond) does not count.
    """

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        self.path = folder / FILE
        self.read_only = read_only
        self._broken = False

    def get(self, keys: Sequence[str], unpack: Callable[[Any], T]) -> dict[str, T]:
        """The answers on record among those keys; what ``unpack`` refuses is none."""
        if self._broken or not keys or not self.path.exists():
            return {}
        try:
            with closing(self._open()) as connection:
                found = _select(connection, keys)
        except sqlite3.Error as error:
            self._give_up("read", error)
            return {}
        answers = {}
        for key, blob in found:
            try:
                answers[key] = unpack(json.loads(zlib.decompress(blob)))
            except (zlib.error, ValueError, TypeError, RecursionError) as error:
                log.info("An answer in the OCR cache %s is unusable (%s); reading anew.", self.path, error)
        return answers

    def put(self, answers: Mapping[str, Any]) -> None:
        """Records answers, all or none; each takes the place of what stands under its key."""
        if self._broken or self.read_only or not answers:
            return
        rows = [(key, _packed(answer)) for key, answer in answers.items()]
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._open()) as connection, connection:
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, blob BLOB) WITHOUT ROWID"
                )
                connection.executemany("INSERT OR REPLACE INTO answer VALUES (?, ?)", rows)
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

    def answers(self, keys: Iterable[str], form: Form[T], read: Callable[[str], T]) -> dict[str, T]:
        """The answers of all keys: on record, or read now and recorded.

        Args:
            keys: Of pictures on which there is something to read; one may occur twice.
            form: How the answers are recorded.
            read: Asks the engine.
        """
        wanted = list(dict.fromkeys(keys))
        found: dict[str, T] = {}
        for store in self.stores:
            found |= store.get([key for key in wanted if key not in found], form.unpack)
        fresh = {key: form.pack(read(key)) for key in wanted if key not in found}
        for store in self.stores:
            store.put(fresh)
        return found | {key: form.unpack(packed) for key, packed in fresh.items()}


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


def unpack_lines(packed: Any) -> tuple[OcrLine, ...]:
    """The reverse of :func:`pack_lines`.

    Raises:
        ValueError, TypeError: If that is not what these lines are.
    """
    if not isinstance(packed, list) or not all(isinstance(line, list) and line for line in packed):
        raise ValueError("not a list of lines")
    return tuple(OcrLine(tuple(_word(*word) for word in line)) for line in packed)


def _word(text: str, x0: int, y0: int, x1: int, y1: int, confidence: float) -> PixelWord:
    corners = (x0, y0, x1, y1)
    if not isinstance(text, str) or not all(isinstance(corner, int) for corner in corners):
        raise TypeError("not a word and its place")
    if not (x0 <= x1 and y0 <= y1 and 0.0 <= confidence <= 1.0):
        raise ValueError("a place or a confidence that cannot be")
    return PixelWord(text, PixelRect(*corners), confidence)


def _unpack_answer(packed: Any) -> tuple[OcrLine, ...]:
    if packed == []:
        raise ValueError("an empty list")
    return () if packed == _NOTHING else unpack_lines(packed)


LINES = Form(lambda lines: pack_lines(lines) or _NOTHING, _unpack_answer)
"""The lines on one picture."""


def cells_form(number: int) -> Form[list[tuple[OcrLine, ...]]]:
    """The lines in each of so many cells."""

    def pack(cells: list[tuple[OcrLine, ...]]) -> Any:
        return [pack_lines(cell) for cell in cells] if any(cells) else _NOTHING

    def unpack(packed: Any) -> list[tuple[OcrLine, ...]]:
        if packed == _NOTHING:
            return [()] * number
        if not isinstance(packed, list) or len(packed) != number or not any(packed):
            raise ValueError("not the lines of these cells")
        return [unpack_lines(cell) for cell in packed]

    return Form(pack, unpack)


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
