"""The dictionaries' vocabulary as tables, so that analysts can ask what a plan lacks."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from dictionaries import Vocabulary
from load.reference import CrosswalkItem, Meta, VocabularyItem


def sync(connection: Connection, vocabulary: Vocabulary) -> None:
    """Replaces the vocabulary tables unless they hold this version already."""
    stored = connection.execute(select(Meta.value).where(Meta.key == "vocabulary")).scalar_one_or_none()
    if stored == vocabulary.version:
        return
    connection.execute(delete(CrosswalkItem))
    connection.execute(delete(VocabularyItem))
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
