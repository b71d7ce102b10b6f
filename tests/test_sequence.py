"""The whole document decides what a row alone leaves open, and nothing is accepted on order alone."""

from __future__ import annotations

import random

import pytest

from dictionaries import load_vocabulary
from dictionaries.numerals import plausible_values
from normalize.match.area_komponen import continued_blocks, count_up, place_rows
from normalize.match.coverage import find_coverage
from tests.support.plan_rows import official_headings, official_rows, plan

VOCABULARY = load_vocabulary()
HEADINGS = official_headings(VOCABULARY)


def ids_of(raw: object, year: int | None = None) -> list[tuple[str, ...]]:
    return [cover.ids for cover in find_coverage(raw, VOCABULARY, year).covers]


@pytest.mark.parametrize("edisi", VOCABULARY.editions)
@pytest.mark.parametrize("headed", [True, False])
def test_a_plan_that_copies_the_form(edisi: str, headed: bool) -> None:
    rows, ids = official_rows(VOCABULARY, edisi)
    if not headed:
        rows = [{key: value for key, value in row.items() if key != "area"} for row in rows]
    raw = plan(rows, HEADINGS if headed else ())
    coverage = find_coverage(raw, VOCABULARY)
    assert coverage.edisi == edisi
    assert [cover.ids for cover in coverage.covers] == [(item,) for item in ids]
    assert all(cover.sure for cover in coverage.covers)
    places, problems = place_rows(raw, coverage, VOCABULARY)
    official = [VOCABULARY.indikator_by_id[item] for item in ids]
    assert [place.area_no for place in places] == [item.area_no for item in official]
    assert [place.komponen_id for place in places] == [item.komponen_id for item in official]
    numbers = [VOCABULARY.komponen_by_id[item.komponen_id].komponen_no for item in official]
    assert [place.komponen_no for place in places] == numbers
    assert not problems


def test_near_duplicates_are_told_apart_by_their_place() -> None:
    """Two komponen have the same sentence but for one word, and here that word is lost in both."""
    rows, ids = official_rows(VOCABULARY, "90/2021")
    lost = "Telah dilakukan evaluasi atas penanganan"
    for place, item in enumerate(ids):
        if item in ("90.P.5.v.d", "90.P.6.iii.c"):
            rows[place]["indikator"] = lost
    found = dict(zip(ids, ids_of(plan(rows, HEADINGS)), strict=True))
    assert found["90.P.5.v.d"] == ("90.P.5.v.d",)
    assert found["90.P.6.iii.c"] in ((), ("90.P.6.iii.c",))


def test_rows_out_of_order_keep_their_wording() -> None:
    rows, ids = official_rows(VOCABULARY, "52/2014")
    place = ids.index("52.V.5.b")
    for kolom in ("indikator",):
        rows[place - 1][kolom], rows[place][kolom] = rows[place][kolom], rows[place - 1][kolom]
    ids[place - 1], ids[place] = ids[place], ids[place - 1]
    assert ids_of(plan(rows, HEADINGS)) == [(item,) for item in ids]


def test_a_row_of_the_offices_own_is_unmatched_and_flagged() -> None:
    rows, ids = official_rows(VOCABULARY, "90/2021")
    rows.insert(11, {"indikator": "Pelaksanaan senam pagi bersama setiap Jumat"})
    covers = find_coverage(plan(rows, HEADINGS), VOCABULARY).covers
    assert covers[11].ids == ()
    assert not covers[11].sure
    assert [cover.ids for place, cover in enumerate(covers) if place != 11] == [(item,) for item in ids]


def test_two_rows_for_one_indicator_and_one_row_for_two() -> None:
    rows, ids = official_rows(VOCABULARY, "90/2021")
    twice = ids.index("90.P.2.ii.d")
    rows.insert(
        twice + 1,
        {"indikator": "Monev pemanfaatan TI dalam pengukuran kinerja, operasionalisasi SDM, layanan publik"},
    )
    ids.insert(twice + 1, "90.P.2.ii.d")
    both = ids.index("90.P.3.iv.c")
    rows[both]["indikator"] += "; " + rows[both + 1]["indikator"]
    del rows[both + 1], ids[both + 1]
    expected = [(item,) for item in ids]
    expected[both] = ("90.P.3.iv.c", "90.P.3.iv.d")
    assert ids_of(plan(rows, HEADINGS)) == expected


def test_a_merged_indicator_cell_covers_all_its_rows() -> None:
    rows, _ = official_rows(VOCABULARY, "90/2021")
    raw = plan(rows[:4], HEADINGS)
    shared = raw.rows[1].cells[1]
    again = type(raw.rows[1])(
        3, 0, "1", False, (raw.rows[1].cells[0], type(shared)("indikator", shared.parts, True)), 1, 1
    )
    merged = type(raw)(raw.file, raw.sha256, raw.pages, raw.areas, (*raw.rows[:2], again, *raw.rows[2:]))
    assert ids_of(merged)[:3] == [("90.P.1.i.a",), ("90.P.1.i.b",), ("90.P.1.i.b",)]


def test_an_alias_for_two_does_not_take_an_indicator_with_a_row_of_its_own() -> None:
    rows = [
        {
            "area": "0",
            "no": "1",
            "komponen": "Tim Kerja",
            "indikator": "Menerbitkan SK Tim Kerja / Kelompok Kerja",
        },
        {"indikator": "Penentuan anggota Tim selain pimpinan dipilih melalui prosedur/mekanisme yang jelas"},
        {
            "no": "2",
            "komponen": "Dokumen Rencana Aksi",
            "indikator": "Ada dokumen rencana kerja pembangunan ZI",
        },
    ]
    alone = [rows[0], rows[2]]
    assert ids_of(plan(rows, HEADINGS), 2021)[0] == ("52.I.1.a",)
    assert ids_of(plan(alone, HEADINGS), 2021)[0] == ("52.I.1.a", "52.I.1.b")


def test_rows_that_both_editions_have_leave_the_edition_open() -> None:
    rows = [{"area": "0", "no": "5", "komponen": "Pengaduan Masyarakat", "indikator": "x"}]
    rows[0]["indikator"] = "Telah dilakukan monitoring dan evaluasi atas penanganan pengaduan masyarakat"
    coverage = find_coverage(plan(rows, [("V", "PENGUATAN PENGAWASAN")]), VOCABULARY)
    assert coverage.edisi is None
    assert coverage.covers[0].ids == ()
    assert coverage.covers[0].candidates
    assert not coverage.covers[0].sure
    known = find_coverage(plan(rows, [("V", "PENGUATAN PENGAWASAN")]), VOCABULARY, year=2020)
    assert known.covers[0].ids == ("52.V.3.c",)


def test_no_rows() -> None:
    coverage = find_coverage(plan([]), VOCABULARY)
    assert coverage.covers == ()
    assert place_rows(plan([]), coverage, VOCABULARY) == ([], [])


def test_a_table_of_something_else_matches_nothing() -> None:
    rows = [
        {"no": str(number), "komponen": "Kegiatan", "indikator": text}
        for number, text in enumerate(
            ["Sosialisasi pemilih pemula", "Pengadaan kendaraan", "Bimbingan teknis PPK", "Rapat pleno"],
            start=1,
        )
    ]
    coverage = find_coverage(plan(rows), VOCABULARY)
    assert coverage.edisi is None
    assert not any(cover.ids for cover in coverage.covers)


def test_without_an_indicator_column_the_actions_are_matched() -> None:
    rows, ids = official_rows(VOCABULARY, "90/2021")
    moved = [{**row, "langkah_aksi": row["indikator"]} for row in rows]
    raw = plan(moved, HEADINGS, columns=("komponen", "langkah_aksi", "bukti_fisik", "target_waktu"))
    assert ids_of(raw) == [(item,) for item in ids]


@pytest.mark.parametrize("seed", range(4))
def test_plans_with_gaps_and_noise_have_no_wrong_ids(seed: int) -> None:
    """Letters swapped, rows left out: what is not found is open, not wrong."""
    rng = random.Random(seed)
    edisi = VOCABULARY.editions[seed % 2]
    kept = [item for item in VOCABULARY.indikator if rng.random() > 0.2]
    rows, ids = official_rows(VOCABULARY, edisi, kept)
    for row in rows:
        row["indikator"] = "".join(
            rng.choice("nrilmtse") if sign.isalpha() and rng.random() < 0.05 else sign
            for sign in row["indikator"]
        )
    found = ids_of(plan(rows, HEADINGS))
    wrong = [(one, other) for one, other in zip(found, ids, strict=True) if one not in ((), (other,))]
    assert not wrong
    assert sum(one == (other,) for one, other in zip(found, ids, strict=True)) >= 0.95 * len(ids)


NUMBERS = [
    (["i", "ii", "iii", "iv"], [1, 2, 3, 4]),
    (["1", "2.", "3"], [1, 2, 3]),
    (["i", "ii", "iii", "d", "e", ""], [1, 2, 3, 4, 5, 6]),
    (["a", "b", "c", "d"], [1, 2, 3, 4]),
    (["", "", ""], [1, 2, 3]),
    (["i", "ii", "ii", "iv"], [1, 2, 3, 4]),
    (["1", "3", "4"], [1, 3, 4]),
    (["l", "ll", "lll", "lV"], [1, 2, 3, 4]),
    (["i", "ii", "iii", "IV", "V"], [1, 2, 3, 4, 5]),
    (["#", "2", "x"], [1, 2, 3]),
    ([], []),
]


@pytest.mark.parametrize(("marks", "expected"), NUMBERS)
def test_komponen_numbers(marks: list[str], expected: list[int]) -> None:
    assert count_up(marks, [None] * len(marks)) == expected


def test_a_number_that_lost_a_letter_is_put_right_by_the_komponen() -> None:
    assert count_up(["i", "ii", "iii", "v"], [1, 2, 3, 4]) == [1, 2, 3, 4]
    assert count_up(["i", "ii", "iii", "v"], [1, 2, 3, 5]) == [1, 2, 3, 5]


def test_komponen_counted_through_all_areas() -> None:
    rows, _ = official_rows(VOCABULARY, "90/2021")
    count = 0
    for row in rows:
        if "no" in row:
            count += 1
            row["no"] = str(count)
    raw = plan(rows, HEADINGS)
    coverage = find_coverage(raw, VOCABULARY)
    places, _ = place_rows(raw, coverage, VOCABULARY)
    assert [place.komponen_no for place in places] == [
        VOCABULARY.komponen_by_id[place.komponen_id or ""].komponen_no for place in places
    ]


def test_numbers_that_count_rows_do_not_count_komponen() -> None:
    rows, ids = official_rows(VOCABULARY, "90/2021")
    name = ""
    for number, row in enumerate(rows, start=1):
        name = row.get("komponen", name)
        row |= {"komponen": name, "no": str(number)}
    raw = plan(rows, HEADINGS)
    coverage = find_coverage(raw, VOCABULARY)
    places, _ = place_rows(raw, coverage, VOCABULARY)
    assert [cover.ids for cover in coverage.covers] == [(item,) for item in ids]
    official = [VOCABULARY.indikator_by_id[item].komponen_id for item in ids]
    assert [place.komponen_no for place in places] == [
        VOCABULARY.komponen_by_id[item].komponen_no for item in official
    ]


def test_a_komponen_column_of_something_else_does_not_mislead() -> None:
    rows, ids = official_rows(VOCABULARY, "90/2021")
    for number, row in enumerate(rows, start=1):
        row |= {"komponen": f"Kegiatan {number}", "no": str(number)}
    assert ids_of(plan(rows, HEADINGS)) == [(item,) for item in ids]


def test_reform_indicators_after_each_area() -> None:
    order = [item for item in VOCABULARY.indikator if item.edisi == "90/2021"]
    order.sort(key=lambda item: (item.area_no, item.aspect))
    rows: list[dict[str, str]] = []
    for before, item in zip([None, *order], order, strict=False):
        row = {"indikator": item.statement}
        if before is None or before.komponen_id != item.komponen_id:
            komponen = VOCABULARY.komponen_by_id[item.komponen_id]
            row |= {"no": str(komponen.komponen_no), "komponen": komponen.komponen}
        if before is None or before.area_no != item.area_no:
            row["area"] = str(item.area_no - 1)
        rows.append(row)
    assert ids_of(plan(rows, HEADINGS)) == [(item.indikator_id,) for item in order]


def test_headings_that_lie_or_lack_are_told() -> None:
    rows, ids = official_rows(VOCABULARY, "52/2014")
    lying = [*HEADINGS[:5], ("VI", "PENGUATAN PENGAWASAN")]
    raw = plan(rows, lying)
    coverage = find_coverage(raw, VOCABULARY)
    places, problems = place_rows(raw, coverage, VOCABULARY)
    official = [VOCABULARY.indikator_by_id[item].area_no for item in ids]
    assert [place.area_no for place in places] == official
    assert [problem.code for problem in problems] == ["area-heading-differs"]
    lacking = [{**row, "area": "4"} if row.get("area") == "5" else row for row in rows]
    raw = plan(lacking, HEADINGS[:5])
    places, problems = place_rows(raw, find_coverage(raw, VOCABULARY), VOCABULARY)
    assert [place.area_no for place in places] == official
    assert [problem.code for problem in problems] == ["area-heading-missing"]


def test_a_row_under_another_komponen_is_doubted() -> None:
    rows, ids = official_rows(VOCABULARY, "90/2021")
    place = ids.index("90.P.2.iii.a")
    del rows[place]["no"], rows[place]["komponen"]
    raw = plan(rows, HEADINGS)
    coverage = find_coverage(raw, VOCABULARY)
    places, _ = place_rows(raw, coverage, VOCABULARY)
    assert coverage.covers[place].ids == ("90.P.2.iii.a",)
    assert "komponen-differs" in places[place].doubts


def test_specks_in_the_komponen_column_begin_no_komponen() -> None:
    leaders = continued_blocks(
        names=["Penataan Tim", "V 1", "Rencana Kerja", "IIE 3", "Budaya Kerja"],
        marks=["1", "", "2", "", "3"],
        areas=[1, 1, 1, 1, 1],
        ids=["k1", None, "k2", None, "k3"],
        owned=["k1", "k1", "k2", "k3", "k3"],
    )
    assert leaders == [0, 0, 2, 4, 4]


def test_a_komponen_with_a_name_or_a_number_of_its_own_stays_one() -> None:
    leaders = continued_blocks(
        names=["Penataan Tim", "Pelatihan Pegawai", "", "Budaya Kerja"],
        marks=["1", "", "3", "1"],
        areas=[1, 1, 1, 2],
        ids=["k1", None, None, None],
        owned=["k1", None, None, None],
    )
    assert leaders == [0, 1, 2, 3]


def test_a_block_without_a_name_may_keep_the_number_before_it() -> None:
    assert count_up(["", "", "2"], [None, None, 2], [True, True, False]) == [1, 1, 2]
    assert count_up(["1", "2", ""], [1, 2, None], [False, False, False]) == [1, 2, 3]


def test_a_number_beside_a_speck_is_read() -> None:
    assert 4 in plausible_values("| iv")
    assert {1, 6} & set(plausible_values("6 VPENG"))
    assert not plausible_values("PENGU AN")
