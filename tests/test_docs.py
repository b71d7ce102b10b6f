"""What pages and docstrings point to exists: a dead reference sends a reader astray."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = (
    "lampiran",
    "extract",
    "normalize",
    "load",
    "browse",
    "report",
    "review",
    "dictionaries",
    "samples",
    "bench",
    "tests",
)
PAGES = (
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    *(ROOT / name / "README.md" for name in ("samples", "dictionaries", "requirements")),
)
MODULES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
FILE = r"[\w*-][\w./*-]*"
ENDINGS = r"\.(?:py|csv|md|sh|lock|in|toml|ipynb)"
REFERENCE = re.compile(
    rf":(?:mod|func|class|meth|attr|data|exc):`~?([\w.]+)`|``((?:{'|'.join(PACKAGES)})(?:\.\w+)+)``"
)
ANY = re.compile(r"\b(?:FILE|DIR|NAME|PAGE|DOCUMENT)\b")
"""Stands for whatever name a reader puts there."""


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_file_that_a_page_names_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"\]\(([^)#:]+)\)", text))
    for code in re.findall(r"`([^`\n]+)`", re.sub(r"\w+://[^\s`]+", "", text)):
        named |= set(re.findall(rf"(?<![\w./-]){FILE}(?:{ENDINGS}|/)(?![\w-])", code))
    for file in named:
        if not ANY.search(file):
            found = [place for folder in (ROOT, page.parent) for place in folder.glob(file)]
            assert found, f"{name(page)} names {file}"


def prose(path: Path) -> Iterator[str]:
    """The docstrings and comments of a module."""
    source = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield str(node.value.value)
    yield from re.findall(r"(?:^| )# .*", source, re.MULTILINE)


@cache
def home(dotted: str) -> tuple[Path, str] | None:
    """The file of a dotted name and what it names therein, if there is such a module."""
    parts = dotted.split(".")
    for count in range(len(parts), 0, -1):
        place = ROOT.joinpath(*parts[:count])
        for path in (place.with_suffix(".py"), place / "__init__.py"):
            if path.is_file():
                return path, ".".join(parts[count:])
    return None


@pytest.mark.parametrize("package", PACKAGES)
def test_every_reference_in_a_docstring_leads_somewhere(package: str) -> None:
    known = {name(path) for folder in (*PACKAGES, "docs", "scripts") for path in (ROOT / folder).rglob("*.*")}
    for path in MODULES:
        if path.relative_to(ROOT).parts[0] != package:
            continue
        for text in prose(path):
            for role, quoted in REFERENCE.findall(text):
                dotted = role or quoted
                found = home(dotted) if dotted.split(".")[0] in PACKAGES else (path, dotted)
                assert found, f"{name(path)} names {dotted}"
                inside = found[1].split(".")[0]
                defined = found[0].read_text(encoding="utf-8").replace(f"`{dotted}`", "")
                assert re.search(rf"\b{inside}\b", defined), f"{name(path)} names {dotted}"
            for file in re.findall(rf"(?<![\w./-]){FILE}{ENDINGS}(?![\w-])", text):
                if "/" in file and not re.search(r"[A-Z*]", file):
                    assert any(f"/{one}".endswith(f"/{file}") for one in known), f"{name(path)} names {file}"


def test_nothing_cites_a_page_outside_the_project() -> None:
    for path in (*PAGES, *MODULES):
        cited = re.search(r"\b(?:DESIGN|HOUSE|STYLE)(?:\.md\b| \d)", path.read_text(encoding="utf-8"))
        assert cited is None or path == Path(__file__), f"{name(path)} cites {cited and cited[0]}"


FAULTS = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
FAULT_ROWS = [
    line for line in FAULTS.splitlines() if line.startswith("| ") and not line.startswith("| fault")
]


@pytest.mark.parametrize("row", FAULT_ROWS)
def test_every_fault_in_the_table_is_tested(row: str) -> None:
    *told, test = [cell.strip() for cell in row.strip("|").split("|")]
    assert len(told) == 3
    assert all(told)
    found = re.fullmatch(r"`(tests/test_\w+\.py)::(test_\w+)`", test)
    assert found, test
    tree = ast.parse((ROOT / found[1]).read_text(encoding="utf-8"))
    assert found[2] in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_the_fault_table_has_rows() -> None:
    assert len(FAULT_ROWS) > 30
