"""The pages everything is measured on: the first table pages of a made-up plan, printed and degraded.

The plan, its layout and the chance of degrading come from a seed and a layout that no shipped sample has, so
that nothing measured here can have been tuned to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium  # type: ignore[import-untyped]

from lampiran.app.accuracy.truth_files import Truth, read_truth
from samples.generator.contoh import make_decree
from samples.generator.decree import Decree
from samples.generator.degrade import degrade
from samples.generator.made_up import Traits
from samples.generator.making import DIGITAL
from samples.generator.named_layouts import LAYOUTS, Layout
from samples.generator.printing import Printed, print_decree
from samples.generator.profiles import PROFILES
from samples.generator.truth import scan_truth, write_truth

PICTURE_DPI = 200


@dataclass(frozen=True, slots=True)
class Pages:
    """What is measured on.

    Attributes:
        profile: How the pages were scanned; ``digital`` for the print itself.
        pdf: Table pages only, one after the other.
        pictures: Each page drawn at 200 dpi, grey, for tools that read pictures; none for ``digital``.
        truth: The plan rows that stand on the pages, whole.
    """

    profile: str
    pdf: Path
    pictures: tuple[Path, ...]
    truth: Truth

    @property
    def count(self) -> int:
        """How many pages there are."""
        with pikepdf.open(self.pdf) as pdf:
            return len(pdf.pages)


def make_pages(folder: Path, profile: str, *, count: int, seed: int, layout: str) -> Pages:
    """Prints the plan's first ``count`` table pages and scans them by a profile.

    Args:
        folder: Where the files go; made if need be.
        profile: A name in ``samples.generator.profiles.PROFILES``, or ``digital``.
        count: How many table pages; fewer come out where the plan is shorter.
        seed: Which plan, and all chance of degrading.
        layout: A name in ``samples.generator.named_layouts.LAYOUTS``.

    Raises:
        KeyError: If profile or layout is unknown.
        ValueError: If not one plan row fits on ``count`` pages.
    """
    folder.mkdir(parents=True, exist_ok=True)
    looks = LAYOUTS[layout]
    whole, path = folder / f"{profile}-whole.pdf", folder / f"{profile}.pdf"
    decree = _first_pages(make_decree(seed, looks, Traits()), looks, count, whole)
    printed = print_decree(decree, looks, whole, ink=profile != DIGITAL)
    scan = None if profile == DIGITAL else degrade(printed, PROFILES[profile], seed, folder / "scan.pdf")
    _keep_pages(scan.path if scan else whole, printed.table_pages, path)
    truth_path = folder / f"{profile}.json"
    write_truth(scan_truth(decree, printed, path.name, scan), truth_path)
    pictures = () if profile == DIGITAL else draw(path, folder)
    return Pages(profile, path, pictures, read_truth(truth_path))


def _first_pages(decree: Decree, layout: Layout, count: int, scratch: Path) -> Decree:
    """The decree with as many rows as end on its first ``count`` table pages, and hardly any running text."""
    short = replace(decree, body=decree.body[:1], closing=())
    last = last_row(print_decree(short, layout, scratch), count)
    places = [place for place, row in enumerate(short.rows) if row.urutan == last]
    if not places:
        raise ValueError(f"no plan row ends on the first {count} pages")
    truth = {**short.truth, "rows": short.truth["rows"][:last]}
    return replace(short, truth=truth, rows=short.rows[: places[-1] + 1])


def last_row(printed: Printed, count: int) -> int:
    """The last plan row of which nothing stands beyond the first ``count`` table pages; 0 for none."""
    wanted = set(printed.table_pages[:count])
    rows = {cell.urutan for cell in printed.cells if cell.kind == "row"}
    beyond = {cell.urutan for cell in printed.cells if cell.kind == "row" and cell.page not in wanted}
    return max(rows - beyond, default=0)


def _keep_pages(source: Path, pages: tuple[int, ...], path: Path) -> None:
    with pikepdf.open(source) as pdf, pikepdf.new() as kept:
        for page in pages:
            kept.pages.append(pdf.pages[page - 1])
        kept.save(path)


def repeated(source: Path, count: int, path: Path) -> Path:
    """Writes a file of ``count`` pages that has the source's pages over and over."""
    with pikepdf.open(source) as pdf, pikepdf.new() as long:
        for number in range(count):
            long.pages.append(pdf.pages[number % len(pdf.pages)])
        long.save(path)
    return path


def draw(path: Path, folder: Path) -> tuple[Path, ...]:
    """Draws each page of a PDF as a grey PNG at 200 dpi."""
    drawn = []
    with pdfium.PdfDocument(path) as pdf:
        for number in range(1, len(pdf) + 1):
            picture = folder / f"{path.stem}-{number:03d}.png"
            image = pdf[number - 1].render(scale=PICTURE_DPI / 72, grayscale=True).to_pil()
            image.save(picture, dpi=(PICTURE_DPI, PICTURE_DPI))
            drawn.append(picture)
    return tuple(drawn)
