"""Small samples for the tests of the samples, and how to read them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium

from extract.words.line_wrap import join_lines
from samples.generator.contoh import make_decree
from samples.generator.degrade import render
from samples.generator.made_up import Traits
from samples.generator.making import Sample, make_sample
from samples.generator.named_layouts import LAYOUTS
from samples.generator.printing import Printed
from samples.generator.profiles import PROFILES
from samples.generator.text_layer import LayerKind

KOLOM = ("komponen", "indikator", "langkah_aksi", "bukti_fisik", "target_waktu")
COARSE = 110
"""Resolution, in dots an inch, at which small samples are scanned at most."""
SHORT = Traits(rows=5, missing=0.0)


def printed_texts(printed: Printed) -> dict[tuple[int, str], list[str]]:
    texts: dict[tuple[int, str], list[str]] = {}
    for cell in printed.cells:
        if cell.kind == "row":
            lines: dict[float, list[str]] = {}
            for word in cell.words:
                lines.setdefault(word.box[1], []).append(word.text)
            texts.setdefault((cell.urutan, cell.kolom), []).append(
                join_lines(" ".join(words) for words in lines.values())
            )
    return texts


def same(a: str, b: str) -> bool:
    """Equal but for blanks beside hyphens and slashes, where a printed line may have ended."""
    return re.sub(r"\s*([-/])\s*", r"\1", a) == re.sub(r"\s*([-/])\s*", r"\1", b)


def made(profile: str, layout: str, path: Path, *, seed: int = 2, layer: LayerKind | None = None) -> Sample:
    looks = LAYOUTS[layout]
    decree = make_decree(seed, looks, SHORT)
    # One page of clauses is enough.
    short = replace(decree, body=decree.body[:14])
    coarse = replace(PROFILES[profile], dpi=min(PROFILES[profile].dpi, COARSE))
    return make_sample(short, looks, coarse, path, seed=seed, layer=layer)


def shown(path: Path, page: int, dpi: int = 72) -> np.ndarray:
    with pdfium.PdfDocument(path) as pdf:
        return render(pdf, page, dpi, colour=False)
