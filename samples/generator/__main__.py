"""Makes sample decrees: a printed plan, degraded like a scan, with its truth beside it.

    python -m samples.generator --plan banyumas_2022 --profile office200 --out DIR
    python -m samples.generator --plan made-up --seed 7 --profile poor150 --layout times-letter --out DIR
    python -m samples.generator --all

The last remakes the files that are shipped in ``samples/``.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from samples.generator.contoh import make_decree
from samples.generator.decree import Decree
from samples.generator.making import DIGITAL, TRANSCRIPT, Sample, make_sample, make_transcript, save_truth
from samples.generator.named_layouts import LAYOUTS, Layout
from samples.generator.noisy_words import Spoiler
from samples.generator.profiles import PROFILES
from samples.generator.public_plans import PLANS, load_decree, source_truth
from samples.generator.text_layer import LayerKind
from samples.generator.truth import transcript_truth, write_truth

HERE = Path(__file__).parents[1]
MADE_UP = "made-up"
NOISE = 0.15

# File, plan, layout, profile, text layer of what is shipped.
SHIPPED: tuple[tuple[str, str, str, str, LayerKind | None], ...] = (
    ("banyumas_2022.pdf", "banyumas_2022", "bookman-landscape", "office200", None),
    ("banyuwangi_2025.pdf", "banyuwangi_2025", "arial-landscape", "office200", "transcript"),
    ("banyumas_2022_digital.pdf", "banyumas_2022", "bookman-word", DIGITAL, None),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.all:
        for path in make_shipped(options.out or HERE):
            print(path)
        return 0
    if options.layer == "transcript" and options.plan != "banyuwangi_2025":
        parser.error("only banyuwangi_2025 has a transcript with a scanner's words for every cell")
    layout = LAYOUTS[options.layout]
    out: Path = options.out or Path("samples-out")
    out.mkdir(parents=True, exist_ok=True)
    name = f"contoh_{options.seed}" if options.plan == MADE_UP else options.plan
    if options.profile == TRANSCRIPT:
        path = out / f"{name}.txt"
        spoil = Spoiler(NOISE, options.seed) if options.layer == "noisy" else None
        truth = make_transcript(_decree(options.plan, options.seed, layout), layout, path, spoil)
        (out / "truth").mkdir(exist_ok=True)
        write_truth(truth, out / "truth" / f"{path.name}.json")
        print(path)
        return 0
    path = out / f"{name}.{options.profile}.pdf"
    sample = make_sample(
        _decree(options.plan, options.seed, layout),
        layout,
        options.profile,
        path,
        seed=options.seed,
        watermark=options.watermark,
        layer=options.layer,
        spoil=Spoiler(NOISE, options.seed),
    )
    print(path)
    print(save_truth(sample, out / "truth"))
    return 0


def make_shipped(folder: Path) -> list[Path]:
    """Makes the shipped PDFs, copies of the transcripts, and the truth of each into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    for file, plan, layout_name, profile, layer in SHIPPED:
        layout = LAYOUTS[layout_name]
        sample: Sample = make_sample(load_decree(plan, layout), layout, profile, folder / file, layer=layer)
        made += [sample.path, save_truth(sample, folder / "truth")]
    for plan in PLANS:
        text = folder / f"{plan}.txt"
        if text.parent.resolve() != HERE.resolve():
            shutil.copyfile(HERE / text.name, text)
        truth = folder / "truth" / f"{text.name}.json"
        write_truth(transcript_truth(source_truth(plan), text.name), truth)
        made += [text, truth]
    return made


def _decree(plan: str, seed: int, layout: Layout) -> Decree:
    return make_decree(seed, layout) if plan == MADE_UP else load_decree(plan, layout)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m samples.generator",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--all", action="store_true", help="remake the shipped files (into --out if given)")
    parser.add_argument("--plan", choices=[*PLANS, MADE_UP], default="banyumas_2022")
    parser.add_argument("--profile", choices=[*PROFILES, DIGITAL, TRANSCRIPT], default="office200")
    parser.add_argument("--layout", choices=list(LAYOUTS), default="bookman-landscape")
    parser.add_argument("--seed", type=int, default=1, help="fixes all chance, and which plan is made up")
    parser.add_argument("--layer", choices=get_args(LayerKind), help="invisible text layer over the scan")
    parser.add_argument("--watermark", default="", help="pale words across every page")
    parser.add_argument("--out", type=Path, help="folder for the files (default: samples-out)")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
