"""The sheets that are worked through: holes, what is due, the letter, comparison, open cells, all rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dictionaries.letter_topics import Topic
from report import wording
from report.figures import Figures, Row
from report.sheet import Book, Column, Sheet, Value, text_height

ON_SCREEN = (
    "Lembar ini untuk disaring dan dicari di layar. Yang dicetak hanya halaman ini; untuk mencetak semua "
    "barisnya, hapus dahulu area cetaknya (Tata Letak Halaman, Area Cetak)."
)


def holes(book: Book, figures: Figures) -> None:
    """What each plan lacks."""
    columns = [
        Column("Kabupaten/Kota", 28),
        Column("Nomor LKE", 13),
        Column("Area", 34),
        Column("Indikator yang belum ada", 90),
        Column("Baris area ini yang belum dikenali", 16, "whole"),
    ]
    lines = missing(figures)
    says = "Bila ada baris yang belum dikenali pada area itu, periksa dahulu baris tersebut."
    sheet = Sheet(book, "Kosong", says if lines else "Tidak ada indikator yang kosong.", columns)
    head, names = sheet.row, wording.area_names(figures)
    sheet.heads(repeated=True)
    sheet.lines(
        [line["wilayah"], line["nomor"], names[line["area_no"]], line["indikator"], line["unmatched_rows"]]
        for line in lines
    )
    sheet.filter(head, len(columns))
    sheet.compact()


def missing(figures: Figures, kode: str = "") -> list[Row]:
    """What plans, or one region's, lack."""
    return [
        line
        for line in figures["cakupan"]
        if line["keadaan"] == "belum" and kode in ("", line["kode_wilayah"])
    ]


def due(book: Book, figures: Figures) -> None:
    """Which evidence of which office is promised for the quarter."""
    columns = [
        Column("Kabupaten/Kota", 28),
        Column("Baris", 7, "whole"),
        Column("Bukti yang dijanjikan", 62),
        Column("Indikator", 62),
        Column("Bulan", 16, "center"),
        Column("Hal.", 7, "whole"),
    ]
    sheet = Sheet(book, "Jatuh tempo triwulan ini", wording.due(figures), columns)
    head = sheet.row
    sheet.heads(repeated=True)
    sheet.lines(
        [
            line["wilayah"],
            line["urutan"],
            line["bukti"],
            line["indikator"],
            _months(line["bulan"]),
            line["page_first"],
        ]
        for line in figures["jatuh_tempo"]
    )
    sheet.filter(head, len(columns))
    sheet.compact()


def letter(book: Book, figures: Figures, topics: Sequence[Topic]) -> None:
    """Which plans hold what letter 2410 asks for."""
    columns = [
        Column("Kabupaten/Kota", 30),
        *(Column(topic.title, 34) for topic in topics),
        Column("Bulan survei", 14, "whole"),
        Column("Paling sedikit 3 kali", 14, "center"),
    ]
    says = (
        f"{wording.surveys(figures)} Dicari menurut kata-kata; ✓ berarti disebut, dengan nomor barisnya. "
        "Bulan survei: berapa bulan berbeda yang dijadwalkan."
    )
    sheet = Sheet(book, "Surat 2410", says, columns)
    sheet.heads(repeated=True)
    for line in figures.received:
        kode = line["kode_wilayah"]
        said = [_rows(figures, kode, topic) for topic in topics]
        months = wording.survey_months(figures, kode)
        forms = [
            "text",
            *("text" if text.startswith("✓") else "kind:belum" for text in said),
            "whole",
            "center" if months >= 3 else "kind:belum",
        ]
        sheet.line([line["wilayah"], *said, months, "✓" if months >= 3 else "–"], forms)


def _rows(figures: Figures, kode: str, topic: Topic) -> str:
    answer = figures.topics.get((kode, topic.key))
    if answer is None:
        return "–"
    more = f" dan {len(answer.rows) - 6} lagi" if len(answer.rows) > 6 else ""
    return f"✓ baris {', '.join(map(str, answer.rows[:6]))}{more}"


def comparison(book: Book, figures: Figures) -> None:
    """An indikator chosen in a list, and what each region plans for it."""
    asked = [line for line in figures["indikator"] if line["ada"]]
    columns = [
        Column("Kode", 9, "center"),
        Column("Kabupaten/Kota", 28),
        Column("Langkah aksi", 62),
        Column("Bukti fisik", 52),
        Column("Target waktu", 24),
    ]
    says = "Pilih indikator pada sel kuning; isi tabel mengikuti."
    sheet = Sheet(book, "Perbandingan", says if asked else "Belum ada rencana untuk dibandingkan.", columns)
    if not asked:
        return
    store = _store(book, figures, asked)
    chosen = max(asked, key=lambda line: (line["ada"], -line["urutan_lke"]))
    place = sheet.row
    sheet.sheet.merge_range(place, 0, place, 4, _label(chosen), book.form("choice"))
    sheet.sheet.set_row(place, 30)
    source = f"='{store.name}'!$G$2:$G${len(asked) + 1}"
    sheet.sheet.data_validation(place, 0, place, 0, {"validate": "list", "source": source})
    sheet.row += 2
    sheet.heads(repeated=True)
    key = f'LEFT($A${place + 1},FIND(" ",$A${place + 1})-1)'
    highest = _heights(store, [column.width for column in columns[2:]])
    for line in figures.received:
        sheet.line([line["kode_wilayah"], line["wilayah"]], ["center", "text"])
        row = sheet.row - 1
        texts = store.texts.get((line["kode_wilayah"], chosen["nomor"]))
        for number, letter_ in enumerate("CDE"):
            formula = (
                f"=IFERROR(INDEX('{store.name}'!${letter_}$2:${letter_}${store.last},"
                f'MATCH($A{row + 1}&"|"&{key},\'{store.name}\'!$A$2:$A${store.last},0)),"–")'
            )
            shown = texts[number] if texts else "–"
            sheet.sheet.write_formula(row, 2 + number, formula, book.form("text"), shown)
        sheet.sheet.set_row(row, highest.get(line["kode_wilayah"], 15.0))


class _Store:
    """Where the comparison's formulas look: a hidden sheet with a line a region and indikator."""

    def __init__(self, name: str, texts: dict[tuple[str, str], tuple[str, str, str]]) -> None:
        self.name = name
        self.texts = texts
        self.last = len(texts) + 1


def _store(book: Book, figures: Figures, asked: Sequence[Row]) -> _Store:
    numbers = {line["indikator_id"]: line["nomor"] for line in asked}
    gathered: dict[tuple[str, str], list[Row]] = {}
    for line in figures["perbandingan"]:
        if line["padanan_id"] in numbers:
            gathered.setdefault((line["kode_wilayah"], numbers[line["padanan_id"]]), []).append(line)
    names = ("langkah_aksi", "bukti_fisik", "target_waktu")
    texts = {
        place: _joined([[line[name] or "" for line in lines] for name in names])
        for place, lines in gathered.items()
    }
    name = book.free_name("Data perbandingan")
    sheet: Any = book.workbook.add_worksheet(name)
    sheet.hide()
    for place, head in enumerate(("kunci", "", *names, "", "indikator")):
        sheet.write_string(0, place, head)
    for row, ((kode, nomor), values) in enumerate(texts.items(), start=1):
        sheet.write_string(row, 0, f"{kode}|{nomor}")
        for place, value in enumerate(values):
            sheet.write_string(row, 2 + place, value or "–")
    for row, line in enumerate(asked, start=1):
        sheet.write_string(row, 6, _label(line))
    return _Store(name, texts)


def _heights(store: _Store, widths: Sequence[float]) -> dict[str, float]:
    """A region's row must hold whatever is chosen, up to a third of a page."""
    found: dict[str, float] = {}
    for (kode, _), texts in store.texts.items():
        height = max(text_height(text, width) for text, width in zip(texts, widths, strict=True))
        found[kode] = max(found.get(kode, 15.0), min(height, 180.0))
    return found


def _joined(columns: list[list[str]]) -> tuple[str, str, str]:
    first, second, third = ("\n".join(filter(None, dict.fromkeys(column)))[:8_000] for column in columns)
    return first, second, third


def _label(line: Row) -> str:
    return f"{line['nomor']} {line['indikator']}"[:250]


def to_check(book: Book, figures: Figures) -> None:
    """Cells that a person should look at."""
    columns = [
        Column("Kabupaten/Kota", 26),
        Column("Berkas", 28),
        Column("Hal.", 6, "whole"),
        Column("Baris", 6, "whole"),
        Column("Kolom", 14),
        Column("Terbaca", 70),
        Column("Keyakinan", 10, "decimal"),
        Column("Teks yang benar", 50, "fill_in"),
        KEY,
    ]
    sheet = Sheet(book, "Perlu diperiksa", wording.still_open(figures), columns)
    head = sheet.row
    sheet.heads(repeated=True)
    plans = {line["document_id"]: line for line in figures.received}
    for line in open_cells(figures):
        plan = plans[line["document_id"]]
        sheet.line(
            [
                plan["wilayah"],
                plan["file"],
                line["page"],
                line["urutan"],
                line["kolom"],
                line["text"],
                line["confidence"],
                None,
                key_of(line),
            ]
        )
    sheet.filter(head, len(columns))
    sheet.compact()


KEY = Column("Kunci", 30, hidden=True)


def key_of(cell: Row) -> str:
    """Where a filled-in text belongs: document, row, column."""
    return f"{cell['document_id']}|{cell['urutan']}|{cell['kolom']}"


def open_cells(figures: Figures, document_id: str = "") -> list[dict[str, Any]]:
    """Flagged cells, whole: the parts of one that a page break cuts are put together."""
    cells: dict[tuple[str, int, str], dict[str, Any]] = {}
    order = {line["document_id"]: place for place, line in enumerate(figures.received)}
    for line in figures["diperiksa"]:
        if document_id not in ("", line["document_id"]):
            continue
        place = (line["document_id"], line["urutan"], line["kolom"])
        if place in cells:
            cells[place]["text"] = f"{cells[place]['text']} {line['text'] or ''}".strip()
        else:
            cells[place] = {**line, "text": line["text"] or ""}
    return sorted(cells.values(), key=lambda cell: (order[cell["document_id"]], cell["urutan"]))


def plans(book: Book, figures: Figures) -> None:
    """All rows of all plans that count."""
    columns = [
        Column("Kabupaten/Kota", 24),
        Column("Baris", 7, "whole"),
        Column("Area", 6, "whole"),
        Column("Komponen", 30),
        Column("Indikator", 44),
        Column("Langkah aksi", 48),
        Column("Bukti fisik", 44),
        Column("Target waktu", 20),
        Column("Bulan", 14, "center"),
        Column("Hal.", 6, "whole"),
        Column("Periksa", 8, "center"),
    ]
    names = ("wilayah", "urutan", "area_no", "komponen", "indikator", "langkah_aksi", "bukti_fisik")
    rows: list[list[Value]] = [
        [
            *(line[name] for name in names),
            line["target_waktu"],
            line["bulan"],
            line["page_first"],
            "?" if line["needs_review"] else "",
        ]
        for line in figures["rencana"]
    ]
    _on_screen(book, "Rencana", columns, rows)


def evidence(book: Book, figures: Figures) -> None:
    """All pieces of evidence."""
    columns = [
        Column("Kabupaten/Kota", 26),
        Column("Baris", 7, "whole"),
        Column("Bukti ke-", 8, "whole"),
        Column("Area", 6, "whole"),
        Column("Indikator", 60),
        Column("Bukti fisik", 60),
        Column("Bulan", 16, "center"),
        Column("Hal.", 7, "whole"),
    ]
    names = ("wilayah", "urutan", "item", "area_no", "indikator", "bukti", "bulan", "page_first")
    _on_screen(book, "Bukti", columns, [[line[name] for name in names] for line in figures["bukti"]])


def _on_screen(book: Book, name: str, columns: Sequence[Column], rows: list[list[Value]]) -> None:
    """A long list: only its head is printed."""
    sheet = Sheet(book, name, f"{wording.thousands(len(rows))} baris. {ON_SCREEN}", columns)
    head = sheet.row
    sheet.heads()
    sheet.sheet.freeze_panes(sheet.row, 0)
    sheet.lines(rows)
    sheet.filter(head, len(columns))
    sheet.sheet.print_area(0, 0, head, len(columns) - 1)


def _months(bulan: str | None) -> str:
    return ", ".join(wording.MONTHS[int(month) - 1][:3] for month in (bulan or "").split(",") if month)
