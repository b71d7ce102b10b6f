"""Repair does no harm: what is surely printed stays, whatever lists and neighbours say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.harm import WAYS, Tally, main, measure
from bench.open_words import Writer, unknown_share
from bench.word_stocks import STOCKS
from dictionaries.lexicon import lexicon
from lampiran.codes import Method, ReasonCode
from lampiran.records import CellPart, PageKind, PlanCell, RawCell, Reading, Reason, Word
from normalize.edits import Edit, edit_of_letters
from normalize.repair import repair_cell, repair_text
from normalize.rules.time_numerals import STROKES_OF_TIMES
from normalize.style.agreement import Seen, perhaps_others
from normalize.style.context import RepairContext
from normalize.style.document_style import DocumentStyle
from normalize.style.harmless import is_harmless
from normalize.style.readers import MISLED, Readers, differing, runs

READ_IN = {way.name: way for way in WAYS}
SCAN = RepairContext("langkah_aksi", document=DocumentStyle(noise=1.0))


def of(text: str, *readings: str, kolom: str = "langkah_aksi", sure: float = 0.8) -> RawCell:
    words = tuple(Word(word, None, sure) for word in text.split())
    read = tuple(Reading(f"engine {place}", reading, 0.95) for place, reading in enumerate(readings))
    return RawCell(kolom, (CellPart(1, None, text, sure, words, read),))


def repaired(cell: RawCell, kind: PageKind = "scan", phrases: tuple[tuple[str, float], ...] = ()) -> PlanCell:
    context = RepairContext(cell.kolom, phrases, document=DocumentStyle(noise=1.0, kind=kind))
    return repair_cell(cell, context)


# Plans of open vocabulary


@pytest.mark.parametrize("stock", sorted(STOCKS))
def test_a_stock_has_words_that_no_list_has(stock: str) -> None:
    mild = Writer(STOCKS[stock], 1).rows(100, hard=False)
    hard = Writer(STOCKS[stock], 1).rows(100, hard=True)
    assert 0.04 <= unknown_share(mild) <= 0.15
    assert 0.3 <= unknown_share(hard) <= 0.55
    assert mild == Writer(STOCKS[stock], 1).rows(100, hard=False)
    assert mild != Writer(STOCKS[stock], 2).rows(100, hard=False)


def test_names_are_made_that_the_lexicon_does_not_know() -> None:
    writer = Writer(STOCKS["highland"], 3)
    assert not any(lexicon().known(writer.name()) for _ in range(200))


def test_a_stock_of_known_names_is_refused() -> None:
    known = replace(STOCKS["highland"], syllables=("ra",), endings=("pat",))
    with pytest.raises(ValueError, match="known word"):
        Writer(replace(known, syllables=("",)), 1).name() if lexicon().known("pat") else Writer(
            known, 1
        ).name()


def plan(stock: str, way: str, *, hard: bool) -> Tally:
    return measure(Writer(STOCKS[stock], 1).rows(60, hard=hard), READ_IN[way], 1)[0]


@pytest.mark.parametrize("hard", [False, True])
@pytest.mark.parametrize("stock", sorted(STOCKS))
def test_what_is_surely_printed_keeps_its_letters(stock: str, hard: bool) -> None:
    assert plan(stock, "born-digital", hard=hard).harmed == 0
    assert plan(stock, "two readers agree", hard=hard).harmed == 0
    sure = plan(stock, "one sure reader", hard=hard)
    assert 1000 * sure.harmed <= 2 * sure.cells


@pytest.mark.parametrize("stock", sorted(STOCKS))
def test_noisy_transcripts_keep_their_repairs(stock: str) -> None:
    found = plan(stock, "noisy transcript", hard=False)
    assert found.noisy > 20
    assert found.mended / found.noisy >= 0.7
    assert found.harmed_silently <= 1


def test_the_measure_sees_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("normalize.letters.examine.is_harmless", lambda *_: True)
    assert plan("highland", "two readers agree", hard=True).harmed > 5


def test_the_program_prints_a_line_for_each_way(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--seeds", "1", "--rows", "6"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [sum(line.startswith(way.name) for line in lines) for way in WAYS] == [2] * len(WAYS)


# The guard


@pytest.mark.parametrize("word", ["menyusur", "meniliki", "siniar"])
def test_a_word_that_two_readers_have_alike_stays(word: str) -> None:
    text = f"Melakukan evaluasi dan {word} daftar hadir rapat"
    assert repaired(of(text, text, text)).text == text
    assert repaired(of(text, sure=0.98)).text == text
    assert repaired(of(text)).text != text


def test_a_misread_word_becomes_what_the_other_reader_has() -> None:
    cell = of("Rekap xapnt pegawai", "Rekap xapnt pegawai", "Rekap rapat pegawai")
    done = repaired(cell)
    assert done.text == "Rekap rapat pegawai"
    assert [step.method for step in done.steps] == [Method.READER]
    assert not any(reason.code == ReasonCode.UNSURE_REPAIR for reason in done.reasons)


def test_a_word_that_no_reader_had_is_flagged() -> None:
    done = repaired(
        of("Laporan pembarigunan kantor", "Laporan pembarigunan kantor", "Laporan pembangnan kantor")
    )
    assert done.text == "Laporan pembangunan kantor"
    assert Reason(ReasonCode.UNSURE_REPAIR, ("pembarigunan", "pembangunan")) in done.reasons


def test_the_official_wording_in_the_cell_speaks_even_against_two_readers() -> None:
    wording = "Penataan peta abatan sesuai dengan kebutuhan organisasi"
    official = wording.replace("abatan", "jabatan")
    done = repaired(of(wording, wording, wording, kolom="indikator"), phrases=((official, 0.97),))
    if done.text == official:
        assert [step.rule for step in done.steps] == ["letters.phrase"]
    else:
        assert done.text == wording
        assert done.needs_review


@pytest.mark.parametrize("numeral", ["XII", "VIII", "VI", "IX", "XI"])
@pytest.mark.parametrize("kind", ["scan", "transcript"])
def test_a_roman_numeral_becomes_no_other(numeral: str, kind: PageKind) -> None:
    for before in ("Rapat Ketua Pokja", "Laporan hasil evaluasi Tahap", "Buku Jilid"):
        text = f"{before} {numeral}"
        assert repaired(of(text), kind).text == text


def edit(text: str, before: str, after: str, method: Method = Method.CONTEXT) -> Edit:
    start = text.index(before)
    return edit_of_letters(start, start + len(before), after, method, 0.95)


def read(*texts: str) -> RepairContext:
    words = tuple(runs(texts[0]))
    return replace(SCAN, readers=Readers(texts if len(texts) > 1 else (), (), words))


def test_capitals_and_codes_become_only_what_a_reader_saw() -> None:
    text = "Laporan WBIS dan formulir F03"
    assert not is_harmless(edit(text, "WBIS", "WBS"), text, read(text))
    assert is_harmless(edit(text, "WBIS", "WBS"), text, read(text, "Laporan WBS dan formulir F03"))
    assert not is_harmless(edit(text, "F03", "F08"), text, read(text))


def test_what_stands_elsewhere_in_the_cell_was_not_seen_here() -> None:
    text = "Semester II, Angkatan XI"
    assert not is_harmless(edit(text, "XI", "II"), text, read(text))
    assert is_harmless(edit(text, "XI", "II"), text, read(text, "Semester II, Angkatan II"))


def test_names_inside_sentences_become_nothing_that_no_reader_saw() -> None:
    text = "Komunitas Bukur menyusun laporan"
    assert not is_harmless(edit(text, "Bukur", "Buku"), text, read(text))
    assert is_harmless(edit(text, "Bukur", "Buku"), text, SCAN)


def test_blanks_marks_and_case_are_no_letters() -> None:
    text = "danlaporan wil,ayah kantoR"
    two = read(text, text)
    assert is_harmless(edit(text, "danlaporan", "dan laporan"), text, two)
    assert is_harmless(edit(text, "wil,ayah", "wilayah"), text, two)
    assert is_harmless(edit(text, "kantoR", "kantor"), text, two)
    assert not is_harmless(edit(text, "kantoR", "kantin"), text, two)


def test_rules_may_read_a_stroke_that_two_readers_mix_up_but_no_other_letter() -> None:
    text = "tim Z1 kantor"
    rule = Edit(4, 6, "ZI", Method.LEXICON, 0.9, "acronym.digits-for-letters")
    assert is_harmless(rule, text, read(text, text))
    assert not is_harmless(replace(rule, after="ZA"), text, read(text, text))


def test_nothing_is_respelt_on_born_digital_pages() -> None:
    text = "tim Z1 kantor"
    digital = RepairContext("langkah_aksi", document=DocumentStyle(kind="digital"))
    assert not is_harmless(Edit(4, 6, "ZI", Method.LEXICON, 0.9, "acronym.digits-for-letters"), text, digital)
    assert repair_text(text, digital).text == text


# Doubts


def test_an_unknown_word_that_two_readers_have_alike_is_no_reason_for_a_look() -> None:
    text = "Membuat dasbor xqwmprt Pokja X"
    assert not repaired(of(text, text, text, sure=0.89)).needs_review
    alone = repaired(of(text, sure=0.89))
    assert Reason(ReasonCode.UNKNOWN_WORD, ("xqwmprt",)) in alone.reasons
    differing = repaired(of(text, text, text.replace("xqwmprt", "xqwrnprt"), sure=0.89))
    assert Reason(ReasonCode.UNKNOWN_WORD, ("xqwmprt",)) in differing.reasons


def test_on_scans_that_readers_read_otherwise_all_over_agreement_proves_nothing() -> None:
    text = "Kegiatan yang sudah ditaksanakan"
    bad = RepairContext("langkah_aksi", document=DocumentStyle(noise=1.0, differing=MISLED + 0.01))
    good = replace(bad, document=replace(bad.document, differing=MISLED))
    cell = of(text, text, text)
    assert repair_cell(cell, good).text == text
    done = repair_cell(cell, bad)
    assert done.text == "Kegiatan yang sudah dilaksanakan"
    assert done.needs_review


def test_how_far_readers_differ_is_counted_over_the_document() -> None:
    alike = of("laporan kegiatan rapat bulanan", *["laporan kegiatan rapat bulanan"] * 2)
    other = of("laporan kegiatan rapat bulanan", "laporan kegiatan rapat bulanan", "laporar keglatan rapat")
    alone = of("laporan kegiatan rapat bulanan")
    assert differing([alone]) == pytest.approx(0.03)
    assert differing([alike] * 50) < 0.03
    assert differing([other] * 50) > 3 * MISLED
    assert differing([other]) < MISLED


def test_of_transcripts_only_words_of_a_list_that_are_not_plain_are_flagged() -> None:
    def unsure(text: str) -> bool:
        reasons = repaired(of(text), "transcript").reasons
        return any(reason.code == ReasonCode.UNSURE_REPAIR for reason in reasons)

    assert unsure("Melakukan evaluasi dan meniliki daftar hadir rapat setiap bulan")
    assert not unsure("Laporan pembarigunan kantor")


# Numerals of times


def strokes(text: str, *readings: str, sure: float = 0.98) -> list[Reason]:
    done = repaired(of(text, *readings, kolom="target_waktu", sure=sure))
    return [reason for reason in done.reasons if reason.code == ReasonCode.UNSURE_WORD]


def test_a_quarter_that_one_reader_alone_has_is_flagged() -> None:
    assert strokes("TW II") == [Reason(ReasonCode.UNSURE_WORD, ("TW II",))]
    assert strokes("Triwulan III", "Triwulan II", "Triwulan III") != []
    assert strokes("Triwulan III 2024", "Triwulan III 2024", "Triwulan III 2024") == []


def test_two_readers_who_were_not_sure_prove_no_stroke() -> None:
    cell = of("TW II", "TW II", "TW II", kolom="target_waktu", sure=0.99)
    part = cell.parts[0]
    unsure = replace(part, readings=tuple(replace(one, confidence=0.56) for one in part.readings))
    assert repaired(replace(cell, parts=(unsure,))).needs_review


def test_months_in_words_hang_on_no_stroke() -> None:
    assert strokes("Maret 2024") == []
    assert STROKES_OF_TIMES[0].kinds == {"scan"}


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Desember 2019\N{SUPERSCRIPT ONE}", "Desember 2019"),
        ("Rapat\u200b koordi\N{SOFT HYPHEN}nasi", "Rapat koordinasi"),
    ],
)
def test_marks_that_are_no_letters_go_from_born_digital_cells(raw: str, text: str) -> None:
    assert repaired(of(raw, kolom="target_waktu", sure=1.0), "digital").text == text


@pytest.mark.parametrize(
    "misread",
    [
        "Memfasihtasi layanan",
        "Dokumentasi pelaksanaart",
        "Laporan rapat koordinasl",
        "Penyediaan sararia prasarana",
    ],
)
def test_a_fault_that_both_readers_share_is_left_but_flagged(misread: str) -> None:
    made = repaired(of(misread, misread, misread))
    assert made.text == misread
    assert ReasonCode.PERHAPS_WORD in [reason.code for reason in made.reasons]


@pytest.mark.parametrize("word", ["dasbor", "diparaf", "Kedungbanteng", "gawai"])
def test_an_unknown_word_that_both_readers_have_is_no_reason(word: str) -> None:
    text = f"Memutakhirkan {word} untuk layanan"
    assert ReasonCode.PERHAPS_WORD not in [reason.code for reason in repaired(of(text, text, text)).reasons]


def test_a_word_of_one_reader_a_thin_stroke_off_is_flagged() -> None:
    style = DocumentStyle.of_texts(("Publikasi nilai dasar ASN", "Rapat dengan survey"))

    def seen(*words: tuple[str, bool]) -> list[Seen]:
        return [Seen((0, len(word)), word, alike, False, 0.95) for word, alike in words]

    assert [*perhaps_others(seen(("pembahasan", True), ("nila", False), ("dasar", True)), style)] == [
        ("nilai", "nila")
    ]
    assert [*perhaps_others(seen(("pembahasan", True), ("nila", True), ("dasar", True)), style)] == []
    assert [*perhaps_others(seen(("nila", False), ("tukar", True)), style)] == []
    assert [*perhaps_others(seen(("dengan", True), ("survei", False)), style)] == []
