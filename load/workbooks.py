"""Workbooks that the program writes: texts stay texts, and a run over their folder passes over them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lampiran.advice import install_command
from lampiran.errors import MissingRequirement

if TYPE_CHECKING:
    from xlsxwriter import Workbook

AUTHOR = "Lampiran"
"""Whose workbooks are no plans; ``extract.pages.sheets`` looks for it."""


def new_workbook(path: Path, *, constant_memory: bool = False) -> Workbook:
    """A workbook in which no text of a decree becomes a formula, an address or a number.

    Args:
        path: The file; it is written when the workbook is closed.
        constant_memory: Whether rows are written as they come, each once and in order.

    Raises:
        MissingRequirement: If the package for workbooks is missing.
    """
    try:
        from xlsxwriter import Workbook  # slow to import, and only needed here
    except ImportError as error:
        raise MissingRequirement(
            "Excel files need the package xlsxwriter, which is not installed.", install_command("xlsxwriter")
        ) from error
    plain = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    workbook = Workbook(str(path), {**plain, "constant_memory": constant_memory})
    workbook.set_properties({"author": AUTHOR})
    return workbook
