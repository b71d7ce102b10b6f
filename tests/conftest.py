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
