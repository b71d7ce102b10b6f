"""The table of noise: each value is used and explained."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import normalize.language
from normalize.language.noise_values import FILE, noise_values
from normalize.style import misread

FOLDER = Path(normalize.language.__file__).parent
CODE = "".join(path.read_text(encoding="utf-8") for path in (*FOLDER.glob("*.py"), Path(misread.__file__)))
PRIORS = {f"misread.prior-{kind}" for kind in ("scan", "transcript", "digital")}


def test_code_and_table_name_the_same_values() -> None:
    assert set(re.findall(r'"((?:cost|part|misread)\.[a-z-]+[a-z])"', CODE)) | PRIORS == set(noise_values())


def test_each_value_has_a_meaning() -> None:
    with (FOLDER / FILE).open(encoding="utf-8", newline="") as stream:
        assert all(len(line["meaning"]) > 10 for line in csv.DictReader(stream))
