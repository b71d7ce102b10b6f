"""Does repair harm what was read right? Plans of open vocabulary, normalised from texts alone.

``python -m bench.harm`` writes plans whose words no dictionary has (:mod:`bench.open_words`) and normalises
them as if they had been read in five ways: from a born-digital page, by two readers who agree, by one reader
who was sure, by two who differ in some words, and as a noisy transcript. Printed for each: cells, how many
were read right and made wrong in letters or digits, how many of those without a flag, how many were flagged,
how many are wrong without a flag, and of noisy ones how many were put right.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import normalize
from bench.open_words import Stock, Writer, unknown_share
from bench.word_stocks import STOCKS
from dictionaries import load_vocabulary
from lampiran.records import (
    CellPart,
    PageKind,
    PageRecord,
    PlanDocument,
    RawCell,
    RawDocument,
    RawRow,
    Reading,
    Word,
)
from lampiran.settings import Settings
from normalize.language.tokens import bare
from samples.generator.noisy_words import Spoiler

ROWS = 120
SURE, UNSURE = 0.985, 0.7
NOISE = 0.06
"""Share of words that a reader spoils."""
Rows = Sequence[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Way:
    """A way in which a plan is read.

    Attributes:
        name: What is printed for it.
        kind: The kind of its pages.
        part: Makes a cell's part of a printed text; the spoiler spoils words.
    """

    name: str
    kind: PageKind
    part: Callable[[str, Spoiler], CellPart]


@dataclass
class Tally:
    """Counts of cells."""

    cells: int = 0
    noisy: int = 0
    mended: int = 0
    harmed: int = 0
    harmed_silently: int = 0
    wrong_silently: int = 0
    flagged: int = 0


def _part(raw: str, sure: float, *others: str) -> CellPart:
    elsewhere = {word for text in others for word in text.split()}
    chances = ((word, SURE if word in elsewhere else sure) for word in raw.split())
    words = tuple(Word(word, None, chance) for word, chance in chances)
    texts = (raw, *others) if others else ()
    readings = tuple(Reading(f"reader {place}", text, sure) for place, text in enumerate(texts))
    return CellPart(1, None, raw, sure, words, readings)


def _spoilt(text: str, spoil: Spoiler) -> str:
    return " ".join(spoil(word) for word in text.split())


WAYS = (
    Way("born-digital", "digital", lambda text, _: _part(text, 1.0)),
    Way("two readers agree", "scan", lambda text, _: _part(text, SURE, text)),
    Way("one sure reader", "scan", lambda text, _: _part(text, SURE)),
    Way("readers differ", "scan", lambda text, spoil: _part(_spoilt(text, spoil), UNSURE, text)),
    Way("noisy transcript", "transcript", lambda text, spoil: _part(_spoilt(text, spoil), 1.0)),
)


def document(rows: Rows, way: Way, seed: int) -> RawDocument:
    """A plan read in a certain way."""
    spoil = Spoiler(NOISE, seed)
    found = tuple(
        RawRow(
            number,
            None,
            "",
            number == 1,
            tuple(RawCell(kolom, (way.part(text, spoil),)) for kolom, text in row.items()),
            1,
            1,
        )
        for number, row in enumerate(rows, start=1)
    )
    count = sum(len(text.split()) for row in rows for text in row.values())
    page = PageRecord(1, 842.0, 595.0, way.kind, "made up", True, "", count, count, 0, 0)
    return RawDocument("open.pdf", "0" * 64, (page,), (), found)


def tally(printed: Rows, done: PlanDocument) -> Tally:
    """Counts what became of the printed cells."""
    found = Tally()
    for texts, row in zip(printed, done.rows, strict=True):
        for cell in row.cells:
            _count(bare(texts[cell.kolom]), bare(cell.raw), bare(cell.text), cell.needs_review, found)
    return found


def _count(printed: str, raw: str, text: str, flagged: bool, found: Tally) -> None:
    found.cells += 1
    found.flagged += flagged
    found.wrong_silently += text != printed and not flagged
    if raw != printed:
        found.noisy += 1
        found.mended += text == printed
    elif text != printed:
        found.harmed += 1
        found.harmed_silently += not flagged


def measure(rows: Rows, way: Way, seed: int) -> tuple[Tally, PlanDocument]:
    """Normalises a plan read in a certain way, and counts."""
    raw = document(rows, way, seed)
    done = normalize.normalize_document(raw, load_vocabulary(), Settings(cache_dir=None))
    return tally(rows, done), done


def changes(printed: Rows, done: PlanDocument) -> Iterator[str]:
    """The cells that were read right and made wrong, with the rules that did it."""
    for texts, row in zip(printed, done.rows, strict=True):
        for cell in row.cells:
            if bare(cell.raw) == bare(texts[cell.kolom]) != bare(cell.text):
                steps = ", ".join(f"{s.before!r} > {s.after!r} {s.rule} {s.score}" for s in cell.steps)
                yield f"  {'flagged' if cell.needs_review else 'SILENT'} {cell.raw} | {steps}"


def _report(stock: Stock, seeds: Sequence[int], rows: int, *, show: bool) -> Iterator[str]:
    for hard in (False, True):
        plans = [Writer(stock, seed).rows(rows, hard=hard) for seed in seeds]
        unknown = sum(map(unknown_share, plans)) / len(plans)
        yield f"{stock.name}, {'hard' if hard else 'mild'}: {unknown:.0%} unknown words"
        yield f"{'':20} cells  harmed  silent  per 1,000  flagged  wrong unflagged  noisy  mended"
        for way in WAYS:
            lines: list[str] = []
            whole = Tally()
            for seed, printed in zip(seeds, plans, strict=True):
                found, done = measure(printed, way, seed)
                lines += changes(printed, done) if show else ()
                for name, value in vars(found).items():
                    setattr(whole, name, getattr(whole, name) + value)
            yield (
                f"{way.name:20} {whole.cells:5} {whole.harmed:7} {whole.harmed_silently:7}"
                f" {1000 * whole.harmed / whole.cells:10.1f} {whole.flagged / whole.cells:8.1%}"
                f" {whole.wrong_silently:16} {whole.noisy:6} {whole.mended:7}"
            )
            yield from lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.harm", description=__doc__.partition("\n")[0])
    parser.add_argument("--stock", choices=sorted(STOCKS), default="highland")
    parser.add_argument("--seeds", type=int, default=2, help="plans of each sort")
    parser.add_argument("--rows", type=int, default=ROWS, help="rows of each plan")
    parser.add_argument("--show", action="store_true", help="list the cells that were harmed")
    options = parser.parse_args(arguments)
    seeds = range(1, options.seeds + 1)
    report = _report(STOCKS[options.stock], seeds, options.rows, show=options.show)
    sys.stdout.writelines(f"{line}\n" for line in report)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
