"""Page pictures: they show the page, boxes fit on them, and they are kept as long as their document."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image

from extract import open_source, page_pictures
from extract.pictures.compact import LONGEST_SIDE, compact
from lampiran.app.cli import main
from lampiran.errors import DatabaseUnavailable
from lampiran.records import Box, PagePicture, PageRecord
from lampiran.settings import Settings
from load import Database
from load.pictures import PageStore, pictures_path
from tests.support.plan_pdf import make_plan

SETTINGS = Settings(cache_dir=None)


def record(page: int, width: float, height: float) -> PageRecord:
    return PageRecord(page, width, height, "scan", "", True, "", 0, 0, 0, 0)


def pixels(picture: PagePicture) -> np.ndarray:
    with Image.open(io.BytesIO(picture.image)) as image:
        return np.asarray(image.convert("L"))


def part(picture: PagePicture, box: Box) -> np.ndarray:
    """The pixels of a box in points."""
    shown = pixels(picture)
    x, y = shown.shape[1] / picture.width, shown.shape[0] / picture.height
    return shown[round(box.y0 * y) : round(box.y1 * y), round(box.x0 * x) : round(box.x1 * x)]


def scan(path: Path, dpi: int = 150, paper: int = 255) -> Path:
    """A page of 4 x 3 inches with a black bar at (72, 36) to (144, 54) points."""
    page = np.full((3 * dpi, 4 * dpi), paper, dtype=np.uint8)
    page[dpi // 2 : dpi * 3 // 4, dpi : dpi * 2] = 0
    Image.fromarray(page).save(path, dpi=(dpi, dpi), **({"resolution": dpi} if path.suffix == ".pdf" else {}))
    return path


BAR = Box(72, 36, 144, 54)


@pytest.mark.parametrize("name", ["page.pdf", "page.png", "page.tif"])
def test_a_box_in_points_lies_on_what_was_printed_there(tmp_path: Path, name: str) -> None:
    source = open_source(scan(tmp_path / name), SETTINGS)
    width, height = (288.0, 216.0) if name == "page.pdf" else (4 * 842 / 4, 3 * 842 / 4)
    (picture,) = page_pictures(source, [record(1, width, height)], SETTINGS)
    zoom = width / 288.0
    bar = Box(*(value * zoom for value in (BAR.x0, BAR.y0, BAR.x1, BAR.y1)))
    assert part(picture, bar)[2:-2, 2:-2].max() == 0
    assert pixels(picture).mean() == pytest.approx(255 * (1 - 1 * 0.25 / 12), abs=1)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_pictured_as_a_viewer_shows_it(tmp_path: Path, turn: int) -> None:
    with pikepdf.open(scan(tmp_path / "flat.pdf")) as pdf:
        pdf.pages[0].Rotate = turn
        pdf.save(tmp_path / "turned.pdf")
    width, height = (216.0, 288.0) if turn != 180 else (288.0, 216.0)
    source = open_source(tmp_path / "turned.pdf", SETTINGS)
    (picture,) = page_pictures(source, [record(1, width, height)], SETTINGS)
    box = {90: Box(162, 72, 180, 144), 180: Box(144, 162, 216, 180), 270: Box(36, 144, 54, 216)}[turn]
    assert part(picture, box)[2:-2, 2:-2].max() == 0
    assert (pixels(picture) == 0).sum() == pytest.approx(part(picture, box).size, rel=0.05)


def test_grey_paper_becomes_white_and_dark_pages_stay_dark(tmp_path: Path) -> None:
    veiled = open_source(scan(tmp_path / "veiled.png", paper=200), SETTINGS)
    (picture,) = page_pictures(veiled, [record(1, 842, 631.5)], SETTINGS)
    assert set(np.unique(pixels(picture))) == {0, 255}
    dark = np.full((90, 90), 60, dtype=np.uint8)
    with Image.open(io.BytesIO(compact(dark))) as image:
        assert np.asarray(image.convert("L")).max() < 128


def test_a_page_of_print_is_small(samples: Path) -> None:
    source = open_source(samples / "banyumas_2022.pdf", SETTINGS)
    (picture,) = page_pictures(source, [record(8, 936, 612)], SETTINGS)
    assert 10_000 < len(picture.image) < 70_000
    assert pixels(picture).shape[1] > 1_400


def test_huge_pages_get_a_coarser_picture(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(14_000, 300))
        pdf.save(tmp_path / "banner.pdf")
    source = open_source(tmp_path / "banner.pdf", SETTINGS)
    (picture,) = page_pictures(source, [record(1, 14_000, 300)], SETTINGS)
    assert pixels(picture).shape[1] <= LONGEST_SIDE + 1


def test_pages_that_cannot_be_painted_are_left_out(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = scan(tmp_path / "page.pdf")
    source = open_source(path, SETTINGS)
    made = page_pictures(source, [record(1, 288, 216), record(7, 288, 216)], SETTINGS)
    assert [picture.page for picture in made] == [1]
    assert "page 7" in caplog.text
    path.write_bytes(b"gone")
    assert page_pictures(source, [record(1, 288, 216)], SETTINGS) == ()
    assert page_pictures(replace(source, kind="transcript"), [record(1, 1, 1)], SETTINGS) == ()


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("plans.db", "plans.pages.db"),
        ("a b/plans.sqlite", "plans.sqlite.pages.db"),
        ("sqlite:////tmp/plans.db", "plans.pages.db"),
        (":memory:", None),
        ("sqlite://", None),
        ("postgresql://user@host/plans", None),
        ("not an address://", None),
    ],
)
def test_where_pictures_are_kept(address: str, name: str | None) -> None:
    path = pictures_path(address)
    assert (path.name if path else None) == name


A, B = (PagePicture(page, 900.5, 600.25, bytes([page]) * 5000) for page in (3, 4))


def test_pictures_are_given_back_as_they_were_put(tmp_path: Path) -> None:
    path = tmp_path / "plans.pages.db"
    with PageStore(path, write=True) as store:
        assert not store.has("x")
        store.put("x", (B, A))
        store.put("none", ())
        assert store.has("none") and store.pages("none") == []
    with PageStore(path) as store:
        assert store.pages("x") == [3, 4]
        assert store.get("x", 4) == B
        assert store.get("x", 5) is None and store.get("y", 3) is None
        assert store.get("x' OR 1=1 --", 3) is None


def test_putting_the_same_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "plans.pages.db"
    with PageStore(path, write=True) as store:
        store.put("x", (A, B))
    before = path.read_bytes()
    with PageStore(path, write=True) as store:
        store.put("x", (B, A))
        store.keep_only({"x"})
    assert path.read_bytes() == before


def test_replaced_and_forgotten_pictures_give_their_room_back(tmp_path: Path) -> None:
    path = tmp_path / "plans.pages.db"
    with PageStore(path, write=True) as store:
        store.put("x", [replace(A, page=page, image=b"\1" * 50_000) for page in range(1, 20)])
        store.put("y", (A,))
        large = path.stat().st_size
        store.put("x", (B,))
        assert store.pages("x") == [4]
        assert store.keep_only({"x"}) == 1
        assert not store.has("y") and store.pages("y") == []
    assert path.stat().st_size < large / 10


def test_a_file_in_the_way_is_not_touched(tmp_path: Path) -> None:
    other = tmp_path / "plans.pages.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE mine (x)")
    before = other.read_bytes()
    for write in (True, False):
        with pytest.raises(DatabaseUnavailable, match="in the way"):
            PageStore(other, write=write)
    assert other.read_bytes() == before
    with pytest.raises(DatabaseUnavailable):
        PageStore(tmp_path / "nowhere" / "x.pages.db", write=True)


@pytest.mark.parametrize("damage", ["head", "middle"])
def test_damaged_pictures_are_set_aside_and_made_anew(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, damage: str
) -> None:
    path = tmp_path / "plans.pages.db"
    pictures = [PagePicture(number, 100, 100, bytes(9_000)) for number in (1, 2)]
    with PageStore(path, write=True) as store:
        store.put("x", pictures)
    content = bytearray(path.read_bytes())
    where = slice(0, 4096) if damage == "head" else slice(4096, None)
    content[where] = b"\xff" * len(content[where])
    path.write_bytes(content)
    with pytest.raises(DatabaseUnavailable, match="damaged"), PageStore(path) as store:
        store.pages("x")
    with PageStore(path, write=True) as store:
        store.put("x", pictures)
        store.put("y", pictures[:1])
        assert store.pages("x") == [1, 2] and store.pages("y") == [1]
    assert (tmp_path / "plans.pages.db.damaged-1").read_bytes() == bytes(content)
    assert "damaged-1" in caplog.text


def test_a_page_without_height_has_no_picture(tmp_path: Path) -> None:
    source = open_source(scan(tmp_path / "page.pdf"), SETTINGS)
    made = page_pictures(source, [record(1, 288, 0), record(1, 288, 216)], SETTINGS)
    assert [picture.height for picture in made] == [216]
    with pytest.raises(ValueError, match="size"):
        PagePicture(1, 288, 0, b"")


def test_no_file_means_no_pictures(tmp_path: Path) -> None:
    with PageStore(tmp_path / "none.pages.db") as store:
        assert not store.has("x") and store.get("x", 1) is None
        with pytest.raises(DatabaseUnavailable):
            store.put("x", (A,))
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A plan and the database that a run without further options made of it."""
    folder = tmp_path_factory.mktemp("kept")
    plan = make_plan(folder / "plan.pdf")
    assert main(["run", str(plan), "--db", str(folder / "plans.db"), "--workers", "1"]) == 0
    return plan, folder / "plans.db"


def test_run_keeps_the_plan_pages_and_every_cell_lies_on_its_picture(loaded: tuple[Path, Path]) -> None:
    _, db = loaded
    with Database.open(db, create=False) as database:
        cells = database.query(
            "SELECT d.sha256, c.* FROM cell c JOIN document d ON d.document_id = c.document_id"
            " WHERE c.raw <> '' AND c.x0 IS NOT NULL"
        )
    with PageStore.beside(db) or pytest.fail("no place for pictures") as store:
        assert store.pages(cells[0]["sha256"]) == [2, 3]
        for cell in cells:
            picture = store.get(cell["sha256"], cell["page"])
            assert picture
            box = Box(cell["x0"] + 2, cell["y0"] + 2, cell["x1"] - 2, cell["y1"] - 2)
            assert 0.02 < (part(picture, box) < 128).mean() < 0.3, cell["raw"]
    assert len(cells) >= 24


def test_a_second_run_changes_nothing_and_lost_pictures_come_back(loaded: tuple[Path, Path]) -> None:
    plan, db = loaded
    pages = pictures_path(db)
    assert pages
    arguments = ["run", str(plan), "--db", str(db), "--workers", "1"]
    before = db.read_bytes(), pages.read_bytes()
    assert main(arguments) == 0
    assert (db.read_bytes(), pages.read_bytes()) == before
    pages.unlink()
    assert main([*arguments, "--no-keep-pages"]) == 0
    assert not pages.exists()
    assert main(arguments) == 0
    assert pages.read_bytes() == before[1]


def test_no_pictures_where_none_are_wanted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "memo.txt"
    text.write_text("Catatan rapat\n", encoding="utf-8")
    assert main(["run", str(text), "--db", str(tmp_path / "a.db"), "--no-keep-pages"]) == 4
    assert [path.name for path in tmp_path.glob("*.db")] == ["a.db"]
    assert main(["run", str(text), "--db", "postgresql://u@127.0.0.1:1/x", "--keep-pages"]) == 2
    assert "SQLite file" in capsys.readouterr().err
