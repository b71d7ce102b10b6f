"""The sheets that are read first: the summary, who has sent a plan, the coverage, and the appendix."""

from __future__ import annotations

from report import wording
from report.colours import step
from report.figures import QUESTIONS, Figures, Row
from report.scope import short_name
from report.sheet import Book, Column, Sheet, Value
from report.wording import MEANINGS, SIGNS


def summary(book: Book, figures: Figures) -> None:
    """Findings in sentences, the areas in the form of the LHE, and who must answer what."""
    columns = [
        Column("No.", 9, "center"),
        Column("Jenis Komponen", 52),
        Column("Bobot", 10, "decimal"),
        Column("Indikator dinilai", 14, "whole"),
        Column("Ada dalam rencana", 14, "whole"),
        Column("Cakupan", 12, "percent"),
        Column("Belum dapat dinilai", 14, "whole"),
    ]
    sheet = Sheet(book, "Ringkasan", "", columns)
    for number, sentence in enumerate(wording.findings(figures)):
        sheet.wide(sentence, "section" if number == 0 else "sentence")
    sheet.section("Cakupan per area (bukan nilai: hanya menghitung indikator yang ada dalam rencana)")
    sheet.heads(numbered=True)
    counts = {(line["aspect"], line["area_no"]): line for line in figures["area"]}
    for line in figures["lke"]:
        if line["level"] in ("aspek", "area", "hasil") and not line["baris"]:
            values, forms = _area_line(line, counts)
            sheet.line(values, forms)
    sheet.wide(
        "Reform dan Hasil tidak diminta dalam rencana; angka Reform hanya menunjukkan berapa yang disebut.",
        "note",
    )
    answers = wording.must_answer(figures)
    sheet.section("Yang harus menjawab")
    if not answers:
        sheet.wide("Tidak ada: semua kabupaten/kota sudah memiliki rencana.", "sentence")
    for number, (region, what) in enumerate(answers, start=1):
        sheet.line([number, f"{region}: {what}"], ["center", "text"])
    _outside(sheet, figures)
    sheet.compact()


def _area_line(line: Row, counts: dict[tuple[str, int], Row]) -> tuple[list[Value], list[str]]:
    head = [line["nomor"], line["nama"], line["bobot"]]
    bold = ["center", "bold" if line["level"] == "aspek" else "text", "decimal"]
    parts = line["id"].split(".")
    aspect = {"P": "pemenuhan", "R": "reform"}.get(parts[1])
    count = counts.get((aspect, int(parts[2]))) if aspect and line["level"] == "area" else None
    if count is None:
        return [*head, None, None, None, None], [*bold, "whole", "whole", "percent", "whole"]
    if aspect == "reform":
        return [*head, None, count["ada"], None, None], [*bold, "whole", "whole", "percent", "whole"]
    judged = wording.judged(count)
    covered = wording.share(count["ada"], judged)
    values = [*head, judged, count["ada"], covered, count["belum_dinilai"]]
    return values, [*bold, "whole", "whole", "percent", "whole"]


def _outside(sheet: Sheet, figures: Figures) -> None:
    if not figures["di_luar"]:
        return
    sheet.section("Tidak ikut dihitung")
    for number, line in enumerate(figures["di_luar"], start=1):
        sheet.line(
            [number, f"{line['file']}: {line['lembaga'] or '?'} ({line['sebab']})"], ["center", "text"]
        )


def received(book: Book, figures: Figures) -> None:
    """Region by region: the plan that counts, its state, what is open, and a person's remark."""
    columns = [
        Column("No.", 6, "center"),
        Column("Kode", 9, "center"),
        Column("Kabupaten/Kota", 24),
        Column("Keadaan", 18),
        Column("Diterima", 16),
        Column("Tanggal keputusan", 16),
        Column("Berkas yang dihitung", 26),
        Column("Status baca", 9, "center"),
        Column("Edisi LKE", 9, "center"),
        Column("Baris", 6, "whole"),
        Column("Sel perlu diperiksa", 9, "whole"),
        Column("Catatan", 24),
    ]
    sheet = Sheet(book, "Kelengkapan", wording.received(figures), columns)
    head = sheet.row
    sheet.heads(repeated=True)
    for number, line in enumerate(figures["kelengkapan"], start=1):
        several = f"{line['rencana']} keputusan berlaku; " if line["rencana"] > 1 else ""
        sheet.line(
            [
                number,
                line["kode_wilayah"],
                line["wilayah"],
                wording.state(line),
                wording.printed_day(line["diterima"]),
                wording.printed_day(line["tanggal_sk"]),
                line["file"],
                {"ok": "lengkap", "partial": "sebagian"}.get(line["status"], ""),
                line["edisi"],
                line["rows"],
                line["terbuka"] if line["document_id"] else None,
                several + (line["catatan"] or ""),
            ]
        )
    sheet.filter(head, len(columns))


def coverage(book: Book, figures: Figures) -> None:
    """Indikator × region in the official order, with number, weight and row of the form."""
    regions = figures.received
    columns = [
        Column("Nomor LKE", 12),
        Column("Baris LKE", 8, "center"),
        Column("Bobot", 7, "decimal"),
        Column("Butir", 62),
        Column("Ada", 6, "whole"),
        Column("Belum", 7, "whole"),
        *(Column(short_name(line["wilayah"]), 3.6) for line in regions),
    ]
    legend = "; ".join(f"{SIGNS[kind]} {MEANINGS[kind]}" for kind in SIGNS)
    sheet = Sheet(book, "Cakupan", f"Urutan, nomor, bobot, dan baris menurut LKE 90/2021. {legend}.", columns)
    sheet.heads(upright_from=6, repeated=True)
    states = {(line["urutan_lke"], line["kode_wilayah"]): line["keadaan"] for line in figures["cakupan"]}
    counts = {line["urutan_lke"]: line for line in figures["indikator"]}
    for line in figures["lke"]:
        head: list[Value] = [line["nomor"], line["baris"], line["bobot"], line["nama"]]
        if line["level"] != "indikator":
            empty = [None] * (2 + len(regions))
            sheet.line([*head, *empty], ["bold"] * (4 + len(empty)))
            continue
        count = counts.get(line["urutan_lke"])
        kinds = [
            states.get((line["urutan_lke"], region["kode_wilayah"]), "belum dinilai") for region in regions
        ]
        numbers: list[Value] = [count["ada"] if count else 0, count["belum"] if count else 0]
        forms = ["text", "center", "decimal", "text", "whole", "whole", *(f"kind:{kind}" for kind in kinds)]
        sheet.line([*head, *numbers, *(SIGNS[kind] for kind in kinds)], forms)
    sheet.compact()


def calendar(book: Book, figures: Figures) -> None:
    """Region × month: how many rows are due."""
    columns = [
        Column("Kabupaten/Kota", 30),
        *(Column(month, 10) for month in wording.MONTHS),
        Column("Jumlah", 10, "whole"),
    ]
    sheet = Sheet(
        book, "Kalender", f"{wording.busiest(figures)} Kegiatan beberapa bulan dihitung tiap bulan.", columns
    )
    sheet.heads(repeated=True)
    counts = {(line["kode_wilayah"], line["bulan"]): line["baris"] for line in figures["kalender"]}
    most = max(counts.values(), default=0)
    sums = [0] * 13
    for region in figures.received:
        months = [counts.get((region["kode_wilayah"], month), 0) for month in range(1, 13)]
        sums = [mine + more for mine, more in zip(sums, [*months, sum(months)], strict=True)]
        forms = ["text", *(f"step:{step(count, most)}" if count else "center" for count in months), "whole"]
        sheet.line([short_name(region["wilayah"]), *(count or "–" for count in months), sum(months)], forms)
    sheet.line(["Semua", *sums], ["bold", *["whole"] * 13])


def appendix(book: Book, figures: Figures) -> None:
    """The questions behind the numbers."""
    columns = [Column("Angka", 44), Column("Pertanyaan kepada basis data (SQL)", 110, "code")]
    scope = figures.scope
    given = (
        f":provinsi = '{scope.provinsi}', :tahun = {scope.tahun}, :kode = '{scope.kode}', "
        f":bulan_1, :bulan_2, :bulan_3 = {', '.join(map(str, scope.months))}"
    )
    says = f"Setiap angka berasal dari tampilan (view) basis data ini; {given}."
    sheet = Sheet(book, "Lampiran", says, columns)
    sheet.heads(repeated=True)
    for question in QUESTIONS.values():
        sheet.line([question.says, question.sql])
