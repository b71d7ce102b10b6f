"""The passes over the plan's lines, in order, from lines as found to lines of which rows are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extract.plan.closing_formula import closing_lines
from extract.plan.column_checks import rename_by_content
from extract.plan.form_lines import apply_forms
from extract.plan.komponen_bands import take_name_bands
from extract.plan.page_repeats import repeated_lines
from extract.plan.plan_habits import observe
from extract.plan.plan_pages import PlanPages
from lampiran.faults import attempt


@dataclass(frozen=True, slots=True)
class PlanPass:
    """One pass over the lines of a plan.

    Attributes:
        name: What it does.
        because: Why it stands where it stands.
        run: Changes the plan.
    """

    name: str
    because: str
    run: Callable[[PlanPages], None]

    def changed(self, plan: PlanPages) -> PlanPages:
        """The plan after the pass."""
        self.run(plan)
        return plan


def _file_bands(plan: PlanPages) -> None:
    plan.banded |= take_name_bands(plan.lines, plan.columns)


def _observe(plan: PlanPages) -> None:
    plan.habits = observe(plan.lines)


def _remove_repeats(plan: PlanPages) -> None:
    plan.remove(repeated_lines(plan.items))


def _remove_closing(plan: PlanPages) -> None:
    plan.remove(closing_lines(plan.lines))


PLAN_PASSES = (
    PlanPass(
        "forms applied",
        "labels, mixed levels and codes hide what the columns hold",
        apply_forms,
    ),
    PlanPass(
        "columns renamed by their content",
        "every later pass asks for cells by the name of their column",
        rename_by_content,
    ),
    PlanPass(
        "komponen bands filed",
        "whether there is a komponen column is known, and what stands in it counts as habit",
        _file_bands,
    ),
    PlanPass(
        "habits observed",
        "lines that are removed below are printed like all others, and count as witnesses",
        _observe,
    ),
    PlanPass(
        "repeated lines removed",
        "rows are compared with those of the page before, among which no closing formula was missed yet",
        _remove_repeats,
    ),
    PlanPass(
        "closing formula removed",
        "it is looked for in the last few lines, which must not be repeated ones",
        _remove_closing,
    ),
)


def prepare(plan: PlanPages) -> PlanPages:
    """The plan after all passes; a pass that fails leaves it as it was."""
    for step in PLAN_PASSES:
        plan = attempt(step.name, step.changed, plan, otherwise=plan.copied())
    return plan
