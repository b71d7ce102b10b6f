"""``laporan.html``: one file that needs no net and no script; the same numbers as pictures and tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dictionaries.letter_topics import Topic
from report import colours, svg, wording
from report.figures import QUESTIONS, Figures, Row
from report.list_sheets import missing, open_cells
from report.scope import short_name
from report.svg import Field
from report.workbook import made_line


def write_page(path: Path, figures: Figures, topics: Sequence[Topic], made: date, by: str = "") -> None:
    """Writes the page.

    Raises:
        OSError: If the file cannot be written.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["ribuan"] = wording.thousands
    environment.filters["hari"] = wording.printed_day
    content = environment.get_template("laporan.html").render(
        office=figures.scope.office,
        title=wording.title(figures),
        made=made_line(made, by),
        figures=figures,
        wording=wording,
        kinds=[(kind, wording.SIGNS[kind], says) for kind, says in wording.MEANINGS.items()],
        colours=colours.KINDS,
        area_bars=_area_bars(figures),
        area_grid=_area_grid(figures),
        coverage=_coverage(figures),
        calendar=_calendar(figures),
        topics=topics,
        regions=_regions(figures),
        questions=QUESTIONS,
    )
    path.write_text(content, encoding="utf-8")


def _area_bars(figures: Figures) -> str:
    names = wording.area_names(figures)
    lines = []
    for line in figures["area"]:
        if line["aspect"] == "pemenuhan":
            judged = wording.judged(line)
            number = f"{wording.percent(line['ada'], judged)} ({line['ada']} dari {judged})"
            lines.append((names[line["area_no"]], wording.share(line["ada"], judged), number))
    return svg.bars("Cakupan per area", lines)


def _area_grid(figures: Figures) -> str:
    counts = {(line["kode_wilayah"], line["area_no"]): line for line in figures["area_wilayah"]}
    names = wording.area_names(figures)
    rows = [
        [_share_field(region, names[area], counts.get((region["kode_wilayah"], area))) for area in names]
        for region in figures.received
    ]
    heads = [f"Area {area}" for area in names]
    labels = [short_name(region["wilayah"]) for region in figures.received]
    return svg.grid("Cakupan per area dan kabupaten/kota", labels, heads, rows, (60, 20))


def _share_field(region: Row, area: str, count: Row | None) -> Field:
    says = f"{region['wilayah']}, {area}"
    if count is None or not wording.judged(count):
        return Field(colours.KINDS["tidak diminta"], "?", f"{says}: belum dapat dinilai")
    judged = wording.judged(count)
    percent = round(100 * count["ada"] / judged)
    number = colours.step(percent, 100)
    shown = f"{says}: {count['ada']} dari {judged} indikator"
    return Field(colours.AMOUNTS[number], f"{percent} %", shown, colours.ink(number))


def _coverage(figures: Figures) -> list[tuple[str, str]]:
    """A grid for each area, so that each fits on a printed page."""
    states = {(line["urutan_lke"], line["kode_wilayah"]): line["keadaan"] for line in figures["cakupan"]}
    regions = [region for region in figures.received if region["edisi"]]
    heads = [short_name(region["wilayah"]) for region in regions]
    made = []
    for area, name in wording.area_names(figures).items():
        asked = [
            line for line in figures["indikator"] if line["aspect"] == "pemenuhan" and line["area_no"] == area
        ]
        rows = [
            [
                _state_field(region, line, states[line["urutan_lke"], region["kode_wilayah"]])
                for region in regions
            ]
            for line in asked
        ]
        labels = [line["nomor"] for line in asked]
        title = f"Area {area}: {name}"
        made.append((title, svg.grid(title, labels, heads, rows, (22, 16), upright=True)))
    return made


def _state_field(region: Row, line: Row, state: str) -> Field:
    says = f"{region['wilayah']}, {line['nomor']} {line['indikator']}: {wording.MEANINGS[state]}"
    return Field(colours.KINDS[state], wording.SIGNS[state], says)


def _calendar(figures: Figures) -> str:
    counts = {(line["kode_wilayah"], line["bulan"]): line["baris"] for line in figures["kalender"]}
    most = max(counts.values(), default=0)
    rows = [
        [
            svg.amount(
                counts.get((region["kode_wilayah"], month), 0),
                most,
                f"{region['wilayah']}, {wording.MONTHS[month - 1]}",
            )
            for month in range(1, 13)
        ]
        for region in figures.received
    ]
    labels = [short_name(region["wilayah"]) for region in figures.received]
    return svg.grid("Kalender", labels, [month[:3] for month in wording.MONTHS], rows)


def _regions(figures: Figures) -> list[dict[str, Any]]:
    """What the page shows of each region, holes and open cells beneath its name."""
    due: dict[str, list[Row]] = {}
    for line in figures["jatuh_tempo"]:
        due.setdefault(line["kode_wilayah"], []).append(line)
    return [
        {
            "line": line,
            "state": wording.state(line),
            "holes": missing(figures, line["kode_wilayah"]),
            "open": open_cells(figures, line["document_id"]) if line["document_id"] else [],
            "unjudged": wording.unjudged(figures, line["kode_wilayah"]),
            "due": due.get(line["kode_wilayah"], []),
            "survey_months": wording.survey_months(figures, line["kode_wilayah"]),
        }
        for line in figures["kelengkapan"]
    ]
