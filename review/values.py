"""What a person writes, understood: months of a time, items of evidence, ids and names that must exist."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from dictionaries import load_vocabulary
from lampiran.language import Told, told
from normalize.bukti_items import split_items
from normalize.schedule.parse import parse_schedule

_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")


class Refused(ValueError):
    """A value that cannot be; ``why`` says so to people."""

    def __init__(self, why: Told) -> None:
        super().__init__(str(why))
        self.why = why


def understood(scope: str, kolom: str, value: str) -> tuple[str, dict[str, Any]]:
    """The value as it is kept, and what follows from it.

    Raises:
        Refused: If there is no such area, komponen, indikator, region, year or date.
    """
    if scope == "cell":
        return value, _of_cell(kolom, value)
    if scope == "row":
        return _of_row(kolom, value)
    return _of_head(kolom, value) if scope == "head" else (value, {})


def _of_cell(kolom: str, value: str) -> dict[str, Any]:
    if kolom == "target_waktu":
        schedule = parse_schedule(value, load_vocabulary())
        months = {"bulan": list(schedule.bulan), "tahun_target": schedule.tahun}
        return months | {"rest": schedule.rest, "certain": schedule.certain}
    if kolom == "bukti_fisik":
        return {"bukti_items": list(split_items(value))}
    return {}


def _of_row(kolom: str, value: str) -> tuple[str, dict[str, Any]]:
    vocabulary = load_vocabulary()
    if kolom == "indikator_id":
        ids = [part.strip() for part in value.split(";") if part.strip()]
        unknown = [part for part in ids if part not in vocabulary.indikator_by_id]
        if unknown or not ids:
            raise Refused(told("There is no indikator {0!r}.", unknown[0] if unknown else value))
        return ";".join(ids), {}
    if kolom == "komponen_id":
        if value not in vocabulary.komponen_by_id:
            raise Refused(told("There is no komponen {0!r}.", value))
        return value, {}
    if kolom == "area_no":
        area = vocabulary.area_by_no.get(int(value)) if value.isdecimal() else None
        if area is None:
            raise Refused(told("There is no area {0!r}.", value))
        return str(area.area_no), {"area": area.area}
    return value, {}


def _of_head(field: str, value: str) -> tuple[str, dict[str, Any]]:
    if field in ("tahun_sk", "tahun_rencana"):
        if not re.fullmatch(r"(19|20)\d\d", value):
            raise Refused(told("{0!r} is no year.", value))
    elif field == "tanggal_sk":
        return _day(value), {}
    elif field == "edisi":
        if value not in load_vocabulary().editions:
            raise Refused(told("There is no edition {0!r}.", value))
    elif field == "wilayah":
        return _region(value)
    return value, {}


def _day(value: str) -> str:
    given = _DAY_FIRST.fullmatch(value)
    try:
        if given:
            day, month, year = map(int, given.groups())
            return date(year, month, day).isoformat()
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise Refused(told("{0!r} is no date; write it as 2025-09-29 or 29-9-2025.", value)) from error


def _region(value: str) -> tuple[str, dict[str, Any]]:
    wanted = " ".join(value.casefold().split())
    for region in load_vocabulary().regions:
        if wanted == region.wilayah.casefold() or wanted == region.kode:
            return region.wilayah, {"kode_wilayah": region.kode, "provinsi": region.provinsi}
    raise Refused(told("There is no region {0!r}.", value))
