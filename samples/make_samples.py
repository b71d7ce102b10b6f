"""Makes sample decrees: ``python -m samples.make_samples --plan banyumas_2022 --profile office200 --out DIR``.

``--all`` remakes the files shipped in ``samples/``.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from samples.layouts import LAYOUTS
from samples.making import DIGITAL, make_sample, save_truth
from samples.plans import PLANS, load_decree
from samples.profiles import PROFILES


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit code."""
    options = _parser().parse_args(arguments)
    layout = LAYOUTS[options.layout]
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.out / f"{options.plan}.{options.profile}.pdf"
    sample = make_sample(
        load_decree(options.plan, layout),
        layout,
        options.profile,
        path,
        seed=options.seed,
        watermark=options.watermark,
    )
    print(path, save_truth(sample, options.out / "truth"))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m samples.make_samples", description=__doc__)
    parser.add_argument("--plan", choices=PLANS, default="banyumas_2022")
    parser.add_argument("--profile", choices=[*PROFILES, DIGITAL], default="office200")
    parser.add_argument("--layout", choices=list(LAYOUTS), default="bookman-landscape")
    parser.add_argument("--seed", type=int, default=1, help="fixes all chance")
    parser.add_argument("--watermark", default="", help="pale words across every page")
    parser.add_argument("--out", type=Path, default=Path("samples-out"), help="folder for the files")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
