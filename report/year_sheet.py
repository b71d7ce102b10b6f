"""From year to year: what the same office kept, changed, added and dropped; hints, told by words alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from report.figures import Figures, Rows
from report.sheet import Book, Column, Sheet

KINDS = ("tetap", "berubah", "baru", "hilang")


@dataclass(frozen=True, slots=True)
class Change:
    """An indikator of an office in two years; ``kind`` is one of :data:`KINDS`."""

    kode: str
    indikator_id: str
    kind: str
    before: str
    now: str


def changes(figures: Figures) -> Iterator[Change]:
    """What became of each indikator, for offices with plans of both years."""
    old, new = _texts(figures["tahun_lalu"]), _texts(figures["perbandingan"])
    with_both = {kode for kode, _ in old} & {kode for kode, _ in new}
    for kode, key in sorted(old.keys() | new.keys()):
        if kode in with_both:
            before, now = old.get((kode, key)), new.get((kode, key))
            yield Change(kode, key, _kind(before, now), before or "", now or "")


def _texts(lines: Rows) -> dict[tuple[str, str], str]:
    gathered: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        gathered.setdefault((line["kode_wilayah"], line["padanan_id"]), []).append(line["langkah_aksi"] or "")
    return {place: "\n".join(texts) for place, texts in gathered.items()}


def _kind(before: str | None, now: str | None) -> str:
    if before is None or now is None:
        return "baru" if before is None else "hilang"
    return "tetap" if _plain(before) == _plain(now) else "berubah"


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def year_to_year(book: Book, figures: Figures) -> None:
    """The sheet; none where no office has plans of both years."""
    found = list(changes(figures))
    if not found:
        return
    columns = [
        Column("Kabupaten/Kota", 28),
        Column("Nomor LKE", 13),
        Column("Perubahan", 11, "center"),
        Column(f"Langkah aksi {figures.scope.tahun - 1}", 70),
        Column(f"Langkah aksi {figures.scope.tahun}", 70),
    ]
    says = "Dibandingkan kata demi kata untuk indikator yang sama; hanya petunjuk. Yang tetap tidak didaftar."
    sheet = Sheet(book, "Tahun ke tahun", says, columns)
    names = {line["kode_wilayah"]: line["wilayah"] for line in figures.received}
    numbers = {line["indikator_id"]: line["nomor"] for line in figures["indikator"]}
    counts = Counter((change.kode, change.kind) for change in found)
    for kode in dict.fromkeys(change.kode for change in found):
        told = ", ".join(f"{counts[kode, kind]} {kind}" for kind in KINDS)
        sheet.wide(f"{names[kode]}: {told}.", "sentence")
    sheet.row += 1
    head = sheet.row
    sheet.heads(repeated=True)
    sheet.lines(
        [
            names[change.kode],
            numbers.get(change.indikator_id, change.indikator_id),
            change.kind,
            change.before,
            change.now,
        ]
        for change in found
        if change.kind != "tetap"
    )
    sheet.filter(head, len(columns))
    sheet.compact()
