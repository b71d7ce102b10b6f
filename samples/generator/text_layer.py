"""Invisible text over a scan, as a scanner's own software leaves it: right, noisy, or useless.

Words stand where the printed words they were read from stand, skew included, in render mode 3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

import numpy as np
from reportlab.pdfbase.pdfmetrics import stringWidth

from samples.generator.decree import Decree
from samples.generator.degrade import page_moves
from samples.generator.effects import Matrix
from samples.generator.press import PlacedWord, Rect
from samples.generator.printing import Printed
from samples.generator.profiles import Profile
from samples.generator.word_alignment import align_words

LayerKind = Literal["transcript", "clean", "noisy", "sideways", "footer"]
"""What the layer says: what the decree's transcript records, the printed words, words spoilt at random, the
gibberish of a page recognised while it lay on its side, or nothing but a line of advertising on each page."""

Spoil = Callable[[str], str]


def layers(
    decree: Decree, printed: Printed, profile: Profile, seed: int, kind: LayerKind, spoil: Spoil | None = None
) -> dict[int, bytes]:
    """PDF operators of the text layer for each page, to be handed to ``degrade`` with the same arguments.

    Args:
        decree: What was printed; ``transcript`` needs one whose cells know what was read.
        printed: Where it stands.
        profile: How the pages will be degraded.
        seed: The seed of the degrading.
        kind: What the layer says.
        spoil: For ``noisy``: changes a word.

    Raises:
        ValueError: If the profile turns pages by a ``/Rotate`` entry (their own space is not the shown one).
    """
    if profile.rotate_entry or any(profile.cycle):
        raise ValueError(f"no text layer for profile {profile.name}")
    moves = page_moves(printed, profile, seed)
    by_page: dict[int, list[PlacedWord]] = {page: [] for page in range(1, len(printed.sizes) + 1)}
    for word in _words(decree, printed, kind, spoil):
        by_page[word.page].append(word)
    heights = [size[0] if _lies(profile, printed, i) else size[1] for i, size in enumerate(printed.sizes, 1)]
    return {
        page: _operators(words, moves[page - 1], heights[page - 1])
        for page, words in by_page.items()
        if words
    }


def _lies(profile: Profile, printed: Printed, page: int) -> bool:
    turn = profile.turn_table if page in printed.table_pages else profile.turn_text
    return turn in (90, 270)


def _words(decree: Decree, printed: Printed, kind: LayerKind, spoil: Spoil | None) -> Iterator[PlacedWord]:
    if kind == "footer":
        for page, (width, height) in enumerate(printed.sizes, 1):
            for i, text in enumerate(("Scanned", "by", "CamScanner")):
                x = 0.4 * width + 50 * i
                yield PlacedWord(page, text, (x, height - 20, x + 45, height - 12))
        return
    if kind == "transcript":
        yield from read_as(printed.running, decree.noisy_body.split())
        for cell in printed.cells:
            yield from read_as(cell.words, (cell.noisy or "").split())
        return
    for word in (*printed.running, *(word for cell in printed.cells for word in cell.words)):
        text = word.text
        if kind == "sideways":
            text = _gibberish(text)
        elif kind == "noisy" and spoil is not None:
            text = spoil(text)
        if text:
            yield PlacedWord(word.page, text, word.box)


def _gibberish(text: str) -> str:
    """What letters seen from the side look like to a reader that expects them upright."""
    return "".join("-IlE:.'=~_J"[ord(letter) % 11] for letter in text)[: max(1, len(text) // 3)]


def read_as(printed: Sequence[PlacedWord], read: Sequence[str]) -> Iterator[PlacedWord]:
    """Puts the words a scanner read where the printed words they stand for are.

    A printed word that was read as several is shared out among them; several printed words on one line
    read as one give it their whole width; over a line end the read word is cut where the line ended.
    """
    if not printed or not read:
        return
    last: PlacedWord | None = None
    for pair in align_words([word.text for word in printed], read):
        group = printed[pair.first : pair.last]
        if not group and last is not None:
            # Read out of nothing: squeezed into the gap after the word before.
            x, page = last.box[2], last.page
            for text in pair.read:
                yield PlacedWord(page, text, (x + 0.5, last.box[1], x + 2.5, last.box[3]))
        elif group and pair.read:
            yield from _share(group, pair.read)
        last = group[-1] if group else last


def _share(group: Sequence[PlacedWord], read: Sequence[str]) -> Iterator[PlacedWord]:
    if len(group) > 1:
        yield from _over_lines(group, read[0])
        return
    word = group[0]
    left, top, right, bottom = word.box
    letters = sum(len(text) for text in read)
    # One blank of 0.6 letters between the parts keeps them apart for whoever reads the layer.
    step = (right - left) / (letters + 0.6 * (len(read) - 1))
    x = left
    for text in read:
        end = x + step * len(text)
        yield PlacedWord(word.page, text, (x, top, end, bottom))
        x = end + 0.6 * step


def _over_lines(group: Sequence[PlacedWord], text: str) -> Iterator[PlacedWord]:
    """One read word for several printed ones: cut at line ends in proportion to the printed letters."""
    lines: list[list[PlacedWord]] = []
    for word in group:
        if lines and abs(lines[-1][-1].box[1] - word.box[1]) < 1.0:
            lines[-1].append(word)
        else:
            lines.append([word])
    total = sum(len(word.text) for word in group)
    start = 0
    taken = 0
    for index, line in enumerate(lines):
        taken += sum(len(word.text) for word in line)
        end = len(text) if index + 1 == len(lines) else _cut_near(text, round(len(text) * taken / total))
        box: Rect = (line[0].box[0], line[0].box[1], line[-1].box[2], line[0].box[3])
        if text[start:end]:
            yield PlacedWord(line[0].page, text[start:end], box)
        start = end


def _cut_near(text: str, at: int) -> int:
    """A place to cut: after the hyphen or slash nearest to ``at``, else there."""
    places = [i + 1 for i, letter in enumerate(text) if letter in "-/"]
    return min(places, key=lambda place: abs(place - at), default=at)


def _operators(words: Iterable[PlacedWord], move: Matrix, height: float) -> bytes:
    """Text operators: each word set along its moved baseline, stretched to its width."""
    parts = [b"BT 3 Tr"]
    for word in words:
        size = 0.86 * (word.box[3] - word.box[1])
        start, end = (
            _moved(move, x, word.box[3] - 0.2 * (word.box[3] - word.box[1]))
            for x in (word.box[0], word.box[2])
        )
        run = end - start
        length = float(np.hypot(*run)) or 1.0
        cos, sin = run[0] / length, run[1] / length
        # A Helvetica letter is about half its size wide; the viewer only needs the word's extent.
        text = word.text.encode("cp1252", errors="replace")
        stretch = 100 * length / _helvetica(word.text, size)
        matrix = f"{cos:.5f} {-sin:.5f} {sin:.5f} {cos:.5f} {start[0]:.2f} {height - start[1]:.2f} Tm"
        # A blank ends each word, as OCR programs write it: words stand closer here than readers expect.
        parts.append(f"/F1 {size:.2f} Tf {stretch:.1f} Tz {matrix} <{text.hex()}20> Tj".encode())
    parts.append(b"ET")
    return b"\n".join(parts)


def _helvetica(text: str, size: float) -> float:
    return max(float(stringWidth(text, "Helvetica", size)), 0.1)


def _moved(move: Matrix, x: float, y: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    point = move @ np.array([x, y, 1.0])
    return np.asarray(point[:2] / point[2], dtype=np.float64)
