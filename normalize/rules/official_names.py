"""Official names whose words were read in another order: *Aparatur Birokrasi Negara dan Reformasi*.

A name of several lines or columns comes out of some readers with its words moved about. Where a run of words
is exactly the words of one official name, none more and none less, but in another order, the name's order is
put back. A name that lacks a word or has another one is left alone, and so is one that begins otherwise:
it may be another office's, or the end of one name and the beginning of the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from lampiran.codes import Method
from normalize.language.phrases import decree_phrases, is_common
from normalize.language.tokens import Token, tokenize
from normalize.rules.rule import READ, Found, Repair
from normalize.style.context import RepairContext

FEWEST_WORDS = 4
"""So many words of weight a name must have: of fewer an order may be meant."""


def _in_order(text: str, context: RepairContext) -> Iterator[Found]:
    del context
    tokens = tokenize(text)
    words = [token.lower for token in tokens]
    for length, names in _names().items():
        for first in range(len(tokens) - length + 1):
            meant = names.get(tuple(sorted(words[first : first + length])))
            if meant is None or list(meant) == words[first : first + length]:
                continue
            run = tokens[first : first + length]
            if run[0].lower == meant[0] and _is_unbroken(text, run) and _is_framed(run):
                yield Found(run[0].start, run[-1].end, _as_printed(meant, run))


def _is_unbroken(text: str, run: tuple[Token, ...]) -> bool:
    """Whether nothing but blanks of one line stands between the words."""
    return all(not text[a.end : b.start].strip(" ") for a, b in zip(run, run[1:], strict=False))


def _is_framed(run: tuple[Token, ...]) -> bool:
    """Whether the run begins and ends with a word that carries weight, and all such have capitals."""
    carrying = [token for token in run if not is_common(token.lower)]
    return run[0] in carrying and run[-1] in carrying and all(token.text[0].isupper() for token in carrying)


def _as_printed(meant: tuple[str, ...], run: tuple[Token, ...]) -> str:
    """The name in the spelling of its words as they were read."""
    spelt = {token.lower: token.text for token in run}
    return " ".join(spelt[word] for word in meant)


@cache
def _names() -> dict[int, dict[tuple[str, ...], tuple[str, ...]]]:
    """Official names by the number of their words and by their words in alphabetical order."""
    found: defaultdict[int, dict[tuple[str, ...], tuple[str, ...]]] = defaultdict(dict)
    for name, source in decree_phrases():
        words = tuple(token.lower for token in tokenize(name))
        weighty = [word for word in words if not is_common(word)]
        if source == "nama" and len(set(weighty)) == len(weighty) >= FEWEST_WORDS:
            found[len(words)][tuple(sorted(words))] = words
    return dict(found)


OFFICIAL_NAMES = (
    Repair(
        id="name.words-out-of-order",
        because="The words of an official name of several lines or columns were read in another order.",
        find=_in_order,
        kinds=READ,
        method=Method.OFFICIAL_NAME,
        right=(
            (
                "Menteri Aparatur Pendayagunaan Negara dan Reformasi Birokrasi",
                "Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi",
            ),
        ),
        wrong=(
            "Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi",
            "Birokrasi Pendayagunaan Aparatur Negara dan Reformasi Menteri",
            "Menteri Aparatur Pendayagunaan Negara, dan Reformasi Birokrasi",
        ),
    ),
)
