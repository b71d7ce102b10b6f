"""Made-up plans and their transcripts: varied, repeatable, with true truth."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from random import Random

import pdfplumber
import pytest

from dictionaries.vocabulary import load_vocabulary
from normalize.schedule.parse import parse_schedule
from samples.generator import plan_phrases as phrases
from samples.generator.contoh import make_decree, to_decree
from samples.generator.made_up import Traits, draw_traits, make_plan
from samples.generator.making import make_sample, make_transcript
from samples.generator.named_layouts import LAYOUTS
from samples.generator.noisy_words import Spoiler
from samples.generator.printing import print_decree
from tests.support.sample_pages import KOLOM, SHORT, same

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
        if plan.traits.unnumbered == 0.0:
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


def test_numbers_may_be_missing_and_rows_may_be_long(tmp_path: Path) -> None:
    numbered, bare = (make_plan(4, Traits(unnumbered=share)) for share in (0.0, 0.3))
    pairs = list(zip(numbered.truth["rows"], bare.truth["rows"], strict=True))
    assert all(b["no"] in ("", a["no"]) for a, b in pairs)
    assert 0 < sum(bool(a["no"]) and not b["no"] for a, b in pairs) < len(numbered.starts)
    assert [{**a, "no": ""} for a, _ in pairs] == [{**b, "no": ""} for _, b in pairs]

    layout = LAYOUTS["large-landscape"]
    decree = make_decree(6, layout, Traits(long_rows=0.5, rows=8))
    truth = make_sample(decree, layout, "digital", tmp_path / "x.pdf").truth
    assert max(len(row["pages"]) for row in truth["rows"]) >= 3
    long = next(row for row in truth["rows"] if len(row["pages"]) >= 3)
    parts = [
        i["part"] for i in truth["geometry"] if (i["urutan"], i["kolom"]) == (long["urutan"], "indikator")
    ]
    assert parts == list(range(1, len(long["pages"]) + 1))


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


def test_schedules_mean_what_the_program_documents() -> None:
    """Truth and program were written apart; both follow the meaning that ``normalize.schedule`` describes."""
    rng, vocabulary = Random(2), load_vocabulary()
    forms = {when.text: when for when in (phrases.schedule(2023, rng) for _ in range(600))}
    assert {"per triwulan", "Tiap bulan", "Setiap semester", "setiap 3 bulan sekali"} < forms.keys()
    assert forms["per triwulan"].bulan == (3, 6, 9, 12)
    for text, when in forms.items():
        understood = parse_schedule(text, vocabulary)
        assert (understood.bulan, understood.tahun) == (when.bulan, when.tahun), text


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
