"""A layer's reading and the picture's made one."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from extract.engines.engine import CellText, OcrLine, PixelWord
from extract.geometry import PixelRect
from extract.grid.placing import PlacedWord
from extract.reading.layer_and_picture import LayerCell, layer_quality, merge_cell
from extract.reading.layer_suspects import LayerDoubts
from extract.reading.two_readings import LayerQuality
from lampiran.records import Reading, Word

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


USUAL = LayerQuality(0.95, marks=0.6, telling=0.75, missing=0.05)


def merged(mine: LayerCell, again: CellText, name: str, good: LayerQuality = USUAL) -> CellText:
    return merge_cell(mine, again, name, good)


def layer(*lines: tuple[PixelWord, ...]) -> LayerCell:
    return LayerCell(tuple(word for line in lines for word in line), inked=True)


def picture(*lines: tuple[PixelWord, ...], readings: tuple[Reading, ...] = ()) -> CellText:
    return CellText(tuple(OcrLine(line) for line in lines), readings)


def test_where_they_differ_the_one_that_looks_misread_gives_way() -> None:
    mine = layer(words("Mcnyusun rencana kerja", (0.2, 0.99, 0.99)))
    found = merged(mine, picture(words("Menyusun rencana keria", (0.97, 0.99, 0.8))), "tesseract")
    assert found.text == "Menyusun rencana kerja"
    assert found.words[1].confidence > 0.99 > found.words[0].confidence


def test_of_two_words_that_look_right_the_pictures_stands() -> None:
    assert merged(layer(words("2025", 0.99)), picture(words("2024", 0.9)), "tesseract").text == "2024"
    assert merged(layer(words("kota", 0.97)), picture(words("nota", 0.4)), "tesseract").text == "kota"


def test_a_layer_as_good_as_print_stands_where_the_picture_is_less_sure() -> None:
    mine, again = layer(words("Maret \u2013 Juli", 0.995)), picture(words("Maret - Juli", (0.99, 0.9, 0.99)))
    assert merged(mine, again, "tesseract").text == "Maret - Juli"
    assert merged(mine, again, "tesseract", replace(USUAL, right=0.995)).text == "Maret \u2013 Juli"


def test_a_layer_of_an_older_version_overrules_nothing_that_the_engines_read_alike() -> None:
    mine, older = layer(words("Mei 2023 rapat", 0.995)), replace(USUAL, right=0.999)
    found = merged(mine, picture(words("Juni 2024 lapat", (0.98, 0.99, 0.975))), "tesseract", older)
    assert found.text == "Juni 2024 lapat"
    assert all(word.confidence < 0.9 for word in found.words)
    unsure = merged(mine, picture(words("Juni 2024 lapat", (0.98, 0.99, 0.6))), "tesseract", older)
    assert unsure.text == "Juni 2024 rapat"


def test_marks_that_some_engines_cannot_print_are_the_pictures() -> None:
    found = merged(
        layer(words("Logistik: rapat")), picture(words("Logistik; rapat", (0.8, 0.99))), "tesseract"
    )
    assert found.text == "Logistik; rapat"
    assert found.words[0].confidence == 0.8
    good = replace(USUAL, marks=0.97)
    mine = layer(words("Logistik: rapat"))
    again = picture(words("Logistik; rapat", (0.8, 0.99)))
    assert merged(mine, again, "tesseract", good).text == "Logistik: rapat"


def test_words_both_sure_and_different_are_doubted() -> None:
    found = merged(layer(words("rapor", 0.99)), picture(words("rapat", 0.99)), "tesseract")
    assert found.words[0].confidence < 0.6


def test_both_readings_stay_traceable() -> None:
    two = (Reading("tesseract", "tm", 0.4), Reading("rapid", "tim", 0.9))
    found = merged(layer(words("tirn", 0.2)), picture(words("tim", 0.95), readings=two), "tesseract")
    assert found.text == "tim"
    assert [r.engine for r in found.readings] == ["tesseract", "rapid", "text layer"]
    assert [r.text for r in found.readings] == ["tm", "tim", "tirn"]
    alone = merged(layer(words("tirn", 0.2)), picture(words("tim", 0.95)), "tesseract")
    assert [r.engine for r in alone.readings] == ["tesseract", "text layer"]


def test_a_word_that_the_layer_lost_comes_from_the_picture() -> None:
    found = merged(layer(words("daftar _ rapat")), picture(words("daftar hadir rapat", 0.98)), "tesseract")
    assert found.text == "daftar hadir rapat"


def test_a_mark_that_the_picture_lost_stays() -> None:
    found = merged(layer(words("1) daftar hadir")), picture(words("_ daftar hadir", 0.98)), "tesseract")
    assert found.text == "1) daftar hadir"


def test_a_misread_word_on_ink_is_better_than_none() -> None:
    mine = layer(words("organisasi terlibaT dalam", (0.98, 0.18, 0.98)))
    found = merged(mine, picture(words("organisasi _ dalam")), "tesseract")
    assert found.text == "organisasi terlibaT dalam"
    bare = layer(words("organisasi rapat dalam", (0.98, 0.09, 0.98)))
    assert merged(bare, picture(words("organisasi _ dalam")), "tesseract").text == "organisasi dalam"


def test_ink_that_both_read_counts_once() -> None:
    mine = layer(words("daftar hadir"))
    again = picture((*words("daftar", 0.98), PixelWord("lambang-jati", PixelRect(100, 0, 180, 20), 0.6)))
    found = merged(mine, again, "tesseract")
    assert found.text == "daftar hadir"


def test_what_only_the_picture_has_hangs_on_how_much_the_layer_leaves_out() -> None:
    stamped = picture(words("daftar hadir _ MCON", (0.99, 0.99, 0.9)))
    found = merged(layer(words("daftar hadir")), stamped, "tesseract", replace(USUAL, missing=0.02))
    assert found.text == "daftar hadir"
    assert min(word.confidence for word in found.words) < 0.9
    found = merged(layer(words("daftar hadir")), stamped, "tesseract", replace(USUAL, missing=0.3))
    assert found.text == "daftar hadir MCON"


def test_a_layer_laid_beside_the_print_is_moved_to_it() -> None:
    beside = [
        PixelWord(w.text, PixelRect(w.box.x0 + 9, w.box.y0 + 14, w.box.x1 + 9, w.box.y1 + 14), 0.1)
        for w in words("Paling lambot Agustus 202l")
    ]
    again = picture(words("Paling lambat Agustus 2021", 0.98))
    assert merged(layer(tuple(beside)), again, "tesseract").text == "Paling lambat Agustus 2021"


def placed(text: str) -> list[PlacedWord]:
    return [
        PlacedWord(
            Word(w.text, None, 0.9), float(w.box.x0), float(w.box.y0), float(w.box.x1), float(w.box.y1)
        )
        for w in words(text)
    ]


def measured(said: str, odd: tuple[int, ...], shown: str) -> LayerQuality:
    mine = placed(said)
    marks = tuple(at in odd for at in range(len(mine)))
    seen = LayerDoubts(marks, (False,) * len(mine), inked=True)
    return layer_quality([(mine, seen, picture(words(shown)))] * 20)


def test_a_layers_quality_is_told_by_what_the_picture_shows_beyond_doubt() -> None:
    right = measured("rapat tim kerja tahun 2024", (), "rapat tim kerja tahun 2024")
    assert right.right > 0.99
    # One word in five is another word, and nothing in the layer tells.
    sly = measured("dapat tim kerja tahun 2024", (), "rapat tim kerja tahun 2024")
    assert 0.75 < sly.right < 0.9 and sly.telling < 0.3
    assert measured("rapat, tim kerja", (), "rapat; tim kerja").marks < 0.3
    noisy = measured("rapai tim kerja tahun 2024", (0,), "rapat tim kerja tahun 2024")
    assert noisy.right < 0.9 and noisy.telling > 0.9
    assert (
        measured("rapat _ kerja tahun 2024", (), "rapat tim kerja tahun 2024").missing > 0.1 > right.missing
    )


def test_words_split_differently_are_paired_by_their_place() -> None:
    mine = layer(words("keIompok ke a enam", (0.3, 0.95, 0.1, 0.95)))
    kerja = PixelWord("kerja", PixelRect(STEP, 0, 2 * STEP + 80, 20), 0.95)
    again = picture((*words("kelompok", 0.95), kerja, *words("_ _ _ enam", 0.95)))
    assert merged(mine, again, "tesseract").text == "kelompok kerja enam"


def test_a_bad_word_does_not_take_a_good_one_with_it() -> None:
    mine = layer(words("proses blsnis bersama", (0.97, 0.16, 0.97)))
    scrap = PixelWord("isi", PixelRect(STEP + 20, 0, 2 * STEP + 60, 20), 0.18)
    found = merged(mine, picture((*words("proses", 0.9), scrap)), "tesseract")
    assert found.text.startswith("proses ") and found.text.endswith(" bersama")


def test_unlike_words_of_different_places_both_stay() -> None:
    mine = layer(words("dinas Nomor 2O20", (0.95, 0.95, 0.05)))
    found = merged(mine, picture(words("dinas _ 2020", (0.95, 0.7))), "tesseract")
    assert found.text == "dinas Nomor 2020"


def test_what_is_left_out_makes_its_neighbour_less_sure() -> None:
    again = picture(words("daftar hadir _ gvb;r", (0.98, 0.98, 0.9)))
    found = merged(layer(words("daftar hadir")), again, "tesseract")
    assert found.text == "daftar hadir"
    assert found.words[-1].confidence <= 0.7


def test_wrapped_lines_keep_their_ends() -> None:
    found = merged(
        layer(words("pemangku/"), words("kepentingan", row=1)),
        picture(words("pemangku/", 0.9), words("kepentingan", 0.9, row=1)),
        "tesseract",
    )
    assert found.text == "pemangku/kepentingan"


def test_words_stand_in_reading_order() -> None:
    mine = layer(words("satu dua"), words("tiga", row=1))
    again = picture(words("_ _ xyzxyz"), words("tiga", 0.9, row=1), words("_ _ daftar", 0.98))
    found = merged(mine, again, "tesseract")
    assert found.text.split()[-1] == "tiga"


def test_a_cell_whose_ink_nobody_could_read_says_so() -> None:
    found = merged(layer(words("Qx", 0.05)), picture(), "tesseract")
    assert found.lines == () and found.unread
