"""Advice to install something names the Python that runs the program, in words that its shell understands."""

from __future__ import annotations

import importlib.util
import sys

import pytest

from lampiran.advice import install_command


def test_the_running_python_is_named() -> None:
    assert install_command("pyarrow") == f"Type: {sys.executable} -m pip install pyarrow"


@pytest.mark.parametrize(
    ("platform", "python", "packages", "command"),
    [
        ("linux", "/opt/my env/python", ("pyarrow",), '"/opt/my env/python" -m pip install pyarrow'),
        ("linux", "/env/python", ("psycopg[binary]",), '/env/python -m pip install "psycopg[binary]"'),
        ("win32", r"C:\env\python.exe", ("a", "b"), r"C:\env\python.exe -m pip install a b"),
        ("win32", r"C:\Program Files\python.exe", ("a",), r'"C:\Program Files\python.exe" -m pip install a'),
    ],
)
def test_what_a_shell_would_cut_is_quoted(
    monkeypatch: pytest.MonkeyPatch, platform: str, python: str, packages: tuple[str, ...], command: str
) -> None:
    monkeypatch.setattr(sys, "executable", python)
    assert install_command(*packages, platform=platform) == f"Type: {command}"


def test_an_environment_without_pip_is_filled_by_uv(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(sys, "executable", "/env/python")
    assert install_command("pyarrow") == "Type: uv pip install --python /env/python pyarrow"
