"""What the page shows: sheets of words and figures, the queue of cells, heads, progress; as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, text

from review.things import KIND_WORDS, Thing, by_items

SHEET_SIZE = 24
"""Words on a screen: a letter of the keyboard for each."""

_CURRENT = "l.document_id NOT IN (SELECT id FROM documents WHERE superseded_by IS NOT NULL)"
_OPEN = f"l.settled = 0 AND l.state IN ('open', 'conflict') AND {_CURRENT}"
_SEEN = f"l.settled = 0 AND l.state = 'open' AND l.scope = 'cell' AND l.x0 IS NOT NULL AND {_CURRENT}"
_QUEUE = "l.document_id, l.position"
_DOUBT = "l.kind NOT IN ('marks', 'sample')"
_LATER = f"{_OPEN} AND l.kind IN ('marks', 'sample')"
"""What the queue shows when no doubt about letters, digits or places is left."""
MODES: Mapping[str, tuple[str, str]] = {
    "kata": (f"{_SEEN} AND l.kind = 'letters' AND l.word IS NOT NULL", "l.code, l.word, l.kolom"),
    "angka": (f"{_SEEN} AND l.kind = 'digits'", "l.code, l.word, l.kolom"),
    "antrean": (f"{_OPEN} AND {_DOUBT} AND l.scope IN ('cell', 'row', 'document')", _QUEUE),
    "kepala": (f"{_OPEN} AND l.scope = 'head'", _QUEUE),
}
"""What stands on which screen, and in which order: like with like on the sheets."""
HEAD_FIELDS = (
    "lembaga",
    "wilayah",
    "provinsi",
    "nomor_sk",
    "tahun_sk",
    "tanggal_sk",
    "tentang",
    "tahun_rencana",
    "edisi",
)


def screen(connection: Connection, mode: str, document: str = "", skip: int = 0) -> dict[str, Any]:
    """The next things of a mode, with how many are left.

    Args:
        connection: An open connection.
        mode: Of :data:`MODES`.
        document: Only of this one; empty: of all.
        skip: How many at the front are passed over.

    Raises:
        KeyError: If there is no such mode.
    """
    where, order = MODES[mode]
    of_one = " AND l.document_id = :document" if document else ""
    parts = [(where, order)] + ([(_LATER, f"l.kind, {_QUEUE}")] if mode == "antrean" else [])
    items: list[str] = []
    left, passed = 0, max(0, skip)
    for wanted, sorted_by in parts:
        source = f"FROM review_lines l WHERE {wanted}{of_one}"
        values = {"document": document, "skip": passed, "size": _size(mode)}
        count = int(connection.execute(text(f"SELECT COUNT(*) {source}"), values).scalar_one())
        if not items and passed < count:
            items = _items(connection, source, sorted_by, values)
        left, passed = left or count, max(0, passed - count)  # what comes last is counted when it is its turn
    found = by_items(connection, items)
    return {"left": left, "things": [shown(found[item]) for item in items if item in found]}


def _items(connection: Connection, source: str, order: str, values: Mapping[str, Any]) -> list[str]:
    if order == _QUEUE:  # in the order of the key, from the first: sorting all that is open would take longer
        source = source.replace("l.settled = 0", "+l.settled = 0")
    query = f"SELECT l.item {source} ORDER BY {order} LIMIT :size OFFSET :skip"  # noqa: S608 - of our own
    return [str(item) for item in connection.execute(text(query), values).scalars()]


def _size(mode: str) -> int:
    return SHEET_SIZE if mode in ("kata", "angka") else 1


def shown(thing: Thing) -> dict[str, Any]:
    """A thing as the page needs it."""
    names = (
        "item",
        "scope",
        "document_id",
        "file",
        "wilayah",
        "urutan",
        "kolom",
        "page",
        "word",
        "raw",
        "text",
    )
    plain = {name: getattr(thing, name) for name in names}
    return plain | {
        "reason": thing.reason_indonesian,
        "kind": KIND_WORDS.get(thing.kind, thing.kind),
        "state": thing.state,
        "proposal": thing.proposal,
        "other": thing.other_reading,
        "candidates": thing.candidates[:9],
        "row": {"indikator": thing.row_indikator, "langkah_aksi": thing.langkah_aksi},
        "box": list(_corners(thing)),
        "size": [thing.width, thing.height],
        "rotation": thing.rotation or 0,
        "mark": thing.mark,
    }


def _corners(thing: Thing) -> Sequence[float]:
    box = thing.box
    return () if box is None else (box.x0, box.y0, box.x1, box.y1)


def head(connection: Connection, document: str) -> dict[str, Any]:
    """The head of a document as it counts."""
    query = text(f"SELECT {', '.join(HEAD_FIELDS)} FROM documents WHERE id = :document")  # noqa: S608
    line = connection.execute(query, {"document": document}).mappings().first()
    return dict(line) if line else {}


def progress(connection: Connection) -> list[dict[str, Any]]:
    """Each document with how much of it is settled."""
    query = text("""
        SELECT d.id, d.file, d.wilayah, COUNT(*) AS things, SUM(l.settled) AS settled,
               SUM(CASE WHEN l.state = 'asked' THEN 1 ELSE 0 END) AS asked,
               SUM(CASE WHEN l.state = 'conflict' THEN 1 ELSE 0 END) AS conflicts
        FROM review_lines l
        JOIN documents d ON d.id = l.document_id
        WHERE d.superseded_by IS NULL AND l.kind NOT IN ('marks', 'sample')
        GROUP BY d.id, d.file, d.wilayah
        ORDER BY d.wilayah, d.file
    """)
    return [dict(line) for line in connection.execute(query).mappings()]


def groups(connection: Connection) -> list[dict[str, Any]]:
    """Cells of one column of a document that lack something in the same way, if there are several."""
    query = text(f"""
        SELECT l.document_id, d.file, d.wilayah, l.kolom, l.code, l.reason_indonesian AS reason,
               COUNT(*) AS things
        FROM review_lines l
        JOIN documents d ON d.id = l.document_id
        WHERE {_OPEN} AND l.scope = 'cell' AND l.kind = 'missing' AND l.state = 'open'
        GROUP BY l.document_id, d.file, d.wilayah, l.kolom, l.code, l.reason_indonesian
        HAVING COUNT(*) > 1
        ORDER BY COUNT(*) DESC
    """)  # noqa: S608 - of our own
    return [dict(line) for line in connection.execute(query).mappings()]


def of_group(connection: Connection, document: str, kolom: str, code: str) -> list[tuple[Thing, str]]:
    """The things of a group, each with what the row above has in that column."""
    query = text(f"""
        SELECT l.item,
               (SELECT c.text FROM cells c
                WHERE c.document_id = l.document_id AND c.kolom = l.kolom AND c.urutan < l.urutan
                      AND c.text <> ''
                ORDER BY c.urutan DESC LIMIT 1) AS above
        FROM review_lines l
        JOIN documents d ON d.id = l.document_id
        WHERE {_OPEN} AND l.document_id = :document AND l.kolom = :kolom AND l.code = :code
              AND l.scope = 'cell' AND l.state = 'open'
        ORDER BY l.position
    """)  # noqa: S608 - of our own
    lines = connection.execute(query, {"document": document, "kolom": kolom, "code": code}).all()
    found = by_items(connection, [item for item, _ in lines])
    return [(found[item], above or "") for item, above in lines if item in found]
