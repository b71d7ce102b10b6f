"""A cell's words against a phrase's words: where do they differ, and how well do they agree elsewhere?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from normalize.language.noise import NoiseModel
from normalize.letters.judge_weights import value


@dataclass(frozen=True, slots=True)
class Difference:
    """Cell words ``first..last`` (inclusive) stand where the phrase has ``meant``."""

    first: int
    last: int
    meant: tuple[str, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where cell and phrase differ; ``agreement`` is the share of equal words, of the longer side."""

    differences: tuple[Difference, ...]
    agreement: float
    equal: int
    only_in_cell: int
    only_in_phrase: int


def align(cell: Sequence[str], phrase: Sequence[str], model: NoiseModel) -> Alignment:
    """Aligns the words of a cell with those of a phrase (both in lower case).

    Within a stretch that differs, one cell word may stand for two of the phrase (lost blank) and two for
    one (a blank too many).
    """
    differences: list[Difference] = []
    equal = extra = missing = 0
    for op in Levenshtein.opcodes(cell, phrase):
        if op.tag == "equal":
            equal += op.src_end - op.src_start
    for a0, a1, b0, b1 in _blocks(cell, phrase):
        found, skipped, lacking = _align_block(cell[a0:a1], phrase[b0:b1], model)
        differences += [Difference(d.first + a0, d.last + a0, d.meant, d.cost) for d in found]
        extra += skipped
        missing += lacking
    longest = max(len(cell), len(phrase), 1)
    return Alignment(tuple(differences), equal / longest, equal, extra, missing)


def _blocks(cell: Sequence[str], phrase: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Stretches that differ, neighbouring ones put together: ``(a0, a1, b0, b1)``."""
    blocks: list[tuple[int, int, int, int]] = []
    for op in Levenshtein.opcodes(cell, phrase):
        if op.tag == "equal":
            continue
        place = (op.src_start, op.src_end, op.dest_start, op.dest_end)
        if blocks and blocks[-1][1] == place[0] and blocks[-1][3] == place[2]:
            place = (blocks[-1][0], place[1], blocks[-1][2], place[3])
            blocks.pop()
        blocks.append(place)
    return blocks


def _align_block(
    cell: Sequence[str], phrase: Sequence[str], model: NoiseModel
) -> tuple[list[Difference], int, int]:
    """The cheapest pairing of a differing stretch; also words of either side left over."""
    rows, columns = len(cell) + 1, len(phrase) + 1
    best: list[list[tuple[float, tuple[int, int]]]] = [[(0.0, (0, 0))] * columns for _ in range(rows)]
    for i in range(rows):
        for j in range(columns):
            if i or j:
                best[i][j] = min(_moves(best, cell, phrase, i, j, model))
    found: list[Difference] = []
    skipped = lacking = 0
    i, j = len(cell), len(phrase)
    while i or j:
        di, dj = best[i][j][1]
        if not dj:
            skipped += 1
        elif not di:
            lacking += 1
        else:
            seen, meant = cell[i - di : i], tuple(phrase[j - dj : j])
            if tuple(seen) != meant:
                cost = model.cost(" ".join(seen), " ".join(meant))
                found.append(Difference(i - di, i - 1, meant, cost))
        i, j = i - di, j - dj
    return found[::-1], skipped, lacking


def _moves(
    best: list[list[tuple[float, tuple[int, int]]]],
    cell: Sequence[str],
    phrase: Sequence[str],
    i: int,
    j: int,
    model: NoiseModel,
) -> list[tuple[float, tuple[int, int]]]:
    moves: list[tuple[float, tuple[int, int]]] = []
    skip = value("cost.align.skip")
    if i:
        moves.append((best[i - 1][j][0] + skip, (1, 0)))
    if j:
        moves.append((best[i][j - 1][0] + skip, (0, 1)))
    for di, dj in ((1, 1), (2, 1), (1, 2)):
        if i >= di and j >= dj:
            seen, meant = " ".join(cell[i - di : i]), " ".join(phrase[j - dj : j])
            penalty = value("cost.align.join") * (di + dj - 2)
            moves.append((best[i - di][j - dj][0] + _pair_cost(seen, meant, model) + penalty, (di, dj)))
    return moves


def _pair_cost(seen: str, meant: str, model: NoiseModel) -> float:
    if seen == meant:
        return 0.0
    unlike = value("cost.align.unlike")
    if Levenshtein.normalized_similarity(seen, meant) < value("level.alike.letters"):
        return unlike
    return min(model.cost(seen, meant), unlike)
