"""``lampiran audit``: the picture, the legend, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from extract.audit.page import audit
from extract.audit.picture import NOTHING, PALE, STRUCK, WORD, audit_picture
from lampiran.app.cli import main
from lampiran.errors import ExitCode
from tests.support.audited_pages import SCALE, cell_box, printed_page

DIGITAL = Path(__file__).parent.parent / "samples" / "banyumas_2022_digital.pdf"


def test_a_page_is_drawn_and_its_colours_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "page.png"
    assert main(["audit", str(DIGITAL), "--page", "5", "--to", str(out)]) == ExitCode.OK
    said = capsys.readouterr()
    assert "red = print in no word, tinted empty cells: 0" in said.out
    assert f"Written: {out}" in said.err
    with Image.open(out) as picture:
        pixels = np.asarray(picture.convert("RGB"))
    assert (pixels == WORD).all(axis=2).sum() > 10_000
    assert not (pixels == NOTHING).all(axis=2).any()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([str(DIGITAL), "--page", "99", "--to", "x.png"], "There is no page 99"),
        ([str(DIGITAL), "--page", "0", "--to", "x.png"], "There is no page 0"),
        ([str(DIGITAL), "--to", "x.xyz"], "is no name of a picture"),
        ([str(DIGITAL.parent), "--to", "x.png"], "is a folder"),
        ([str(DIGITAL.parent / "banyuwangi_2025.txt"), "--to", "x.png"], "A transcript has no picture"),
        ([str(DIGITAL), "--to", "nowhere/x.png"], "cannot be written"),
    ],
)
def test_what_cannot_be_drawn_is_wrong_usage(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["audit", *arguments]) == ExitCode.USAGE
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_each_finding_has_its_colour() -> None:
    page = printed_page(without=((2, 4), (3, 4)))
    page.write(2, 4, "Desember 2019", grey=255)
    page.write(3, 4, "Mei 2024", read=False)
    struck = page.words[4 * 5 + 1][2].box
    assert struck is not None
    middle = struck.y0 + 0.55 * (struck.y1 - struck.y0)
    page.line(struck.x0, middle, struck.x1, middle)
    picture, legend = audit_picture(audit(page.reading(), page.image()))
    counts = {line.colour: line.count for line in legend}
    assert counts["orange"] == 2
    assert counts["blue"] == 1
    assert counts["red"] is not None
    assert counts["red"] >= 5
    for colour, row, col in ((PALE, 2, 4), (NOTHING, 3, 4), (STRUCK, 4, 1)):
        box = cell_box(row, col)
        part = picture[
            round(box.y0 * SCALE) : round(box.y1 * SCALE), round(box.x0 * SCALE) : round(box.x1 * SCALE)
        ]
        assert (part == colour).all(axis=2).any()
        assert (picture == colour).all(axis=2).sum() == (part == colour).all(axis=2).sum()
