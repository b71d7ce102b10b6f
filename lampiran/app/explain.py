"""Where a value comes from: what was read, by whom, every repair, how sure, and where it stands printed."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from PIL import Image, ImageDraw, ImageOps
from sqlalchemy import select

import extract
from extract.files.file_names import openable
from extract.model import Source
from lampiran.codes import Act
from lampiran.errors import DamagedDocument, UsageError
from lampiran.language import in_both, told
from lampiran.records import CellPart, PageRecord, PlanCell, PlanDocument, PlanRow, RawDocument
from lampiran.settings import Settings
from load import Database, DocumentLine
from load.opening import querying
from load.pictures import PageStore
from load.reference import PeopleCorrection
from load.review_tables import DecisionPlace
from load.table_base import table_of

CROP_DPI = 200.0
_MARGIN = 18.0
"""Points of page shown round a cell."""
_FRAME_COLOUR = (214, 39, 40)

DERIVED = {
    "komponen_no": "komponen",
    "komponen_id": "komponen",
    "indikator_id": "indikator",
    "indikator_ids": "indikator",
    "bulan": "target_waktu",
    "tahun_target": "target_waktu",
}
"""Values that are no cell, and the cell they are taken from."""


@dataclass(frozen=True, slots=True)
class PersonCorrection:
    """What a person made of the cell."""

    before: str
    after: str
    by: str
    at: str
    act: str
    state: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything known of one value; :func:`lampiran.app.explain_lines.lines_of` says it.

    Attributes:
        document: Its document, as loaded.
        row: Its row.
        cell: Its cell, or the one it is derived from.
        asked: The column that was asked for; a cell's, or one of :data:`DERIVED`.
        corrections: By people, oldest first.
        settled: The text that counts where a person set or confirmed it; None where nobody did.
    """

    document: PlanDocument
    row: PlanRow
    cell: PlanCell
    asked: str
    corrections: tuple[PersonCorrection, ...] = ()
    settled: str | None = None


def explain(database: Database, document: str, urutan: int, kolom: str) -> Explanation:
    """Collects what the database knows of one value.

    Args:
        database: An open database.
        document: The document's id, or its file name (the last part of it will do where that is enough).
        urutan: The row.
        kolom: A column of the plan, of the decree's own, or one of :data:`DERIVED`.

    Raises:
        UsageError: If there is no such document, row or column; the message says which there are.
    """
    key = find_document(database, document)
    found = database.load_plan_document(key)
    row = next((row for row in found.rows if row.urutan == urutan), None)
    if row is None:
        raise UsageError(
            told("{0} has no row {1}.", found.raw.file, urutan),
            told("It has rows 1 to {0}.", len(found.rows)),
        )
    wanted = DERIVED.get(kolom, kolom)
    cell = next((cell for cell in row.cells if cell.kolom == wanted), None)
    if cell is None:
        names = dict.fromkeys((*(cell.kolom for cell in row.cells), *DERIVED))
        raise UsageError(
            told("Row {0} has no column {1!r}.", urutan, kolom), told("Columns: {0}.", ", ".join(names))
        )
    made, settled = _corrections(database, key, urutan, wanted), _settled(database, key, urutan, wanted)
    return Explanation(found, row, cell, kolom, made, settled)


def derived_values(row: PlanRow) -> dict[str, str | int | None]:
    """What normalising took from the row's cells, under the names of :data:`DERIVED`."""
    return {
        "komponen_no": row.komponen_no,
        "komponen_id": row.komponen_id,
        "indikator_id": row.indikator_id,
        "indikator_ids": ";".join(row.indikator_ids),
        "bulan": ",".join(map(str, row.schedule.bulan)),
        "tahun_target": row.schedule.tahun,
    }


def find_document(database: Database, wanted: str) -> str:
    """The id of the document meant; a file that repeats another's content stands for that one.

    Raises:
        UsageError: If none or several are meant, or nothing of it was loaded.
    """
    lines = database.documents()
    found = [line for line in lines if line.document_id == wanted] or [
        line for line in lines if line.file == wanted
    ]
    found = found or [line for line in lines if Path(line.file).name == Path(wanted).name]
    contents = {line.content_id for line in found}
    if not found:
        raise UsageError(
            told("There is no document {0!r} in the database.", wanted),
            "The view document lists ids and file names.",
        )
    if len(contents) > 1:
        ids = ", ".join(f"{line.document_id} ({_place(line)}, {line.status})" for line in found)
        raise UsageError(
            told("{0} documents are called {1!r}.", len(contents), wanted), told("Give the id: {0}.", ids)
        )
    content = next((line for line in lines if line.document_id == found[0].content_id), found[0])
    if not content.rows:
        raise UsageError(told("{0} has no rows: {1}.", content.file, in_both(content.status)), content.reason)
    return content.document_id


def _place(line: DocumentLine) -> str:
    return f"{line.file}, {line.page_from}-{line.page_to}" if line.page_from else line.file


def _corrections(database: Database, key: str, urutan: int, kolom: str) -> tuple[PersonCorrection, ...]:
    made, place = table_of(PeopleCorrection).c, table_of(DecisionPlace).c
    columns = (made.before, made.after, made.corrected_by, made.corrected_at, made.act, place.state)
    here = (place.document_id == key, place.urutan == urutan, place.kolom == kolom)
    query = select(*columns).where(made.id == place.decision_id, made.act != Act.UNDO, *here)
    with querying(database.engine) as connection:
        lines = connection.execute(query.order_by(made.corrected_at)).all()
    return tuple(PersonCorrection(*line) for line in lines)


def _settled(database: Database, key: str, urutan: int, kolom: str) -> str | None:
    found = database.query(
        "SELECT c.text FROM settled_cells s JOIN cells c ON c.document_id = s.document_id"
        " AND c.urutan = s.urutan AND c.kolom = s.kolom"
        " WHERE s.document_id = :key AND s.urutan = :urutan AND s.kolom = :kolom",
        key=key,
        urutan=urutan,
        kolom=kolom,
    )
    return str(found[0]["text"]) if found else None


def is_transcript(raw: RawDocument) -> bool:
    """Whether the document is the text that another program read: it has no pictures of its pages."""
    return any(page.kind == "transcript" for page in raw.pages)


def is_office_file(raw: RawDocument) -> bool:
    """Whether the document is an Excel or Word file: its places are addresses, not boxes on a page."""
    return any(page.engine in ("xlsx", "docx") for page in raw.pages)


def page_of_file(raw: RawDocument, page: PageRecord, file: Path, settings: Settings) -> Image.Image:
    """The page as a viewer shows it, painted from the document's file.

    Args:
        raw: The document that the page belongs to.
        page: The page.
        file: The document's file.
        settings: Passwords and size limits.

    Raises:
        UsageError: If the file is not the one that was loaded, or has no pictures (a transcript).
        DocumentError: If it cannot be opened.
    """
    source = extract.open_source(file, settings)
    if source.sha256 != raw.sha256:
        raise UsageError(
            told("{0} is not the file that was loaded as {1} (its content differs).", file, raw.file),
            "Give the same file, or load this one.",
        )
    if source.kind in ("xlsx", "docx"):
        raise UsageError(told("{0} is an Excel or Word file; it has no picture.", raw.file))
    if source.kind == "transcript":
        raise UsageError(told("{0} is a transcript; it has no picture.", raw.file))
    return _pdf_page(source, page.page) if source.kind == "pdf" else _image_page(source, page.page)


def page_kept(store: PageStore, raw: RawDocument, page: PageRecord) -> Image.Image:
    """The page as a viewer shows it, as it was kept beside the database.

    Raises:
        UsageError: If no picture of it was kept.
    """
    kept = store.get(raw.sha256, page.page)
    if kept is None:
        raise UsageError(
            told("No picture of {0}, page {1}, is kept beside the database.", raw.file, page.page),
            "Say where the file is: --source FILE.",
        )
    return Image.open(io.BytesIO(kept.image)).convert("RGB")


def _pdf_page(source: Source, number: int) -> Image.Image:
    try:
        document = pdfium.PdfDocument(openable(source.path), password=source.password or None)
        try:
            picture: Image.Image = document[number - 1].render(scale=CROP_DPI / 72).to_pil()
        finally:
            document.close()
    except pdfium.PdfiumError as error:
        raise DamagedDocument("The page cannot be shown.", "Fetch or scan the file again.") from error
    return picture.convert("RGB")


def _image_page(source: Source, number: int) -> Image.Image:
    with Image.open(source.path) as image:
        image.seek(number - 1)
        return ImageOps.exif_transpose(image).convert("RGB")


def crop(picture: Image.Image, page: PageRecord, part: CellPart) -> Image.Image:
    """The piece of a page where a cell's part stands, framed, with a margin, turned so that it reads upright.

    Args:
        picture: The whole page as a viewer shows it, of any resolution.
        page: The page.
        part: Of that page, with a box.

    Raises:
        ValueError: If the part has no box.
    """
    if part.box is None:
        raise ValueError("the part has no box")
    across, down = picture.width / page.width, picture.height / page.height
    box, marked = part.box, picture.copy()
    frame = (box.x0 * across, box.y0 * down, box.x1 * across, box.y1 * down)
    ImageDraw.Draw(marked).rectangle(frame, outline=_FRAME_COLOUR, width=max(2, round(across)))
    piece = marked.crop(
        (
            max(0, round(frame[0] - _MARGIN * across)),
            max(0, round(frame[1] - _MARGIN * down)),
            min(picture.width, round(frame[2] + _MARGIN * across)),
            min(picture.height, round(frame[3] + _MARGIN * down)),
        )
    )
    return piece.rotate(page.rotation, expand=True)  # counter-clockwise: back from how the print was turned


def write_crops(
    explanation: Explanation, picture_of: Callable[[PageRecord], Image.Image], to: Path
) -> list[Path]:
    """Writes the picture of where the value stands; a further file ``-2`` … for each further part.

    Args:
        explanation: Of the value.
        picture_of: Gives a page's picture: :func:`page_of_file` or :func:`page_kept`.
        to: The picture file.

    Raises:
        UsageError: If the value has no place on a page, or its page has no picture.
        DocumentError: If the document's file cannot be opened.
        OSError: If the picture cannot be written.
    """
    raw = explanation.document.raw
    pages = {page.page: page for page in raw.pages}
    parts = [part for part in explanation.cell.parts if part.box is not None and part.page in pages]
    if not parts:
        raise UsageError("This value has no place on a page: its column is not printed.")
    written = []
    for number, part in enumerate(parts, start=1):
        path = to if number == 1 else to.with_name(f"{to.stem}-{number}{to.suffix}")
        page = pages[part.page]
        crop(picture_of(page), page, part).save(path)
        written.append(path)
    return written
