"""The dictionaries' vocabulary as tables, so that analysts can ask what a plan lacks."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from dictionaries import Vocabulary
from load.reference import CrosswalkItem, LkeItem, Meta, RegionItem, VocabularyItem


def sync(connection: Connection, vocabulary: Vocabulary) -> None:
    """Replaces the vocabulary tables unless they hold this version already."""
    stored = connection.execute(select(Meta.value).where(Meta.key == "vocabulary")).scalar_one_or_none()
    if stored == vocabulary.version:
        return
    for table in (CrosswalkItem, VocabularyItem, LkeItem, RegionItem):
        connection.execute(delete(table))
    connection.execute(delete(Meta).where(Meta.key == "vocabulary"))
    items = _items(vocabulary)
    if items:
        connection.execute(insert(VocabularyItem), items)
    pairs = [
        {
            "position": position,
            "old_id": pair.old_id or None,
            "new_id": pair.new_id or None,
            "kind": pair.kind,
        }
        for position, pair in enumerate(vocabulary.crosswalk)
    ]
    if pairs:
        connection.execute(insert(CrosswalkItem), pairs)
    for table, lines in ((LkeItem, _lke(vocabulary)), (RegionItem, _regions(vocabulary))):
        if lines:
            connection.execute(insert(table), lines)
    connection.execute(insert(Meta), {"key": "vocabulary", "value": vocabulary.version})


def _items(vocabulary: Vocabulary) -> list[dict[str, object]]:
    return [
        {
            "indikator_id": item.indikator_id,
            "position": position,
            "edisi": item.edisi,
            "area_no": item.area_no,
            "area": vocabulary.area_by_no[item.area_no].area,
            "komponen_id": item.komponen_id,
            "komponen": vocabulary.komponen_by_id[item.komponen_id].komponen,
            "aspect": item.aspect,
            "indikator": item.statement,
        }
        for position, item in enumerate(vocabulary.indikator)
    ]


def _lke(vocabulary: Vocabulary) -> list[dict[str, object]]:
    """The form's lines; areas, komponen and indikator have the names of the vocabulary."""
    return [
        {
            "id": line.id,
            "position": position,
            "edisi": line.edisi,
            "level": line.level,
            "nomor": line.nomor,
            "nama": vocabulary.lke_name(line),
            "bobot": line.bobot,
            "baris": line.baris or None,
        }
        for position, line in enumerate(vocabulary.lke, start=1)
    ]


def _regions(vocabulary: Vocabulary) -> list[dict[str, object]]:
    """The BPS codes stay empty: no source with a licence that fits gives them."""
    return [
        {
            "kode_wilayah": region.kode,
            "kode_bps": None,
            "wilayah": region.wilayah,
            "jenis": region.wilayah.split()[0] if "." in region.kode else "Provinsi",
            "kode_provinsi": region.kode[:2],
            "provinsi": region.provinsi,
        }
        for region in vocabulary.regions
    ]
