"""Recorded OCR answers: found again, never mixed up, never in the way."""

from __future__ import annotations

import logging
import multiprocessing
from pathlib import Path

import numpy as np
import pytest

from extract.engines.engine import OcrLine, PixelWord
from extract.geometry import PixelRect
from extract.reading import ocr_cache as caching
from extract.reading.ocr_cache import (
    Cache,
    Store,
    answer_key,
    open_cache,
    pack_lines,
    picture_hash,
    unpack_lines,
)
from lampiran.settings import Settings

WORDS = (
    PixelWord("Kabupaten/Kota", PixelRect(1, 2, 30, 12), 0.931),
    PixelWord("\N{EN DASH}", PixelRect(33, 2, 40, 12), 1.0),
)


def test_answers_come_back(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert store.get(["a"]) == {}
    store.put({"a": [1, "dua"], "b": []})
    assert Store(tmp_path).get(["a", "b", "c"]) == {"a": [1, "dua"], "b": []}


def test_an_answer_on_record_stays(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put({"a": 1})
    store.put({"a": 2})
    assert store.get(["a"]) == {"a": 1}


def test_more_keys_than_one_query_takes(tmp_path: Path) -> None:
    store = Store(tmp_path)
    many = {f"key {number}": number for number in range(1201)}
    store.put(many)
    assert store.get(list(many)) == many


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
    assert len(Store(tmp_path).get(keys)) == 60


def test_a_spoilt_file_is_a_warning_not_a_failure(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / caching.FILE).write_bytes(b"this is no database" * 100)
    store = Store(tmp_path)
    with caplog.at_level(logging.WARNING):
        assert store.get(["a"]) == {}
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
    assert found.get(["a", "b"]) == {"a": "recorded", "b": "own"}
    found.put({"c": 1})
    assert Store(recordings).get(["c"]) == {}
    assert Store(own).get(["c"]) == {"c": 1}
    assert sorted(path.name for path in recordings.iterdir()) == before


def test_recording_writes_to_the_recordings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(caching.RECORDINGS, str(tmp_path))
    monkeypatch.setenv(caching.RECORD, "1")
    open_cache(Settings(cache_dir=None)).put({"a": 1})
    assert Store(tmp_path, read_only=True).get(["a"]) == {"a": 1}


def test_no_folder_means_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(caching.RECORDINGS, raising=False)
    found = open_cache(Settings(cache_dir=None))
    found.put({"a": 1})
    assert found.get(["a"]) == {}
    assert Cache().get(["a"]) == {}
