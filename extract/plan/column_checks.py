"""Checks by content that the plan's columns are what their headings say.

Headings may be misread, printed over the wrong column or unknown. The contents are a second witness: a target
names times, a number column counts, indikator and komponen have official wording. Where the contents are
plain and the heading does not contradict them, the column is renamed; where the two contradict each other,
the cells are doubted. Either way a problem reports it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dictionaries.likeness import NameLikeness, names_area
from extract.columns.contents import FEWEST_CELLS, column_likeness, holds_times, lacks_numbers
from extract.columns.naming import AREA, NO, unnamed, vote_names
from extract.plan.plan_lines import PlanLine, rename_line
from extract.plan.plan_pages import PlanPages
from extract.sizes import PATTERN, SEVERAL
from lampiran.codes import ProblemCode
from lampiran.records import KOLOM, Problem

_TARGET = "target_waktu"
_EVIDENCE, _OUTPUT = "bukti_fisik", "output"
_MOSTLY_AREAS = 0.8
"""Share of its texts from which on a column holds areas' names, or outputs in words."""


@dataclass(slots=True)
class Verdict:
    """What the contents say: new names by old ones, doubtful columns, and the problems to report."""

    renamed: dict[str, str] = field(default_factory=dict)
    doubted: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def rename_by_content(plan: PlanPages) -> None:
    """Renames and doubts the columns of a plan according to its cells; the plan's problems report it."""
    lines = plan.lines
    if not lines or not plan.headers:
        return
    plan.rename_columns(vote_names([(header.columns, header.texts) for header in plan.headers]))
    header = plan.headers[0]
    printed = {name: text for name, text in zip(header.columns, header.texts, strict=True) if name}
    printed |= dict.fromkeys((name for name in plan.columns if name not in printed), "")
    _rename_areas(plan, lines, printed)
    _rename_output(plan, lines)
    printed = {
        name: printed.get(name, "") for name in dict.fromkeys([*plan.headers[0].columns, *plan.columns])
    }
    verdict = check_columns(lines, printed, frozenset(header.guessed))
    plan.problems += verdict.problems
    plan.rename_columns(verdict.renamed)
    for line in lines:
        line.doubted |= verdict.doubted
    by_page: dict[int, list[PlanLine]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    for page, its_lines in by_page.items():
        others = [line for line in lines if line.page != page]
        renamed = check_page(its_lines, others, plan.columns)
        for line in its_lines if renamed else ():
            rename_line(line, renamed)
            line.doubted |= set(renamed)
        if renamed:
            other = next(iter(renamed))
            plan.problems.append(Problem(ProblemCode.COLUMN_RENAMED_PAGE, (other,), page))


def _rename_areas(plan: PlanPages, lines: Sequence[PlanLine], printed: Mapping[str, str]) -> None:
    """A column that holds the areas' names is the area's, whatever heads it; one headed so may be another."""
    names = dict.fromkeys(name for header in plan.headers for name in header.columns if name)
    held = {name: _area_share([line.text(name) for line in lines]) for name in names if name != NO}
    areas = [name for name, share in held.items() if share >= _MOSTLY_AREAS]
    if len(areas) != 1 or areas == [AREA] or held.get(AREA, 0.0) >= _MOSTLY_AREAS:
        return
    freed = {AREA: " ".join(printed.get(AREA, "").split()) or unnamed(0)} if AREA in held else {}
    plan.rename_columns({areas[0]: AREA, **freed})


def _area_share(texts: Sequence[str]) -> float:
    filled = [text for text in texts if text]
    return sum(map(names_area, filled)) / len(filled) if len(filled) >= SEVERAL else 0.0


def _rename_output(plan: PlanPages, lines: Sequence[PlanLine]) -> None:
    """What a plan calls its output is its evidence where no other column holds any; amounts are none."""
    bukti = [line.text(_EVIDENCE) for line in lines if any(map(str.isalpha, line.text(_EVIDENCE)))]
    output = [text for line in lines if (text := line.text(_OUTPUT))]
    worded = sum(len(text.split()) >= SEVERAL and not text[0].isdigit() for text in output)
    if bukti or len(output) < SEVERAL or worded < _MOSTLY_AREAS * len(output):
        return
    freed = {_EVIDENCE: "bukti (kosong)"} if _EVIDENCE in plan.columns else {}
    plan.rename_columns({_OUTPUT: _EVIDENCE, **freed})
    plan.problems.append(Problem(ProblemCode.COLUMN_RENAMED_OUTPUT))


def check_columns(lines: Sequence[PlanLine], printed: Mapping[str, str], guessed: frozenset[str]) -> Verdict:
    """Weighs the content of a plan's columns against their names.

    Args:
        lines: All lines of the plan.
        printed: Its columns, NO included, from left to right: what heads each.
        guessed: Names that the headings did not give, or not plainly.
    """
    verdict = Verdict()
    texts = {name: [line.text(name) for line in lines if line.text(name)] for name in printed}
    _check_target(texts, printed, guessed, verdict)
    for kolom in ("indikator", "komponen"):
        _check_wording(kolom, texts, printed, guessed, verdict)
    if NO in texts and lacks_numbers(texts[NO]):
        number = list(printed).index(NO)
        taken_for = "komponen" if _is_komponen(texts) else unnamed(number)
        _rename({NO: taken_for}, ProblemCode.COLUMN_RENAMED_NUMBERS, verdict)
    return verdict


def check_page(lines: Sequence[PlanLine], rest: Sequence[PlanLine], columns: Sequence[str]) -> dict[str, str]:
    """New names for one page's columns, where times stand in another column than in the rest of the plan.

    Args:
        lines: The plan's lines on the page.
        rest: Those on all other pages.
        columns: The plan's columns.
    """
    if _times(lines, _TARGET) is not False or not _times(rest, _TARGET):
        return {}
    others = [name for name in columns if _times(lines, name) and _times(rest, name) is False]
    return {others[0]: _TARGET, _TARGET: others[0]} if len(others) == 1 else {}


def _times(lines: Sequence[PlanLine], kolom: str) -> bool | None:
    return holds_times((line.text(kolom) for line in lines), PATTERN)


def _check_target(
    texts: Mapping[str, Sequence[str]],
    printed: Mapping[str, str],
    guessed: frozenset[str],
    verdict: Verdict,
) -> None:
    times = {name: holds_times(cells) for name, cells in texts.items() if name not in (NO, AREA)}
    if _TARGET in texts and times[_TARGET] is not False:
        return
    others = [name for name, held in times.items() if held and name != _TARGET]
    if len(others) != 1:
        if _TARGET not in texts:
            verdict.problems.append(Problem(ProblemCode.COLUMN_MISSING_TIMES))
        return
    _exchange(_TARGET, others[0], printed, guessed, verdict)


def _check_wording(
    kolom: str,
    texts: Mapping[str, Sequence[str]],
    printed: Mapping[str, str],
    guessed: frozenset[str],
    verdict: Verdict,
) -> None:
    shares = {
        name: column_likeness(kolom, cells)
        for name, cells in texts.items()
        if name not in (NO, AREA, _TARGET) and len(cells) >= FEWEST_CELLS
    }
    own = shares.pop(kolom, NameLikeness(0.0))
    best = max(shares, key=lambda name: shares[name], default=None)
    if best is None or own.maybe or not shares[best].likely or best in verdict.renamed:
        return
    if kolom not in texts and best in KOLOM:
        return  # such plans exist: the action is worded as the indikator
    _exchange(kolom, best, printed, guessed, verdict)


def _is_komponen(texts: Mapping[str, Sequence[str]]) -> bool:
    return "komponen" not in texts and column_likeness("komponen", texts[NO]).likely


def _exchange(
    kolom: str,
    other: str,
    printed: Mapping[str, str],
    guessed: frozenset[str],
    verdict: Verdict,
) -> None:
    """Renames ``other`` to ``kolom`` where no plain heading is against it; else both are doubted."""
    times = kolom == _TARGET
    if other in KOLOM and not {kolom, other} & guessed:
        verdict.doubted |= {kolom, other}
        doubtful = (
            Problem(ProblemCode.COLUMN_DOUBTFUL_TIMES, (other,))
            if times
            else Problem(ProblemCode.COLUMN_DOUBTFUL_WORDING, (other, kolom))
        )
        verdict.problems.append(doubtful)
        return
    freed = {kolom: _own_name(kolom, other, printed)} if kolom in printed else {}
    code = ProblemCode.COLUMN_RENAMED_TIMES if times else ProblemCode.COLUMN_RENAMED_WORDING
    _rename({other: kolom, **freed}, code, verdict)


def _own_name(kolom: str, other: str, printed: Mapping[str, str]) -> str:
    """What a column is called that turned out not to be the plan column of its heading."""
    if other in KOLOM:
        return other
    name = " ".join(printed[kolom].split())
    return name if name and name not in printed else unnamed(list(printed).index(kolom))


def _rename(renamed: Mapping[str, str], code: ProblemCode, verdict: Verdict) -> None:
    old, new = next(iter(renamed.items()))
    verdict.renamed.update(renamed)
    verdict.problems.append(Problem(code, (old, new)))
