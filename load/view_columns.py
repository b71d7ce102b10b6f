"""What each column of the views holds: a database driver tells the type of a value, not of a column.

A column of a view may hold no value at all, so the kinds stand here. Ids and codes are text: ``35.10`` is
not 35.1. Any column may be without a value, and then it is NULL; an empty text never occurs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "integer", "flag", "number"]

_INTEGERS = frozenset(
    (
        "tahun_sk",
        "tahun_rencana",
        "urutan",
        "area_no",
        "komponen_no",
        "tahun_target",
        "page_first",
        "page_last",
        "page",
        "table_no",
        "row",
        "col",
        "columns",
        "row_span",
        "col_span",
        "page_from",
        "page_to",
        "part",
        "pages",
        "table_pages",
        "rows",
        "words_read",
        "words_in_cells",
        "words_outside",
        "words_in_headers",
        "ink_unexplained",
        "words_unseen",
        "tahun",
        "unmatched_rows",
        "item",
        "rows_flagged",
        "rows_unmatched",
        "cells",
        "cells_flagged",
        "repairs",
        "problems",
        "files",
        "ok",
        "partial",
        "failed",
        "skipped",
        "unchanged",
        "flagged",
        "urutan_lke",
        "rencana",
        "terbuka",
    )
)
_FLAGS = frozenset(("needs_review", "marks_doubtful", "settled", "shared", "covered", "has_plan", "menunggu"))
_NUMBERS = frozenset(("confidence", "confidence_exact", "score", "seconds", "bobot", "x0", "y0", "x1", "y1"))
_INTEGERS_OF_VIEW: dict[str, frozenset[str]] = {
    view: frozenset(("bulan",)) for view in ("kalender", "jadwal")
}
"""In the calendars ``bulan`` is one month; elsewhere it is a list such as ``8,9,10``."""

_TEXT_OF_VIEW: dict[str, frozenset[str]] = {"pemeriksaan": frozenset(("item",))}
"""A thing to settle has a name, a piece of evidence a number."""

_NEVER_EMPTY = frozenset(("document_id", "indikator_id", "komponen_id", "padanan_id", "run_id"))
_NEVER_EMPTY_OF_VIEW: dict[str, frozenset[str]] = {
    "wilayah": frozenset(("kode_wilayah", "provinsi")),
    "kelengkapan": frozenset(("kode_wilayah", "provinsi")),
    "cell": frozenset(("kolom",)),
}
"""Text that the tables hold as NULL or not empty: it stays bare, so that a filter on it finds its index."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a view."""

    name: str
    kind: Kind


def column_of(view: str, name: str) -> Column:
    """The column's type."""
    if name in _TEXT_OF_VIEW.get(view, ()):
        return Column(name, "text")
    if name in _INTEGERS or name in _INTEGERS_OF_VIEW.get(view, ()):
        return Column(name, "integer")
    if name in _FLAGS:
        return Column(name, "flag")
    if name in _NUMBERS:
        return Column(name, "number")
    return Column(name, "text")


def without_empty_texts(view: str, query: str, names: Iterable[str]) -> str:
    """The view's SELECT around ``query``: NULL wherever a text is empty."""
    return f"SELECT {', '.join(_expression(view, name) for name in names)} FROM ({query.strip()}) v"  # noqa: S608


def _expression(view: str, name: str) -> str:
    bare = name in _NEVER_EMPTY or name in _NEVER_EMPTY_OF_VIEW.get(view, ())
    if bare or column_of(view, name).kind != "text":
        return f'v."{name}"'
    return f'NULLIF(v."{name}", \'\') AS "{name}"'
