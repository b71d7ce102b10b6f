"""What became of a document, in a form that two commits can be compared by: plain JSON.

Records are walked as they are, so a new field shows up by itself. Left out are seconds, which differ from run
to run, the dictionary's version, which would change every document at once, and pictures. Words are counted;
a short digest stands for their texts, boxes and confidences.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from lampiran.records import Box, Outcome, Word
from lampiran.settings import Settings

LEFT_OUT = frozenset({"seconds", "pictures", "dictionary_version"})
PIPELINES = ("lampiran.app.pipeline", "lampiran.pipeline")
"""Where ``read_document`` is found, newest place first."""
TIMES = 3
"""How often a document is read at most until every OCR answer it needs is on record."""

Json = Any
Golden = dict[str, Json]


def read(path: Path, answers: Path, asked: Mapping[str, Any]) -> Golden:
    """Reads one document; an exception becomes its result.

    An answer fresh from the engine has finer confidences than one on record, so a document that put answers
    on record is read again.

    Args:
        path: The file.
        answers: Folder of the OCR answers recorded for this document.
        asked: Settings that are not the usual ones.
    """
    settings = Settings(cache_dir=answers, **asked)
    golden: Golden = {}
    for _ in range(TIMES):
        before = _state(answers)
        try:
            golden = canonical(_pipeline().read_document(path, settings))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what this commit makes of the document
            golden = {"error": f"{type(error).__name__}: {error}", "outcome": None, "document": None}
        if _state(answers) == before:
            break
    return {"bytes": hashlib.sha256(path.read_bytes()).hexdigest()[:16], **golden}


def _pipeline() -> Any:
    for name in PIPELINES:
        try:
            return importlib.import_module(name)
        except ModuleNotFoundError as error:
            if not name.startswith(str(error.name)):
                raise
    raise ModuleNotFoundError(" or ".join(PIPELINES))


def _state(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """The folder's files with size and time: alike if nothing was put on record."""
    if not folder.is_dir():
        return ()
    with os.scandir(folder) as entries:
        files = [entry for entry in entries if not entry.name.endswith(("-journal", "-wal", "-shm"))]
        return tuple(sorted((e.name, e.stat().st_size, e.stat().st_mtime_ns) for e in files))


def canonical(outcome: Outcome) -> Golden:
    """The outcome as plain JSON: plan rows together with what was read of them, their cells by column."""
    whole: Golden = plain(outcome)
    document = whole.pop("document", None)
    if document is not None:
        raw = document.pop("raw")
        rows, raw_rows = [_row(row) for row in document.pop("rows")], raw.pop("rows")
        if len(rows) == len(raw_rows):
            for row, raw_row in zip(rows, raw_rows, strict=True):
                row["as_read"] = {key: value for key, value in raw_row.items() if key != "cells"}
            raw_rows = []
        document |= {"pages": raw.pop("pages"), "read": raw, "rows": rows, "unpaired_rows": raw_rows}
    return {"error": None, "outcome": whole, "document": document}


def _row(row: Golden) -> Golden:
    cells: dict[str, Json] = {}
    for cell in row["cells"]:
        name, number = cell["kolom"], 2
        while name in cells:
            name, number = f"{cell['kolom']} ({number})", number + 1
        cells[name] = {key: value for key, value in cell.items() if key != "kolom"}
    return {**row, "cells": cells}


def plain(value: Any) -> Json:
    """A record, or what stands in one, as JSON."""
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return round(value, 4) + 0.0
    if isinstance(value, Box):
        return [round(side, 1) + 0.0 for side in (value.x0, value.y0, value.x1, value.y1)]
    if is_dataclass(value) and not isinstance(value, type):
        kept = {f.name: getattr(value, f.name) for f in fields(value) if f.name not in LEFT_OUT}
        return {name: _words(item) if name == "words" else plain(item) for name, item in kept.items()}
    if isinstance(value, Mapping):
        return {str(key): plain(value[key]) for key in sorted(value, key=str)}
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=written)
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [plain(item) for item in value]
    return hashlib.sha256(value if isinstance(value, bytes) else repr(value).encode()).hexdigest()[:12]


def _words(words: Sequence[Word]) -> str:
    lines = [f"{w.text}\t{plain(w.box)}\t{plain(w.confidence)}" for w in words]
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:8]
    return f"{len(words)} words, {digest}"


def written(value: Json) -> str:
    """JSON on one line, keys in order: equal texts, equal values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
