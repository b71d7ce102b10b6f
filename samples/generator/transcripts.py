"""Writes a decree as other OCR tools hand it over: page text, tables as tab-separated lines, perhaps noisy.

No picture is made, so this is the fast way to many noisy documents with known truth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from samples.generator.decree import Decree, Truth
from samples.generator.press import PlacedCell, PlacedWord
from samples.generator.printing import Printed
from samples.generator.truth import scan_truth

Spoil = Callable[[str], str]


def write_transcript(decree: Decree, printed: Printed, path: Path, spoil: Spoil | None = None) -> Truth:
    """Writes the transcript of a printed decree and returns its truth.

    Table pages are numbered 1, 2 … as transcripts number them; ``raw`` is what the transcript says. A cell
    that covers several columns is followed by empty ones; merged cells are empty below the first.

    Args:
        decree: What was printed.
        printed: Where it stands: pages and the pieces of cut rows.
        path: The text file.
        spoil: Misreads a word; None for a transcript without noise.
    """
    parts = [_running(printed.running[: printed.above], spoil)]
    raw: dict[int, dict[str, list[str]]] = {}
    for page in printed.table_pages:
        cells = [c for c in printed.cells if c.page == page and c.kind != "other"]
        parts.append(_table(cells, decree, spoil, raw))
    parts.append(_running(printed.running[printed.above :], spoil))
    path.write_text("\n\n".join(part for part in parts if part) + "\n", encoding="utf-8")
    truth = scan_truth(decree, printed, path.name)
    pages = {page: number for number, page in enumerate(printed.table_pages, start=1)}
    rows = [
        {
            **row,
            "pages": [pages[page] for page in row["pages"]],
            "raw": {k: " ".join(filter(None, texts)) for k, texts in raw[row["urutan"]].items()},
        }
        for row in truth["rows"]
    ]
    document = {**truth["document"], "pages": len(pages)}
    return {**{k: v for k, v in truth.items() if k != "geometry"}, "document": document, "rows": rows}


def _running(words: Sequence[PlacedWord], spoil: Spoil | None) -> str:
    return "\n".join(_lines(words, spoil))


def _lines(words: Iterable[PlacedWord], spoil: Spoil | None) -> list[str]:
    """Words by printed line, in order."""
    lines: list[list[str]] = []
    where: tuple[int, float] | None = None
    for word in words:
        text = spoil(word.text) if spoil else word.text
        if where is not None and word.page == where[0] and abs(word.box[1] - where[1]) < 1.0:
            lines[-1].append(text)
        else:
            lines.append([text])
        where = (word.page, word.box[1])
    return [" ".join(line) for line in lines]


def _table(
    cells: Sequence[PlacedCell], decree: Decree, spoil: Spoil | None, raw: dict[int, dict[str, list[str]]]
) -> str:
    """One page's table; the texts of plan rows are also added to ``raw``."""
    order = [column.kolom for column in decree.columns]
    rows: list[tuple[float, list[str]]] = []
    repeated: set[int] = set()
    for cell in cells:
        if not rows or abs(rows[-1][0] - cell.box[1]) > 0.5:
            rows.append((cell.box[1], [""] * len(order)))
        text = joined(_lines(cell.words, spoil))
        rows[-1][1][order.index(cell.kolom)] = text
        if cell.kind != "row":
            continue
        texts = raw.setdefault(cell.urutan, {}).setdefault(cell.kolom, [])
        if cell.kolom == order[0] and not cell.tail and texts:
            repeated.add(cell.urutan)
        if cell.urutan not in repeated:
            texts.append(text)
    return "\n".join("\t".join(row) for _, row in rows)


def joined(lines: Iterable[str]) -> str:
    """Printed lines as one: a blank between them, none where a hyphen or slash inside a word ended a line."""
    text = ""
    for line in lines:
        inside = len(text) > 1 and text[-1] in "-/" and not text[-2].isspace()
        text += line if inside or not text else f" {line}"
    return text
