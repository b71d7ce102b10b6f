"""A layer's reading and the picture's made one."""

from __future__ import annotations

from itertools import count

from extract.engines.base import CellText, Line, PixelWord
from extract.fused import LayerCell, fuse
from extract.geometry import PixelRect
from extract.suspects import CellEvidence
from lampiran.records import Reading

STEP = 100


def words(texts: str, chances: float | tuple[float, ...] = 0.99, *, row: int = 0) -> tuple[PixelWord, ...]:
    """Words in a row, each in a place of its own; ``_`` leaves a place empty."""
    found = []
    sure = iter(chances) if isinstance(chances, tuple) else None
    for at, text in zip(count(), texts.split(), strict=False):
        if text != "_":
            box = PixelRect(STEP * at, 40 * row, STEP * at + 80, 40 * row + 20)
            found.append(PixelWord(text, box, next(sure) if sure else float(chances)))  # type: ignore[arg-type]
    return tuple(found)


def layer(*lines: tuple[PixelWord, ...]) -> LayerCell:
    number = sum(len(line) for line in lines)
    return LayerCell(lines, CellEvidence((False,) * number, (False,) * number, left_out=True, inked=True))


def picture(*lines: tuple[PixelWord, ...], readings: tuple[Reading, ...] = ()) -> CellText:
    return CellText(tuple(Line(line) for line in lines), readings)


def test_a_cell_that_was_not_read_again_is_the_layers() -> None:
    found = fuse(layer(words("tim kerja")), None, "tesseract")
    assert found.text == "tim kerja"
    assert [reading.engine for reading in found.readings] == ["text layer"]


def test_where_they_differ_the_likelier_word_wins() -> None:
    mine = layer(words("Mcnyusun rencana kerja", (0.2, 0.99, 0.99)))
    found = fuse(mine, picture(words("Menyusun rencana keria", (0.97, 0.99, 0.3))), "tesseract")
    assert found.text == "Menyusun rencana kerja"
    assert found.words[1].confidence > 0.99 > found.words[0].confidence


def test_words_both_sure_and_different_are_doubted() -> None:
    found = fuse(layer(words("rapor", 0.99)), picture(words("rapat", 0.99)), "tesseract")
    assert found.words[0].confidence < 0.6


def test_both_readings_stay_traceable() -> None:
    two = (Reading("tesseract", "tm", 0.4), Reading("rapid", "tim", 0.9))
    found = fuse(layer(words("tirn", 0.2)), picture(words("tim", 0.95), readings=two), "tesseract")
    assert found.text == "tim"
    assert [r.engine for r in found.readings] == ["tesseract", "rapid", "text layer"]
    assert [r.text for r in found.readings] == ["tm", "tim", "tirn"]
    alone = fuse(layer(words("tirn", 0.2)), picture(words("tim", 0.95)), "tesseract")
    assert [r.engine for r in alone.readings] == ["tesseract", "text layer"]


def test_a_word_that_the_layer_lost_comes_from_the_picture() -> None:
    found = fuse(layer(words("daftar _ rapat")), picture(words("daftar hadir rapat", 0.98)), "tesseract")
    assert found.text == "daftar hadir rapat"


def test_a_mark_that_the_picture_lost_stays() -> None:
    found = fuse(layer(words("1) daftar hadir")), picture(words("_ daftar hadir", 0.98)), "tesseract")
    assert found.text == "1) daftar hadir"


def test_a_misread_word_on_ink_is_better_than_none() -> None:
    mine = layer(words("organisasi terlibaT dalam", (0.98, 0.18, 0.98)))
    found = fuse(mine, picture(words("organisasi _ dalam")), "tesseract")
    assert found.text == "organisasi terlibaT dalam"
    bare = layer(words("organisasi rapat dalam", (0.98, 0.09, 0.98)))
    assert fuse(bare, picture(words("organisasi _ dalam")), "tesseract").text == "organisasi dalam"


def test_ink_that_both_read_counts_once() -> None:
    mine = layer(words("daftar hadir"))
    again = picture((*words("daftar", 0.98), PixelWord("lambang-jati", PixelRect(100, 0, 180, 20), 0.6)))
    found = fuse(mine, again, "tesseract")
    assert found.text == "daftar hadir"


def test_scraps_that_only_the_picture_has_are_never_sure() -> None:
    found = fuse(layer(words("daftar hadir")), picture(words("daftar hadir _ Qx", 0.99)), "tesseract")
    assert min(word.confidence for word in found.words) < 0.75


def test_words_split_differently_are_paired_by_their_place() -> None:
    mine = layer(words("keIompok ke a enam", (0.3, 0.95, 0.1, 0.95)))
    kerja = PixelWord("kerja", PixelRect(STEP, 0, 2 * STEP + 80, 20), 0.95)
    again = picture((*words("kelompok", 0.95), kerja, *words("_ _ _ enam", 0.95)))
    assert fuse(mine, again, "tesseract").text == "kelompok kerja enam"


def test_a_bad_word_does_not_take_a_good_one_with_it() -> None:
    mine = layer(words("proses blsnis bersama", (0.97, 0.16, 0.97)))
    scrap = PixelWord("isi", PixelRect(STEP + 20, 0, 2 * STEP + 60, 20), 0.18)
    found = fuse(mine, picture((*words("proses", 0.9), scrap)), "tesseract")
    assert found.text.startswith("proses ") and found.text.endswith(" bersama")


def test_unlike_words_of_different_places_both_stay() -> None:
    mine = layer(words("dinas Nomor 2O20", (0.95, 0.95, 0.05)))
    found = fuse(mine, picture(words("dinas _ 2020", (0.95, 0.7))), "tesseract")
    assert found.text == "dinas Nomor 2020"


def test_what_is_left_out_makes_its_neighbour_less_sure() -> None:
    again = picture(words("daftar hadir _ gvb;r", (0.98, 0.98, 0.7)))
    found = fuse(layer(words("daftar hadir")), again, "tesseract")
    assert found.text == "daftar hadir"
    assert found.words[-1].confidence <= 0.66


def test_wrapped_lines_keep_their_ends() -> None:
    found = fuse(
        layer(words("pemangku/"), words("kepentingan", row=1)),
        picture(words("pemangku/", 0.9), words("kepentingan", 0.9, row=1)),
        "tesseract",
    )
    assert found.text == "pemangku/kepentingan"


def test_words_stand_in_reading_order() -> None:
    mine = layer(words("satu dua"), words("tiga", row=1))
    again = picture(words("_ _ xyzxyz"), words("tiga", 0.9, row=1), words("_ _ daftar", 0.98))
    found = fuse(mine, again, "tesseract")
    assert found.text.split()[-1] == "tiga"


def test_a_cell_whose_ink_nobody_could_read_says_so() -> None:
    found = fuse(layer(words("Qx", 0.05)), picture(), "tesseract")
    assert found.lines == () and found.unread
