"""Why documents are not complete, grouped by cause, each cause with what to do about it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from lampiran.codes import NO_PLAN, ProblemCode
from lampiran.language import Told, joined


@dataclass(frozen=True, slots=True)
class Cause:
    """A kind of trouble: what it is, and what to do.

    Attributes:
        what: A heading.
        to_do: One sentence; empty where the reason itself says it.
        codes: The problems that show it.
    """

    what: str
    to_do: str
    codes: frozenset[ProblemCode] = frozenset()

    @property
    def sentence(self) -> Told:
        """What it is and what to do."""
        return joined(" ", [part for part in (self.what, self.to_do) if part])


CAUSES = (
    Cause(
        "Parts of the file are missing or damaged.",
        "Fetch or scan the file again, then run the same command.",
        frozenset(
            {
                ProblemCode.CUT_OFF,
                ProblemCode.CUT_OFF_PAGES,
                ProblemCode.PAGE_DAMAGED,
                ProblemCode.PAGE_LOST,
                ProblemCode.PAGE_MISSING,
            }
        ),
    ),
    Cause(
        "Reading was broken off.",
        "Run the same command again; if it fails again, give it more --page-seconds or --memory.",
        frozenset({ProblemCode.PAGE_DIED, ProblemCode.PAGE_OVER_LIMIT}),
    ),
    Cause(
        "The file could not be reached.",
        "Check the disk or the network drive, then run the same command again.",
        frozenset({ProblemCode.PAGE_UNREACHABLE}),
    ),
    Cause(
        "Pages are too large.",
        "Save or scan them at 200 to 300 dpi, then run the same command.",
        frozenset({ProblemCode.PAGE_TOO_LARGE, ProblemCode.PAGE_TOO_LARGE_PICTURE}),
    ),
    Cause(
        "The letters of the file cannot be read.",
        "Print the file and scan it, then run again with the scan.",
        frozenset({ProblemCode.UNREADABLE_FONT}),
    ),
    Cause(
        "The program failed at a step of reading.",
        "Please report it, with the file and what --log-file FILE writes down.",
        frozenset({ProblemCode.PROGRAM_FAULT}),
    ),
    Cause(
        "Rows or columns may be missing.",
        "Compare the pages named here with the rows: lampiran browse.",
        frozenset(
            {
                ProblemCode.WORDS_ASTRAY,
                ProblemCode.PLAN_GAP_AFTER,
                ProblemCode.PLAN_GAP_BESIDE,
                ProblemCode.PLAN_GAP_PAGE,
                ProblemCode.PLAN_GAP_TABLE,
                ProblemCode.COLUMN_MISSING,
                ProblemCode.COLUMN_CUT_OFF,
                ProblemCode.INK_UNREAD,
                ProblemCode.PICTURE_UNREAD,
                ProblemCode.WORDS_UNSEEN,
            }
        ),
    ),
    Cause(
        "No action plan was found.",
        "If the file does hold one, check that its pages are whole; otherwise there is nothing to do.",
        NO_PLAN,
    ),
)
"""In the order in which they are asked: a damaged file explains missing rows, not the other way round."""


def cause_of(codes: Collection[ProblemCode], reason: str) -> Cause:
    """The cause that a document's problems show; without any, its reason is a cause of its own."""
    return next((cause for cause in CAUSES if cause.codes & set(codes)), Cause(reason, ""))
