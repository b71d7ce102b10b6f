"""How odd pages are judged: what is wrong is told or silent, and what is lost without a word is silent."""

import pytest

from bench.odd import markdown, verdict
from lampiran.app.accuracy.truth_files import Truth, TruthRow
from lampiran.records import Outcome

CELLS = {"komponen": "Tim Kerja", "indikator": "Tim kerja telah dibentuk"}
TRUTH = Truth("t.json", {}, (TruthRow(1, {name: (text,) for name, text in CELLS.items()}, CELLS),))


@pytest.mark.parametrize(("status", "told", "silent"), [("failed", 2, 0), ("ok", 0, 2)])
def test_what_is_lost_is_told_unless_the_document_is_given_out_as_whole(status, told, silent):
    found = verdict("scan-note-1", Outcome("t.pdf", "", status, "", 0.0), TRUTH)
    assert (found.rows, found.rows_right, found.right) == (1, 0, 0)
    assert (found.told, found.silent) == (told, silent)


def test_the_table_ends_with_the_sum():
    lost = verdict("scan-note-1", Outcome("t.pdf", "", "ok", "", 0.0), TRUTH)
    failed = verdict("scan-note-2", Outcome("t.pdf", "", "failed", "", 0.0), TRUTH)
    assert markdown([lost, failed]).splitlines()[-1] == "| all | | 0 of 2 | 0 of 4 | 2 | 2 | 0 |"
