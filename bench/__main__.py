"""Measures everything on the same pages and prints Markdown on stdout.

``python -m bench`` reads six office200 pages once, in a few minutes;
``python -m bench --profiles office200 bw200 poor150 clean300 --rounds 3 --out FILE.md`` takes its time.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from bench.comparison import compare_file, compare_pages, compare_pool, read_digital, read_long
from bench.measure import ToolFailed
from bench.measured_pages import Pages, make_pages, repeated
from bench.report import MOST_TIMES_RAW, Figures, markdown
from bench.tools import OTHERS
from samples.generator.making import DIGITAL
from samples.generator.named_layouts import LAYOUTS
from samples.generator.profiles import PROFILES

DIGITAL_ROUNDS = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit code (1: something could not be measured)."""
    options = _parser().parse_args(arguments)
    if options.keep:
        return _measure(options, options.keep)
    with tempfile.TemporaryDirectory(prefix="lampiran-bench-") as folder:
        return _measure(options, Path(folder))


def _measure(options: argparse.Namespace, folder: Path) -> int:
    asked = f"{options.pages} pages, layout {options.layout}, seed {options.seed}, {options.rounds} round(s)"
    figures = Figures(asked, load_before=os.getloadavg()[0])
    steps = [partial(_profile, options, folder, profile, figures) for profile in options.profiles]
    failed = False
    for step in (*steps, partial(_digital, options, folder, figures)):
        try:
            step()
        except ToolFailed as error:
            # What was measured before is still worth printing.
            _tell(str(error))
            failed = True
    figures.load_after = os.getloadavg()[0]
    text = markdown(figures)
    sys.stdout.write(text)
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    problems = [result.problem for results in figures.profiles.values() for result in results]
    return int(failed or any(problems))


def _profile(options: argparse.Namespace, folder: Path, profile: str, figures: Figures) -> None:
    """All tools on the pages scanned one way; on the first profile named also the long file."""
    _tell(f"{profile}: printing and degrading the pages")
    pages = _pages(options, folder, profile)
    results = compare_pages(pages, options.qualities, options.rounds, _tell)
    figures.profiles[profile] = results
    if not options.only_own:
        results[1:1] = [compare_file(name, pages, folder / profile, _tell) for name in OTHERS]
    if options.workers_on == profile:
        figures.pools[profile] = compare_pool(pages, "normal", options.rounds, options.times, _tell)
    if options.long and profile == options.profiles[0]:
        long = repeated(pages.pdf, options.long, folder / "long.pdf")
        figures.long = (options.long, read_long(long, options.long, _tell))


def _digital(options: argparse.Namespace, folder: Path, figures: Figures) -> None:
    figures.digital = read_digital(_pages(options, folder, DIGITAL), DIGITAL_ROUNDS, _tell)


def _pages(options: argparse.Namespace, folder: Path, profile: str) -> Pages:
    return make_pages(
        folder / profile, profile, count=options.pages, seed=options.seed, layout=options.layout
    )


def _tell(line: str) -> None:
    sys.stderr.write(f"bench: {line}\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--profiles", nargs="+", choices=list(PROFILES), default=["office200"])
    parser.add_argument("--pages", type=int, default=6, help="table pages (default 6)")
    parser.add_argument("--layout", choices=list(LAYOUTS), default="times-portrait")
    parser.add_argument("--seed", type=int, default=2031, help="which plan, and all chance of degrading")
    parser.add_argument("--rounds", type=int, default=1, help="how often each page is read")
    parser.add_argument("--qualities", nargs="*", choices=list(MOST_TIMES_RAW), default=list(MOST_TIMES_RAW))
    parser.add_argument("--workers-on", default="office200", help="profile on which two workers race one")
    parser.add_argument("--times", type=int, default=2, help="how often the workers read each page")
    parser.add_argument(
        "--long", type=int, default=0, help="also read a file of so many pages, for its memory"
    )
    parser.add_argument("--only-own", action="store_true", help="leave OCRmyPDF and img2table out")
    parser.add_argument("--keep", type=Path, help="folder for the pages, kept (default: a temporary one)")
    parser.add_argument("--out", type=Path, help="write the Markdown here too")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
