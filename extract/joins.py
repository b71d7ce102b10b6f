"""Does the text of one cell go on in another? Evidence for joining what a page break cut apart.

Each function gives points: above nothing for "goes on", below for "begins anew". No single sign
decides (a tail may start with a capital, a new row may have empty cells); :mod:`extract.rows` adds the
signs of all columns up. Signs come from the words at both edges, from list marks, from the official
wording (does the joined text resemble an indicator more than its first half does?) and, where boxes
are known, from the page: a wrapped line breaks where the next word would not have fitted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process, utils

from dictionaries.vocabulary import load_vocabulary
from extract.numbers import ordinals
from extract.plan_lines import Piece
from lampiran.records import Box

_OPEN_WORDS = frozenset(
    """
    adalah agar akan antar antara atas atau bagi bahwa baik belum berbasis berdasarkan bersama dalam dan
    dapat dari demi dengan di hingga juga karena ke kepada maupun melalui meliputi mengenai menjadi menuju
    oleh pada para per sampai sebagai secara seluruh semua serta sesuai setiap sudah telah tentang terhadap
    terkait tidak untuk yang
    """.split()  # noqa: SIM905 - a paragraph of words reads better than sixty quoted ones
)
_MARK = re.compile(r"^\s*(?:\(?([0-9]{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s*)(?=\S)")
_INNER_MARK = re.compile(r"(?:^|\s)\(?([0-9]{1,2}|[a-zA-Z])[.)](?=\s|[A-Z])")
_BULLET = re.compile(r"^\s*[-\N{BULLET}\N{EN DASH}*]\s*(?=\S)")
_PLAIN = re.compile(r"<[^<>]*>")


def flow(before: str, after: str) -> float:
    """Points for ``after`` going on where ``before`` stops, by the words at the seam alone."""
    first, second = _PLAIN.sub("", before).strip(), _PLAIN.sub("", after).strip()
    if not second:
        return 0.0
    if not first:
        return -2.0
    return _ending(first) + _beginning(first, second) + _brackets(first, second)


def _ending(text: str) -> float:
    last = re.sub(r"[^\w/-]", "", text.split()[-1]).lower()
    if text[-1] in "/-\N{EN DASH}" and len(text) > 1 and text[-2] != " ":
        return 2.0
    if text[-1] in ",(&":
        return 1.5
    if last in _OPEN_WORDS and text[-1] not in ".;:":
        return 2.0
    if text[-1] == ".":
        return -1.2
    return {";": -0.2, ":": 0.5}.get(text[-1], 0.0)


def _beginning(before: str, after: str) -> float:
    mark = _MARK.match(after)
    if mark:
        return _list_goes_on(before, mark.group(1))
    if _BULLET.match(after):
        return 0.6 if re.search(r"(?:^|\s)[-\N{BULLET}]\s", before) else -0.7
    letter = after[0]
    if letter in "),;.:/&%":
        return 1.5
    if letter.islower():
        return 2.0
    if not letter.isalpha():
        return 0.2
    word = after.split()[0]
    return -0.3 if len(word) > 1 and word.isupper() else -1.0


def _list_goes_on(before: str, mark: str) -> float:
    """Whether a list mark follows the marks of the text before; a first mark opens a new list."""
    wanted = {(ordinal.value - 1, ordinal.style) for ordinal in ordinals(mark)}
    seen = {
        (ordinal.value, ordinal.style)
        for found in _INNER_MARK.finditer(before)
        for ordinal in ordinals(found.group(1))
    }
    if any(value == 0 for value, _ in wanted):
        return -0.5 if before[-1] != ":" else 1.0
    if wanted & seen:
        opens = _MARK.match(before)
        only = opens is not None and len(_INNER_MARK.findall(before)) == 1
        return 0.5 if only else 2.0
    return -0.7


def _brackets(before: str, after: str) -> float:
    if before.count("(") <= before.count(")"):
        return 0.0
    closes, opens = after.find(")"), after.find("(")
    goes_on = closes >= 0 and (opens < 0 or closes < opens)
    return 2.0 if goes_on and not _MARK.match(after) else 0.3


def letters_go_on(before: str, after: str) -> bool:
    """Whether two indikator cells carry neighbouring letters (``a.``, then ``b.``): then both are rows."""
    first, second = _MARK.match(before), _MARK.match(after)
    if not first or not second:
        return False
    earlier, later = ordinals(first.group(1)), ordinals(second.group(1))
    return any(b.value == a.value + 1 and a.style == b.style for a in earlier for b in later)


def wording(kolom: str, before: str, after: str) -> float:
    """Points from the official wording: is the joined text more like a known one than either half?

    Only ``indikator`` and ``komponen`` have an official wording; other columns give nothing.
    """
    known = _known(kolom)
    if not known or not after or not before:
        return 0.0
    joined = _likeness(f"{before} {after}", known)
    alone, fresh = _likeness(before, known), _likeness(after, known)
    points = 0.0
    if joined >= 75 and joined > alone + 4:
        points += 2.5
    elif joined + 3 < alone:
        points -= 1.0
    if fresh >= 85 and fresh > joined:
        points -= 2.5
    return points


def page_signs(before: Piece, after: Piece) -> float:
    """Points from the printed places, nothing where boxes are unknown.

    A text that goes on fills its cell to the bottom and its last line to the edge: where the next word
    would have fitted easily, or lines stayed empty, the text had ended.
    """
    if before.part.box is None:
        return 0.0
    box = before.turn.reading(before.part.box)
    words = _places(before)
    following = _places(after)
    if not words or not following:
        return 0.0
    line_height = sorted(word.y1 - word.y0 for word in words)[len(words) // 2]
    bottom = max(word.y1 for word in words)
    last_line = [word for word in words if word.y1 > bottom - 0.6 * line_height]
    widest = max(word.x1 for word in words)
    room = max(widest, box.x1 - 0.6 * line_height) - max(word.x1 for word in last_line)
    needed = following[0].x1 - following[0].x0 + 0.3 * line_height
    points = 0.0
    if room > 1.15 * needed and not _MARK.match(after.text) and not _BULLET.match(after.text):
        points -= 1.2
    elif room < 0.9 * needed:
        points += 0.6
    if box.y1 - bottom > 2.5 * line_height:
        points -= 1.0
    return points


def _places(piece: Piece) -> list[Box]:
    """The places of its words in reading direction."""
    return [piece.turn.reading(word.box) for word in piece.part.words if word.box is not None]


@lru_cache(maxsize=4)
def _known(kolom: str) -> tuple[str, ...]:
    vocabulary = load_vocabulary()
    found: Iterable[str] = ()
    if kolom == "indikator":
        joint = (alias.alias for alias in vocabulary.joint_aliases)
        found = (*(text for item in vocabulary.indikator for text in item.wordings), *joint)
    elif kolom == "komponen":
        found = (text for item in vocabulary.komponen for text in (item.komponen, *item.aliases))
    return tuple(dict.fromkeys(utils.default_process(text) for text in found))


def _likeness(text: str, known: tuple[str, ...]) -> float:
    bare = utils.default_process(_MARK.sub("", _PLAIN.sub("", text)))
    found = process.extractOne(bare, known, scorer=fuzz.ratio, score_cutoff=40)
    return float(found[1]) if found else 0.0


def known_name(kolom: str, text: str) -> float:
    """Likeness 0..100 of a text to the nearest official wording of a column."""
    return _likeness(text, _known(kolom)) if text else 0.0
