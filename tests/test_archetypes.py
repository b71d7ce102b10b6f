"""Plans on other offices' forms: every row, area, komponen, text and month is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.forms import measure
from lampiran.app.pipeline import read_document
from lampiran.records import KOLOM
from lampiran.settings import Settings
from samples.generator.form_archetypes import ARCHETYPES, draw, sheet


@pytest.mark.parametrize("variant", [0, 1])
@pytest.mark.parametrize("number", range(1, len(ARCHETYPES) + 1))
def test_an_archetype_comes_out_whole(number: int, variant: int, tmp_path: Path) -> None:
    (score,) = measure([(number, variant)], tmp_path)
    assert (score.status, score.found, score.faults) == ("ok", score.wanted, ())


def test_further_columns_have_stable_names(tmp_path: Path) -> None:
    outcome = read_document(draw(tmp_path / "pairs.pdf", sheet(7, 0)), Settings())
    assert outcome.document is not None
    names = set(outcome.document.raw.extra_columns)
    assert {"target", "realisasi", "anggaran", "realisasi_anggaran", "realisasi_waktu", "tercapai"} <= names
    row = outcome.document.rows[0]
    assert row.text("target").endswith("dok") and row.text("anggaran").endswith(".000.000")


def test_documents_of_the_process_form_are_rows(tmp_path: Path) -> None:
    outcome = read_document(draw(tmp_path / "process.pdf", sheet(3, 0)), Settings())
    assert outcome.document is not None
    row = outcome.document.rows[0]
    assert [kolom for kolom in KOLOM if row.text(kolom)] == ["komponen", "bukti_fisik", "target_waktu"]
    assert row.text("target").endswith("dokumen")
    assert not {"Target Prioritas", "Proses"} & {cell.text for r in outcome.document.rows for cell in r.cells}
