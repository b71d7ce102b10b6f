"""Recorded OCR answers: found again, never mixed up, never in the way."""

from __future__ import annotations

import json
import logging
import multiprocessing
import sqlite3
import zlib
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from extract.engines.engine import OcrLine, PixelWord
from extract.geometry import PixelRect
from extract.reading import ocr_cache as caching
from extract.reading.ocr_cache import (
    LINES,
    Cache,
    Form,
    Store,
    answer_key,
    cells_form,
    open_cache,
    pack_lines,
    picture_hash,
    unpack_lines,
)
from lampiran.app.pipeline import read_document
from lampiran.records import PlanDocument
from lampiran.settings import Settings
from tests.support.written_pages import softened, written_table

WORDS = (
    PixelWord("Kabupaten/Kota", PixelRect(1, 2, 30, 12), 0.931),
    PixelWord("\N{EN DASH}", PixelRect(33, 2, 40, 12), 1.0),
)

LINE = (OcrLine(WORDS),)
AS_IS: Form[Any] = Form(lambda answer: answer, lambda packed: packed)


def known(store: Store, keys: Sequence[str]) -> dict[str, Any]:
    """What is on record, as JSON."""
    return store.get(keys, AS_IS.unpack)


def never(key: str) -> Any:
    raise AssertionError(f"{key} was read")


def test_answers_come_back(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert known(store, ["a"]) == {}
    store.put({"a": [1, "dua"], "b": []})
    assert known(Store(tmp_path), ["a", "b", "c"]) == {"a": [1, "dua"], "b": []}


def test_an_answer_takes_the_place_of_another(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put({"a": 1})
    store.put({"a": 2})
    assert known(store, ["a"]) == {"a": 2}


def test_more_keys_than_one_query_takes(tmp_path: Path) -> None:
    store = Store(tmp_path)
    many = {f"key {number}": number for number in range(1201)}
    store.put(many)
    assert known(store, list(many)) == many


def test_lines_survive_packing() -> None:
    lines = (OcrLine(WORDS), OcrLine(WORDS[1:]))
    assert unpack_lines(pack_lines(lines)) == lines


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("p", "tesserocr 5.5.4", [1, 2]), ("p", "tesserocr 5.5.4", [1, 3])),
        (("p", "tesserocr 5.5.4"), ("p", "tesserocr 5.5.5")),
        (("p", "e"), ("q", "e")),
        (("p", "e", "a", "b"), ("p", "e", "a b")),
    ],
)
def test_whatever_could_change_the_answer_changes_the_key(
    one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    assert answer_key(*one) != answer_key(*other)
    assert answer_key(*one) == answer_key(*one)


def test_pictures_of_another_shape_are_other_pictures() -> None:
    flat = np.zeros((2, 8), dtype=np.uint8)
    assert picture_hash(flat) != picture_hash(flat.reshape(4, 4))
    assert picture_hash(flat[:, ::2]) == picture_hash(np.zeros((2, 4), dtype=np.uint8))


def _fill(folder: Path, number: int) -> None:
    store = Store(folder)
    for step in range(20):
        store.put({f"{number}-{step}": [number, step], f"shared-{step}": step})


def test_several_processes_write_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_fill, args=(tmp_path, number)) for number in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
        assert worker.exitcode == 0
    keys = [f"{number}-{step}" for number in range(3) for step in range(20)]
    assert len(known(Store(tmp_path), keys)) == 60


def test_a_spoilt_file_is_a_warning_not_a_failure(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / caching.FILE).write_bytes(b"this is no database" * 100)
    store = Store(tmp_path)
    with caplog.at_level(logging.WARNING):
        assert known(store, ["a"]) == {}
        store.put({"a": 1})
    assert caplog.text.count("continuing without it") == 1


def test_a_place_that_is_a_file_is_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    Store(tmp_path / "cache").put({"a": 1})
    assert "cannot be written" in caplog.text


def test_recordings_are_asked_first_and_only_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recordings, own = tmp_path / "recordings", tmp_path / "own"
    Store(recordings).put({"a": "recorded"})
    Store(own).put({"a": "own", "b": "own"})
    before = sorted(path.name for path in recordings.iterdir())
    monkeypatch.setenv(caching.RECORDINGS, str(recordings))
    monkeypatch.delenv(caching.RECORD, raising=False)
    found = open_cache(Settings(cache_dir=own))
    assert found.answers(["a", "b"], AS_IS, never) == {"a": "recorded", "b": "own"}
    assert found.answers(["c"], AS_IS, lambda key: [key]) == {"c": ["c"]}
    assert known(Store(recordings), ["c"]) == {}
    assert known(Store(own), ["c"]) == {"c": ["c"]}
    assert sorted(path.name for path in recordings.iterdir()) == before


def test_recording_writes_to_the_recordings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(caching.RECORDINGS, str(tmp_path))
    monkeypatch.setenv(caching.RECORD, "1")
    open_cache(Settings(cache_dir=None)).answers(["a"], AS_IS, lambda key: [key])
    assert known(Store(tmp_path, read_only=True), ["a"]) == {"a": ["a"]}


def test_no_folder_means_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(caching.RECORDINGS, raising=False)
    asked: list[str] = []

    def read(key: str) -> list[str]:
        asked.append(key)
        return [key]

    for found in (open_cache(Settings(cache_dir=None)), Cache()):
        for _ in range(2):
            assert found.answers(["a", "a"], AS_IS, read) == {"a": ["a"]}
    assert asked == ["a"] * 4


def spoilt(folder: Path, blob: object) -> None:
    with closing(sqlite3.connect(folder / caching.FILE)) as connection, connection:
        connection.execute("UPDATE answer SET blob = ?", (blob,))


def packed(answer: object) -> bytes:
    return zlib.compress(json.dumps(answer).encode())


GOOD = pack_lines(LINE)
BAD = {
    "null": None,
    "text": "text",
    "cut off": packed(GOOD)[:-6],
    "no JSON": zlib.compress(b"[[["),
    "nothing": packed(None),
    "a number": packed(7),
    "empty": packed([]),
    "an empty line": packed([[]]),
    "a line of letters": packed(["teks"]),
    "a word too short": packed([[["teks", 1, 2, 3, 4]]]),
    "a word without text": packed([[[None, 1, 2, 3, 4, 0.5]]]),
    "a place in letters": packed([[["teks", "1", 2, 3, 4, 0.5]]]),
    "a place inside out": packed([[["teks", 3, 2, 1, 4, 0.5]]]),
    "a confidence that cannot be": packed([[["teks", 1, 2, 3, 4, 96.0]]]),
    "too deep": zlib.compress(b"[" * 100_000),
}


@pytest.mark.parametrize("blob", BAD.values(), ids=BAD)
@pytest.mark.parametrize(
    ("form", "answer"), [(LINES, LINE), (cells_form(2), [LINE, ()])], ids=["lines", "cells"]
)
def test_a_bad_answer_is_read_anew_and_replaced(
    tmp_path: Path, form: Form[Any], answer: Any, blob: object
) -> None:
    cache = Cache([Store(tmp_path)])
    cache.answers(["a"], form, lambda key: answer)
    assert cache.answers(["a"], form, never) == {"a": answer}
    spoilt(tmp_path, blob)
    assert cache.answers(["a"], form, lambda key: answer) == {"a": answer}
    assert cache.answers(["a"], form, never) == {"a": answer}


def test_answers_for_another_number_of_cells_are_bad(tmp_path: Path) -> None:
    cache = Cache([Store(tmp_path)])
    cache.answers(["a"], cells_form(2), lambda key: [LINE, ()])
    assert cache.answers(["a"], cells_form(3), lambda key: [(), LINE, ()]) == {"a": [(), LINE, ()]}


@pytest.mark.parametrize(("form", "nothing"), [(LINES, ()), (cells_form(2), [(), ()])])
def test_that_nothing_was_read_is_kept_as_such(tmp_path: Path, form: Form[Any], nothing: Any) -> None:
    cache = Cache([Store(tmp_path)])
    for read in (lambda key: nothing, never):
        assert cache.answers(["a"], form, read) == {"a": nothing}


def test_an_answer_has_the_same_digits_when_it_was_just_read(tmp_path: Path) -> None:
    fine = (OcrLine((replace(WORDS[0], confidence=0.93149),)),)
    cache = Cache([Store(tmp_path)])
    fresh = cache.answers(["a"], LINES, lambda key: fine)
    assert fresh["a"][0].words[0].confidence == 0.931
    assert cache.answers(["a"], LINES, never) == fresh
    assert Cache().answers(["a"], LINES, lambda key: fine) == fresh


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    head = ("NO", "KOMPONEN", "INDIKATOR", "LANGKAH AKSI", "BUKTI FISIK", "TARGET WAKTU")
    rows = (
        ("I", "MANAJEMEN PERUBAHAN", "", "", "", ""),
        ("1", "Penyusunan tim", "Unit kerja telah\nmembentuk tim", "Rapat tim", "SK Tim", "Januari"),
        ("2", "Rencana kerja", "Terdapat dokumen\nrencana", "Menyusun", "Dokumen; foto", "Maret"),
    )
    page, _ = written_table((head, *rows), (90, 340, 400, 330, 330, 330))
    path = tmp_path / "plan.png"
    Image.fromarray(softened(page)).save(path, dpi=(200, 200))
    return path


@pytest.mark.ocr
@pytest.mark.parametrize("spoil", [lambda folder: None, lambda folder: spoilt(folder, None)])
def test_a_document_is_the_same_fresh_and_from_the_cache(
    scan: Path, tmp_path: Path, spoil: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(caching.RECORDINGS, raising=False)
    settings = Settings(cache_dir=tmp_path / "cache")
    fresh = timeless(read_document(scan, settings).document)
    assert len(fresh.rows) == 2
    spoil(tmp_path / "cache")
    assert timeless(read_document(scan, settings).document) == fresh
    assert timeless(read_document(scan, Settings(cache_dir=None)).document) == fresh


def timeless(document: PlanDocument | None) -> PlanDocument:
    """The document without the seconds that its pages took."""
    assert document is not None
    pages = tuple(replace(page, seconds=0.0) for page in document.raw.pages)
    return replace(document, raw=replace(document.raw, pages=pages))
