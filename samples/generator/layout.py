"""How a decree looks: paper, type, columns, rules, headings. A layout changes the looks, never the words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MM = 72 / 25.4
F4 = (215 * MM, 330 * MM)
A4 = (210 * MM, 297 * MM)
LETTER = (612.0, 792.0)

AreaStyle = Literal[
    "two-cells",
    "number-and-span",
    "one-cell",
    "dotted",
    "in-komponen",
    "band-dark",
    "band-light",
    "band-black",
    "band-titles",
]
"""Number and name in cells of their own (the rest empty ruled cells, or one cell over the rest), in one cell
over all columns, there as ``I. NAME``, or so over all but the NO column; as a band over all columns in white
on blue, dark on pale blue, white on black; or as a black band that repeats the column titles."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Looks of a printed decree; lengths in points, sizes of type in points.

    Attributes:
        paper: Width and height of the portrait sheet.
        landscape: Whether the table pages are printed landscape.
        body_family, body_size, body_leading: Type of the text pages; leading is a factor of the size.
        table_family, table_size, table_leading: Type of the table.
        margins: Left, top, right, bottom of the table pages.
        widths: Shares of the table width by column name; columns not named get ``other_width``.
        rule: Width of the rules.
        rules_as: ``lines`` as drawing programs do, or thin filled ``rectangles`` round every cell as in Word.
        padding: Blank inside a cell, left and right; above and below it is ``padding_y``.
        header: Header on ``every`` table page or on the ``first`` alone.
        number_row: Whether ``1 2 3 4 5 6`` stands under the header.
        two_level: Whether the header has a second level (the last columns under a common title).
        shade: Grey of the header's background, 0 black to 1 white; on a dark one the titles are white.
        areas: How area headings are set.
        merge_komponen: One tall cell for a komponen instead of empty ruled cells under it.
        merge_no: As above for the NO column.
        cut_rows: Whether a row may be cut by a page break.
        cut_target: Whether a row may also be cut within its last column's cell.
        repeat_row: Whether the last row of one page is printed again at the top of the next, once a table.
        rule_at_cut: Whether a cut row is closed by a rule at the foot of its page.
        break_slash: Whether lines may break after a slash; after a hyphen they always may.
        hyphens: Whether long words are hyphenated at line ends.
        list_lines: Whether ``1)`` begins a new line in a cell; ``semicolon_lines``: whether ``;`` ends one.
        justify: Whether lines in cells are spread to the cell's width.
        middle: Whether short cells are centred vertically.
        page_numbers: ``- 3 -`` at the ``top``, the ``bottom`` or ``none``.
        catchwords: Whether a text page ends with the first words of the next, and ``...``.
        stamp_shift: How far the stamp reaches up over the table's last rows.
        sign_gap: Blank between table and signature, as a factor of the table's size of type.
        title_case: Whether the header's titles are in upper and lower case.
        title_lines: Whether each word of a title stands on a line of its own.
        numbers_as: How the row of column numbers is written; ``{}`` is the number.
        rule_grey: Grey of the rules, 0 black to 1 white.
        chapter: Whether text stands on the table's first page, so that the table begins in mid-page.
    """

    name: str
    paper: tuple[float, float] = F4
    landscape: bool = False
    body_family: str = "bookman"
    body_size: float = 11.5
    body_leading: float = 1.45
    table_family: str = "bookman"
    table_size: float = 9.5
    table_leading: float = 1.25
    margins: tuple[float, float, float, float] = (48.0, 54.0, 42.0, 48.0)
    widths: tuple[tuple[str, float], ...] = (
        ("no", 0.06),
        ("komponen", 0.16),
        ("indikator", 0.21),
        ("langkah_aksi", 0.22),
        ("bukti_fisik", 0.21),
        ("target_waktu", 0.14),
    )
    other_width: float = 0.10
    rule: float = 0.6
    rules_as: Literal["lines", "rectangles"] = "lines"
    padding: float = 4.0
    padding_y: float = 2.5
    header: Literal["every", "first"] = "every"
    number_row: bool = False
    two_level: bool = False
    shade: float = 1.0
    areas: AreaStyle = "number-and-span"
    merge_komponen: bool = False
    merge_no: bool = False
    cut_rows: bool = True
    cut_target: bool = False
    repeat_row: bool = False
    rule_at_cut: bool = True
    break_slash: bool = True
    hyphens: bool = False
    list_lines: bool = True
    semicolon_lines: bool = False
    justify: bool = False
    middle: bool = False
    page_numbers: Literal["top", "bottom", "none"] = "top"
    catchwords: bool = False
    stamp_shift: float = 75.0
    sign_gap: float = 1.5
    title_case: bool = False
    title_lines: bool = False
    numbers_as: str = "{}"
    rule_grey: float = 0.0
    chapter: bool = False

    def table_paper(self) -> tuple[float, float]:
        """Width and height of a table page as it reads upright."""
        width, height = self.paper
        return (height, width) if self.landscape else (width, height)
