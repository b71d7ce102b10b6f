"""Spoils a good PDF into the bad input that turns up in every folder: locked, cut off, empty, not a PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf

PASSWORD = "rahasia"  # noqa: S105 - a sample's password protects nothing
_ENORMOUS = 20_000


def _locked(good: Path, path: Path, password: str) -> None:
    with pikepdf.open(good) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="owner", user=password, R=6))


def _cut_off(good: Path, path: Path) -> None:
    data = good.read_bytes()
    path.write_bytes(data[: 2 * len(data) // 3])


def _no_pages(good: Path, path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.save(path)


def _enormous(good: Path, path: Path) -> None:
    with pikepdf.new() as pdf:
        # Beyond the 14,400 points that PDF readers accept; saved as it is, not checked here.
        pdf.add_blank_page(page_size=(200, 200))
        pdf.pages[0].obj.MediaBox = pikepdf.Array([0, 0, _ENORMOUS, _ENORMOUS])
        pdf.save(path)


_KINDS: dict[str, Callable[[Path, Path], None]] = {
    "locked": lambda good, path: _locked(good, path, PASSWORD),
    "locked-with-empty-password": lambda good, path: _locked(good, path, ""),
    "cut-off": _cut_off,
    "empty": lambda good, path: _bytes(path, b""),
    "not-a-pdf": lambda good, path: _bytes(path, b"<html><body>404 Not Found</body></html>\n"),
    "no-pages": _no_pages,
    "enormous-page": _enormous,
}
KINDS: tuple[str, ...] = tuple(_KINDS)


def _bytes(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def spoil_file(good: Path, kind: str, path: Path) -> Path:
    """Writes bad input made from a good PDF; ``kind`` is one of ``KINDS``. Returns ``path``.

    Raises:
        KeyError: If the kind is unknown.
    """
    _KINDS[kind](good, path)
    return path
