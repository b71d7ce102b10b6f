"""The views that people query: a contract, with the same names and columns on every backend.

Written in the SQL that SQLite and PostgreSQL share. They are not part of a migration: whenever their
text differs from what the database was last given, all of them are dropped and made anew.

Where there is nothing, a view says NULL, never an empty text, whatever the tables hold: that is written
around each SELECT below when the view is made. On PostgreSQL views and columns carry their description.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from string import Template

from sqlalchemy import Connection, delete, insert, inspect, select, text

from load.office_questions import OFFICE_QUESTIONS
from load.questions import QUESTIONS
from load.reference import Meta
from load.view_columns import without_empty_texts
from load.view_words import VIEW_WORDS, column_words, described_columns

RENCANA_AKSI = """
SELECT r.document_id, d.file, d.sha256, d.lembaga, d.wilayah, d.kode_wilayah, d.provinsi, d.nomor_sk,
       d.tahun_sk, d.tanggal_sk, d.tahun_rencana, d.edisi, r.urutan, r.area_no, r.area, r.komponen_no,
       r.komponen_id, r.komponen, r.indikator_id, r.indikator_ids,
       r.indikator_no, r.indikator, r.langkah_aksi,
       r.bukti_fisik, r.target_waktu, r.bulan, r.tahun_target, r.page_first, r.page_last, r.confidence,
       r.needs_review, s.settled AS settled_kolom
FROM plan_rows r
JOIN documents d ON d.id = r.document_id
LEFT JOIN settled_rows s ON s.document_id = r.document_id AND s.urutan = r.urutan
WHERE d.superseded_by IS NULL
ORDER BY r.document_id, r.urutan
"""

CELL = """
SELECT c.document_id, c.urutan, c.kolom, COALESCE(p.raw, c.raw) AS raw, COALESCE(p.text, c.text) AS text,
       c.confidence, c.needs_review, p.page, p.x0, p.y0, p.x1, p.y1, COALESCE(p.part, 1) AS part, c.shared,
       c.marks_doubtful, c.confidence_exact, s.settled_by
FROM cells c
JOIN documents d ON d.id = c.document_id
LEFT JOIN cell_parts p
       ON p.document_id = c.document_id AND p.urutan = c.urutan AND p.position = c.position
LEFT JOIN settled_cells s
       ON s.document_id = c.document_id AND s.urutan = c.urutan AND s.kolom = c.kolom
WHERE d.superseded_by IS NULL
"""

CORRECTION = """
SELECT s.document_id, s.urutan, c.kolom, s.before AS raw, s.after AS repaired, s.rule, s.method, s.score,
       'machine' AS corrected_by, d.loaded_at AS corrected_at
FROM steps s
JOIN cells c ON c.document_id = s.document_id AND c.urutan = s.urutan AND c.position = s.position
JOIN documents d ON d.id = s.document_id
WHERE d.superseded_by IS NULL
UNION ALL
SELECT s.document_id, NULL, 'page ' || s.page, s.before, s.after, s.rule, s.method, s.score, 'machine',
       d.loaded_at
FROM page_steps s
JOIN documents d ON d.id = s.document_id
WHERE d.superseded_by IS NULL
UNION ALL
SELECT d.id, p.urutan, k.kolom, k.before, k.after, NULL, 'person', 1.0, k.corrected_by, k.corrected_at
FROM decision_places p
JOIN people_corrections k ON k.id = p.decision_id
JOIN documents d ON d.id = p.document_id
WHERE d.superseded_by IS NULL AND k.act <> 'undo'
"""

PEMERIKSAAN = """
SELECT l.document_id, d.file, d.wilayah, l.urutan, l.kolom, l.kind, l.code, l.reason, l.reason_indonesian,
       l.word, l.page, l.x0, l.y0, l.x1, l.y1, l.raw, l.text, l.other_reading, l.candidates, l.scope, l.item,
       l.settled, l.state, l.settled_by
FROM review_lines l
JOIN documents d ON d.id = l.document_id
WHERE d.superseded_by IS NULL
"""

DECISION = """
SELECT d.id AS document_id, p.urutan, k.kolom, k.scope, k.act, p.state, k.word, k.raw, k.before, k.after,
       k.note, k.corrected_by, k.corrected_at, k.id AS decision_id, k.undoes
FROM decision_places p
JOIN people_corrections k ON k.id = p.decision_id
JOIN documents d ON d.id = p.document_id
WHERE d.superseded_by IS NULL
"""

PAGE_TEXT = """
SELECT p.document_id, p.page, p.has_plan, p.kind, p.text AS raw, p.repaired AS text
FROM pages p
JOIN documents d ON d.id = p.document_id
WHERE d.superseded_by IS NULL
"""

_WHY = {
    "chosen": ("chosen by a person", "dipilih pemeriksa"),
    "amended": ("an amendment of it", "keputusan perubahan"),
    "complete": ("more complete", "lebih lengkap"),
    "doubts": ("fewer doubts", "lebih sedikit keraguan"),
    "digital": ("its text needed less reading", "teksnya lebih langsung"),
    "later": ("read later", "dibaca kemudian"),
    "alike": ("the same decree", "keputusan yang sama"),
}
"""Why another version of a decree counts (``load.versions``): in English, in Indonesian."""


def _because(language: int) -> str:
    cases = " ".join(f"WHEN '{code}' THEN ' ({words[language]})'" for code, words in _WHY.items())
    return f"CASE d.superseded_why {cases} ELSE '' END"


DOCUMENT = Template("""
SELECT d.id AS document_id, d.file, d.sha256,
       CASE WHEN n.id IS NULL THEN d.status ELSE 'superseded' END AS status,
       CASE WHEN n.id IS NULL THEN d.reason
            ELSE TRIM('Superseded by ' || n.file || ${why} || '. ' || d.reason) END AS reason,
       d.pages, d.table_pages,
       d.row_count AS "rows", d.words_read, d.words_in_cells, d.words_outside, d.seconds, d.engine,
       d.dictionary_version, d.loaded_at, d.words_in_headers, d.ink_unexplained, d.words_unseen,
       CASE WHEN n.id IS NULL THEN d.reason_indonesian
            ELSE TRIM('Digantikan oleh ' || n.file || ${sebab} || '. ' || d.reason_indonesian) END
            AS reason_indonesian,
       d.page_from, d.page_to
FROM documents d
LEFT JOIN documents n ON n.id = d.superseded_by
""").substitute(why=_because(0), sebab=_because(1))

OTHER_TABLE = """
SELECT t.document_id, t.table_no, t.page_first, t.page_last, t.headings, t.row_count AS "rows",
       t.column_count AS "columns"
FROM other_tables t
JOIN documents d ON d.id = t.document_id
WHERE d.superseded_by IS NULL
"""

OTHER_CELL = """
SELECT c.document_id, c.table_no, c.row_no AS "row", c.column_no AS "col",
       c.heading, c.text, c.confidence, c.page,
       c.x0, c.y0, c.x1, c.y1,
       c.row_span, c.column_span AS col_span, c.needs_review
FROM other_cells c
JOIN documents d ON d.id = c.document_id
WHERE d.superseded_by IS NULL
"""

RUN = """
SELECT id AS run_id, command, outcome, started_at, finished_at, version, engine, dictionary_version, settings,
       files, ok, partial, failed, skipped, unchanged, pages, row_count AS "rows", flagged
FROM runs
"""

VOCABULARY = "SELECT indikator_id, edisi, area_no, komponen_id, komponen, indikator FROM vocabulary_items"

CROSSWALK = "SELECT old_id, new_id, kind FROM crosswalk_items"

VIEWS: dict[str, str] = {
    "rencana_aksi": RENCANA_AKSI,
    "cell": CELL,
    "correction": CORRECTION,
    "pemeriksaan": PEMERIKSAAN,
    "keputusan_pemeriksa": DECISION,
    "page_text": PAGE_TEXT,
    "document": DOCUMENT,
    "other_table": OTHER_TABLE,
    "other_cell": OTHER_CELL,
    "run": RUN,
    "vocabulary": VOCABULARY,
    "crosswalk": CROSSWALK,
    **QUESTIONS,
    **OFFICE_QUESTIONS,
}
"""View name to its SELECT, in an order in which they can be made."""


def fingerprint() -> str:
    """Tells this program's views from another version's."""
    names = sorted(described_columns(next(iter(VIEWS))))
    made = [without_empty_texts(view, query, names) for view, query in VIEWS.items()]
    said = [(view, VIEW_WORDS[view], [column_words(view, name) for name in names]) for view in VIEWS]
    return hashlib.sha256(repr((made, said)).encode()).hexdigest()[:16]


def are_current(connection: Connection) -> bool:
    """Whether the database has this program's views."""
    noted = connection.execute(select(Meta.value).where(Meta.key == "views")).scalar_one_or_none()
    return noted == fingerprint()


def drop(connection: Connection) -> None:
    """Drops all views of this program; a migration must not find them in its way.

    The note of their version goes with them: a migration that changes no view must still make them anew.
    """
    connection.execute(delete(Meta).where(Meta.key == "views"))
    standing = set(inspect(connection).get_view_names())
    for name in reversed(VIEWS):
        if name in standing:
            connection.execute(text(f"DROP VIEW {name}"))


def renew(connection: Connection) -> None:
    """Makes all views anew and notes their version."""
    drop(connection)
    for name, query in VIEWS.items():
        _make(connection, name, query)
    connection.execute(insert(Meta), {"key": "views", "value": fingerprint()})


def _make(connection: Connection, view: str, query: str) -> None:
    with connection.execute(text(f"SELECT * FROM ({query}) v WHERE 1 = 0")) as nothing:  # noqa: S608
        names = list(nothing.keys())
    connection.execute(text(f"CREATE VIEW {view} AS {without_empty_texts(view, query, names)}"))
    if connection.dialect.name == "postgresql":
        _describe(connection, view, names)


def _describe(connection: Connection, view: str, names: Sequence[str]) -> None:
    words = VIEW_WORDS[view]
    connection.execute(text(f"COMMENT ON VIEW {view} IS {_quoted(f'{words.title}: {words.says}')}"))
    for name in names:
        said = _quoted(column_words(view, name))
        connection.execute(text(f'COMMENT ON COLUMN {view}."{name}" IS {said}'))


def _quoted(words: str) -> str:
    """The words as a literal in :func:`sqlalchemy.text`, where a colon begins a parameter."""
    return "'" + words.replace("'", "''").replace(":", "\\:") + "'"
