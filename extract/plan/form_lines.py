"""What a form says of a plan's lines: bands with labels, documents under their komponen, areas in codes.

These passes change lines before any other looks at them: they take a label off its name, put the text of a
column of mixed levels where it belongs, and open the areas and komponen that only a code names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dictionaries.headers import load_header_names
from dictionaries.likeness import area_likeness, likeness, names_area
from dictionaries.numerals import ordinals, split_heading
from dictionaries.plan_forms import PROCESS, load_forms
from extract.columns.naming import NO
from extract.plan.komponen_bands import is_band
from extract.plan.plan_lines import PlanLine
from extract.plan.plan_pages import PlanPages
from extract.sizes import SEVERAL, WHOLE
from lampiran.records import KOLOM, AreaHeading, CellPart, Reading

_LABEL = re.compile(r"\s*(?P<label>[^:]{3,30}?)\s*:\s*(?=\S)")
_CODE = "kode"


def take_labels(plan: PlanPages) -> None:
    """Bands such as ``Area Perubahan : Penataan Tatalaksana`` open what their label says; the label goes."""
    found = [(line, label) for line in plan.lines if (label := band_label(line))]
    if Counter(level for _, (level, _) in found)["area"] + len(found) <= SEVERAL:
        return
    for line, (level, end) in found:
        name = next(kolom for kolom in reversed(line.filled) if kolom != NO or len(line.filled) == 1)
        cell = line.cells[name]
        bare, dropped = _without_label(cell.part, end)
        plan.tally(line.page).in_headers += dropped
        line.cells = {"komponen": replace(cell, part=bare)}
        line.level = level
    plan.banded |= any(level == "komponen" for _, (level, _) in found)


def split_process(plan: PlanPages) -> None:
    """Where komponen and their documents share a column, each document is a row's evidence."""
    if PROCESS not in plan.columns:
        return
    lines = [line for line in plan.lines if line.text(PROCESS)]
    beside = [kolom for kolom in plan.columns if kolom != PROCESS]
    for line in lines:
        alone = not any(line.text(kolom) for kolom in beside)
        text = line.text(PROCESS)
        if _is_area(text) and (alone or not _says_when(line)):
            line.level = "area"
        elif alone and (likeness("komponen", text).maybe or _counts_apart(line, lines)):
            line.level = "komponen"
        else:
            line.level = "row"
        kolom = "bukti_fisik" if line.level == "row" else "komponen"
        line.cells = {kolom if name == PROCESS else name: cell for name, cell in line.cells.items()}
    plan.rename_columns({PROCESS: "bukti_fisik"})
    plan.banded = True


def read_codes(plan: PlanPages) -> None:
    """Where area and komponen stand in a code alone, a change of the code opens them."""
    if _CODE not in plan.columns or "komponen" in plan.columns:
        return
    lines = [line for line in plan.lines if line.text(_CODE)]
    pattern = _grammar([line.text(_CODE) for line in lines])
    if pattern is None:
        return
    items: list[PlanLine | AreaHeading] = []
    area = ""
    for item in plan.items:
        match = pattern.fullmatch(item.text(_CODE).strip()) if isinstance(item, PlanLine) else None
        if match is not None and isinstance(item, PlanLine):
            if match["area"] != area:
                area = match["area"]
                part = item.cells[_CODE].part
                items.append(AreaHeading(area, "", item.page, part.box, part.confidence))
            item.komponen_no = match.groupdict().get("komponen") or ""
        items.append(item)
    plan.items = items


def apply_forms(plan: PlanPages) -> None:
    """All of the above."""
    take_labels(plan)
    split_process(plan)
    read_codes(plan)


def _grammar(codes: Sequence[str]) -> re.Pattern[str] | None:
    """The pattern of a form that (nearly) all codes follow."""
    for form in load_forms():
        if not form.code:
            continue
        pattern = re.compile(form.code)
        if len(codes) >= SEVERAL and sum(
            bool(pattern.fullmatch(code.strip())) for code in codes
        ) >= WHOLE * len(codes):
            return pattern
    return None


def band_label(line: PlanLine) -> tuple[str, int] | None:
    """What a band's label says (area or komponen), and where the name begins; None for any other line."""
    if not is_band(line):
        return None
    cell = next(line.cells[kolom] for kolom in reversed(line.filled))
    found = _LABEL.match(cell.text)
    match = load_header_names().find(found["label"]) if found else None
    if found is None or match is None or match.name.kolom not in ("area", "komponen"):
        return None
    return match.name.kolom, found.end()


def _without_label(part: CellPart, end: int) -> tuple[CellPart, int]:
    """The part without its label, and how many words that takes."""
    dropped = min(len(part.raw[:end].split()), len(part.words))
    readings = tuple(
        Reading(one.engine, _LABEL.sub("", one.text, count=1), one.confidence) for one in part.readings
    )
    return replace(part, raw=part.raw[end:], words=part.words[dropped:], readings=readings), dropped


def _is_area(text: str) -> bool:
    """Whether a text names an area, and is not more like a komponen's name."""
    return names_area(text) and likeness("komponen", text) <= area_likeness(split_heading(text)[1])


def _says_when(line: PlanLine) -> bool:
    """Whether the line names a time; a band that repeats its column's title does not."""
    text = line.text("target_waktu")
    match = load_header_names().find(text) if text else None
    return bool(text) and (match is None or match.name.kolom != "target_waktu")


def _counts_apart(line: PlanLine, lines: Sequence[PlanLine]) -> bool:
    """Whether the line's number is of another style than those of most lines."""
    styles = Counter(mark.style for other in lines for mark in ordinals(other.text(NO))[:1])
    usual = styles.most_common(1)[0][0] if styles else ""
    own = ordinals(line.text(NO))
    return bool(own) and usual not in {mark.style for mark in own}


def unknown_columns(plan: PlanPages) -> list[str]:
    """Columns whose heading nobody knows, though they are filled like a plan column."""
    names = load_header_names()
    lines = plan.lines
    found = []
    for kolom in plan.columns:
        if kolom in KOLOM or names.find(kolom) is not None or kolom.islower():
            continue
        texts = [line.text(kolom) for line in lines if sum(map(str.isalpha, line.text(kolom))) >= SEVERAL]
        if len(texts) * SEVERAL >= len(lines):
            found.append(kolom)
    return found
