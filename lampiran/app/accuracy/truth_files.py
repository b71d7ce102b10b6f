"""Truth files: what a decree says, checked by hand, in the names of the view ``rencana_aksi``.

A truth file is JSON: ``document`` (head fields, perhaps ``file``) and ``rows``. A row has its cells as
text, or only as ``raw`` (then nothing but the reading can be judged), ``indikator_ids``, ``bulan`` and
so on as far as they are known, ``extra`` for the decree's own columns, and under ``ambiguous`` the places
where another reading is as right.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from lampiran.errors import UsageError
from lampiran.language import told
from lampiran.records import KOLOM

_MARKUP = re.compile(r"</?[a-z]{1,6}>", re.IGNORECASE)
_MOST_READINGS = 64


@dataclass(frozen=True, slots=True)
class TruthRow:
    """One true row.

    Attributes:
        urutan: Its number in the truth file.
        readings: For each column with known text all right readings, the chosen one first.
        raw: For each column what a transcript says, where the file tells.
        facts: ``area_no, komponen_no, bulan, tahun_target, indikator_ids`` as far as known.
        carried: The komponen that a transcript prints in an earlier row and that covers this one too.
    """

    urutan: int
    readings: Mapping[str, tuple[str, ...]]
    raw: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    carried: str = ""

    def right_raw(self, kolom: str) -> tuple[str, ...]:
        """Readings that are right before any repair: the true text or what a transcript says."""
        transcribed = self.raw.get(kolom)
        if transcribed is None:
            return self.readings.get(kolom, ())
        carried = kolom == "komponen" and self.carried
        transcripts = [transcribed, self.carried] if carried else [transcribed]
        return (*self.readings.get(kolom, ()), *transcripts, *(_MARKUP.sub("", text) for text in transcripts))

    @property
    def key(self) -> str:
        """What rows are aligned by."""
        texts = [self.readings.get(name, (self.raw.get(name, ""),))[0] for name in KOLOM[1:3]]
        return folded(" ".join(texts))


@dataclass(frozen=True, slots=True)
class Truth:
    """A truth file."""

    name: str
    head: Mapping[str, Any]
    rows: tuple[TruthRow, ...]

    @property
    def file(self) -> str | None:
        """The exact name of the file it belongs to, if it says so."""
        return self.head.get("file")

    @property
    def stem(self) -> str:
        """The name without ending, by which it finds its document otherwise."""
        return Path(self.name).stem


def folded(text: str) -> str:
    """The text as exactness is measured: see ``docs/accuracy.md``.

    Case folded, blanks collapsed, blanks round ``-`` and ``/`` and a closing ``.`` or ``;`` left out.
    """
    collapsed = " ".join(text.split())
    joined = re.sub(r" ?([-/]) ?", r"\1", collapsed)
    return re.sub(r" ?[.;]$", "", joined).casefold()


def read_truth(path: Path) -> Truth:
    """Reads a truth file.

    Raises:
        UsageError: If it is no truth file.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        rows = [_row(line) for line in content["rows"]]
        head = dict(content["document"])
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            told("{0} is no truth file.", path.name),
            "A truth file is JSON with 'document' and 'rows'.",
        ) from error
    return Truth(path.name, head, tuple(_carry_komponen_down(rows)))


def _row(line: Mapping[str, Any]) -> TruthRow:
    texts = {kolom: str(line[kolom]) for kolom in KOLOM if kolom in line}
    texts |= {name: str(value) for name, value in line.get("extra", {}).items()}
    known = ("area_no", "komponen_no", "bulan", "tahun_target", "indikator_ids")
    facts = {name: line[name] for name in known if name in line}
    if str(facts.get("komponen_no", "")).isdigit():
        facts["komponen_no"] = int(facts["komponen_no"])
    raw = {name: str(value) for name, value in line.get("raw", {}).items() if name in KOLOM}
    readings = {kolom: _readings(kolom, text, line.get("ambiguous", ())) for kolom, text in texts.items()}
    return TruthRow(int(line["urutan"]), readings, raw, facts)


def _readings(kolom: str, text: str, ambiguous: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    """All readings: each ambiguous place one way or the other."""
    readings = [text]
    for place in ambiguous:
        if place["kolom"] == kolom and len(readings) < _MOST_READINGS:
            readings += [reading.replace(place["chosen"], place["alternative"]) for reading in readings]
    return tuple(dict.fromkeys(readings))


def _carry_komponen_down(rows: Sequence[TruthRow]) -> Iterator[TruthRow]:
    """A komponen is printed once and covers rows; the file notes its raw text and other readings there."""
    known: dict[tuple[Any, Any, str], tuple[str, ...]] = {}
    printed = ""
    for row in rows:
        readings = row.readings.get("komponen", ())
        if readings:
            place = (row.facts.get("area_no"), row.facts.get("komponen_no"), readings[0])
            readings = known[place] = tuple(dict.fromkeys((*readings, *known.get(place, ()))))
            row = replace(row, readings={**row.readings, "komponen": readings})
        raw = row.raw.get("komponen")
        if raw == "":
            row = replace(row, carried=printed)
        printed = raw or printed
        yield row
