"""The samples themselves: what is printed, what is spoilt, and that truth says exactly that."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pdfplumber
import pikepdf
import pypdfium2 as pdfium
import pytest

from dictionaries.vocabulary import load_vocabulary
from extract.wrap import join_lines
from samples import phrases
from samples.broken import KINDS, spoil_file
from samples.contoh import make_decree, to_decree
from samples.decree import Decree
from samples.degrade import page_moves, render
from samples.fonts import FAMILIES, face
from samples.layouts import LAYOUTS
from samples.made_up import Traits, draw_traits, make_plan
from samples.make_samples import SHIPPED, main
from samples.making import Sample, make_sample, make_transcript, save_truth
from samples.noisy import Spoiler
from samples.plans import PLANS, SOURCES, load_decree, parse_body, source_truth, transcript
from samples.printing import Printed, print_decree
from samples.profiles import PROFILES
from samples.textlayer import LayerKind, layers
from samples.truth import transcript_truth
from samples.typeset import Setting, plain, set_lines
from samples.wordalign import align_words

HERE = Path(__file__).parent.parent / "samples"
KOLOM = ("komponen", "indikator", "langkah_aksi", "bukti_fisik", "target_waktu")
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


# --- setting lines ---------------------------------------------------------------------------------


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("width", [60.0, 95.0, 240.0])
def test_wrapped_lines_join_to_the_text(family: str, width: float) -> None:
    text = "Melaksanakan kaji ulang SOP/standar layanan masing-masing bagian 2020-2024, lalu (jika perlu) 5 R"
    lines = set_lines(text, Setting(face(family), 9.0, width))
    assert join_lines(line.text for line in lines) == text
    assert all(line.width <= width + 0.01 for line in lines)
    assert [line.last for line in lines] == [False] * (len(lines) - 1) + [True]


def test_a_word_wider_than_the_column_is_squeezed_not_cut() -> None:
    word = "pengaduan.masyarakat@contoh.go.id"
    lines = set_lines(f"alamat {word} resmi", Setting(face("times"), 10.0, 70.0))
    placed = [w for line in lines for w in line.words if w.text == word]
    assert len(placed) == 1
    assert placed[0].squeeze < 1.0
    assert placed[0].width == pytest.approx(70.0)


def test_hyphenation_cuts_long_words_between_syllables() -> None:
    setting = Setting(face("times"), 10.0, 64.0, hyphens=True)
    lines = [line.text for line in set_lines("telah mensosialisasikan pembangunan", setting)]
    assert any(line.endswith("-") for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == "telahmensosialisasikanpembangunan"


def test_italics_marks_choose_the_font_and_are_not_printed() -> None:
    (line,) = set_lines("unit <i>role model</i>, lalu", Setting(face("times"), 10.0, 300.0))
    assert [word.text for word in line.words] == ["unit", "role", "model,", "lalu"]
    assert [word.font for word in line.words] == [
        "Times-Roman",
        "Times-Italic",
        "Times-Italic",
        "Times-Roman",
    ]
    assert plain("unit <i>role\nmodel</i>") == "unit role model"


def test_unknown_kind_of_block_is_an_error() -> None:
    with pytest.raises(KeyError):
        parse_body("X|||what is this")


# --- printing --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_word_is_printed_once_in_every_layout(name: str, tmp_path: Path) -> None:
    layout = LAYOUTS[name]
    decree = make_decree(5, layout, Traits(extra="% REALISASI", merged_targets=True, rows=24))
    printed = print_decree(decree, replace(layout, hyphens=False), tmp_path / "print.pdf")
    texts = printed_texts(printed)
    expected = {
        (row.urutan, decree.columns[cell.col].kolom): plain(cell.text)
        for row in decree.rows
        if row.kind == "row"
        for cell in row.cells
    }
    assert expected.keys() == texts.keys()
    for key, text in expected.items():
        assert same(" ".join(filter(None, texts[key])), text), key


def test_cut_rows_go_on_at_the_top_of_the_next_page(tmp_path: Path) -> None:
    layout = LAYOUTS["bookman-portrait"]
    printed = print_decree(make_decree(2, layout, Traits(rows=40)), layout, tmp_path / "print.pdf")
    tails = [cell for cell in printed.cells if cell.part > 1 and cell.kind == "row"]
    assert tails
    for cell in tails:
        if cell.kolom in ("no", "target_waktu") and cell.words:
            # Short cells stand whole in the first piece unless they are longer than that piece.
            head = [c for c in printed.cells if (c.urutan, c.kolom, c.part) == (cell.urutan, cell.kolom, 1)]
            assert head[0].words
    whole = replace(layout, cut_rows=False)
    uncut = print_decree(make_decree(2, whole, Traits(rows=40)), whole, tmp_path / "whole.pdf")
    assert not [cell for cell in uncut.cells if cell.part > 1 and cell.kind == "row"]


@pytest.mark.parametrize(("stem", "layout", "tables", "rows"), [
    ("banyumas_2022", "bookman-landscape", 17, 70),
    ("banyuwangi_2025", "arial-landscape", 16, 86),
])  # fmt: skip
def test_decrees_keep_the_page_breaks_of_their_transcripts(
    stem: str, layout: str, tables: int, rows: int, tmp_path: Path
) -> None:
    decree = load_decree(stem, LAYOUTS[layout])
    printed = print_decree(decree, LAYOUTS[layout], tmp_path / "print.pdf")
    assert len(printed.table_pages) == tables
    assert len(decree.truth["rows"]) == rows
    on_pages: dict[int, list[int]] = {}
    for cell in printed.cells:
        if cell.kind == "row" and cell.urutan not in on_pages.setdefault(cell.page, []):
            on_pages[cell.page].append(cell.urutan)
    sheets = json.loads((SOURCES / f"{stem}.json").read_text(encoding="utf-8"))["sheets"]
    wanted = [[row["urutan"] for row in sheet["rows"] if row["kind"] == "row"] for sheet in sheets]
    assert list(on_pages.values()) == wanted
    # A table page that is too full would print below the foot.
    assert all(cell.box[3] < printed.sizes[cell.page - 1][1] - 30 for cell in printed.cells)


def test_the_last_banyuwangi_row_but_one_is_printed_twice(tmp_path: Path) -> None:
    layout = LAYOUTS["arial-landscape"]
    printed = print_decree(load_decree("banyuwangi_2025", layout), layout, tmp_path / "print.pdf")
    pages = sorted({cell.page for cell in printed.cells if cell.urutan == 85})
    assert len(pages) == 2
    twice = printed_texts(printed)[85, "indikator"]
    assert twice[0] == twice[1] == "Telah membangun database pelayanan yang terintegrasi"


def test_same_arguments_same_bytes(tmp_path: Path) -> None:
    layout = LAYOUTS["times-letter"]
    files = [tmp_path / name / "x.pdf" for name in "abc"]
    for path, seed in zip(files, (4, 4, 5), strict=True):
        path.parent.mkdir()
        make_sample(make_decree(3, layout, SHORT), layout, "poor150", path, seed=seed)
    first, again, other = (path.read_bytes() for path in files)
    assert first == again
    assert first != other


# --- degrading -------------------------------------------------------------------------------------


def made(profile: str, layout: str, path: Path, *, seed: int = 2, layer: LayerKind | None = None) -> Sample:
    looks = LAYOUTS[layout]
    decree = make_decree(seed, looks, SHORT)
    # One page of clauses is enough.
    short = replace(decree, body=decree.body[:14])
    coarse = replace(PROFILES[profile], dpi=min(PROFILES[profile].dpi, 150))
    return make_sample(short, looks, coarse, path, seed=seed, layer=layer)


def shown(path: Path, page: int, dpi: int = 72) -> np.ndarray:
    with pdfium.PdfDocument(path) as pdf:
        return render(pdf, page, dpi, colour=False)


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_gives_pages_that_show_dark_print_on_light_paper(profile: str, tmp_path: Path) -> None:
    sample = made(profile, "times-portrait", tmp_path / "x.pdf")
    page = sample.printed.table_pages[0]
    picture = shown(sample.path, page)
    inner = picture[100:-100, 100:-100]
    assert np.median(inner) > 130
    assert (inner < np.median(inner) - 40).mean() > 0.01
    with pikepdf.open(sample.path) as pdf:
        assert len(pdf.pages) == len(sample.printed.sizes) == sample.truth["document"]["pages"]
        assert not pdf.pages[0].obj.Contents.read_bytes().count(b"Tj")


@pytest.mark.parametrize(
    ("profile", "filters", "bits"),
    [
        ("bw200", ["/CCITTFaxDecode"], 1),
        ("gray100", ["/DCTDecode"], 8),
        ("strips", ["/DCTDecode"] * 4, 8),
        ("mrc", ["/DCTDecode", "/CCITTFaxDecode"], None),
    ],
)
def test_images_are_stored_as_scanners_do(
    profile: str, filters: list[str], bits: int | None, tmp_path: Path
) -> None:
    sample = made(profile, "arial-landscape", tmp_path / "x.pdf")
    with pikepdf.open(sample.path) as pdf:
        images = list(pdf.pages[0].obj.Resources.XObject.values())
    assert sorted(str(image.Filter) for image in images) == sorted(filters)
    assert bits is None or {int(image.BitsPerComponent) for image in images} == {bits}


@pytest.mark.parametrize(
    ("profile", "landscape_shown", "rotate"),
    [
        ("office200", True, 0),
        ("sideways", False, 0),
        ("upside", True, 0),
        ("rotate90", True, 90),
        ("rotate270", True, 270),
    ],
)
def test_pages_lie_as_the_profile_says(
    profile: str, landscape_shown: bool, rotate: int, tmp_path: Path
) -> None:
    sample = made(profile, "arial-landscape", tmp_path / "x.pdf")
    page = sample.printed.table_pages[-1]
    with pikepdf.open(sample.path) as pdf:
        assert int(pdf.pages[page - 1].obj.get("/Rotate", 0)) == rotate
    height, width = shown(sample.path, page).shape
    assert (width > height) is landscape_shown


@pytest.mark.parametrize(
    "profile",
    ["office200", "bw200", "sideways", "sideways-ccw", "upside", "rotate90", "rotate270", "phone", "skewed"],
)
def test_print_is_where_truth_says(profile: str, tmp_path: Path) -> None:
    """Nearly every word's moved box holds ink, and the cells printed empty hold hardly any."""
    sample = made(profile, "times-portrait", tmp_path / "x.pdf", seed=6)
    assert sample.scan is not None
    page = sample.printed.table_pages[0]
    picture = shown(sample.path, page, 144)
    dark = picture < np.median(picture) - 60

    def ink(box: tuple[float, ...], inset: float) -> float:
        x0, y0, x1, y1 = (round(2 * edge) for edge in box)
        margin = round(inset * (y1 - y0))
        part = dark[y0 + margin : y1 - margin, x0 + margin : x1 - margin]
        return float(part.mean()) if part.size else 0.0

    cells = [cell for cell in sample.printed.cells if cell.page == page and cell.kind == "row"]
    geometry = {(g["urutan"], g["kolom"], g["part"]): g["box"] for g in sample.truth["geometry"]}
    words = [word for cell in cells for word in cell.words if len(word.text) > 2]
    filled = [ink(sample.scan.box(page, word.box), 0.0) > 0.04 for word in words]
    empty = [ink(geometry[c.urutan, c.kolom, c.part], 0.35) < 0.02 for c in cells if not c.words]
    assert len(filled) > 40
    assert empty
    assert np.mean(filled) > 0.97
    assert np.mean(empty) > 0.9


def test_placement_is_known_without_rendering(tmp_path: Path) -> None:
    sample = made("poor150", "times-letter", tmp_path / "x.pdf", seed=8)
    assert sample.scan is not None
    foretold = page_moves(sample.printed, PROFILES["poor150"], 8)
    assert all(np.allclose(a, b) for a, b in zip(foretold, sample.scan.moves, strict=True))


# --- text layers -----------------------------------------------------------------------------------


def test_transcript_layer_puts_the_misread_words_where_they_were_read(tmp_path: Path) -> None:
    layout = LAYOUTS["arial-landscape"]
    decree = load_decree("banyuwangi_2025", layout)
    sample = make_sample(decree, layout, "gray100", tmp_path / "x.pdf", layer="transcript")
    boxes = {
        (item["urutan"], item["kolom"]): (item["page"], item["box"])
        for item in sample.truth["geometry"]
        if item["part"] == 1
    }
    with pdfplumber.open(sample.path) as pdf:
        for urutan, kolom, word in (
            (2, "bukti_fisik", "Ke"),
            (7, "target_waktu", "DeRember"),
            (14, "indikator", "(TOP)"),
            (35, "target_waktu", "Agusttls"),
            (41, "indikator", "Rapor"),
            (52, "bukti_fisik", "Kendall"),
            (55, "indikator", "d\N{LATIN SMALL LETTER U WITH DIAERESIS}nformasikan"),
        ):
            page, box = boxes[urutan, kolom]
            crop = pdf.pages[page - 1].within_bbox((box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1))
            found = [item["text"] for item in crop.extract_words()]
            assert any(word in text for text in found), (urutan, kolom, found)
        text = " ".join(page.extract_text() for page in pdf.pages)
    assert "Pemilihari" in text
    assert sample.truth["rows"][6]["raw"]["target_waktu"] == "September-DeRember"
    assert sample.truth["rows"][6]["target_waktu"] == "September-Desember"


@pytest.mark.parametrize(
    ("printed", "read", "pairs"),
    [
        ("SK Tim Kerja", "SK Tim Ke a", [("SK", "SK"), ("Tim", "Tim"), ("Kerja", "Ke a")]),
        ("tujuan WBK/WBBM", "tujuan WBK /WBBM", [("tujuan", "tujuan"), ("WBK/WBBM", "WBK /WBBM")]),
        ("LANGKAH AKSI", "LANGKAHAKSI", [("LANGKAH AKSI", "LANGKAHAKSI")]),
        ("Kasubbag Teknis", "Teknis", [("Kasubbag", ""), ("Teknis", "Teknis")]),
        ("Nomor 6109", "Nomor 6 109", [("Nomor", "Nomor"), ("6109", "6 109")]),
        ("satu dua", "satu xxxxxx dua", [("satu", "satu"), ("", "xxxxxx"), ("dua", "dua")]),
    ],
)  # fmt: skip
def test_misread_words_find_the_words_they_stand_for(
    printed: str, read: str, pairs: list[tuple[str, str]]
) -> None:
    words = printed.split()
    found = [(" ".join(words[p.first : p.last]), " ".join(p.read)) for p in align_words(words, read.split())]
    assert found == pairs


@pytest.mark.parametrize(("kind", "known"), [("clean", True), ("sideways", False), ("footer", False)])
def test_layers_good_and_useless(kind: LayerKind, known: bool, tmp_path: Path) -> None:
    sample = made(
        "sideways" if kind == "sideways" else "gray100", "times-portrait", tmp_path / "x.pdf", layer=kind
    )
    with pdfplumber.open(sample.path) as pdf:
        pages = [page.extract_text() for page in pdf.pages]
    assert all(pages)
    assert ("Zona Integritas" in pages[0]) is known
    assert all(("CamScanner" in page) is (kind == "footer") for page in pages)


def test_spoiler_leaves_most_words_and_repeats_itself() -> None:
    words = ["kerja", "Desember", "pembangunan", "diimplementasikan", "ZI"] * 200
    read = [Spoiler(0.2, 3)(word) for word in words[:1]] and list(map(Spoiler(0.2, 3), words))
    assert read == list(map(Spoiler(0.2, 3), words))
    wrong = sum(a != b for a, b in zip(words, read, strict=True))
    assert 0.08 * len(words) < wrong < 0.22 * len(words)
    assert "ke a" in read or "keija" in read


def test_no_text_layer_where_the_file_turns_pages(tmp_path: Path) -> None:
    layout = LAYOUTS["times-portrait"]
    decree = make_decree(1, layout, SHORT)
    printed = print_decree(decree, layout, tmp_path / "print.pdf")
    with pytest.raises(ValueError, match="rotate90"):
        layers(decree, printed, PROFILES["rotate90"], 1, "clean")


# --- made-up plans ---------------------------------------------------------------------------------


def test_plans_differ_by_seed_and_repeat_by_seed() -> None:
    assert make_plan(11).truth == make_plan(11).truth
    regions = {make_plan(seed).truth["document"]["wilayah"] for seed in range(30)}
    assert len(regions) > 25
    assert not regions & {"Kabupaten Banyumas", "Kabupaten Banyuwangi"}
    assert {draw_traits(seed).edisi for seed in range(20)} == {"52/2014", "90/2021"}


@pytest.mark.parametrize("seed", range(6))
def test_made_up_truth_agrees_with_the_vocabulary(seed: int) -> None:
    vocabulary = load_vocabulary()
    plan = make_plan(seed)
    document = plan.truth["document"]
    region = next(r for r in vocabulary.regions if r.kode == document["kode_wilayah"])
    assert (region.wilayah, region.provinsi) == (document["wilayah"], document["provinsi"])
    assert "CONTOH" in document["tentang"]
    numbers: list[tuple[int, int]] = []
    for row in plan.truth["rows"]:
        for name in row["indikator_ids"]:
            item = vocabulary.indikator_by_id[name]
            assert (item.area_no, item.edisi, item.aspect) == (
                row["area_no"],
                plan.truth["edisi"],
                "pemenuhan",
            )
        assert bool(row["no"]) == (row["urutan"] in plan.starts)
        if row["urutan"] in plan.starts:
            numbers.append((row["area_no"], row["komponen_no"]))
    # Komponen count from 1 in each area, without gaps, as the decree prints them.
    assert numbers == sorted(numbers)
    assert all(b == (a[0], a[1] + 1) or b[1] == 1 for a, b in zip(numbers, numbers[1:], strict=False))


def test_traits_do_what_they_say() -> None:
    layout = LAYOUTS["times-portrait"]
    odd = make_plan(
        4,
        Traits(
            letters=True, wrong_heading=6, no_heading=3, merged_targets=True, extra="TINDAKLANJUT", joint=0.5
        ),
    )
    decree = to_decree(odd, layout, 4)
    headings = [row for row in decree.rows if row.kind == "area"]
    assert len(headings) == 5
    assert headings[-1].cells[1].text.upper() == "PENGUATAN PENGAWASAN"
    assert [column.kolom for column in decree.columns][-1] == "TINDAKLANJUT"
    assert any(len(row["indikator_ids"]) == 2 for row in odd.truth["rows"])
    assert odd.shared
    by_number = {row["urutan"]: row for row in odd.truth["rows"]}
    for urutan in odd.shared:
        assert by_number[urutan]["target_waktu"] == by_number[urutan - 1]["target_waktu"] != ""
    first = odd.truth["rows"][0]
    assert first["ambiguous"][0]["chosen"] == f"a. {first['ambiguous'][0]['alternative']}"
    lacking = make_plan(4, Traits(without="indikator"))
    assert {(row["indikator"], tuple(row["indikator_ids"])) for row in lacking.truth["rows"]} == {("", ())}
    assert "indikator" not in [column.kolom for column in lacking.columns]


def test_schedules_say_their_months() -> None:
    rng = Random(1)
    names = {name.lower(): number for name, number in load_vocabulary().months}
    seen = set()
    for _ in range(400):
        when = phrases.schedule(2023, rng)
        seen.add(re.sub(r"\w+", "w", when.text))
        assert (str(when.tahun) in when.text) if when.tahun else "2023" not in when.text
        written = [
            names[word.lower()] for word in re.findall(r"[A-Za-z]+", when.text) if word.lower() in names
        ]
        if written:
            assert (when.bulan[0], when.bulan[-1]) == (written[0], written[-1])
        assert list(when.bulan) == sorted(set(when.bulan))
    assert len(seen) > 15


# --- transcripts and bad input ---------------------------------------------------------------------


def test_transcript_of_a_made_up_plan(tmp_path: Path) -> None:
    layout = LAYOUTS["bookman-portrait"]
    decree = make_decree(13, layout, Traits(rows=25))
    truth = make_transcript(decree, layout, tmp_path / "clean.txt")
    text = (tmp_path / "clean.txt").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if "\t" in line]
    assert {len(line) for line in lines} == {len(decree.columns)}
    headers = [line for line in lines if "INDIKATOR" in line]
    assert len(headers) == truth["document"]["pages"] > 2
    assert truth["rows"][0]["pages"] == [1]
    assert truth["rows"][-1]["pages"][-1] == len(headers)
    for row in truth["rows"]:
        for kolom in KOLOM[1:]:
            assert same(row["raw"][kolom], row[kolom])
        if len(row["pages"]) == 1:
            assert "\t".join(row["raw"].values()) in text
    noisy = make_transcript(decree, layout, tmp_path / "noisy.txt", Spoiler(0.2, 1))
    changed = [a["raw"] != b["raw"] for a, b in zip(truth["rows"], noisy["rows"], strict=True)]
    assert sum(changed) > 0.8 * len(changed)
    assert [row["langkah_aksi"] for row in noisy["rows"]] == [row["langkah_aksi"] for row in truth["rows"]]


def test_a_row_printed_twice_counts_once(tmp_path: Path) -> None:
    layout = replace(LAYOUTS["bookman-portrait"], repeat_row=True, cut_rows=False)
    decree = make_decree(14, layout, Traits(rows=25))
    printed = print_decree(decree, layout, tmp_path / "print.pdf")
    firsts = [(c.urutan, c.page) for c in printed.cells if c.kind == "row" and c.kolom == "no"]
    assert len(firsts) == 26
    assert len({urutan for urutan, _ in firsts}) == 25
    truth = make_transcript(decree, layout, tmp_path / "x.txt")
    assert len(truth["rows"]) == 25
    assert all(same(row["raw"]["indikator"], row["indikator"]) for row in truth["rows"])


def test_other_tables_stand_on_pages_of_their_own(tmp_path: Path) -> None:
    layout = LAYOUTS["times-letter"]
    decree = make_decree(3, layout, replace(SHORT, other_tables=True))
    sample = make_sample(decree, layout, "digital", tmp_path / "x.pdf")
    others = {cell.page for cell in sample.printed.cells if cell.kind == "other"}
    assert others == {sample.printed.table_pages[0] - 1, len(sample.printed.sizes)}
    assert not others & {item["page"] for item in sample.truth["geometry"]}
    with pdfplumber.open(sample.path) as pdf:
        assert "TANDA TANGAN" in pdf.pages[-1].extract_text()


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
