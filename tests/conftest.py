"""Shared by all tests: recorded OCR answers, no cache of the user's, quiet libraries, faults raised."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ["LAMPIRAN_LANG"] = "en"  # whatever the machine speaks
os.environ.setdefault("OMP_THREAD_LIMIT", "1")
os.environ.setdefault("LAMPIRAN_FAULTS", "raise")  # a fault of the program fails its test
os.environ.setdefault("LAMPIRAN_OCR_RECORDINGS", str(Path(__file__).parent / "recordings"))


SLOW_FIRST = (
    "test_shipped_samples",
    "test_cluster",
    "test_rescue",
    "test_without_extras",
    "test_bounds",
    "test_cli",
    "test_pages",
    "test_odd_input",
    "test_queries",
    "test_postgres",
    "test_batch",
    "test_interrupts",
)
"""Modules that take long begin first, so that several processes (``-n``) end at about the same time."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the slow modules first; the others stay as they were collected."""
    place = {name: number for number, name in enumerate(SLOW_FIRST)}
    items.sort(key=lambda item: place.get(item.path.stem, len(place)))


def pytest_report_header() -> str:
    """Says which databases the tests run on."""
    from tests.support.databases import BACKENDS

    return "databases: " + ", ".join(BACKENDS)


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What tests read is not kept in the user's cache, nor taken from it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LAMPIRAN_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of shipped samples."""
    return Path(__file__).parent.parent / "samples"
