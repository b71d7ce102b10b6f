"""Confidence falls with everything that speaks against a cell, and reasons say what that is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lampiran.codes import ReasonCode
from lampiran.doubt_kinds import need_review
from lampiran.records import CellPart, RawCell, RawRow, Reading, Reason, Step, Word
from lampiran.settings import Thresholds
from normalize.confidence import Judgement, estimate
from normalize.doubts import Doubt
from normalize.passes import TRAITS
from normalize.repair import readers_of
from normalize.rules.runners import amounts
from normalize.style.context import RepairContext
from normalize.style.document_style import DocumentStyle

SCAN = RepairContext("bukti_fisik", document=DocumentStyle(noise=0.3, kind="scan"))
LAYER = RepairContext("bukti_fisik", document=DocumentStyle(noise=0.3, kind="scan+text"))
TEXT = "Laporan hasil rapat evaluasi"


def cell(confidence: float = 0.96, worst: float | None = None) -> RawCell:
    words = [Word(text, None, confidence) for text in TEXT.split()]
    if worst is not None:
        words[1] = Word(words[1].text, None, worst)
    return RawCell("bukti_fisik", (CellPart(1, None, TEXT, confidence, tuple(words)),))


def read(text: str, last: float = 0.96) -> RawCell:
    """A cell that one reader read so; ``last`` is how sure it was of the last word."""
    words = [Word(word, None, 0.96) for word in text.split()]
    words[-1] = replace(words[-1], confidence=last)
    return RawCell("bukti_fisik", (CellPart(1, None, text, 0.96, tuple(words)),))


def judged_cell(
    cell: RawCell, text: str, steps: list[Step], doubts: list[Doubt], context: RepairContext
) -> Judgement:
    readers = readers_of(cell, context)
    return estimate(cell, text, steps, doubts, replace(context, readers=readers))


def chance(cell: RawCell, *, score: float = 1.0, doubt: float = 0.0, context: RepairContext = SCAN) -> float:
    steps = [Step(0, 7, "Laporari", "Laporan", "context", score)] if score < 1.0 else []
    doubts = [Doubt(0, 7, ReasonCode.SCRAP, ("pe",), doubt)] if doubt else []
    return judged_cell(cell, TEXT, steps, doubts, context).chance


def test_a_clear_cell_is_nearly_certain_and_not_flagged() -> None:
    judged = judged_cell(cell(), TEXT, [], [], SCAN)
    assert judged.chance > 0.96
    assert judged.reasons == ()


def test_each_piece_of_evidence_takes_confidence_off() -> None:
    clear = chance(cell())
    assert chance(cell(worst=0.3)) < clear
    assert chance(cell(confidence=0.6)) < chance(cell(worst=0.6))
    assert chance(cell(), score=0.8) < chance(cell(), score=0.95) < clear
    assert chance(cell(), doubt=0.6) < chance(cell(), doubt=0.3) < clear


def test_a_born_digital_cell_that_may_belong_elsewhere_is_flagged() -> None:
    digital = RepairContext("bukti_fisik", document=DocumentStyle(kind="digital"))
    assert judged_cell(cell(), TEXT, [], [], digital).reasons == ()
    doubted = replace(cell(), parts=(replace(cell().parts[0], border_doubt=1.0),))
    judged = judged_cell(doubted, TEXT, [], [], digital)
    assert judged.chance <= 0.8
    assert judged.reasons == (Reason(ReasonCode.MISPLACED),)


def test_layers_have_no_reader_confidence() -> None:
    assert chance(cell(worst=0.1), context=LAYER) == chance(cell(), context=LAYER)


def test_the_least_sure_word_is_named() -> None:
    strict = RepairContext("bukti_fisik", document=SCAN.document, thresholds=Thresholds(review_below=0.99))
    judged = judged_cell(cell(worst=0.05), TEXT, [], [], strict)
    assert judged.chance < 0.99
    assert judged.reasons == (Reason(ReasonCode.UNSURE_WORD, ("hasil",)),)


def test_a_serious_doubt_is_enough_for_a_look() -> None:
    judged = judged_cell(cell(), TEXT, [], [Doubt(0, 7, ReasonCode.UNKNOWN_WORD, ("x",), 0.32)], SCAN)
    assert judged.chance < 0.95
    assert judged.reasons == (Reason(ReasonCode.UNKNOWN_WORD, ("x",)),)


def test_a_slight_doubt_is_not_in_a_text_layer() -> None:
    assert (
        judged_cell(cell(), TEXT, [], [Doubt(0, 7, ReasonCode.UNKNOWN_WORD, ("x",), 0.1)], LAYER).reasons
        == ()
    )


def test_an_unsure_repair_is_shown_to_a_person() -> None:
    step = Step(0, 5, "Rapor", "Pimpinan", "phrase-word", 0.6)
    assert judged_cell(cell(), TEXT, [step], [], SCAN).reasons == (
        Reason(ReasonCode.UNSURE_REPAIR, ("Rapor", "Pimpinan")),
    )


def test_a_word_that_only_the_other_reader_has_is_named() -> None:
    words = cell().parts[0].words
    part = CellPart(1, None, TEXT, 0.96, words, (Reading("a", TEXT, 0.9), Reading("b", "rapat monev", 0.9)))
    strict = RepairContext("bukti_fisik", document=SCAN.document, thresholds=Thresholds(review_below=0.98))
    judged = judged_cell(RawCell("bukti_fisik", (part,)), TEXT, [], [], strict)
    assert judged.chance < chance(cell())
    assert judged.reasons == (Reason(ReasonCode.OTHER_READER, ("monev",)),)


def test_another_way_of_parting_words_is_no_disagreement() -> None:
    words = cell().parts[0].words
    readings = (Reading("a", TEXT, 0.9), Reading("b", "Laporanhasil rapat evalu- asi", 0.9))
    part = CellPart(1, None, TEXT, 0.96, words, readings)
    alone = judged_cell(RawCell("bukti_fisik", (replace(part, readings=readings[:1]),)), TEXT, [], [], SCAN)
    found = judged_cell(RawCell("bukti_fisik", (part,)), TEXT, [], [], SCAN)
    assert found.reasons == ()
    assert found.chance >= alone.chance  # more evidence never makes less sure
    other = replace(part, readings=(readings[0], Reading("b", "Laporanhasil rapat evolu-asi", 0.9)))
    assert judged_cell(RawCell("bukti_fisik", (other,)), TEXT, [], [], SCAN).chance < found.chance


def test_a_printed_cell_that_was_read_empty_needs_a_look() -> None:
    empty = RawCell("bukti_fisik", (CellPart(1, None, "", 0.0),))
    assert judged_cell(empty, "", [], [], SCAN).reasons == (Reason(ReasonCode.CELL_UNREAD),)
    assert judged_cell(empty, "", [], [], LAYER).reasons == ()
    blank = DocumentStyle(noise=0.3, kind="scan", blank_columns=frozenset({"bukti_fisik"}))
    assert judged_cell(empty, "", [], [], RepairContext("bukti_fisik", document=blank)).reasons == ()


@pytest.mark.parametrize(
    "text",
    [
        "Laporan d: lingkungan kantor",
        "Laporan hasil rapat tahun 2022 /",
        "Laporan (rapat evaluasi",
        "Laporan SK.Ketua tentang tim",
    ],
)
def test_odd_marks_of_a_scan_are_doubts_about_marks(text: str) -> None:
    clear, judged = judged_cell(cell(), TEXT, [], [], SCAN), judged_cell(read(text), text, [], [], SCAN)
    assert judged.exact < clear.exact
    assert not need_review(judged.reasons)


@pytest.mark.parametrize(
    "text",
    [
        "Surat tugas dan lembar disposisi AQX",
        "Laporan hasil rapat tahun 2022 1",
        "Laporan rapat tim Zl",
        "Laporan hasil rapat monev",
    ],
)
def test_a_word_of_which_its_only_reader_is_not_sure_needs_a_look(text: str) -> None:
    assert need_review(judged_cell(read(text, 0.7), text, [], [], SCAN).reasons)
    assert not need_review(judged_cell(read(text), text, [], [], SCAN).reasons)


def twice(text: str, other: str, confidence: float = 0.9) -> Judgement:
    readings = (Reading("a", text, confidence), Reading("b", other, confidence))
    words = tuple(Word(word, None, confidence) for word in text.split())
    return judged_cell(
        RawCell("bukti_fisik", (CellPart(1, None, text, confidence, words, readings),)), text, [], [], SCAN
    )


@pytest.mark.parametrize(
    ("text", "other", "looked_at"),
    [
        ("Rapat Pokja XII di Balekambu", "Rapat Pokja XII di Balekambu", False),
        ("Rapat Pokja XII di Balekambu", "Rapat Pokja XIl di Balekambu", False),
        ("Rapat Pokja XII di Balekambu", "Rapat Pokja XIII di Balekambu", True),
        ("Rapat Pokja VII! di kantor", "Rapat Pokja VII! di kantor", True),
        ("Rapat Pokja II di kantor", "Rapat Pokja II! di kantor", True),
        ("Nota dinas 321 kantor", "Nota dinas 327 kantor", True),
        ("Rekapitulasi (100%) kantor", "Rekapitulasi (1009) kantor", False),
        ("Rekapitulasi (100%) kantor", "Rekapitulasi (1700) kantor", True),
        ("Rapat yang menyusut", "Rapat yang menyusur", True),
        ("Laporan kegiatan; Foto", "Laporan kegiatan. Foto", False),
    ],
)
def test_letters_are_doubted_where_the_readers_do_not_have_them_alike(
    text: str, other: str, *, looked_at: bool
) -> None:
    assert need_review(twice(text, other).reasons) is looked_at


def test_two_times_in_a_cell_of_doubtful_borders_are_a_doubt_of_place() -> None:
    text = "Mei minggu ke-1 tahun 2022 Mei 2022"
    times = RepairContext("target_waktu", document=SCAN.document)
    for doubt, reasons in ((0.5, (Reason(ReasonCode.BORDERS_UNSEEN),)), (0.0, ())):
        part = replace(read(text).parts[0], border_doubt=doubt)
        found = judged_cell(RawCell("target_waktu", (part,)), text, [], [], times)
        assert found.reasons == reasons


def test_what_writers_do_too_is_no_oddity_of_a_text_layer() -> None:
    strange = "Surat tugas dan lembar disposisi AQX"
    assert judged_cell(read(strange, 0.7), strange, [], [], SCAN).reasons != ()
    assert judged_cell(read(strange, 0.7), strange, [], [], LAYER).reasons == ()
    assert judged_cell(cell(), "Laporan kegiatan (100%6)", [], [], LAYER).reasons != ()


def test_a_cell_that_is_not_there_needs_a_look_unless_its_column_is_mostly_empty() -> None:
    absent = RawCell("bukti_fisik", ())
    assert judged_cell(absent, "", [], [], SCAN).reasons == (Reason(ReasonCode.CELL_ABSENT),)
    transcript = RepairContext("bukti_fisik", document=DocumentStyle(noise=0.3, kind="transcript"))
    assert judged_cell(absent, "", [], [], transcript).reasons == (Reason(ReasonCode.CELL_EMPTY),)
    digital = RepairContext("bukti_fisik", document=DocumentStyle(noise=0.0, kind="digital"))
    assert judged_cell(absent, "", [], [], digital).reasons == ()
    blank = DocumentStyle(noise=0.3, kind="scan", blank_columns=frozenset({"bukti_fisik"}))
    assert judged_cell(absent, "", [], [], RepairContext("bukti_fisik", document=blank)).reasons == ()


def test_list_marks_and_brackets_that_are_in_order_are_no_oddities() -> None:
    for text in (
        "a. Undangan rapat b. Notula rapat c. Laporan",
        "1) Undangan rapat 2) Notula rapat",
        "- Undangan rapat - Notula rapat",
        "Laporan (rapat evaluasi) tahun 2022 (100%)",
        "Undangan rapat; Notula rapat, dan daftar hadir.",
    ):
        assert judged_cell(read(text), text, [], [], SCAN).reasons == (), text


def test_the_style_of_a_document_makes_odd_what_goes_against_them() -> None:
    def row(number: int, indikator: str, target: str, action: str) -> RawRow:
        cells = [("indikator", indikator), ("langkah_aksi", action), ("% REALISASI", target)]
        made = (RawCell(kolom, (CellPart(1, None, text, 0.9),)) for kolom, text in cells)
        return RawRow(number, 0, "", False, tuple(made), 1, 1)

    marks = "aboda"
    rows = [
        row(at, f"{mark}. Rapat", "75 %" if at != 3 else "7590", f"Laporan {at} masyarakat/pemangku")
        for at, mark in enumerate(marks)
    ]
    document = DocumentStyle.observe(rows)
    assert document.marks_out_of_order == {"o. Rapat"}
    assert document.rare_shapes == {"% REALISASI": {"9"}}
    assert document.printing.slashed == {("masyarakat", "pemangku")}
    for kolom, raw in (("indikator", "o. Rapat"), ("% REALISASI", "7590")):
        found = amounts(TRAITS, raw, RepairContext(kolom, document=document, raw=raw))
        assert found["order"] + found["shape"] == 1.0
    lost = amounts(TRAITS, "Rapat masyarakat pemangku", RepairContext("langkah_aksi", document=document))
    assert lost["slash"] > 0


def test_a_heading_that_ran_into_a_cell_needs_a_look() -> None:
    assert judged_cell(read(f"BUKTI FISIK {TEXT}"), f"BUKTI FISIK {TEXT}", [], [], SCAN).reasons == (
        Reason(ReasonCode.HEADING_INSIDE),
    )
    for text in (TEXT, "Bukti fisik kegiatan rapat", "LANGKAH AKSI dan laporan rapat"):
        assert judged_cell(read(text), text, [], [], SCAN).reasons == (), text


def test_cells_of_a_table_without_rules_need_a_look() -> None:
    for document in (SCAN.document, DocumentStyle(kind="digital", noise=0.0)):
        context = RepairContext("bukti_fisik", document=document, unruled=True)
        assert judged_cell(cell(), TEXT, [], [], context).reasons == (Reason(ReasonCode.TABLE_UNRULED),)
