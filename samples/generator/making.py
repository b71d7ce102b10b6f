"""Makes sample files: a decree in a layout, printed, degraded by a profile, with its truth beside it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from samples.generator.decree import Decree, Truth
from samples.generator.degrade import Scan, degrade
from samples.generator.layout import Layout
from samples.generator.printing import Printed, print_decree
from samples.generator.profiles import PROFILES, Profile
from samples.generator.text_layer import LayerKind, Spoil, layers
from samples.generator.transcripts import write_transcript
from samples.generator.truth import scan_truth, write_truth

DIGITAL = "digital"
TRANSCRIPT = "transcript"


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample file with its truth; ``scan`` is None where the file is born digital."""

    path: Path
    truth: Truth
    printed: Printed
    scan: Scan | None


def make_sample(
    decree: Decree,
    layout: Layout,
    profile: str | Profile,
    path: Path,
    *,
    seed: int = 1,
    watermark: str = "",
    layer: LayerKind | None = None,
    spoil: Spoil | None = None,
) -> Sample:
    """Makes one sample file.

    Args:
        decree: From ``plans.load_decree`` or ``made_up.make_decree``.
        layout: The looks (the decree must have been made with the same one).
        profile: A profile or its name in ``PROFILES``, or ``digital`` for the born-digital file.
        path: The PDF to write.
        seed: Fixes all chance of degrading.
        watermark: Pale words across every page; empty for none.
        layer: Which invisible text layer a scan gets; None for none.
        spoil: For the layer ``noisy``: how a word is misread (``noisy.Spoiler``).

    Raises:
        KeyError: If the profile is unknown.
    """
    if profile == DIGITAL:
        printed = print_decree(decree, layout, path, ink=False, watermark=watermark)
        return Sample(path, scan_truth(decree, printed, path.name), printed, None)
    with tempfile.TemporaryDirectory() as folder:
        printed = print_decree(decree, layout, Path(folder) / "print.pdf", watermark=watermark)
        chosen = PROFILES[profile] if isinstance(profile, str) else profile
        over = layers(decree, printed, chosen, seed, layer, spoil) if layer else None
        scan = degrade(printed, chosen, seed, path, layers=over)
    truth = scan_truth(decree, printed, path.name, scan, as_read=layer == "transcript")
    return Sample(path, truth, printed, scan)


def make_transcript(decree: Decree, layout: Layout, path: Path, spoil: Spoil | None = None) -> Truth:
    """Writes a decree as a text transcript (page breaks as the layout prints them); returns its truth.

    ``spoil`` misreads words (``noisy.Spoiler``); None for a transcript without noise.
    """
    with tempfile.TemporaryDirectory() as folder:
        printed = print_decree(decree, layout, Path(folder) / "print.pdf", ink=False)
    return write_transcript(decree, printed, path, spoil)


def save_truth(sample: Sample, folder: Path) -> Path:
    """Writes the sample's truth as ``<file name>.json`` into a folder (made if need be)."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{sample.path.name}.json"
    write_truth(sample.truth, path)
    return path
