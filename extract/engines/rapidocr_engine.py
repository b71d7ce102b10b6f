"""The second engine: RapidOCR's recognition model (PP-OCRv6), run line by line on onnxruntime.

Only the model file inside the ``rapidocr`` package is used, offline. The network's answer covers 18,708
characters of fifty scripts. All but those that Indonesian decrees print are masked *before* the best
character of each step is chosen: folding foreign characters away afterwards keeps wrong letters.

Lines are read one at a time: batches measured no faster on a processor, and padding costs time.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import string
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from extract.engines.engine import PixelWord
from extract.geometry import Gray, PixelRect

ALPHABET = string.ascii_letters + string.digits + " .,;:()/-%&+'\"?!@–"
_WIDTHS = (16, 3200)
"""Least and greatest width of a scaled line, pixels; the greatest bounds the network's memory."""
_BLANK = 0
"""Place of the CTC blank in the network's answer; a fact of the model."""


class RapidOcrEngine:
    """Reads single lines.

    Attributes:
        name: Package and version, e.g. ``rapidocr 3.10.0``.
        alphabet: The characters it may answer; with the name part of every cache key.

    Args:
        model: Path of the ONNX recognition model.

    Raises:
        KeyError: If the model does not carry its own table of characters.
    """

    def __init__(self, model: Path) -> None:
        options = onnxruntime.SessionOptions()
        # Pages run in parallel already; threads inside a line only get into each other's way.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3  # errors only
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        picture = self._session.get_inputs()[0]
        self._input = picture.name
        self._height = int(picture.shape[2])
        characters = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        table = ["", *characters, " "]
        self._kept = np.array([_BLANK, *(i for i, mark in enumerate(table) if mark and mark in ALPHABET)])
        self._marks = [table[index] for index in self._kept]
        self.alphabet = ALPHABET
        self.name = f"rapidocr {importlib.metadata.version('rapidocr')}"

    def read_line(self, picture: Gray) -> tuple[PixelWord, ...]:
        """See :class:`extract.engines.engine.LineEngine`."""
        height, width = picture.shape
        least, most = _WIDTHS
        size = (min(max(round(width * self._height / height), least), most), self._height)
        way = cv2.INTER_AREA if height > self._height else cv2.INTER_CUBIC
        # From 0 to 255 into -1 to 1, three equal colours: what the network was trained on.
        scaled = cv2.resize(picture, size, interpolation=way).astype(np.float32) / 127.5 - 1.0
        batch = np.repeat(scaled[None, None], 3, axis=1)
        answer = self._session.run(None, {self._input: batch})[0][0]
        return tuple(self._words(np.asarray(answer[:, self._kept]), width, height))

    def _words(self, chances: NDArray[np.float32], width: int, height: int) -> list[PixelWord]:
        """Greedy CTC decoding within the kept characters, cut into words at blanks.

        Args:
            chances: Of each kept character (columns) at each step along the line (rows).
            width: Of the line's picture, pixels.
            height: Of the line's picture, pixels.
        """
        best = chances.argmax(axis=1)
        sure = chances.max(axis=1)
        step = width / len(best)
        words: list[PixelWord] = []
        marks: list[tuple[str, int, float]] = []
        for at, (before, now) in enumerate(pairwise([_BLANK, *best.tolist(), _BLANK])):
            if now == _BLANK or (now == before and at > 0):
                continue
            if at >= len(best):
                break
            if self._marks[now] == " ":
                words += _word(marks, step, height)
                marks = []
            else:
                marks.append((self._marks[now], at, float(sure[at])))
        return words + _word(marks, step, height)


def _word(marks: list[tuple[str, int, float]], step: float, height: int) -> list[PixelWord]:
    """The word of some characters (text, step, chance); none of none."""
    if not marks:
        return []
    first, last = marks[0][1], marks[-1][1]
    box = PixelRect(max(0, round((first - 0.5) * step)), 0, round((last + 1.5) * step), height)
    chances = [chance for _, _, chance in marks]
    return [PixelWord("".join(mark for mark, _, _ in marks), box, float(np.mean(chances) + min(chances)) / 2)]


def model_path() -> Path | None:
    """The recognition model inside the installed ``rapidocr`` package; None where there is none."""
    spec = importlib.util.find_spec("rapidocr")
    if spec is None or spec.origin is None:
        return None
    return next(iter(sorted(Path(spec.origin).parent.glob("models/*rec*.onnx"))), None)
