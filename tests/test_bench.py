"""The bench: measuring, judging, reporting. None of the other tools is needed here."""

import re
import sys
from pathlib import Path

import pytest

from bench import comparison, report, tools
from bench.__main__ import main
from bench.accuracy import Accuracy, judge, plan_rows
from bench.comparison import PoolResult, Result, compare_file, compare_pages
from bench.measure import Cost, ToolFailed, run
from bench.measured_pages import Pages, make_pages, repeated
from bench.report import Figures, limits_table, markdown, tool_table
from bench.tools import Found, Reader, lampiran, pool
from lampiran.app.accuracy.truth_files import Truth, TruthRow

ROOT = Path(__file__).parent.parent
PROC = Path("/proc/self/statm").exists()
"""Memory is read from there; on other systems it is not known."""
COLUMNS = ("komponen", "indikator", "langkah_aksi", "bukti_fisik", "target_waktu")


def true_row(urutan, *texts):
    cells = dict(zip(COLUMNS, texts, strict=True))
    return TruthRow(urutan, {kolom: (text,) for kolom, text in cells.items()}, cells)


TRUTH = Truth(
    "t.json",
    {},
    (
        true_row(1, "Tim Kerja", "Tim kerja telah dibentuk", "Menyusun SK tim", "SK Tim", "Januari 2022"),
        true_row(2, "Tim Kerja", "Anggota dipilih dengan jelas", "Rapat pleno anggota", "Notulen", "Mei"),
    ),
)


@pytest.fixture(scope="module")
def digital(tmp_path_factory):
    return make_pages(tmp_path_factory.mktemp("digital"), "digital", count=1, seed=5, layout="times-portrait")


# --- judging


def test_all_right_counts_all():
    rows = [{kolom: texts[0] for kolom, texts in row.readings.items()} for row in TRUTH.rows]
    text = " ".join(" ".join(row.values()) for row in rows)
    found = judge(rows, text, TRUTH)
    assert (found.rows_true, found.rows_found, found.rows_given) == (2, 2, 2)
    assert (found.cells, found.exact) == (10, 10)
    assert found.words == found.words_found > 10


def test_wrong_cells_missing_and_invented_rows_count():
    row = {
        "komponen": "Tim Kerja",
        "indikator": "Anggota dipilih dengan jelas",
        "langkah_aksi": "Rapat plen0 anggota",
        "bukti_fisik": "notulen.",
        "target_waktu": "",
    }
    invented = {"indikator": "xyzzy", "langkah_aksi": "qqqq"}
    found = judge([row, invented], "Notulen Mei", TRUTH)
    assert (found.rows_found, found.rows_given) == (1, 2)
    # Case and a closing full stop do not count (docs/accuracy.md); a lost target and a wrong letter do.
    assert found.exact == 3
    assert found.words_found == 2


def test_a_word_counts_as_often_as_it_was_read():
    assert judge((), "tim", TRUTH).words_found == 1
    assert judge((), "tim TIM (tim)", TRUTH).words_found == 3


def test_no_rows_are_no_rows():
    found = judge((), "", TRUTH)
    assert (found.rows_found, found.exact, found.words_found) == (0, 0, 0)


# --- other tools' tables


def test_tables_become_plan_rows():
    table = [
        ["NO", "KOMPONEN", "INDIKATOR", "LANGKAH AKSI", "BUKTI FISIK", "TARGET\nWAKTU"],
        ["1", "2", "3", "4", "5", "6"],
        ["I", *["Manajemen Perubahan"] * 5],
        ["1", "Tim\nKerja", "A", "B", "C", "Mei"],
        [None, "", "D", "E", "F", "Juni"],
    ]
    rows = plan_rows([table])
    assert [row["indikator"] for row in rows] == ["A", "D"]
    assert [row["komponen"] for row in rows] == ["Tim Kerja", "Tim Kerja"]
    assert rows[1]["target_waktu"] == "Juni"


def test_only_surplus_columns_are_dropped():
    wide = [["1", "", "K", "I", "L", "B", "T"]]
    assert plan_rows([wide])[0] == {
        "no": "1",
        **dict(zip(COLUMNS, ["K", "I", "L", "B", "T"], strict=True)),
    }
    unnumbered = [["", "K", "I", "L", "B", "T"]]
    assert plan_rows([unnumbered])[0]["komponen"] == "K"


def test_a_row_with_an_indicator_alone_is_a_row():
    assert [row["indikator"] for row in plan_rows([[["", "", "I", "", "", ""]]])] == ["I"]
    assert plan_rows([[["", "", "", "", "", ""]]]) == []
    assert plan_rows([[]]) == []


# --- measuring


def test_memory_of_a_child_of_the_child_counts():
    inner = "import time; held = bytearray(120_000_000); time.sleep(0.4)"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
    cost, _ = run([sys.executable, "-c", outer])
    assert cost.peak > 120_000_000 or not PROC
    assert cost.wall >= 0.4


def test_processor_time_is_told_apart_from_waiting():
    busy, said = run([sys.executable, "-c", "print(sum(i * i for i in range(10_000_000)))"])
    idle, _ = run([sys.executable, "-c", "import time; time.sleep(0.5)"])
    assert said.strip().isdigit()
    assert idle.wall >= 0.5 > idle.cpu
    assert busy.cpu > idle.cpu


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ([sys.executable, "-c", "import sys; sys.exit('no language ind')"], "exit code 1: no language ind"),
        (["no-such-program-here"], "no-such-program-here"),
    ],
)
def test_a_program_that_fails_says_why(command, message):
    with pytest.raises(ToolFailed, match=message):
        run(command)


def test_every_tool_gets_one_thread(monkeypatch):
    monkeypatch.setenv("OMP_THREAD_LIMIT", "8")
    _, said = run([sys.executable, "-c", "import os; print(os.environ['OMP_THREAD_LIMIT'])"])
    assert said.strip() == "1"


# --- the pages


def test_pages_hold_whole_rows_of_table_pages_only(tmp_path):
    pages = make_pages(tmp_path, "gray100", count=2, seed=11, layout="times-letter")
    longer = make_pages(tmp_path / "longer", "digital", count=3, seed=11, layout="times-letter")
    assert pages.count == len(pages.pictures) == 2
    assert [row.urutan for row in pages.truth.rows] == list(range(1, len(pages.truth.rows) + 1))
    assert 3 < len(pages.truth.rows) < len(longer.truth.rows)
    assert longer.pictures == ()


def test_the_same_seed_gives_the_same_pages(tmp_path):
    made = [
        make_pages(tmp_path / name, "gray100", count=1, seed=3, layout="times-letter") for name in ("a", "b")
    ]
    assert made[0].pictures[0].read_bytes() == made[1].pictures[0].read_bytes()
    assert made[0].truth == made[1].truth


def test_a_long_file_repeats_the_pages(digital, tmp_path):
    long = repeated(digital.pdf, 3, tmp_path / "long.pdf")
    assert Pages("digital", long, (), digital.truth).count == 3


# --- kept-alive readers

ECHO = """
import sys, json
for line in sys.stdin:
    if line.strip() == "3":
        sys.exit("page 3 burnt")
    print(json.dumps({"wall": float(line), "cpu": 0.5, "peak": 0}), flush=True)
"""


def test_a_reader_is_warm_before_it_is_measured():
    with Reader([sys.executable, "-c", ECHO]) as reader:
        assert reader.cold > 0
        assert reader.read(2) == Cost(2.0, 0.5)


def test_a_reader_that_dies_tells_what_it_said():
    with Reader([sys.executable, "-c", ECHO]) as reader, pytest.raises(ToolFailed, match="page 3 burnt"):
        reader.read(3)


def test_a_reader_that_never_starts_tells_why():
    with (
        pytest.raises(ToolFailed, match="cannot start"),
        Reader([sys.executable, "-c", "exit('cannot start')"]),
    ):
        pass


def test_lampiran_reads_in_its_own_process(digital):
    with lampiran(digital.pdf, "fast") as reader:
        assert reader.read(1).wall > 0
        found = reader.rows()
        assert reader.peak > 20_000_000 or not PROC
    right = judge(found.rows, found.text, digital.truth)
    assert right.rows_found == right.rows_true
    assert right.exact == right.cells
    assert len(found.repaired) == len(found.rows)


def test_two_workers_read_every_page(digital):
    told = pool(digital.pdf, "fast", 2, 3)
    assert told["pages"] == 3
    assert told["wall"] > 0 < told["cpu"]


# --- comparing


class FakeReader:
    """Reads like ``Reader``, in no time."""

    cold = 5.0
    peak = 100_000_000

    def __init__(self, asked, quality, found):
        self._asked, self._quality, self._found = asked, quality, found

    def __enter__(self):
        if self._quality == "best":
            raise ToolFailed("no second reader")
        return self

    def __exit__(self, *_):
        pass

    def read(self, page):
        self._asked.append((self._quality, page))
        return Cost(0.5 if self._quality == "fast" else 1.2, 0.4)

    def rows(self):
        return self._found


@pytest.fixture
def compared(monkeypatch):
    """What ``compare_pages`` makes of two pages in two rounds, and the order in which it asked."""
    asked = []
    rows = [{kolom: texts[0] for kolom, texts in row.readings.items()} for row in TRUTH.rows]
    found = Found(rows, "Tim Kerja", rows, "an engine")

    def raw(picture):
        asked.append(("tesseract", int(picture.stem)))
        return Cost(1.0, 0.9, 50_000_000), "Tim Kerja"

    monkeypatch.setattr(comparison, "raw_tesseract", raw)
    monkeypatch.setattr(comparison, "lampiran", lambda pdf, quality: FakeReader(asked, quality, found))
    monkeypatch.setattr(Pages, "count", 2)
    pages = Pages("office200", Path("x.pdf"), (Path("1.png"), Path("2.png")), TRUTH)
    return compare_pages(pages, ["fast", "normal", "best"], 2, lambda line: None), asked


def test_tools_take_turns_on_each_page(compared):
    _, asked = compared
    one_round = [(tool, page) for page in (1, 2) for tool in ("tesseract", "fast", "normal")]
    assert asked == one_round * 2


def test_a_tool_that_fails_leaves_the_others_standing(compared):
    raw, fast, normal, best = compared[0]
    assert best.problem == "no second reader"
    assert not raw.problem and not fast.problem
    assert normal.accuracy.exact == normal.repaired.exact == 10
    assert fast.startup == pytest.approx(4.5)
    assert fast.with_startup() == pytest.approx(0.5 + 4.5 / 2)


def test_seconds_are_medians_over_rounds_and_means_over_pages():
    result = Result("x", 2)
    for wall in (1.0, 9.0, 2.0):
        result.add(1, Cost(wall, wall / 2, int(wall)))
    result.add(2, Cost(4.0, 1.0))
    assert result.seconds() == 3.0
    assert result.seconds("cpu") == 1.0
    assert result.peak == 9


def test_a_tool_that_is_not_installed_is_told_so(monkeypatch, digital, tmp_path):
    monkeypatch.setattr(tools, "OTHER_PYTHON", tmp_path / "no-python")
    result = compare_file("img2table + tesseract", digital, tmp_path, lambda line: None)
    assert "no-python" in result.problem
    assert "no result" in tool_table([result])


# --- reporting


def pool_result(one, two):
    result = PoolResult()
    result.add(1, {"pages": 4, "wall": one, "cpu": one, "peak": 1})
    result.add(2, {"pages": 4, "wall": two, "cpu": one, "peak": 2})
    return result


def test_limits_say_what_is_met_and_what_is_not(compared):
    digital = Result("Lampiran, born-digital", 2, {1: [Cost(0.1, 0.1)], 2: [Cost(0.2, 0.1)]})
    figures = Figures("asked", {"office200": compared[0]}, {"office200": pool_result(8.0, 5.0)}, digital)
    figures.long = (200, 901_000_000)
    lines = {line.split("|")[1].strip(): line for line in limits_table(figures).splitlines()}
    assert "0.50 ×" in lines["office200: fast"] and lines["office200: fast"].endswith("| yes |")
    assert "1.20 ×" in lines["office200: normal"] and lines["office200: normal"].endswith("| yes |")
    assert "office200: best" not in lines
    assert "1.60 ×" in lines["office200: two workers"] and "**no**" in lines["office200: two workers"]
    assert "6.7 pages/s" in lines["born-digital"]
    assert "901 MB" in lines["a file of 200 pages"] and "**no**" in lines["a file of 200 pages"]


def test_the_report_is_whole(compared, monkeypatch):
    monkeypatch.setattr(report, "versions", lambda: ["tesseract 9.9"])
    text = markdown(Figures("2 pages", {"office200": compared[0]}))
    assert "tesseract 9.9" in text and "2 pages" in text and "an engine" in text
    table = [line for line in text.splitlines() if line.startswith("|")]
    assert len({line.count("|") for line in table[:5]}) == 1
    assert "Lampiran --quality best: no result (no second reader)" in text
    # Raw tesseract makes no rows: it has words, no exact cells.
    assert re.search(r"\| tesseract \|.*\| – \| – \| – \| \d", text)


def test_invented_rows_are_shown():
    result = Result("x", 1, {1: [Cost(1, 1)]}, accuracy=Accuracy(4, 2, 5, 20, 7, 10, 9))
    assert "50.0 % (+3 others) | 35.0 %" in tool_table([result])


def test_exit_code_tells_of_a_tool_without_result(compared, monkeypatch, capsys, tmp_path):
    pages = Pages("office200", tmp_path / "x.pdf", (), TRUTH)
    digital = Result("Lampiran, born-digital", 1, {1: [Cost(0.1, 0.1)]})
    monkeypatch.setattr("bench.__main__.make_pages", lambda folder, profile, **_: pages)
    monkeypatch.setattr("bench.__main__.compare_pages", lambda *_: compared[0])
    monkeypatch.setattr("bench.__main__.compare_pool", lambda *_: pool_result(2.0, 1.0))
    monkeypatch.setattr("bench.__main__.read_digital", lambda *_: digital)
    monkeypatch.setattr(report, "versions", list)
    assert main(["--only-own", "--out", str(tmp_path / "figures.md")]) == 1
    printed = capsys.readouterr().out
    assert printed == (tmp_path / "figures.md").read_text(encoding="utf-8")
    assert "2.00 ×" in printed


def test_what_was_measured_is_printed_though_the_rest_fails(compared, monkeypatch, capsys, tmp_path):
    def fails(*_):
        raise ToolFailed("the pool died")

    pages = Pages("office200", tmp_path / "x.pdf", (), TRUTH)
    monkeypatch.setattr("bench.__main__.make_pages", lambda folder, profile, **_: pages)
    monkeypatch.setattr("bench.__main__.compare_pages", lambda *_: compared[0][:2])
    monkeypatch.setattr("bench.__main__.compare_pool", fails)
    monkeypatch.setattr("bench.__main__.read_digital", fails)
    monkeypatch.setattr(report, "versions", list)
    assert main(["--only-own", "--keep", str(tmp_path)]) == 1
    printed = capsys.readouterr()
    assert "the pool died" in printed.err
    assert "office200: fast" in printed.out


# --- what is installed for it


def test_the_lock_has_hashes_and_no_addresses_and_no_agpl():
    lock = (ROOT / "requirements" / "bench.lock").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", lock.strip())
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in lock and "--index" not in lock
    names = {block.split("==")[0].lower() for block in blocks}
    assert {"ocrmypdf", "img2table", "pdfplumber"} <= names
    assert not names & {"pymupdf", "pymupdfb", "ghostscript", "borb"}


def test_workers_of_the_other_environment_import_nothing_of_ours():
    own = {path.name for path in ROOT.iterdir() if (path / "__init__.py").exists()}
    for script in tools.OTHERS.values():
        source = (ROOT / "bench" / "workers" / script).read_text(encoding="utf-8")
        imported = set(re.findall(r"^(?:from|import) (\w+)", source, re.MULTILINE))
        assert not imported & own
        assert "json" in imported


def test_the_page_of_figures_names_every_tool():
    page = (ROOT / "docs" / "benchmark.md").read_text(encoding="utf-8")
    for name in (*tools.OTHERS, "tesseract", "--quality fast", "--quality normal", "--quality best"):
        assert name in page
