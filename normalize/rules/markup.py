"""Markup that transcribing tools leave in a text: tags and asterisks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lampiran.codes import Method
from normalize.rules.rule import Found, Repair
from normalize.style.context import RepairContext

_TAG = re.compile(r"</?(?:i|b|u|s|em|strong|sup|sub|span|font|p)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BREAK_TAG = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_ASTERISKS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])")
_TWO_ASTERISKS = re.compile(r"\*\*")


def _both_asterisks(text: str, context: RepairContext) -> Iterator[Found]:
    del context
    for match in _ASTERISKS.finditer(text):
        yield Found(match.start(), match.start() + 1)
        yield Found(match.end() - 1, match.end())


MARKUP = (
    Repair(
        id="markup.tag",
        because="A tag for italics, bold or the like stands in the text.",
        find=_TAG,
        after="",
        method=Method.MARKUP,
        right=(("pada <i>web</i>site", "pada website"), ("<B>Rapat</B> pleno", "Rapat pleno")),
        wrong=("kinerja < 80 > 70", "<nama petugas>"),
    ),
    Repair(
        id="markup.line-break",
        because="A line break came out as a tag; between the lines is a blank.",
        find=_BREAK_TAG,
        after=" ",
        method=Method.MARKUP,
        right=(("Rapat<br>Foto", "Rapat Foto"), ("Rapat <br/> Foto", "Rapat Foto")),
        wrong=("Rapat < br", "Rapat br Foto"),
    ),
    Repair(
        id="markup.two-asterisks",
        because="Bold print came out as pairs of asterisks.",
        find=_TWO_ASTERISKS,
        after="",
        method=Method.MARKUP,
        right=(("**Rapat** pleno", "Rapat pleno"),),
        wrong=("Rapat * pleno",),
    ),
    Repair(
        id="markup.asterisks",
        because="Italics came out as an asterisk before and after the words.",
        find=_both_asterisks,
        method=Method.MARKUP,
        right=(("pada *web site* kantor", "pada web site kantor"),),
        wrong=("3 * 4 * 5", "bintang* dan lain*"),
    ),
)
