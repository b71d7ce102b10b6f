"""Two readings of a line: aligned, the better word chosen, spacing settled, chances as confidence."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dictionaries.lexicon import lexicon
from extract.engines.engine import PixelWord
from extract.geometry import PixelRect
from extract.reading.line_vote import choose_words, merge_looks
from extract.reading.reading_alignment import align_words, with_blanks_of
from extract.reading.reading_evidence import preference, trust


def _words(text: str, sure: float = 0.9) -> list[PixelWord]:
    """Words one beside the other, ten pixels a letter; ``word~0.5`` sets a word's own confidence."""
    out, x = [], 0
    for token in text.split():
        plain, _, own = token.partition("~")
        out.append(PixelWord(plain, PixelRect(x, 0, x + 10 * len(plain), 20), float(own or sure)))
        x += 10 * len(plain) + 10
    return out


def _text(words: Sequence[PixelWord]) -> str:
    return " ".join(word.text for word in words)


# label, first engine, second engine, right
CASES = [
    ("agreed", "Penyusunan tim kerja", "Penyusunan tim kerja", "Penyusunan tim kerja"),
    ("semicolon", "Laporan SAKIP: Kartu", "Laporan SAKIP; Kartu", "Laporan SAKIP; Kartu"),
    ("semicolon as comma", "rapat, laporan", "rapat; laporan", "rapat; laporan"),
    ("per cent", "kurang dari 2596", "kurang dari 25%", "kurang dari 25%"),
    ("known word first", "pelayanan publik", "pelayauan publik", "pelayanan publik"),
    ("known word second", "kanerja unit~0.6", "kinerja unit", "kinerja unit"),
    ("joined by second", "sudah diterapkan", "sudahditerapkan", "sudah diterapkan"),
    ("joined by second, misread by first", "sudah diterapkam~0.5", "sudahditerapkan", "sudah diterapkan"),
    ("broken by second", "masyarakat", "masy arakat", "masyarakat"),
    ("broken by first", "Blow~0.5 ing~0.5", "Blowing", "Blowing"),
    ("digit in a word", "informasi", "Informas1", "informasi"),
    ("speck read by first", "| Desember", "Desember", "Desember"),
    (
        "speck read by first, far back",
        "Agustus \N{EM DASH}~0.3 Desember",
        "Agustus Desember",
        "Agustus Desember",
    ),
    ("missed by first", "Desember", "Oktober - Desember", "Oktober - Desember"),
    ("mark before a word", "dilaksanakan", ".dilaksanakan~0.7", "dilaksanakan"),
    ("nothing by first", "", "SOP Pelayanan", "SOP Pelayanan"),
    ("nothing by second", "Januari 2022", "", "Januari 2022"),
    ("both empty", "", "", ""),
]


@pytest.mark.parametrize(("first", "second", "right"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_the_better_word_wins(first: str, second: str, right: str) -> None:
    assert _text(choose_words(_words(first), _words(second))) == right


KEPT = [
    ("the author's typo, read alike", "analisa resiko terget", "analisa resiko terget"),
    ("numbers read alike", "31 12 2022", "31 12 2022"),
    ("a foreign word read alike", "Screenshoot website", "Screenshoot website"),
]


@pytest.mark.parametrize(("first", "second"), [c[1:] for c in KEPT], ids=[c[0] for c in KEPT])
def test_what_both_read_stays_whatever_the_lexicon_says(first: str, second: str) -> None:
    chosen = choose_words(_words(first), _words(second))
    assert _text(chosen) == first
    assert all(word.confidence >= 0.85 for word in chosen)


def test_agreement_is_surer_than_choice() -> None:
    agreed = choose_words(_words("kinerja", 0.6), _words("kinerja", 0.6))[0]
    chosen = choose_words(_words("kanerja", 0.6), _words("kinerja", 0.6))[0]
    unclear = choose_words(_words("Zl", 0.6), _words("ZI", 0.6))[0]
    assert agreed.confidence > chosen.confidence > 0.5
    assert agreed.confidence > unclear.confidence


def test_an_even_choice_is_no_confident_one() -> None:
    """Two acronyms, both engines sure: nothing tells them apart, so a person should look."""
    (word,) = choose_words(_words("RKT", 0.9), _words("RKI", 0.9))
    assert word.text in ("RKT", "RKI")
    assert word.confidence < 0.85


def test_preference_leans_to_the_better_word() -> None:
    good, bad = _words("pelayanan"), _words("pelayauan")
    assert preference(bad, good) > 0.6 > 0.5 > preference(good, bad)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("kinerja", "kanerja"),
        ("rapat", "rapat~0.3"),
        ("SAKIP", "SAKIP:"),
        ("Desember", "|Desember"),
        ("dan", "d\N{EURO SIGN}n"),
    ],
)
def test_trust_falls_with_every_doubt(better: str, worse: str) -> None:
    assert trust(_words(better)[0]) > trust(_words(worse)[0])


def test_letters_of_one_reading_blanks_of_the_other() -> None:
    words = with_blanks_of(_words("sudahdiinternalisasikan"), _words("sudah diiternatisasikan"), lexicon())
    assert [word.text for word in words] == ["sudah", "diinternalisasikan"]
    assert words[0].box.x1 == words[1].box.x0
    assert words[0].box.x0 == 0
    assert words[1].box.x1 == 230


@pytest.mark.parametrize(
    ("words", "other"), [("pelayanan prima", "pelayananprima"), ("xqzt", "xq zt"), ("KPU", "K PU")]
)
def test_blanks_move_only_where_words_come_of_it(words: str, other: str) -> None:
    assert _text(with_blanks_of(_words(words), _words(other), lexicon())) == words


TEXTS = st.lists(st.text(alphabet="abdikPK1;-", min_size=1, max_size=6), max_size=6).map(" ".join)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_alignment_keeps_every_word_in_order(first: str, second: str) -> None:
    chunks = align_words(_words(first), _words(second))
    assert _text([word for chunk in chunks for word in chunk.first]) == first
    assert _text([word for chunk in chunks for word in chunk.second]) == second


@settings(deadline=None)
@given(TEXTS)
def test_a_reading_agrees_with_itself(text: str) -> None:
    assert _text(choose_words(_words(text), _words(text))) == text


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_every_choice_has_a_chance(first: str, second: str) -> None:
    assert all(0 <= word.confidence <= 1 for word in choose_words(_words(first), _words(second)))


def test_a_word_over_words_of_the_other_engine_is_not_one_that_it_left_out() -> None:
    second = _words("peta proses bisnis")
    over = PixelWord("para", PixelRect(42, 0, 70, 20), 0.9)
    beside = PixelWord("para", PixelRect(200, 0, 240, 20), 0.9)
    assert _text(choose_words([second[0], over, *second[1:]], second)) == "peta proses bisnis"
    assert _text(choose_words([*second, beside], second)) == "peta proses bisnis para"


# label, one look, another look, another engine, right
LOOKS = [
    ("known word", "pelayauan publik", "pelayanan publik", "", "pelayanan publik"),
    ("known word, other way round", "pelayanan publik", "pelayauan publik", "", "pelayanan publik"),
    ("backed by another engine", "tim Zi", "tim ZI", "tin ZI", "tim ZI"),
    ("the first, where nothing speaks for either", "X11 P", "X12 P", "", "X11 P"),
    ("only one look sees anything", "", "laporan", "", "laporan"),
    ("nothing seen", "", "", "laporan", ""),
]


@pytest.mark.parametrize(("one", "two", "other", "right"), [c[1:] for c in LOOKS], ids=[c[0] for c in LOOKS])
def test_two_looks_become_one_reading(one: str, two: str, other: str, right: str) -> None:
    assert _text(merge_looks(_words(one), _words(two), [_words(other)])) == right


def test_words_that_both_looks_have_keep_the_higher_confidence() -> None:
    (word,) = merge_looks(_words("laporan", 0.5), _words("laporan", 0.8), [])
    assert word.confidence == 0.8


@settings(deadline=None)
@given(TEXTS)
def test_a_look_united_with_itself_stays(text: str) -> None:
    assert _text(merge_looks(_words(text), _words(text), [])) == text
