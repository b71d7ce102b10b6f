"""Words of born-digital pages that a narrow column broke without a hyphen: *gembanga n*, *pelaksana an*.

Word processors break a word that is too long for its column wherever the line is full. The pieces are put
together where they make one known word and at least one of them is none; a writer's own way of parting
words (*di laksanakan*, *tanda tangan*) leaves words.
"""

from __future__ import annotations

from collections.abc import Iterator

from dictionaries.function_words import Role, words_of
from dictionaries.lexicon import lexicon
from dictionaries.word_pieces import SHORT, stands_alone
from lampiran.codes import Method
from normalize.language.tokens import Token, is_roman, tokenize
from normalize.rules.rule import Found, Given, Repair
from normalize.style.context import RepairContext

LEAST = 8
"""Letters of a word that may be too long for a column."""
_MOST_PIECES = 3
_SUFFIXES = frozenset({"nya", "lah", "kah", "pun"})
"""What authors write apart from the word before it."""


def _gaps(text: str, context: RepairContext) -> Iterator[Found]:
    """The blanks inside broken words; the most pieces are tried first."""
    del context
    tokens = tokenize(text)
    place = 0
    while place < len(tokens):
        count = next(
            (n for n in range(_MOST_PIECES, 1, -1) if _is_one(text, tokens[place : place + n], n)), 1
        )
        for one, two in zip(tokens[place : place + count], tokens[place + 1 : place + count], strict=False):
            yield Found(one.end, two.start)
        place += count


def _is_one(text: str, pieces: tuple[Token, ...], count: int) -> bool:
    """Whether the pieces, with single blanks between, are one word and not several."""
    if len(pieces) < count or any(piece.protected or not piece.text.isalpha() for piece in pieces):
        return False
    if any(text[one.end : two.start] != " " for one, two in zip(pieces, pieces[1:], strict=False)):
        return False
    joined = "".join(piece.text for piece in pieces)
    in_one_case = all(piece.text.islower() for piece in pieces[1:]) or joined.isupper()
    if len(joined) < LEAST or not in_one_case or not lexicon().known(joined):
        return False
    # What follows a list's letter or a number is no ending: "huruf a", "eselon i".
    if any(len(piece.text) == 1 and is_roman(piece.text) for piece in pieces[1:]) and _is_word(
        pieces[0].text
    ):
        return False
    return not all(_is_word(piece.text) for piece in pieces)


def _is_word(text: str) -> bool:
    apart = (words_of(Role.WRITTEN_TOGETHER) | _SUFFIXES) - {"an"}
    return stands_alone(text) or (len(text) <= SHORT and text.lower() in apart)


BROKEN_WORDS = (
    Repair(
        id="word.broken-by-column",
        because="A narrow column broke a word without a hyphen.",
        find=_gaps,
        kinds=frozenset({"digital"}),
        method=Method.BROKEN_WORD,
        given=Given(kolom="indikator"),
        right=(
            ("Rencana pengembanga n pegawai", "Rencana pengembangan pegawai"),
            ("Laporan pelaksana an kegiatan", "Laporan pelaksanaan kegiatan"),
            ("Rencana pen gembanga n pegawai", "Rencana pengembangan pegawai"),
            ("PENANDATA NGANAN PAKTA", "PENANDATANGANAN PAKTA"),
        ),
        wrong=(
            "Kegiatan di laksanakan oleh tim",
            "Tanda tangan kepala bagian",
            "Sub bagian keuangan",
            "Sebagaimana dimaksud huruf a dan huruf b",
            "Pejabat eselon i dan ii",
            "Rapat Kerja Sama",
            "e office dan e monev",
            "Tim kerja nya hadir",
            "1 a b c",
        ),
    ),
)
