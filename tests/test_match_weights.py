"""The table of matching weights and the code name the same weights."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import normalize.match
from normalize.match.weights import FILE, level, weights

FOLDER = Path(normalize.match.__file__).parent
CODE = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py"))
NAMED = re.findall(r'(?:level|_reaches)\("(\w+)"', CODE)
LEVELS = {f"{name}.{part}" for name in NAMED for part in ("wording", "margin")}


def test_code_and_table_name_the_same_weights() -> None:
    assert set(re.findall(r'\bweight\(\s*"([a-z.-]+)"', CODE)) | LEVELS == set(weights())


def test_each_weight_has_a_meaning() -> None:
    with (FOLDER / FILE).open(encoding="utf-8", newline="") as stream:
        assert all(len(line["meaning"]) > 10 for line in csv.DictReader(stream))


def test_levels_rise() -> None:
    assert level("far")[0] < level("accept")[0] < level("sure")[0] < level("plain")[0]
