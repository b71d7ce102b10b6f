"""A plan whose header could not be read is known by what its columns hold, and doubted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dictionaries.vocabulary import load_vocabulary
from extract.model import PageTable
from extract.plan.assemble import assemble
from tests.support.plan_pages import box_cells, reading, source, table, texts

MONTHS = ("Januari", "Maret 2021", "Triwulan II", "Mei - Juni 2021", "Agustus", "Desember 2021")


def unheaded(*, official: bool = True, times: bool = True, ruled: bool = True) -> PageTable:
    """Rows of the form without any heading: number, komponen, indikator, action, evidence, time."""
    wording = [item.statement for item in load_vocabulary().indikator[: len(MONTHS)]]
    rows = [["No", "KmpnanNN", "", "", "Fi", ""]]
    rows += [
        [
            "1" if number == 0 else "",
            "Tim Kerja" if number == 0 else "",
            text if official else f"Bapak {number} dari kantor",
            f"Menyusun naskah nomor {number}",
            f"SK dan notula {number}",
            month if times else "tanda tangan",
        ]
        for number, (text, month) in enumerate(zip(wording, MONTHS, strict=True))
    ]
    return replace(box_cells(table(1, rows), 120.0, 40), ruled=ruled)


def test_columns_are_named_by_what_they_hold() -> None:
    document = assemble(source(), [reading(1, unheaded())])
    rows = texts(document)[-len(MONTHS) :]
    assert [row[-1] for row in rows] == list(MONTHS)
    assert all(row[2].startswith("Menyusun") and row[3].startswith("SK") for row in rows)
    assert "header-unread" in {problem.code for problem in document.problems}
    assert all(part.border_doubt == 1.0 for cell in document.rows[-1].cells for part in cell.parts)


@pytest.mark.parametrize("kind", ["official", "times", "ruled"])
def test_other_tables_stay_other_tables(kind: str) -> None:
    assert not assemble(source(), [reading(1, unheaded(**{kind: False}))]).rows
