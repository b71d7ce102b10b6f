"""How each file of the golden corpus is made; see ``bench.corpus`` for where it is kept.

Only this module of the golden comparison knows the generator of samples. A recipe is a picklable call that
takes the path to write.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pikepdf

from bench.measured_pages import last_row
from samples.generator.broken_files import KINDS, spoil_file
from samples.generator.contoh import make_decree
from samples.generator.decree import Decree
from samples.generator.made_up import draw_traits, small
from samples.generator.making import DIGITAL, make_sample, make_transcript
from samples.generator.named_layouts import LAYOUTS, Layout
from samples.generator.noisy_marks import MarkSpoiler
from samples.generator.noisy_words import Spoiler
from samples.generator.odd_pages import DRAWN_KINDS, SCANNED_KINDS, make_odd
from samples.generator.printing import print_decree
from samples.generator.profiles import PROFILES
from samples.generator.text_layer import LayerKind, Spoil

Recipe = Callable[[Path], object]

ROOT = Path(__file__).parent.parent
SEEDS = (1, 2)
TABLE_PAGES = 2
CYCLE_PAGES = 5
"""For profiles whose pages take turns at several kinds of scan."""
MOST_ROWS = 30
NOISE = (0.03, 0.08, 0.15)
TRANSCRIPT_SEEDS = (11, 12, 13, 14)
LAYERS: tuple[tuple[LayerKind, str], ...] = (
    ("clean", "office200"),
    ("noisy", "office200"),
    ("noisy", "poor150"),
    ("noisy", "sideways"),
    ("sideways", "bw200"),
    ("footer", "colour200"),
)
VARIANTS = {"best": ("office200", "bw200", "poor150"), "fast": ("office200", "gray100", "poor150")}
LAYER_VARIANTS = ("trust", "ignore")
MARK_NOISE = 0.12
WRITING_TESTS = ("odd_plans", "digital", "layer", "pages", "rescue", "source", "page_breaks", "level_rules")
"""Tests whose files are kept: whole plans in odd layouts, and files of odd kinds."""
LARGEST = 4_000_000
"""Bytes; larger files of tests are there to be refused."""


def recipes() -> dict[str, Recipe]:
    """All files that a recipe makes one by one, by name within the corpus."""
    return {
        **{f"shipped/{path.name}": partial(shutil.copyfile, path) for path in _shipped()},
        **dict(_scans()),
        **dict(_layers()),
        **dict(_digital()),
        **dict(_transcripts()),
        **dict(_odd()),
        **{f"broken/{kind}.pdf": partial(_broken, kind) for kind in KINDS},
    }


def _shipped() -> list[Path]:
    found = sorted((ROOT / "samples").glob("*.*"))
    return [path for path in found if path.suffix in (".pdf", ".txt")]


def _scans() -> Iterator[tuple[str, Recipe]]:
    layouts = list(LAYOUTS)
    for number, profile in enumerate(PROFILES):
        for seed in SEEDS:
            layout = layouts[(number * len(SEEDS) + seed) % len(layouts)]
            recipe = partial(_scan, profile, layout, 100 * seed + number)
            yield f"profiles/{profile}-{seed}.pdf", recipe
            for variant, profiles in VARIANTS.items():
                if profile in profiles and seed == SEEDS[0]:
                    yield f"{variant}/{profile}-{seed}.pdf", recipe


def _layers() -> Iterator[tuple[str, Recipe]]:
    layouts = list(LAYOUTS)
    for number, (kind, profile) in enumerate(LAYERS):
        recipe = partial(_scan, profile, layouts[number], 300 + number, layer=kind)
        for group in ("layers", *(LAYER_VARIANTS if kind == "noisy" else ())):
            yield f"{group}/{kind}-{profile}.pdf", recipe
    # Slips in marks rather than letters; what the text layer says is all that is read.
    for number, layout in enumerate(layouts):
        recipe = partial(_scan, "office200", layout, 320 + number, layer="noisy", marks=True)
        yield f"trust/marks-{layout}.pdf", recipe


def _digital() -> Iterator[tuple[str, Recipe]]:
    for number, layout in enumerate(LAYOUTS):
        for seed in SEEDS:
            yield f"digital/{layout}-{seed}.pdf", partial(_print, layout, 400 + 100 * seed + number)


def _odd() -> Iterator[tuple[str, Recipe]]:
    layouts = list(LAYOUTS)
    kinds = [(kind, True) for kind in SCANNED_KINDS] + [(kind, False) for kind in DRAWN_KINDS]
    for number, (kind, scanned) in enumerate(kinds):
        for seed in SEEDS:
            layout = layouts[(number * len(SEEDS) + seed) % len(layouts)]
            name = f"odd/{'scan' if scanned else 'digital'}-{kind}-{seed}.pdf"
            yield name, partial(_odd_pages, kind, layout, 600 + 50 * seed + number, scanned)


def _transcripts() -> Iterator[tuple[str, Recipe]]:
    layouts = list(LAYOUTS)
    for number, seed in enumerate(TRANSCRIPT_SEEDS):
        for rate in (0.0, *NOISE):
            name = f"transcripts/{seed}-noise{round(rate * 100):02d}.txt"
            yield name, partial(_transcript, layouts[3 * number], seed, rate)
        marked = partial(_transcript, layouts[3 * number], seed, MARK_NOISE, marks=True)
        yield f"transcripts/{seed}-marks.txt", marked


def _scan(
    profile: str, layout: str, seed: int, path: Path, *, layer: LayerKind | None = None, marks: bool = False
) -> None:
    """A title page and the first table pages, scanned."""
    looks, count = LAYOUTS[layout], _table_pages(profile)
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.pdf"
        decree = _shortened(_decree(looks, seed), looks, count, whole)
        spoil = MarkSpoiler(MARK_NOISE, seed) if marks else Spoiler(0.06, seed) if layer == "noisy" else None
        sample = make_sample(decree, looks, profile, whole, seed=seed, layer=layer, spoil=spoil)
        _keep_pages(whole, (1, *sample.printed.table_pages[:count]), path)


def _odd_pages(kind: str, layout: str, seed: int, scanned: bool, path: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        good = Path(scratch) / "good.pdf"
        if scanned:
            _scan("office200", layout, seed, good)
        else:
            _print(layout, seed, good)
        make_odd(good, kind, path, scanned=scanned)


def decree_of(recipe: Recipe) -> Decree | None:
    """The decree that a recipe prints or writes; None for files of other kinds."""
    if not isinstance(recipe, partial):
        return None
    if recipe.func is _scan:
        profile, name, seed = recipe.args
        with tempfile.TemporaryDirectory() as scratch:
            whole, layout = Path(scratch) / "whole.pdf", LAYOUTS[name]
            return _shortened(_decree(layout, seed), layout, _table_pages(profile), whole)
    if recipe.func is _odd_pages:
        _, name, seed, scanned = recipe.args
        return decree_of(partial(_scan, "office200", name, seed) if scanned else partial(_print, name, seed))
    if recipe.func is _print:
        name, seed = recipe.args
        return _decree(LAYOUTS[name], seed)
    if recipe.func is _transcript:
        name, seed, _ = recipe.args
        return make_decree(seed, LAYOUTS[name], draw_traits(seed))
    return None


def _table_pages(profile: str) -> int:
    return CYCLE_PAGES if PROFILES[profile].cycle else TABLE_PAGES


def _decree(layout: Layout, seed: int) -> Decree:
    return make_decree(seed, layout, small(draw_traits(seed), MOST_ROWS))


def _shortened(decree: Decree, layout: Layout, count: int, scratch: Path) -> Decree:
    """The decree with no more rows than end on its first table pages."""
    last = last_row(print_decree(decree, layout, scratch), count)
    places = [place for place, row in enumerate(decree.rows) if row.urutan == last]
    if not places:
        return decree
    truth = {**decree.truth, "rows": decree.truth["rows"][:last]}
    return replace(decree, truth=truth, rows=decree.rows[: places[-1] + 1])


def _keep_pages(source: Path, pages: Sequence[int], path: Path) -> None:
    with pikepdf.open(source) as pdf, pikepdf.new() as kept:
        for page in dict.fromkeys(pages):
            kept.pages.append(pdf.pages[page - 1])
        kept.save(path, deterministic_id=True)


def _print(layout: str, seed: int, path: Path) -> None:
    make_sample(_decree(LAYOUTS[layout], seed), LAYOUTS[layout], DIGITAL, path, seed=seed)


def _transcript(layout: str, seed: int, rate: float, path: Path, *, marks: bool = False) -> None:
    looks = LAYOUTS[layout]
    if marks:
        spoil: Spoil | None = MarkSpoiler(rate, seed, markup=True)
    else:
        spoil = Spoiler(rate, seed) if rate else None
    make_transcript(make_decree(seed, looks, draw_traits(seed)), looks, path, spoil)


def _broken(kind: str, path: Path) -> None:
    spoil_file(ROOT / "samples" / "banyumas_2022_digital.pdf", kind, path)


def files_of_tests(folder: Path) -> None:
    """Runs the tests that write whole files and keeps each file once, named by test."""
    with tempfile.TemporaryDirectory() as scratch:
        tests = [f"tests/test_{name}.py" for name in WRITING_TESTS]
        asked = ["-q", "-p", "no:cacheprovider", "--basetemp", f"{scratch}/tests", *tests]
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        subprocess.run(
            [sys.executable, "-m", "pytest", *asked],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            check=False,
        )
        seen: set[str] = set()
        for path in sorted(Path(scratch).glob("tests/*/*")):
            if path.suffix not in (".pdf", ".png", ".tif", ".jpg", ".txt") or not path.is_file():
                continue
            data = path.read_bytes()
            digest = hashlib.sha256(data).hexdigest()
            if digest in seen or not 0 < len(data) <= LARGEST:
                continue
            seen.add(digest)
            (folder / f"{path.parent.name.removeprefix('test_')}-{path.name}").write_bytes(data)
