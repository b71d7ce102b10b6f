"""A fault of the program on a page: the page is read in a simpler way, and is never called damaged."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import extract.pages.read
import extract.pages.scan
from dictionaries.sentences import said
from extract.files.source import open_source
from extract.grid.drawn import aligned_text, drawn_tables, level_rules
from extract.model import PageReading
from extract.pages.digital import opened_page
from extract.pages.read import read_page
from lampiran import faults
from lampiran.app.pipeline import read_document
from lampiran.codes import ProblemCode
from lampiran.settings import Settings
from tests.support.faults import fail, told

SETTINGS = Settings(cache_dir=None)


@pytest.fixture(autouse=True)
def _as_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    """Faults are recorded, as when the program is used."""
    monkeypatch.delenv(faults.SWITCH, raising=False)


def sample(samples: Path) -> Any:
    return open_source(samples / "banyumas_2022_digital.pdf", SETTINGS)


@cache
def plan_page(samples: Path) -> tuple[int, PageReading]:
    """The first page with a table, as it is read without faults."""
    opened = sample(samples)
    readings = (read_page(opened, number, SETTINGS) for number in range(1, opened.page_count + 1))
    return next((reading.page, reading) for reading in readings if reading.tables)


@pytest.mark.ocr
def test_our_own_fault_on_a_born_digital_page_is_no_damage_and_the_page_is_read_from_its_picture(
    samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, before = plan_page(samples)
    monkeypatch.setattr("extract.pages.digital.page_characters", fail)
    found = read_page(sample(samples), number, SETTINGS)
    assert (before.kind, found.kind) == ("digital", "scan")
    assert [(t.n_rows, t.n_cols) for t in found.tables] == [(t.n_rows, t.n_cols) for t in before.tables]
    assert told(found.problems) == [("program-fault", "text of a born-digital page", number, False)]
    assert "damaged" not in " ".join(said(problem) for problem in found.problems)


@pytest.mark.ocr
def test_a_page_whose_kind_cannot_be_told_is_read_from_its_picture(
    samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extract.pages.read.page_kind", fail)
    found = read_page(sample(samples), 1, SETTINGS)
    assert found.kind == "scan"
    assert found.words_read > 50
    assert told(found.problems) == [("program-fault", "kind of the page", 1, False)]


def test_a_fault_within_the_block_is_not_called_damage(samples: Path) -> None:
    with pytest.raises(KeyError), opened_page(sample(samples), 1):
        raise KeyError("our own")


@pytest.mark.parametrize(
    ("module", "name", "step", "lost"),
    [
        (drawn_tables, "_groups", "tables by drawn rules", True),
        (level_rules, "_ends", "table by level rules", False),
        (aligned_text, "_clearest", "table by aligned words", False),
    ],
)
def test_a_finder_of_tables_that_fails_leaves_it_to_the_next(
    module: Any, name: str, step: str, lost: bool, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rules of the page's table are taken away, so that each finder is asked."""
    number, before = plan_page(samples)
    if module is not drawn_tables:
        monkeypatch.setattr("extract.pages.digital.find_drawn_tables", lambda level, upright: ())
    if module is aligned_text:
        monkeypatch.setattr("extract.pages.digital.find_level_ruled", lambda words, level: None)
    monkeypatch.setattr(module, name, fail)
    found = read_page(sample(samples), number, SETTINGS)
    assert found.kind == "digital"
    assert found.words_read >= 0.95 * before.words_read
    code = ProblemCode.PROGRAM_FAULT_LOST if lost else ProblemCode.PROGRAM_FAULT
    assert (code, step, number, lost) in told(found.problems)


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("upright", "page turned upright"),
        ("straightened", "page straightened"),
        ("squared", "page squared"),
        ("flattened", "paper flattened"),
        ("cleaned", "page cleaned"),
    ],
)
def test_a_picture_that_cannot_be_mended_is_read_as_it_is(
    name: str, step: str, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = extract.pages.read.load_image(sample(samples), 1, SETTINGS)
    monkeypatch.setattr(extract.pages.scan, name, fail)
    with faults.gathered(1) as found:
        prepared = extract.pages.scan.prepare(image, SETTINGS)
    assert prepared.image.gray.size > 0
    assert told(found.problems) == [("program-fault", step, 1, False)]


@pytest.mark.ocr
def test_a_page_of_which_no_cell_can_be_read_is_read_as_lines(
    samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, _ = plan_page(samples)
    monkeypatch.setattr("extract.pages.read.read_digital_page", fail)
    monkeypatch.setattr("extract.pages.scan.read_table", fail)
    found = read_page(sample(samples), number, SETTINGS)
    assert found.tables == ()
    assert found.words_read > 50
    assert ("program-fault-lost", "cells by the engine", number, True) in told(found.problems)


def test_a_page_that_fails_altogether_is_lost_alone(
    samples: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    read_pages = extract.read_pages

    def fails(opened: Any, page: int, settings: Settings) -> Any:
        return fail() if page == 2 else read_pages(opened, page, settings)

    monkeypatch.setattr("lampiran.app.pipeline.extract.read_pages", fails)
    with caplog.at_level(logging.ERROR):
        outcome = read_document(samples / "banyumas_2022_digital.pdf", SETTINGS)
    assert outcome.status == "partial"
    assert "page 2: A fault of the program" in outcome.reason
    assert "damaged" not in outcome.reason
    assert outcome.document is not None
    assert outcome.document.rows
