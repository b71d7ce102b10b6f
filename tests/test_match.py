"""Wordings are comparable whatever the spelling, and the right indicator is the most alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dictionaries import load_vocabulary
from dictionaries.numerals import plausible_values
from normalize.match.comparer import comparer_for, list_letter, stem
from normalize.match.joint_rows import joint_indicators
from normalize.match.match_scores import (
    area_index,
    indikator_index,
    indikator_order,
    komponen_index,
    komponen_order,
)

VOCABULARY = load_vocabulary()
COMPARER = comparer_for(VOCABULARY)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zona Integritas menuju WBK/WBBM", "ZI menuju WBK / WBBM"),
        ("a. Terdapat inovasi pelayanan", "Terdapat inovasi pelayanan."),
        ("2) Terdapat inovasi pelayanan", "Terdapat inovasi layanan"),
        ("<i>Whistle Blowing System</i> telah diterapkan", "WBS sudah diimplementasikan"),
        ("Penilaian resiko", "Penilaian risiko"),
        ("dibangun di lingkungan KPU Kabupaten Hulu Sungai Utara", "dibangun di lingkungan unit kerja"),
        ("KPU Kota Xyzabc melakukan reviu", "Komisi Pemilihan Umum Kabupaten Kudus melakukan review"),
        ("KIP Kabupaten Aceh Besar", "unit kerja"),
        ("masing- masing jabatan", "masing-masing jabatan"),
        ("mensosiali- sasikan", "mensosialisasikan"),
        ("Whiste Blowing System", "WBS"),
        ("Zona Integrltas", "ZI"),
    ],
)
def test_same_wording(one: str, other: str) -> None:
    assert COMPARER.plain(one) == COMPARER.plain(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Menetapkan kebijakan pola rotasi internal", "Menerapkan kebijakan pola rotasi internal"),
        ("evaluasi atas penanganan pengaduan", "evaluasi atas penanganan keluhan"),
        ("KPU melakukan evaluasi", "BPK melakukan evaluasi"),
        ("Dokumen perencanaan", "Dokumen perencanaan kinerja"),
    ],
)
def test_other_wording(one: str, other: str) -> None:
    assert COMPARER.plain(one) != COMPARER.plain(other)


@pytest.mark.parametrize(
    "forms",
    [
        ("menerapkan", "diterapkan", "penerapan"),
        ("ditindaklanjuti", "menindaklanjuti", "tindaklanjut"),
        ("disosialisasikan", "mensosialisasikan", "sosialisasi"),
        ("pengukuran", "mengukur", "ukuran"),
        ("dievaluasi", "evaluasi", "mengevaluasi"),
        ("penyusunan", "disusun", "menyusun"),
    ],
)
def test_forms_of_one_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


def test_stems_of_other_words_differ() -> None:
    words = ["menetapkan", "menerapkan", "menyusun", "mengukur", "memantau", "pelayanan", "pengaduan"]
    assert len({stem(word) for word in words}) == len(words)


@pytest.mark.parametrize("edisi", VOCABULARY.editions)
def test_every_official_wording_finds_its_indicator(edisi: str) -> None:
    index, order = indikator_index(VOCABULARY, edisi), indikator_order(VOCABULARY, edisi)
    items = [VOCABULARY.indikator_by_id[item] for item in order]
    for wording in ("statement", "official"):
        scores = index.scores([getattr(item, wording) for item in items])
        assert scores.diagonal().min() == pytest.approx(1.0, abs=1e-5)
        assert (scores.argmax(axis=1) == range(len(order))).all()


@pytest.mark.parametrize(
    ("text", "indikator_id"),
    [
        ("Rapor memantau pencapaian kinerja secara berkala", "90.P.4.i.c"),
        ("SPI telah dünformasikan dan dtkomunikasikan kepada seluruh pihak terkait", "90.P.5.ii.d"),
        ("evaluasi atas penanganan pengadaan masyarakat telah dilakukan monev", "90.P.5.iii.c"),
        ("Evaluasi penerapan WBS sudah dilaksanakan", "90.P.5.iv.b"),
        ("Tindak lanjut hasil survey kepuasan masyarakat dilakukan", "90.P.6.iv.c"),
        ("Prosedur operasional tetap (TOP) telah diterapkan", "90.P.2.i.b"),
    ],
)
def test_noisy_and_reworded_text_finds_its_indicator(text: str, indikator_id: str) -> None:
    scores = indikator_index(VOCABULARY, "90/2021").scores([text])[0]
    assert indikator_order(VOCABULARY, "90/2021")[scores.argmax()] == indikator_id


def test_other_subjects_are_not_alike() -> None:
    texts = ["Pelaksanaan senam pagi bersama", "Pemeliharaan gedung kantor", "Kegiatan donor darah", ""]
    assert indikator_index(VOCABULARY, "90/2021").scores(texts).max() < 0.45


def test_komponen_and_areas_are_found() -> None:
    komponen = komponen_index(VOCABULARY, "90/2021").scores(
        ["Penerapan SPIP", "Pemantauan dan Evaluast Pembangunan ZI"]
    )
    order = komponen_order(VOCABULARY, "90/2021")
    assert [order[place] for place in komponen.argmax(axis=1)] == ["90.P.5.ii", "90.P.1.iii"]
    areas = area_index(VOCABULARY).scores(["PENIGKATAN KUALITAS PELAYAHAN PUBLIK", "TATA LAKSANA"])
    assert list(areas.argmax(axis=1)) == [5, 1]


@given(st.lists(st.text(max_size=80), max_size=5))
def test_scores_stay_between_0_and_1(texts: list[str]) -> None:
    scores = indikator_index(VOCABULARY, "52/2014").scores(texts)
    assert scores.shape == (len(texts), 81)
    assert not scores.size or (scores.min() >= 0.0 and scores.max() <= 1.0 + 1e-5)


@given(st.text(max_size=80))
def test_comparable_form_is_stable(text: str) -> None:
    plain = COMPARER.plain(text)
    assert plain == " ".join(plain.split())
    assert plain == plain.lower()


JOINT = [
    ("52/2014", "52.IV.2.d", "terdapat IKU dan indikator kinerja telah SMART", ("52.IV.2.c", "52.IV.2.d")),
    (
        "52/2014",
        "52.II.1.a",
        "SOP mengacu pada peta proses bisnis dan dipahami pegawai SOP telah dievaluasi",
        ("52.II.1.a", "52.II.1.c"),
    ),
    (
        "90/2021",
        "90.P.5.v.c",
        "Penanganan benturan kepentingan telah disosialisasikan/internalisasi serta "
        "penanganan benturan kepentingan telah diimplementasikan",
        ("90.P.5.v.b", "90.P.5.v.c"),
    ),
    ("90/2021", "90.P.5.iv.b", "Telah dilakukan evaluasi atas penerapan WBS", ("90.P.5.iv.b",)),
    (
        "90/2021",
        "90.P.5.iii.d",
        "Hasil evaluasi atas penanganan pengaduan masyarakat telah ditindaklanjuti",
        ("90.P.5.iii.d",),
    ),
    ("90/2021", "90.P.6.i.c", "Reviu dan perbaikan atas standar pelayanan dan SOP", ("90.P.6.i.c",)),
]


@pytest.mark.parametrize(("edisi", "chief", "text", "expected"), JOINT)
def test_joint_rows(edisi: str, chief: str, text: str, expected: tuple[str, ...]) -> None:
    order = indikator_order(VOCABULARY, edisi)
    columns = joint_indicators(VOCABULARY, edisi, text, order.index(chief), frozenset())
    assert tuple(order[column] for column in columns) == expected


@pytest.mark.parametrize("edisi", VOCABULARY.editions)
def test_no_official_wording_is_taken_for_two(edisi: str) -> None:
    order = indikator_order(VOCABULARY, edisi)
    for column, item in enumerate(order):
        for text in VOCABULARY.indikator_by_id[item].wordings:
            assert joint_indicators(VOCABULARY, edisi, text, column, frozenset()) == (column,)


def test_an_indicator_with_a_row_of_its_own_is_not_added() -> None:
    order = indikator_order(VOCABULARY, "52/2014")
    taken = frozenset({order.index("52.IV.2.c")})
    text = "terdapat IKU dan indikator kinerja telah SMART"
    chief = order.index("52.IV.2.d")
    assert joint_indicators(VOCABULARY, "52/2014", text, chief, taken) == (chief,)


@pytest.mark.parametrize(
    ("mark", "number"),
    [
        ("iv", 4),
        ("IV.", 4),
        ("4", 4),
        ("d", 4),
        ("d.", 4),
        ("1)", 1),
        ("l", 1),
        ("ll", 2),
        ("1V", 4),
        ("HI", 3),
        ("Vl", 6),
    ],
)
def test_number_marks(mark: str, number: int) -> None:
    assert number in plausible_values(mark)


@pytest.mark.parametrize("mark", ["", "-", "NO", "Tim Kerja", "2022"])
def test_no_number_marks(mark: str) -> None:
    assert plausible_values(mark) == {}


@pytest.mark.parametrize(
    ("text", "letter"), [("a. SK Tim", "a"), ("b) Ada", "b"), ("Ada a. b", ""), ("aa. x", "")]
)
def test_list_letters(text: str, letter: str) -> None:
    assert list_letter(text) == letter


@pytest.mark.parametrize("separator", ["; ", " dan ", ". "])
def test_a_row_that_says_three_indicators_covers_all_three(separator: str) -> None:
    ids = ("52.V.2.b", "52.V.2.c", "52.V.2.d")
    order = indikator_order(VOCABULARY, "52/2014")
    columns = tuple(order.index(item) for item in ids)
    text = separator.join(VOCABULARY.indikator_by_id[item].statement for item in ids)
    assert joint_indicators(VOCABULARY, "52/2014", text, columns[0], frozenset()) == columns


def test_three_clauses_of_one_indicator_are_one() -> None:
    order = indikator_order(VOCABULARY, "52/2014")
    column = order.index("52.V.2.b")
    own = VOCABULARY.indikator_by_id["52.V.2.b"].statement
    text = f"{own}; dilaksanakan oleh Sekretariat; setiap tahun"
    assert joint_indicators(VOCABULARY, "52/2014", text, column, frozenset()) == (column,)
