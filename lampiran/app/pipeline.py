"""One document from file to records: open, read its pages, join, normalise, judge.

Each step is a plain function of picklable arguments, so that a batch can run pages of one document on
many processes; :func:`read_document` is their composition in one process.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import extract
import normalize
from dictionaries import load_vocabulary
from dictionaries.sentences import told_sentence
from extract.model import PageReading, Source
from lampiran import faults
from lampiran.app.parting import raw_documents
from lampiran.codes import NO_PLAN, ProblemCode
from lampiran.errors import DocumentError
from lampiran.faults import attempt
from lampiran.language import joined, told
from lampiran.records import Outcome, PagePicture, PlanDocument, Problem, RawDocument, Status
from lampiran.settings import Settings

log = logging.getLogger(__name__)

_REFUSED = frozenset({ProblemCode.PAGE_TOO_LARGE, ProblemCode.PAGE_TOO_LARGE_PICTURE})
"""Why a page is not read at all; known since the file was opened."""
FILE_CHANGED = "The file changed while it was read. Run again when it has been copied."


def open_source(path: Path, label: str, settings: Settings) -> Source | Outcome:
    """Opens and checks a file; a file that cannot be read at all is already an outcome.

    Args:
        path: The file.
        label: The name it gets in the database.
        settings: Passwords.
    """
    started = time.perf_counter()
    try:
        return replace(extract.open_source(path, settings), file=label)
    except DocumentError as error:
        log.info("%s cannot be opened", label, exc_info=error)
        return Outcome(
            file=label,
            sha256=extract.content_hash(path),
            status="failed",
            reason=error.sentence,
            seconds=time.perf_counter() - started,
        )


def read_page(source: Source, page: int, settings: Settings) -> list[PageReading]:
    """Reads one page (a transcript is read at once: its readings, as page 1).

    A page that was found too large when the file was opened has no reading.

    Raises:
        DocumentError: If this page cannot be read.
    """
    if any(problem.page == page and problem.code in _REFUSED for problem in source.problems):
        return []
    try:
        return extract.read_pages(source, page, settings)
    except Exception:
        log.info("%s: page %d failed", source.file, page, exc_info=True)  # the parent gets no traceback
        raise


def finish(
    source: Source,
    readings: Sequence[PageReading],
    lost: Sequence[Problem],
    settings: Settings,
    seconds: float,
) -> Outcome:
    """Joins the pages, normalises the rows and judges what became of the document, or of each in the file.

    A file that changed meanwhile is failed: its pages may be of two contents, and its hash of neither.
    Pictures are made here and not while a page is read: only now it is known which pages carry the plan.
    """
    started = time.perf_counter()
    if extract.content_hash(Path(source.path)) != source.sha256:
        spent = seconds + time.perf_counter() - started
        return Outcome(source.file, source.sha256, "failed", FILE_CHANGED, spent)
    in_order = sorted(lost, key=lambda problem: problem.page or 0)
    raws = raw_documents(replace(source, problems=(*source.problems, *in_order)), readings, settings.columns)
    documents = [normalize.normalize_document(raw, load_vocabulary(), settings) for raw in raws]
    with faults.gathered() as found:
        pictures = attempt("pictures of the pages", _pictures, source, raws, settings, otherwise=())
    documents[0] = replace(documents[0], problems=(*documents[0].problems, *found.problems))
    spent = seconds + time.perf_counter() - started
    pages = sum(len(raw.pages) for raw in raws) or 1
    first, *others = (
        _outcome(document, spent * (len(document.raw.pages) or 1) / pages) for document in documents
    )
    return replace(first, pictures=pictures, others=tuple(others))


def _outcome(document: PlanDocument, seconds: float) -> Outcome:
    status, reason = judge(document)
    return Outcome(document.raw.file, document.raw.sha256, status, reason, seconds, document)


def _pictures(source: Source, raws: Sequence[RawDocument], settings: Settings) -> tuple[PagePicture, ...]:
    plan_pages = [page for raw in raws for page in raw.pages if page.has_plan]
    return extract.page_pictures(source, plan_pages, settings) if settings.keep_pages else ()


def renormalize(stored: Outcome, settings: Settings) -> Outcome:
    """Normalises the raw document of a stored outcome again, with the dictionaries as they are now."""
    if stored.document is None:
        return stored
    document = normalize.normalize_document(stored.document.raw, load_vocabulary(), settings)
    status, reason = judge(document)
    return replace(stored, document=document, status=status, reason=reason)


def judge(document: PlanDocument) -> tuple[Status, str]:
    """``ok`` needs rows and nothing lost; no plan is ``skipped``; the rest is ``partial``."""
    problems = (*document.raw.problems, *document.problems)
    lost = [problem for problem in problems if problem.lost]
    if not document.rows:
        no_plan = [told_sentence(problem) for problem in problems if problem.code in NO_PLAN]
        if lost:
            return "failed", _sentence(lost) or "Nothing could be read."
        return "skipped", no_plan[0] if no_plan else "No plan table was found."
    if lost:
        return "partial", _sentence(lost)
    return "ok", ""


def _sentence(problems: Sequence[Problem]) -> str:
    shown = [
        told("page {0}: {1}", problem.page, told_sentence(problem))
        if problem.page
        else told_sentence(problem)
        for problem in problems[:5]
    ]
    if len(problems) > 5:
        shown.append(told("and {0} more", len(problems) - 5))
    return joined("; ", shown)


def read_document(path: Path, settings: Settings, label: str = "") -> Outcome:
    """Reads one document in this process; ``label`` is the name it gets, by default the file's."""
    source = open_source(path, label or path.name, settings)
    if isinstance(source, Outcome):
        return source
    started = time.perf_counter()
    readings: list[PageReading] = []
    lost: list[Problem] = []
    for page in range(1, source.page_count + 1):
        try:
            readings.extend(read_page(source, page, settings))
        except DocumentError as error:
            lost.append(page_lost(page, error.sentence))
        except faults.EXPECTED:
            raise
        except Exception as error:
            lost.append(fault_of_page(page, error))
    return finish(source, readings, lost, settings, time.perf_counter() - started)


def fault_of_page(page: int, error: Exception) -> Problem:
    """The problem recorded when a fault of the program cost a page.

    Raises:
        Exception: The fault, where the environment asks for that.
    """
    if faults.are_raised():
        raise error
    log.error("page %d: a fault of the program", page, exc_info=error)
    return faults.problem_of(type(error).__name__, page, lost=True)


def page_lost(page: int, reason: str, code: ProblemCode = ProblemCode.PAGE_LOST) -> Problem:
    """The problem recorded when a page could not be read."""
    return Problem(code, (reason,) if reason else (), page, lost=True)
