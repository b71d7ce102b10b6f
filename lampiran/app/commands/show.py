"""``lampiran show``: what would be loaded from one file, without a database."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

import extract
from lampiran.app.commands.options import (
    ColumnsOption,
    PasswordOption,
    QualityChoice,
    QualityOption,
    TextLayerChoice,
    TextLayerOption,
    settings_of,
)
from lampiran.app.console import messages, say, warnings
from lampiran.app.inputs import find_inputs
from lampiran.app.pipeline import read_document
from lampiran.app.terminal import shown, write
from lampiran.errors import ExitCode, UsageError
from lampiran.language import counted, in_both, in_language, joined, told
from lampiran.other_tables import OtherTable
from lampiran.records import KOLOM, Outcome, PlanRow


class Format(StrEnum):
    """``--format``."""

    table = "table"
    json = "json"
    csv = "csv"


def show(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="One PDF, page image, Excel or Word file, or transcript.")
    ],
    form: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.table,
    text_layer: TextLayerOption = TextLayerChoice.auto,
    quality: QualityOption = QualityChoice.normal,
    password: PasswordOption = None,
    columns: ColumnsOption = "",
    tables: Annotated[
        bool, typer.Option("--tables", help="Show the other ruled tables of the file instead of the plan.")
    ] = False,
) -> int:
    """Show what would be loaded from one file (nothing is written)."""
    if file.is_dir():
        raise UsageError(told("{0} is a folder.", file), "show takes one file; lampiran run takes folders.")
    (entry,) = find_inputs([file]).files
    settings = settings_of(text_layer, quality, password, columns)
    extract.preflight(settings)
    if notice := extract.one_engine_notice(settings):
        say(messages(), notice)
    outcome = read_document(entry.path, settings, entry.label)
    found = outcome.each()
    if tables:
        _show_tables(found, form)
    elif form is Format.json:
        first, *others = ({"document": head_of(one), "rows": rows_of(one)} for one in found)
        write(json.dumps(first | ({"others": others} if others else {}), ensure_ascii=False, indent=1))
    elif form is Format.csv:
        write(_csv(found))
    for one in found:
        if form is Format.table and not tables:
            _print(head_of(one), one.document.rows if one.document else ())
        elif form is Format.csv and one.reason:
            say(warnings(), joined(": ", [in_both(one.status), one.reason]))
    return int(ExitCode.OK if all(one.status == "ok" for one in found) else ExitCode.INCOMPLETE)


def head_of(outcome: Outcome) -> dict[str, Any]:
    """The document's facts, as in the views."""
    facts: dict[str, Any] = {"file": outcome.file, "status": outcome.status, "reason": outcome.reason}
    if outcome.document:
        facts |= {"page_from": outcome.document.raw.page_from, "page_to": outcome.document.raw.page_to}
        head = outcome.document.head
        facts |= {name: getattr(head, name) for name in head.__dataclass_fields__}
        facts["doubts"] = list(head.doubts)
        facts["edisi"] = outcome.document.edisi
    return facts


def rows_of(outcome: Outcome) -> list[dict[str, Any]]:
    """The plan rows with the names of the view ``rencana_aksi``, extra columns under their own names."""
    document = outcome.document
    if document is None:
        return []
    rows = []
    for row in document.rows:
        facts: dict[str, Any] = {
            "urutan": row.urutan,
            "area_no": row.area_no,
            "area": row.area,
            "komponen_no": row.komponen_no,
            "komponen_id": row.komponen_id,
            "indikator_id": row.indikator_id,
            "indikator_ids": ";".join(row.indikator_ids),
            "indikator_no": row.indikator_no,
        }
        facts |= {kolom: row.text(kolom) for kolom in (*KOLOM, *document.raw.extra_columns)}
        facts |= {
            "bulan": ",".join(map(str, row.schedule.bulan)),
            "tahun_target": row.schedule.tahun,
            "page_first": row.page_first,
            "page_last": row.page_last,
            "confidence": round(row.confidence, 3),
            "needs_review": int(row.needs_review),
        }
        rows.append(facts)
    return rows


def _csv(found: Sequence[Outcome]) -> str:
    """The rows of all decrees; where there are several, the first column counts them."""
    rows = [({"part": one.part} if len(found) > 1 else {}) | row for one in found for row in rows_of(one)]
    names = dict.fromkeys(name for row in rows for name in row)
    text = io.StringIO()
    if rows:
        writer = csv.DictWriter(text, fieldnames=list(names), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return text.getvalue()


def _print(head: dict[str, Any], rows: Sequence[PlanRow]) -> None:
    """The head, then a block a plan row: one line a column, so that it can be read in a narrow window."""
    console = Console()
    for name, value in head.items():
        if value not in (None, "", []):
            said = in_both(value) if name in ("status", "reason") else value
            say(console, told("{0}: {1}", name, said))
    if not rows:
        return
    table = Table("urutan", "kolom", "isi", "?")
    for row in rows:
        table.add_section()
        area = " ".join(str(part) for part in (row.area_no, row.area) if part)
        lines = [("area", area, False)]
        lines += [(cell.kolom, cell.text, cell.needs_review) for cell in row.cells]
        lines += [("bulan", ",".join(map(str, row.schedule.bulan)), False)]
        lines += [("indikator_ids", ";".join(row.indikator_ids), not row.indikator_ids)]
        for number, (name, text, doubtful) in enumerate(lines):
            if text or doubtful:
                number_shown = "" if number else str(row.urutan)
                cells = Text(shown(name)), Text(shown(text))
                table.add_row(number_shown, *cells, "?" if doubtful else "")
    console.print(table)
    say(console, "?: a person should look")


def _show_tables(found: Sequence[Outcome], form: Format) -> None:
    """The other tables of all decrees: their cells in a grid; where cells are merged the text stands once."""
    tables = [table for one in found if one.document for table in one.document.raw.tables]
    if form is Format.json:
        write(json.dumps({"tables": [_table_facts(table) for table in tables]}, ensure_ascii=False, indent=1))
    elif form is Format.csv:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        for number, table in enumerate(tables, start=1):
            writer.writerows([number, *line] for line in _grid(table))
        write(text.getvalue())
    else:
        console = Console()
        for table in tables:
            title = told("table {0}, pages {1}-{2}", table.number, table.page_first, table.page_last)
            shown_table = Table(
                title=in_language(title), title_justify="left", show_header=False, show_lines=True
            )
            for line in _grid(table):
                shown_table.add_row(*(Text(shown(cell)) for cell in line))
            console.print(shown_table)
        say(console, counted(len(tables), "table"))


def _table_facts(table: OtherTable) -> dict[str, Any]:
    pages = {"page_first": table.page_first, "page_last": table.page_last}
    return {"table_no": table.number, **pages, "headings": table.headings, "rows": _grid(table)}


def _grid(table: OtherTable) -> list[list[str]]:
    texts = {(cell.row, cell.col): cell.text for cell in table.cells}
    columns = range(1, table.columns + 1)
    return [[texts.get((row, col), "") for col in columns] for row in range(1, table.rows + 1)]
