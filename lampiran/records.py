"""The records that cross the borders between stages; all frozen, all picklable.

``extract`` makes a :class:`RawDocument`, ``normalize`` turns it into a :class:`PlanDocument`,
``load`` writes that. Boxes are in PDF points (1/72 inch), origin at the top left of the page *as a
viewer shows it* (``/Rotate`` applied; rotation or skew that the program found itself undone, so a box
drawn on the shown page lands on the printed words). Confidences run from 0 to 1. Pages count from 1.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from lampiran.boxes import Box as Box
from lampiran.boxes import Word as Word
from lampiran.codes import Note, ProblemCode, ReasonCode
from lampiran.other_tables import OtherTable

KOLOM: tuple[str, ...] = ("komponen", "indikator", "langkah_aksi", "bukti_fisik", "target_waktu")
"""The plan's text columns in printed order; a decree's further columns keep their own printed name."""

FREE_TEXT = ("langkah_aksi", "bukti_fisik")
"""Columns that offices word themselves, often as lists; the others name what forms or calendars say."""

PageKind = Literal["scan", "scan+text", "digital", "transcript"]
"""How a page was read: its picture, nothing but the text layer over it, its text, or another tool's text."""
LAYER = "text layer"
"""A text layer's name among the readers."""
HIDDEN = "hidden text"
"""Stands among the readers for what a file has in a place but the page does not show: no reading of it."""
Status = Literal["ok", "partial", "failed", "skipped"]
HeadField = Literal["lembaga", "wilayah", "nomor_sk", "tahun_sk", "tanggal_sk", "tentang", "tahun_rencana"]
"""Fields of a document's head that can be in doubt."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader made of a cell part: kept beside the chosen text so that both stay traceable."""

    engine: str
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a person should look at a cell; ``values`` fill the code's sentence."""

    code: ReasonCode
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong or looks wrong; ``page`` None means the whole document.

    ``values`` fill the code's sentence (``dictionaries/sentences.csv``); ``lost`` says that content may be
    missing (the document can then be ``partial`` at best).
    """

    code: ProblemCode
    values: tuple[str, ...] = ()
    page: int | None = None
    lost: bool = False


@dataclass(frozen=True, slots=True)
class CellPart:
    """The part of a cell that stands on one page; a cell cut by a page break has several.

    ``raw`` holds the part's lines joined by the wrap rule (one blank between lines, none after a
    wrapped ``-`` or ``/``). ``words`` are what was read, in order. ``border_doubt`` is 0 where every border
    of the cell was seen, up to 1 where they were inferred or print crosses them. ``doubts`` are what the page
    as shown says against the words (print that no word explains, a word struck through).
    """

    page: int
    box: Box | None
    raw: str
    confidence: float
    words: tuple[Word, ...] = ()
    readings: tuple[Reading, ...] = ()
    border_doubt: float = 0.0
    doubts: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell of a plan row as read.

    ``shared`` means the value stands printed in an earlier row and covers this one too (a merged cell,
    or a komponen carried down); its parts then point to where it is printed.
    """

    kolom: str
    parts: tuple[CellPart, ...]
    shared: bool = False

    @property
    def raw(self) -> str:
        """The parts' raw text, one blank between parts, empty parts left out."""
        return " ".join(part.raw for part in self.parts if part.raw)


@dataclass(frozen=True, slots=True)
class AreaHeading:
    """A row of the table that opens an area: its printed number and name, either may be empty."""

    number: str
    text: str
    page: int
    box: Box | None
    confidence: float


@dataclass(frozen=True, slots=True)
class RawRow:
    """One plan row, page-break parts joined.

    Attributes:
        urutan: 1.. within the document.
        area: Index into ``RawDocument.areas``; None before the first heading.
        no: What the NO column prints where the row's komponen begins (carried down like the komponen).
        starts_komponen: Whether the row's komponen begins here.
        cells: In column order; always the known columns the table has, then the decree's own.
        page_first, page_last: Pages the row stands on.
        notes: What joining did, and what it is not sure of.
    """

    urutan: int
    area: int | None
    no: str
    starts_komponen: bool
    cells: tuple[RawCell, ...]
    page_first: int
    page_last: int
    notes: tuple[Note, ...] = ()

    def cell(self, kolom: str) -> RawCell | None:
        """The cell of that column, or None where the decree's table has no such column."""
        return next((cell for cell in self.cells if cell.kolom == kolom), None)


@dataclass(frozen=True, slots=True)
class PageRecord:
    """One page of a document, whether it carries the plan or not.

    ``text`` is everything outside the plan table (on other pages: everything), line by line.
    ``words_read`` = ``words_in_cells`` + ``words_in_headers`` + ``words_outside``.
    ``rotation`` (0, 90, 180, 270) and ``skew`` (degrees) are what the program found and undid.
    ``ink_unexplained``: cells of the plan with print that no word explains. ``words_unseen``: words of the
    file's text that the page does not show; they are left out and not among ``words_read``.
    """

    page: int
    width: float
    height: float
    kind: PageKind
    engine: str
    has_plan: bool
    text: str
    words_read: int
    words_in_cells: int
    words_in_headers: int
    words_outside: int
    rotation: int = 0
    skew: float = 0.0
    seconds: float = 0.0
    ink_unexplained: int = 0
    words_unseen: int = 0


@dataclass(frozen=True, slots=True)
class RawDocument:
    """What ``extract`` found of one decree. No rows is a result (``problems`` says why).

    Of a file with several decrees each is a document: ``part`` counts them from 1, ``page_from`` and
    ``page_to`` are its first and last page in the file.
    """

    file: str
    sha256: str
    pages: tuple[PageRecord, ...]
    areas: tuple[AreaHeading, ...]
    rows: tuple[RawRow, ...]
    extra_columns: tuple[str, ...] = ()
    engine: str = ""
    problems: tuple[Problem, ...] = ()
    part: int = 1
    page_from: int | None = None
    page_to: int | None = None
    tables: tuple[OtherTable, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One repair: characters ``start:end`` of the text as it stood were ``before`` and became ``after``.

    Steps apply in order, each to the result of the one before; :func:`replay` does so. ``rule`` is the id of
    the rule that made it, ``method`` the sort of repair.
    """

    start: int
    end: int
    before: str
    after: str
    method: str
    score: float
    rule: str = ""


def replay(raw: str, steps: Iterable[Step]) -> str:
    """Applies the steps to the raw text.

    Raises:
        ValueError: If a step does not find what it says it replaced.
    """
    text = raw
    for step in steps:
        if text[step.start : step.end] != step.before:
            raise ValueError(f"step expects {step.before!r}, found {text[step.start : step.end]!r}")
        text = text[: step.start] + step.after + text[step.end :]
    return text


@dataclass(frozen=True, slots=True)
class PlanCell:
    """A repaired cell. ``replay(raw, steps) == text``; ``raw`` equals ``RawCell.raw`` of row and column.

    ``reasons`` say why a person should look: ``marks_doubtful`` at its marks, ``needs_review`` at all else.
    ``confidence``: the chance that letters, digits and place are right, ``confidence_exact``: the marks too.
    """

    kolom: str
    raw: str
    text: str
    confidence: float
    needs_review: bool
    steps: tuple[Step, ...] = ()
    reasons: tuple[Reason, ...] = ()
    shared: bool = False
    parts: tuple[CellPart, ...] = ()
    marks_doubtful: bool = False
    confidence_exact: float = 0.0


@dataclass(frozen=True, slots=True)
class Schedule:
    """``target_waktu`` understood: months 1..12 ascending, the year written, and what was left over.

    ``rest`` keeps what months and year do not say (``minggu ke-2``, ``paling lambat``, recurrence).
    """

    bulan: tuple[int, ...] = ()
    tahun: int | None = None
    rest: str = ""
    certain: bool = True


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One clean plan row; names as in the view ``rencana_aksi``."""

    urutan: int
    area_no: int | None
    area: str
    komponen_no: int | None
    komponen_id: str | None
    indikator_ids: tuple[str, ...]
    schedule: Schedule
    cells: tuple[PlanCell, ...]
    page_first: int
    page_last: int
    confidence: float
    needs_review: bool
    notes: tuple[Note, ...] = ()
    candidates: tuple[tuple[str, float], ...] = ()
    """Unmatched or close: the nearest indikator ids with scores 0..1, best first."""
    bukti_items: tuple[str, ...] = ()
    """``bukti_fisik`` as its single items, without their marks; empty where there are none."""
    indikator_no: str = ""
    """The letter or number printed before the indicator, if the plan counts its indicators so."""

    @property
    def indikator_id(self) -> str | None:
        """The chief indikator the row covers."""
        return self.indikator_ids[0] if self.indikator_ids else None

    def text(self, kolom: str) -> str:
        """Repaired text of a column; empty where the decree has no such column."""
        return next((cell.text for cell in self.cells if cell.kolom == kolom), "")


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """Who decreed what, when. Empty string or None where the decree does not say (or it is unreadable).

    ``tanggal_sk`` is an ISO date. ``doubts`` name the fields that are not sure.
    """

    lembaga: str = ""
    wilayah: str = ""
    kode_wilayah: str = ""
    provinsi: str = ""
    nomor_sk: str = ""
    tahun_sk: int | None = None
    tanggal_sk: str | None = None
    tentang: str = ""
    tahun_rencana: int | None = None
    doubts: tuple[HeadField, ...] = ()


@dataclass(frozen=True, slots=True)
class PageText:
    """A page's text outside the plan, repaired: ``replay(PageRecord.text, steps) == text``."""

    page: int
    text: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A document ready for the database; ``raw`` keeps what extraction found (for renormalising)."""

    raw: RawDocument
    head: DocumentHead
    edisi: str | None
    rows: tuple[PlanRow, ...]
    dictionary_version: str
    problems: tuple[Problem, ...] = ()
    """Of normalising; those of extraction stand in ``raw.problems``."""
    page_texts: tuple[PageText, ...] = ()
    """Of the pages whose text outside the plan was repaired; the others' is as read."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A compact picture of a page as a viewer shows it: ``image`` is a PNG file that fills the page.

    ``width`` and ``height`` are the page's, in points; boxes on the page scale with them.

    Raises:
        ValueError: If the page number or a side is not positive.
    """

    page: int
    width: float
    height: float
    image: bytes

    def __post_init__(self) -> None:
        if self.page < 1 or self.width <= 0 or self.height <= 0:
            raise ValueError(f"no page has this place or size: {self.page}, {self.width} x {self.height}")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: the line that ``document`` gets, whatever happened.

    ``document`` is None when nothing could be read. A file with several decrees has an outcome for each:
    that of the first one holds the ``others`` and the pictures of all.
    """

    file: str
    sha256: str
    status: Status
    reason: str
    seconds: float
    document: PlanDocument | None = None
    problems: tuple[Problem, ...] = field(default=())
    pictures: tuple[PagePicture, ...] = ()
    """Of the pages that carry the plan, where the settings ask for them."""
    others: tuple[Outcome, ...] = ()

    @property
    def part(self) -> int:
        """Which decree of its file this is, counted from 1."""
        return self.document.raw.part if self.document else 1

    def each(self) -> tuple[Outcome, ...]:
        """The outcomes of all decrees in the file, each by itself, in order."""
        return (replace(self, others=()), *self.others)
