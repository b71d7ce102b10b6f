"""The shipped samples, the bad input made from them, and the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pdfplumber
import pikepdf
import pytest

from samples.generator.__main__ import SHIPPED, main
from samples.generator.broken_files import KINDS, spoil_file
from samples.generator.decree import Decree
from samples.generator.making import make_sample, save_truth
from samples.generator.named_layouts import LAYOUTS
from samples.generator.public_plans import PLANS, load_decree, source_truth, transcript
from samples.generator.truth import transcript_truth
from tests.support.sample_pages import KOLOM

HERE = Path(__file__).parent.parent / "samples"


@pytest.mark.parametrize(
    ("kind", "problem"),
    [
        ("locked", pikepdf.PasswordError),
        ("empty", pikepdf.PdfError),
        ("not-a-pdf", pikepdf.PdfError),
        ("locked-with-empty-password", None),
        ("no-pages", None),
        ("enormous-page", None),
    ],
)
def test_bad_input_is_bad_in_its_own_way(kind: str, problem: type[Exception] | None, tmp_path: Path) -> None:
    path = spoil_file(HERE / "banyumas_2022_digital.pdf", kind, tmp_path / "x.pdf")
    if problem is not None:
        with pytest.raises(problem):
            pikepdf.open(path)
        return
    with pikepdf.open(path) as pdf:
        if kind == "enormous-page":
            assert max(float(edge) for edge in pdf.pages[0].mediabox) > 14_400
        else:
            assert len(pdf.pages) == (0 if kind == "no-pages" else 23)
            assert pdf.is_encrypted is (kind != "no-pages")


def test_cut_off_file_has_lost_its_end(tmp_path: Path) -> None:
    path = spoil_file(HERE / "banyumas_2022_digital.pdf", "cut-off", tmp_path / "x.pdf")
    assert set(KINDS) >= {"cut-off"}
    assert not path.read_bytes().rstrip().endswith(b"%%EOF")


# --- what is shipped -------------------------------------------------------------------------------


def test_transcript_truth_rows_are_in_the_transcript() -> None:
    for stem in PLANS:
        text = transcript(stem)
        truth = transcript_truth(source_truth(stem), f"{stem}.txt")
        assert truth["document"]["file"] == f"{stem}.txt"
        for row in truth["rows"]:
            if len(row["pages"]) == 1:
                assert "\t".join(row["raw"].values()) in text, row["urutan"]
            assert set(row["pages"]) <= set(range(1, truth["document"]["pages"] + 1))


def test_every_shipped_file_has_its_truth() -> None:
    files = [file for file, *_ in SHIPPED] + [f"{stem}.txt" for stem in PLANS]
    for file in files:
        truth = json.loads((HERE / "truth" / f"{file}.json").read_text(encoding="utf-8"))
        assert truth["document"]["file"] == file
        assert [row["urutan"] for row in truth["rows"]] == list(range(1, len(truth["rows"]) + 1))
        assert all(set(KOLOM) <= row.keys() for row in truth["rows"])
        if file.endswith(".pdf"):
            with pikepdf.open(HERE / file) as pdf:
                assert len(pdf.pages) == truth["document"]["pages"]
            assert {item["page"] for item in truth["geometry"]} == {
                p for r in truth["rows"] for p in r["pages"]
            }
    assert sum((HERE / file).stat().st_size for file in files) < 12_000_000


def test_shipped_digital_file_is_what_the_program_makes(tmp_path: Path) -> None:
    """Compared by letters a table page: where a font is not installed, lines break elsewhere."""
    file, plan, layout, profile, _ = SHIPPED[2]
    decree: Decree = load_decree(plan, LAYOUTS[layout])
    sample = make_sample(decree, LAYOUTS[layout], profile, tmp_path / file)
    saved = json.loads(save_truth(sample, tmp_path / "truth").read_text(encoding="utf-8"))
    shipped = json.loads((HERE / "truth" / f"{file}.json").read_text(encoding="utf-8"))
    assert [row["raw"] for row in saved["rows"]] == [row["raw"] for row in shipped["rows"]]
    letters = []
    for path, truth in ((sample.path, saved), (HERE / file, shipped)):
        pages = sorted({item["page"] for item in truth["geometry"]})
        with pdfplumber.open(path) as pdf:
            texts = [re.sub(r"- \d+ -", "", pdf.pages[page - 1].extract_text()) for page in pages]
        letters.append([sorted("".join(text.split())) for text in texts])
    assert letters[0] == letters[1]


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--plan", "made-up", "--seed", "9", "--profile", "digital", "--layout", "times-letter"]
    assert main([*arguments, "--out", str(tmp_path)]) == 0
    assert capsys.readouterr().out.split() == [
        str(tmp_path / "contoh_9.digital.pdf"),
        str(tmp_path / "truth" / "contoh_9.digital.pdf.json"),
    ]
    with pytest.raises(SystemExit) as stop:
        main(["--plan", "made-up", "--layer", "transcript"])
    assert stop.value.code == 2
