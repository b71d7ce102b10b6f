"""A file with several decrees as several documents: its pages parted, and each part joined by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import extract
import normalize
from dictionaries import load_vocabulary
from extract.model import PageReading, Source
from lampiran.faults import attempt, gathered
from lampiran.records import Problem, RawDocument
from normalize import DecreePart


def raw_documents(
    source: Source, readings: Sequence[PageReading], columns: Sequence[str] = ()
) -> list[RawDocument]:
    """The raw documents of a file, one a decree, in order; a file without any plan is one document.

    The file is joined as a whole first: its heads stand in what is no plan. If it holds several decrees, each
    is joined anew from its own pages, so that no row, header or page number is taken over from another one.
    """
    whole = extract.assemble(source, readings, columns)
    nothing: list[DecreePart] = []
    with gathered() as faults:
        vocabulary = load_vocabulary()
        parts = attempt(
            "decrees in the file",
            normalize.decree_parts,
            whole.pages,
            vocabulary,
            otherwise=nothing,
            lost=True,
        )
    doubts = (*faults.problems, *(problem for part in parts for problem in part.doubts))
    if len(parts) < 2 or not any(part.has_plan for part in parts):
        return [replace(whole, problems=(*whole.problems, *doubts))]
    spans = _spans(parts, whole)
    return [
        replace(_part(source, readings, columns, span, part.doubts), part=number)
        for number, (part, span) in enumerate(zip(parts, spans, strict=True), start=1)
    ]


def _spans(parts: Sequence[DecreePart], whole: RawDocument) -> list[range]:
    """The pages of each part; those that were not read and stand at the file's ends belong to the nearest."""
    firsts = [part.first for part in parts]
    firsts[0] = whole.page_from or firsts[0]
    lasts = [part.last for part in parts]
    lasts[-1] = whole.page_to or lasts[-1]
    return [range(first, last + 1) for first, last in zip(firsts, lasts, strict=True)]


def _part(
    source: Source,
    readings: Sequence[PageReading],
    columns: Sequence[str],
    span: range,
    doubts: Sequence[Problem],
) -> RawDocument:
    """One decree's document; problems of the file as a whole are problems of each of its decrees."""
    problems = tuple(p for p in source.problems if p.page is None or p.page in span)
    own = [reading for reading in readings if reading.page in span]
    raw = extract.assemble(replace(source, problems=problems), own, columns, span)
    return replace(raw, problems=(*raw.problems, *doubts))
