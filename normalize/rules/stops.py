"""Full stops, colons and commas that were never printed, or printed otherwise.

A full stop ends a sentence, and a sentence hardly ends after *dan*, before *yang*, or between two words that
plans always have side by side. Where the words around say so, the mark goes; elsewhere a person decides.
"""

from __future__ import annotations

import re

from dictionaries.lexicon import lexicon
from lampiran.codes import Method, ReasonCode
from normalize.language.phrases import is_common, phrase_library
from normalize.rules.conditions import (
    follows_no_lead_in,
    left_is_a_word,
    names_nothing,
    plans_have_the_words_so,
    right_is_common,
)
from normalize.rules.rule import (
    ONLY_SCANS,
    WORDED,
    Given,
    Match,
    Repair,
    Suspicion,
    Trait,
    presence,
    repeated,
)
from normalize.style.context import RepairContext
from normalize.style.document_style import SCANNED

_TWICE = 2
"""Cells in which two words must stand side by side for a mark between them to be a speck."""
_LONGER = 3
"""Shorter words may be abbreviations: *Kab.*, *No.*"""


def _twice_in_the_document(left: str, right: str, context: RepairContext) -> bool:
    return context.document.pairs[left, right] >= _TWICE


def _no_sentence_ends_there(match: Match, context: RepairContext) -> bool:
    """The words belong together, or a word that begins no sentence follows a whole word and its stop."""
    left, right = match["left"].lower(), match["right"]
    if plans_have_the_words_so(match, context) or _twice_in_the_document(left, right, context):
        return True
    whole = len(left) > _LONGER and lexicon().known(left)
    return whole and match["mark"] == "." and is_common(right)


def _the_words_around_belong_together(match: Match, context: RepairContext) -> bool:
    """The words on both sides of a loose stop are known so, or a small letter goes on after a known word."""
    word = match.string[match.end() :].split(maxsplit=1)[0]
    left, right = match["left"].strip("(").lower(), word.strip(".,;:)").lower()
    if (left, right) in phrase_library().pairs or _twice_in_the_document(left, right, context):
        return True
    return match["next"].islower() and lexicon().known(left) and lexicon().known(right)


LOOSE_MARKS = (
    Repair(
        id="stop.loose",
        because="A speck between two words was read as a full stop between blanks.",
        find=re.compile(r"(?P<left>\S+)(\s+\.)(?=\s+(?P<next>\S))"),
        needs=(_the_words_around_belong_together,),
        group=2,
        kinds=SCANNED,
        after="",
        method=Method.MARK,
        given=Given(cells=repeated("langkah_aksi", "KPU Provinsi {}")),
        right=(("layanan . terpadu", "layanan terpadu"), ("KPU . Provinsi", "KPU Provinsi")),
        wrong=("Kinerja Individu . KOMI", "layanan. terpadu"),
    ),
)

STOPS_IN_SENTENCES = (
    Repair(
        id="stop.between-words",
        because="A speck between two words of one sentence was read as a full stop or a dash.",
        find=re.compile(r"\b(?P<left>[^\W\d_]{3,})(?P<mark>\.| -) (?P<right>[a-z]{3,})\b"),
        needs=(_no_sentence_ends_there,),
        group="mark",
        kinds=SCANNED,
        after="",
        method=Method.MARK,
        right=(("daftar. hadir tim", "daftar hadir tim"), ("Laporan. untuk tim", "Laporan untuk tim")),
        wrong=("Kab. untuk", "daftar. kucing"),
    ),
    Repair(
        id="colon.between-words",
        because="A speck between two words that plans have side by side was read as a colon.",
        find=re.compile(r"\b(?P<left>[a-z]{3,})(?P<mark>:) (?P<right>[a-z]{3,})\b"),
        needs=(plans_have_the_words_so, follows_no_lead_in),
        group="mark",
        kinds=SCANNED,
        after="",
        method=Method.MARK,
        right=(("daftar: hadir", "daftar hadir"), ("rencana: aksi", "rencana aksi")),
        wrong=("dokumen: rencana", "daftar: kucing"),
    ),
    Repair(
        id="stop.in-name",
        because="A speck between two capitalised words of a name was read as a full stop or colon.",
        find=re.compile(
            r"(?:(?<=[\w,] )|^)(?P<left>[A-Z][a-z]{2,})(?P<mark>[.:])(?= (?P<right>[A-Z][a-z]{2,})\b)"
        ),
        needs=(plans_have_the_words_so, follows_no_lead_in),
        group="mark",
        kinds=SCANNED,
        after="",
        method=Method.MARK,
        right=(
            ("Pembangunan Zona. Integritas", "Pembangunan Zona Integritas"),
            ("Reformasi: Birokrasi", "Reformasi Birokrasi"),
        ),
        wrong=("Nomor: Surat", "Rapat. Foto"),
    ),
)

STOPS_AT_WORDS = (
    Repair(
        id="stop.after-one-word",
        because="A speck after the first word of an item was read as a full stop; no item ends there.",
        find=re.compile(
            r"(?:^|(?<=[;\d] )|(?<=[a-z\d][.)] )|(?<=- ))(?P<left>[A-Z][a-z]{4,})(?P<mark>\.)(?= \w+ \w)"
        ),
        needs=(left_is_a_word,),
        group="mark",
        kinds=SCANNED,
        after="",
        method=Method.MARK,
        right=(
            ("Menyusun. Rencana kerja", "Menyusun Rencana kerja"),
            ("1. Rapat. tim kerja", "1. Rapat tim kerja"),
        ),
        wrong=("Menyusun. Rencana", "Xqwmprt. tim kerja", "Tim Kerja. Rapat pleno tim"),
    ),
    Repair(
        id="stop.after-acronym",
        because="A speck between an acronym and a common word was read as a full stop.",
        find=re.compile(r"(?<=[A-Z/]{2})\.(?= (?P<right>[a-z]{2,}) [a-z])"),
        needs=(right_is_common,),
        kinds=SCANNED,
        after="",
        method=Method.MARK,
        right=(
            ("Penerapan SOP. yang telah ada", "Penerapan SOP yang telah ada"),
            ("WBK/WBBM. dan seluruh", "WBK/WBBM dan seluruh"),
        ),
        wrong=("Penerapan SOP. Yang telah", "SOP. rapat pleno"),
    ),
)

MARKS_LAST = (
    Repair(
        id="comma.last",
        because="A speck after the last word was read as a comma.",
        find=re.compile(r"(?<=[\w)%!]),$"),
        kinds=SCANNED,
        after="",
        method=Method.MARK,
        right=(("Foto kegiatan,", "Foto kegiatan"), ("(ZI),", "(ZI)")),
        wrong=("Foto, kegiatan", "Foto kegiatan,,"),
    ),
)

STOPS_INSIDE = (
    Suspicion(
        id="doubt.stop-inside",
        because="A full stop stands inside a sentence: a small letter follows.",
        code=ReasonCode.STOP_INSIDE,
        find=re.compile(r"(?:\b[A-Za-z][a-z]{3,}|[a-zA-Z]{2}[)\]])(\.) [a-z]{4,}\b"),
        group=1,
        values=names_nothing,
        kolom=WORDED,
        kinds=SCANNED,
        right=(
            "Mengkaji ulang[[.]] matriks risiko",
            "Prosedur operasional tetap (SOP)[[.]] telah diterapkan",
        ),
        wrong=(
            "Mengkaji ulang matriks. Menyusun laporan",
            "Prosedur operasional tetap (SOP) telah diterapkan.",
        ),
    ),
)

MARK_PAIRS = (
    Suspicion(
        id="doubt.mark-pair",
        because="Two marks that no writer puts side by side; one of them is a speck.",
        code=ReasonCode.MARK_PAIR,
        find=re.compile(r"(?<=[a-z]{3})(?:/[.,;:]|[.,:]/|[.,;:]\((?=[a-z]))"),
        kinds=SCANNED,
        right=("masyarakat[[/.]]pemangku kepentingan", "kompetensi pegawai[[.(]]seperti pelatihan)"),
        wrong=("masyarakat/pemangku kepentingan", "kompetensi pegawai (seperti pelatihan)"),
    ),
)

STOPS_COUNTED = (
    Trait(
        id="trait.inner",
        because="A full stop stands between two whole words in small letters.",
        name="inner",
        find=re.compile(r"\b[a-z]{4,}\. [a-z]{4,}"),
        amount=presence,
        kinds=ONLY_SCANS,
        right=("rapat. pleno", "mengkaji ulang. matriks risiko"),
        wrong=("rapat. Pleno", "dst. pleno"),
    ),
)
