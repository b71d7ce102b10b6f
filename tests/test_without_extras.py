"""Runs in processes where the optional libraries cannot be imported: slower and poorer, never a traceback."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest

ROOT = Path(__file__).parent.parent
HIDE = 'import sys\nsys.modules.update(dict.fromkeys(("tesserocr", "rapidocr", "onnxruntime")))\n'
PATIENT = ("--page-seconds", "240")
"""A busy machine is no fault of the engines."""
NOTICE = "read by one engine only"


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment whose Python processes, workers too, do not find the optional libraries."""
    folder = tmp_path_factory.mktemp("hidden")
    (folder / "sitecustomize.py").write_text(HIDE, encoding="utf-8")
    path = os.pathsep.join((str(folder), str(ROOT)))
    return {
        **{name: value for name, value in os.environ.items() if name != "LAMPIRAN_OCR_RECORDINGS"},
        "PYTHONPATH": path,
        "LAMPIRAN_CACHE": str(folder / "cache"),
    }


def _lampiran(environment: dict[str, str], *arguments: object) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "lampiran", *map(str, arguments)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done


def _run(environment: dict[str, str], tmp_path: Path, *arguments: object) -> tuple[dict[str, Any], str]:
    """The closing account of a run over a few pages of a plan, and what it said on the way."""
    done = _lampiran(environment, "run", *arguments, "--db", tmp_path / "plans.db", "--json", *PATIENT)
    assert done.returncode == 4, done.stderr
    assert "missing" in done.stderr or "not in the file" in done.stderr, "the other pages were taken out"
    account: dict[str, Any] = json.loads(done.stdout)
    return account, done.stderr


def _pages(name: str, numbers: tuple[int, ...], folder: Path) -> Path:
    """A few pages of a sample; numbers count from 0."""
    with pikepdf.open(ROOT / "samples" / name) as pdf:
        for number in reversed(range(len(pdf.pages))):
            if number not in numbers:
                del pdf.pages[number]
        pdf.save(folder / name)
    return folder / name


@pytest.mark.ocr
def test_every_kind_of_file_is_read(environment: dict[str, str], tmp_path: Path) -> None:
    transcript = ROOT / "samples" / "banyumas_2022.txt"
    digital = _pages("banyumas_2022_digital.pdf", (0, 5, 6), tmp_path)
    scan = _pages("banyumas_2022.pdf", (0, 6), tmp_path)
    account, said = _run(environment, tmp_path, transcript, digital, scan)
    assert sorted(line["status"] for line in account["files"]) == ["ok", "partial", "partial"]
    assert min(line["rows"] for line in account["files"]) >= 4
    assert account["engine"].startswith("pytesseract")
    assert said.count(NOTICE) == 1


@pytest.mark.ocr
def test_the_best_quality_is_read_with_one_engine(environment: dict[str, str], tmp_path: Path) -> None:
    account, said = _run(
        environment, tmp_path, _pages("banyumas_2022.pdf", (0, 6), tmp_path), "--quality", "best"
    )
    assert account["files"][0]["rows"] >= 4
    assert said.count(NOTICE) == 1


@pytest.fixture(scope="module")
def without_tesseract(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment with the second engine, but neither the library of Tesseract nor its program."""
    folder = tmp_path_factory.mktemp("alone")
    hide = 'import sys\nsys.modules["tesserocr"] = None\n'
    (folder / "sitecustomize.py").write_text(hide, encoding="utf-8")
    return {
        **{name: value for name, value in os.environ.items() if name != "LAMPIRAN_OCR_RECORDINGS"},
        "PYTHONPATH": os.pathsep.join((str(folder), str(ROOT))),
        "LAMPIRAN_CACHE": str(folder / "cache"),
        "PATH": str(folder),
    }


@pytest.mark.ocr
def test_without_tesseract_a_scan_is_read_by_the_second_engine_alone(
    without_tesseract: dict[str, str], tmp_path: Path
) -> None:
    scan = _pages("banyumas_2022.pdf", (0, 6), tmp_path)
    account, said = _run(without_tesseract, tmp_path, scan)
    (line,) = account["files"]
    assert (line["status"], line["rows"] >= 4) == ("partial", True)
    assert said.count("read by the second OCR engine alone") == 1
    with sqlite3.connect(tmp_path / "plans.db") as database:
        (engine,) = database.execute("SELECT engine FROM document").fetchone()
        problems = database.execute("SELECT code, lost FROM problems").fetchall()
        cells = database.execute("SELECT text, needs_review FROM cell WHERE text <> ''").fetchall()
    database.close()
    assert engine.endswith(" alone")
    assert ("read-alone", 0) in problems
    printed = (ROOT / "samples" / "truth" / "banyumas_2022.pdf.json").read_text(encoding="utf-8")
    right = [text for text, _ in cells if text in printed]
    assert len(right) >= 0.8 * len(cells) >= 10
    assert any(flagged for _, flagged in cells)


def test_without_tesseract_the_doctor_says_what_is_limited(without_tesseract: dict[str, str]) -> None:
    done = _lampiran(without_tesseract, "doctor")
    assert done.returncode == 0
    assert "limited  tesseract: Tesseract, the program that reads scans, is not installed." in done.stdout
    assert "limited  second engine: takes the place of Tesseract" in done.stdout


def test_without_any_engine_both_ways_out_are_told(environment: dict[str, str], tmp_path: Path) -> None:
    nothing = {**environment, "PATH": str(tmp_path)}
    done = _lampiran(nothing, "run", ROOT / "samples" / "banyuwangi_2025.txt", "--db", tmp_path / "plans.db")
    assert done.returncode == 3
    assert "is not installed" in done.stderr
    assert f"{sys.executable} -m pip install rapidocr onnxruntime" in done.stderr
    assert not (tmp_path / "plans.db").exists()
    assert _lampiran(nothing, "doctor").returncode == 3


def test_showing_says_so_beside_the_data(environment: dict[str, str]) -> None:
    done = _lampiran(environment, "show", ROOT / "samples" / "banyuwangi_2025.txt", "--format", "json")
    assert json.loads(done.stdout)["rows"]
    assert done.stderr.count(NOTICE) == 1


def test_the_doctor_says_so_and_finds_nothing_missing(environment: dict[str, str]) -> None:
    done = _lampiran(environment, "doctor")
    assert done.returncode == 0
    assert done.stdout.count(NOTICE) == 1
    assert "pytesseract" in done.stdout
