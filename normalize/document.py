"""A whole document normalised: head, edition, indicators, areas, repaired cells, schedules.

The order matters. Indicators are matched on the text as read, because matching whole phrases stands noise
better than words do; the matched wordings are then the context in which the cells are repaired. Nothing here
decides about words or ids itself: it hands each part what the others found and gathers what is unsure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from rapidfuzz import fuzz

from dictionaries import Vocabulary
from lampiran.codes import Note, ProblemCode, ReasonCode
from lampiran.faults import attempt, gathered
from lampiran.records import (
    DocumentHead,
    HeadField,
    PageKind,
    PlanCell,
    PlanDocument,
    PlanRow,
    Problem,
    RawCell,
    RawDocument,
    RawRow,
    Reason,
    Schedule,
)
from lampiran.settings import Settings
from normalize.bukti_items import split_items
from normalize.confidence import COPY
from normalize.head.decree import parse_head
from normalize.head.several import several_decrees
from normalize.match.area_komponen import PlanPlace, place_rows
from normalize.match.comparer import comparer_for
from normalize.match.coverage import NOT_COVERED, Cover, Coverage, find_coverage
from normalize.match.weights import is_context
from normalize.missing_pages import page_jumps
from normalize.page_text import repair_pages
from normalize.repair import repair_cell
from normalize.rules.indikator_marks import counts_indicators, printed_number, without_mark
from normalize.rules.registry import check_ids
from normalize.schedule.columns import composed_cell
from normalize.schedule.parse import parse_schedule, with_codes_as_quarters
from normalize.style.context import RepairContext
from normalize.style.document_style import DocumentStyle

WITHOUT_REPAIR = 0.5
"""Confidence of a cell that could not be repaired, at most."""
YEAR_SHARE = 0.6
"""The plan's year is taken from its schedules if at least this share (0..1) of their years agree."""

DOUBTFUL = frozenset(
    {
        Note.DOUBTFUL_JOIN,
        Note.DOUBTFUL_BREAK,
        Note.JOINED_MERGED,
        Note.KOMPONEN_UNREAD,
        Note.KOMPONEN_ONLY,
        Note.NO_RULES,
    }
)
"""Notes of extraction that a person should look at."""

Phrases = tuple[tuple[str, float], ...]
_NO_HEAD = DocumentHead(doubts=get_args(HeadField))
"""The head of a decree that could not be looked for: every field is in doubt."""


def normalize_document(raw: RawDocument, vocabulary: Vocabulary, settings: Settings) -> PlanDocument:
    """Turns a document as read into clean, identified, scheduled rows.

    Args:
        raw: What extraction found.
        vocabulary: The official lists (:func:`dictionaries.load_vocabulary`).
        settings: Thresholds, and rules that are switched off.

    Raises:
        UsageError: If a rule to be switched off does not exist.
    """
    check_ids(settings.rules_off)
    with gathered() as faults:
        document = _normalized(raw, vocabulary, settings)
    return replace(document, problems=(*document.problems, *faults.problems))


def _normalized(raw: RawDocument, vocabulary: Vocabulary, settings: Settings) -> PlanDocument:
    head = attempt("head of the decree", parse_head, raw.pages, vocabulary, otherwise=_NO_HEAD)
    year = head.tahun_rencana or head.tahun_sk
    open_ = Coverage(None, False, (NOT_COVERED,) * len(raw.rows))
    coverage = attempt("indicators of the rows", find_coverage, raw, vocabulary, year, otherwise=open_)
    nowhere = [PlanPlace(None, None, None, (Note.AREA_UNKNOWN,)) for _ in raw.rows], list[Problem]()
    places, problems = attempt("areas and komponen", place_rows, raw, coverage, vocabulary, otherwise=nowhere)
    plain: list[dict[str, Phrases]] = [{"indikator": (), "komponen": ()} for _ in raw.rows]
    phrases = attempt("wordings", _phrases, raw, coverage.covers, places, vocabulary, otherwise=plain)
    repairer = _Repairer(raw, head, _copied_share(phrases), settings, vocabulary)
    indicators = [_raw(row, "indikator") for row in raw.rows if not _shared(row, "indikator")]
    counted = attempt("marks of indicators", counts_indicators, indicators, otherwise=False)
    quarters = any(problem.code == ProblemCode.CODES_AS_QUARTERS for problem in raw.problems)
    rows = tuple(
        _row(
            row,
            cover,
            place,
            repairer.row(row, found, counted),
            vocabulary,
            counted=counted,
            quarters=quarters,
        )
        for row, cover, place, found in zip(raw.rows, coverage.covers, places, phrases, strict=True)
    )
    problems += attempt("several decrees", several_decrees, raw.pages, vocabulary, otherwise=[])
    problems += attempt("jumps of the plan", page_jumps, raw, coverage, places, vocabulary, otherwise=[])
    style = repairer.documents, _names_of(head), settings.rules_off
    if rows and coverage.edisi is None:
        problems.append(Problem(ProblemCode.EDITION_UNKNOWN))
    return PlanDocument(
        raw=raw,
        head=_with_year(head, rows),
        edisi=coverage.edisi,
        rows=rows,
        dictionary_version=vocabulary.version,
        problems=tuple(problems),
        page_texts=attempt("texts of the pages", repair_pages, raw.pages, *style, otherwise=()),
    )


def _row(
    row: RawRow,
    cover: Cover,
    place: PlanPlace,
    cells: list[PlanCell],
    vocabulary: Vocabulary,
    *,
    counted: bool,
    quarters: bool,
) -> PlanRow:
    schedule, cells = _schedule(cells, vocabulary)
    if quarters:
        schedule = with_codes_as_quarters(
            schedule, next((c.text for c in cells if c.kolom == "target_waktu"), "")
        )
    notes = [*row.notes, *place.doubts]
    if not cover.sure:
        notes.append(Note.INDIKATOR_UNSURE if cover.ids else Note.INDIKATOR_UNMATCHED)
    area = vocabulary.area_by_no.get(place.area_no) if place.area_no is not None else None
    unsure = not cover.sure or bool(place.doubts) or not DOUBTFUL.isdisjoint(row.notes)
    unsure = unsure or any(cell.needs_review for cell in cells)
    return PlanRow(
        urutan=row.urutan,
        area_no=place.area_no,
        area=area.area if area is not None else "",
        komponen_no=place.komponen_no,
        komponen_id=place.komponen_id,
        indikator_ids=cover.ids,
        schedule=schedule,
        cells=tuple(cells),
        page_first=row.page_first,
        page_last=row.page_last,
        confidence=round(min([cover.confidence, *(cell.confidence for cell in cells)]), 4),
        needs_review=unsure,
        notes=tuple(notes),
        candidates=cover.candidates,
        bukti_items=_bukti_items(cells),
        indikator_no=printed_number(_raw(row, "indikator")) if counted else "",
    )


def _bukti_items(cells: Sequence[PlanCell]) -> tuple[str, ...]:
    texts = [cell.text for cell in cells if cell.kolom == "bukti_fisik"]
    found = [attempt("items of evidence", split_items, text, otherwise=()) for text in texts]
    return tuple(item for items in found for item in items)


def _schedule(cells: list[PlanCell], vocabulary: Vocabulary) -> tuple[Schedule, list[PlanCell]]:
    """The schedule of a row; its cell is flagged where it cannot be understood, or repair changed it."""
    place = next((at for at, cell in enumerate(cells) if cell.kolom == "target_waktu"), None)
    if place is None:
        return Schedule(), cells
    cell = cells[place]
    schedule = _read_time(cell.text, vocabulary)
    reasons = list(cell.reasons)
    if not schedule.certain:
        reasons.append(Reason(ReasonCode.TIME_UNCLEAR))
    if cell.text != cell.raw:
        before = _read_time(cell.raw, vocabulary)
        if schedule.certain and not before.certain:
            reasons.append(Reason(ReasonCode.MONTHS_AFTER_REPAIR))
        elif before.certain and before.bulan and not _same_time(before, schedule):
            reasons.append(Reason(ReasonCode.MONTHS_CHANGED))
            schedule = replace(schedule, certain=False)
    if len(reasons) == len(cell.reasons):
        return schedule, cells
    flagged = replace(cell, needs_review=True, reasons=tuple(reasons))
    return schedule, [*cells[:place], flagged, *cells[place + 1 :]]


def _read_time(text: str, vocabulary: Vocabulary) -> Schedule:
    return attempt("time of a row", parse_schedule, text, vocabulary, otherwise=Schedule(certain=False))


def _same_time(one: Schedule, other: Schedule) -> bool:
    return (one.bulan, one.tahun) == (other.bulan, other.tahun)


def _phrases(
    raw: RawDocument, covers: Sequence[Cover], places: Sequence[PlanPlace], vocabulary: Vocabulary
) -> list[dict[str, Phrases]]:
    """For each row, by column, the vocabulary's wordings of what the row was matched with, most alike first.

    An unmatched row gets those of its nearest candidate.
    """
    gathered = []
    for row, cover, place in zip(raw.rows, covers, places, strict=True):
        ids = cover.ids or tuple(item for item, _ in cover.candidates[:1])
        wordings = [text for item in ids for text in vocabulary.indikator_by_id[item].wordings]
        komponen = vocabulary.komponen_by_id.get(place.komponen_id or "")
        names = [komponen.komponen, *komponen.aliases] if komponen is not None else []
        gathered.append(
            {
                "indikator": _alike(_raw(row, "indikator"), wordings, vocabulary),
                "komponen": _alike(_raw(row, "komponen"), names, vocabulary),
            }
        )
    return gathered


def _alike(raw: str, wordings: Sequence[str], vocabulary: Vocabulary) -> Phrases:
    """The wordings that are alike enough to help, with their edit ratios 0..1, best first, each once."""
    comparer = comparer_for(vocabulary)
    plain = comparer.plain(raw)
    scored = {text: fuzz.ratio(plain, comparer.plain(text), processor=None) / 100.0 for text in wordings}
    ranked = sorted(scored.items(), key=lambda pair: -pair[1])
    return tuple((text, round(score, 3)) for text, score in ranked if is_context(score))


def _copied_share(phrases: Sequence[dict[str, Phrases]]) -> float:
    """Share of the matched indicator cells that copy a wording of the vocabulary."""
    best = [found["indikator"][0][1] for found in phrases if found["indikator"]]
    return sum(score >= COPY for score in best) / len(best) if best else 0.0


def _names_of(head: DocumentHead) -> tuple[str, str, str]:
    """The names that belong to a document."""
    return head.wilayah, head.lembaga, head.provinsi


class _Repairer:
    """Repairs a document's cells; a value that stands in several rows with one context is repaired once."""

    def __init__(
        self, raw: RawDocument, head: DocumentHead, copies: float, settings: Settings, vocabulary: Vocabulary
    ) -> None:
        self._kinds: dict[int, PageKind] = {page.page: page.kind for page in raw.pages}
        self._settings = settings
        self._vocabulary = vocabulary
        names = _names_of(head)
        by_kind: dict[PageKind, list[RawRow]] = {}
        for row in raw.rows:
            by_kind.setdefault(self._kind(row), []).append(row)
        self.documents = {
            kind: attempt(
                "style of the document",
                DocumentStyle.observe,
                rows,
                kind,
                names,
                copies,
                otherwise=DocumentStyle(kind=kind),
            )
            for kind, rows in by_kind.items()
        }
        self._done: dict[tuple[RawCell, Phrases, bool], PlanCell] = {}

    def row(self, row: RawRow, phrases: dict[str, Phrases], counted: bool) -> list[PlanCell]:
        """The repaired cells of a row; ``counted``: indicators begin with list marks, which go."""
        cells = [self._repair(cell, row, phrases.get(cell.kolom, ())) for cell in row.cells]
        if not counted:
            return cells
        context = RepairContext("indikator", rules_off=self._settings.rules_off)
        return [
            attempt("mark of an indicator", without_mark, cell, context, otherwise=cell)
            if cell.kolom == "indikator"
            else cell
            for cell in cells
        ]

    def _repair(self, cell: RawCell, row: RawRow, phrases: Phrases) -> PlanCell:
        unruled = Note.NO_RULES in row.notes
        key = (cell, phrases, unruled)
        shared = cell.shared or cell.kolom == "komponen"
        if shared and key in self._done:
            return self._done[key]
        context = RepairContext(
            kolom=cell.kolom,
            phrases=phrases,
            row=tuple(other.raw for other in row.cells if other is not cell),
            document=self.documents[self._kind(row)],
            thresholds=self._settings.thresholds,
            unruled=unruled,
            rules_off=self._settings.rules_off,
        )
        marked = composed_cell(cell, self._vocabulary) if cell.kolom == "target_waktu" else None
        repaired = marked or attempt("repair of a cell", repair_cell, cell, context, otherwise=as_read(cell))
        if shared:
            self._done[key] = repaired
        return repaired

    def _kind(self, row: RawRow) -> PageKind:
        return self._kinds.get(row.page_first, "scan")


def as_read(cell: RawCell) -> PlanCell:
    """A cell that could not be repaired: as it was read, for a person to look at."""
    least = min((part.confidence for part in cell.parts), default=0.0)
    confidence = min(least, WITHOUT_REPAIR)
    reasons = (Reason(ReasonCode.NOT_NORMALISED),)
    return PlanCell(
        kolom=cell.kolom,
        raw=cell.raw,
        text=cell.raw,
        confidence=confidence,
        needs_review=True,
        reasons=reasons,
        shared=cell.shared,
        parts=cell.parts,
        confidence_exact=confidence,
    )


def _with_year(head: DocumentHead, rows: Sequence[PlanRow]) -> DocumentHead:
    """The head with the plan's year from its schedules where the head does not say it."""
    years = Counter(row.schedule.tahun for row in rows if row.schedule.tahun is not None)
    if head.tahun_rencana is not None or not years:
        return head
    year, count = years.most_common(1)[0]
    if count < YEAR_SHARE * years.total():
        return replace(head, doubts=(*head.doubts, "tahun_rencana"))
    return replace(head, tahun_rencana=year)


def _shared(row: RawRow, kolom: str) -> bool:
    cell = row.cell(kolom)
    return cell is not None and cell.shared


def _raw(row: RawRow, kolom: str) -> str:
    cell = row.cell(kolom)
    return cell.raw if cell is not None else ""
