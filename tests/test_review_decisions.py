"""People's decisions count: in every view, for good, and never silently against a new reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert

import dictionaries
from lampiran.codes import Act, ProblemCode, ReasonCode
from lampiran.doubt_kinds import doubt_marks, need_review
from lampiran.records import PlanDocument, PlanRow, Problem, RawRow, Reason
from load import Database
from load.deciding import mark_of, open_items, renew_all
from load.opening import querying, writing
from load.reference import PeopleCorrection
from load.remarks import choose
from load.table_base import table_of
from review.answers import Answer, Outcome, Result, add_row, not_plan, settle, undo
from review.screens import screen
from tests.support import databases, loading
from tests.support.review_plans import plan, rows


@pytest.fixture(params=databases.BACKENDS)
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with Database.open(databases.fresh(request.param, tmp_path), now="2026-01-02T00:00:00Z") as database:
        database.vocabulary_sync(dictionaries.load_vocabulary())
        database.save(loading.outcome(plan()))
        yield database


def lines(db: Database, **equal: object) -> list[dict[str, object]]:
    """Lines of ``pemeriksaan``."""
    found = [dict(line) for line in db.query("SELECT * FROM pemeriksaan ORDER BY document_id, item")]
    return [line for line in found if all(line[name] == value for name, value in equal.items())]


def item(db: Database, **equal: object) -> str:
    (line,) = lines(db, **equal)
    return str(line["item"])


def answer(db: Database, act: Act, value: str = "", **equal: object) -> Result:
    (result,) = settle(db, [Answer(item(db, **equal), act, value)], "Sari")
    return result


def row(db: Database, urutan: int = 2) -> dict[str, object]:
    (line,) = db.query("SELECT * FROM rencana_aksi WHERE urutan = :urutan", urutan=urutan)
    return dict(line)


def again(db: Database, document: PlanDocument, fingerprint: str = "new") -> None:
    db.save(loading.outcome(document), fingerprint)


def test_a_line_for_each_doubt_with_the_words_own_box(db: Database) -> None:
    tirn, siniar = item(db, word="Tirn"), lines(db, word="siniar")[0]
    assert tirn != siniar["item"]
    assert (siniar["x0"], siniar["y0"], siniar["kind"]) == (110.1, 160.0, "letters")
    assert lines(db, word="Tirn")[0]["candidates"] == '[["Tim", null]]'
    assert {line["scope"] for line in lines(db)} == {"cell", "row", "head", "document"}
    assert lines(db, code="time-unclear")[0]["kind"] == "digits"


def test_words_are_settled_one_by_one_and_the_cell_is_clean_when_all_are(db: Database) -> None:
    assert answer(db, Act.CORRECT, "Tim", word="Tirn").outcome is Outcome.APPLIED
    assert row(db)["langkah_aksi"] == "Membentuk Tim siniar"
    cell = "SELECT text, needs_review, settled_by FROM cell WHERE urutan = 2 AND kolom = 'langkah_aksi'"
    assert tuple(db.query(cell)[0].values()) == ("Membentuk Tim siniar", 1, "Sari")
    answer(db, Act.CONFIRM, word="siniar")
    assert tuple(db.query(cell)[0].values()) == ("Membentuk Tim siniar", 0, "Sari")
    assert (row(db)["needs_review"], row(db)["settled_kolom"]) == (1, "langkah_aksi")
    answer(db, Act.CONFIRM, code="time-unclear")
    answer(db, Act.CORRECT, "90.P.1.i.b", code="indikator-unsure")
    assert (row(db)["needs_review"], row(db)["indikator_id"]) == (0, "90.P.1.i.b")
    assert row(db)["settled_kolom"] == "langkah_aksi,target_waktu,indikator_id"
    covered = db.query("SELECT covered FROM cakupan WHERE indikator_id = '90.P.1.i.b'")
    assert [line["covered"] for line in covered] == [1]


def test_what_the_machine_had_stays_and_undo_brings_it_back(db: Database) -> None:
    before = db.load_plan_document(db.documents()[0].document_id)
    shown = row(db)
    made = answer(db, Act.CORRECT, "Tim", word="Tirn")
    head = answer(db, Act.CORRECT, "Rencana Aksi ZI", code="head-unsure")
    assert db.load_plan_document(db.documents()[0].document_id) == before
    (person,) = db.query("SELECT * FROM correction WHERE method = 'person' AND kolom = 'langkah_aksi'")
    assert (person["raw"], person["repaired"]) == ("Membentuk Tirn siniar", "Membentuk Tim siniar")
    for decision in (made.decision, head.decision):
        assert undo(db, decision, "Sari").outcome is Outcome.APPLIED
        assert undo(db, decision, "Sari").outcome is Outcome.UNCHANGED
    assert row(db) == shown
    states = [line["state"] for line in db.query("SELECT state FROM keputusan_pemeriksa")]
    assert states == ["undone"] * 4
    assert [line["settled"] for line in lines(db, word="Tirn")] == [0]


def test_months_and_items_follow_a_corrected_wording(db: Database) -> None:
    answer(db, Act.CORRECT, "Maret dan Mei 2026", code="time-unclear")
    assert (row(db)["target_waktu"], row(db)["bulan"], row(db)["tahun_target"]) == (
        "Maret dan Mei 2026",
        "3,5",
        2026,
    )
    found = db.query("SELECT DISTINCT bulan FROM kalender ORDER BY bulan")
    assert [line["bulan"] for line in found] == [3, 5, 8, 9, 10]


def test_decisions_outlive_a_new_run_other_dictionaries_and_a_changed_repair(db: Database) -> None:
    answer(db, Act.CORRECT, "Tim", word="Tirn")
    answer(db, Act.CONFIRM, word="siniar")
    again(db, plan())
    assert (row(db)["langkah_aksi"], lines(db, word="siniar")[0]["settled"]) == ("Membentuk Tim siniar", 1)
    changed = rows()
    raw, clean = changed[1]
    repair = loading.repaired("langkah_aksi", clean.cells[1].parts)
    other = replace(repair, text="Membentuk Tirn sinar", needs_review=False)
    changed[1] = raw, replace(clean, cells=(clean.cells[0], other, *clean.cells[2:]))
    again(db, loading.plan("rencana.pdf", changed), "newer dictionary")
    assert row(db)["langkah_aksi"] == "Membentuk Tim siniar"


def test_another_scan_of_the_decree_keeps_them_or_says_that_it_disagrees(db: Database) -> None:
    answer(db, Act.CORRECT, "Tim", word="Tirn")
    answer(db, Act.CORRECT, "November", code="time-unclear")
    db.save(loading.outcome(plan("pindai2.pdf", langkah="Membentuk Tim siniar", waktu="Desember")), "f")
    choose(db.engine, "pindai2.pdf", "Sari", "2026-01-03T00:00:00Z")  # else the settled scan counts
    newest = "pindai2.pdf"
    settled = {
        line["word"]: line["settled"] for line in lines(db, file=newest, kolom="langkah_aksi") if line["word"]
    }
    assert settled == {"Tirn": 1, "siniar": 0}
    found = [line for line in lines(db, file=newest) if line["state"] == "conflict"]
    assert [(line["text"], line["other_reading"]) for line in found] == [("November", "Desember")]
    (shown,) = db.query("SELECT * FROM rencana_aksi WHERE urutan = 2 AND file = :file", file=newest)
    assert (shown["target_waktu"], shown["needs_review"]) == ("November", 1)
    settle(db, [Answer(str(found[0]["item"]), Act.CORRECT, "Desember")], "Budi")
    (shown,) = db.query("SELECT * FROM rencana_aksi WHERE urutan = 2 AND file = :file", file=newest)
    assert (shown["target_waktu"], shown["bulan"]) == ("Desember", "12")
    assert not [line for line in lines(db, file=newest) if line["state"] == "conflict"]


def test_rows_that_moved_are_found_and_lost_ones_told(db: Database) -> None:
    answer(db, Act.CORRECT, "Tim", word="Tirn")
    moved = [replace_number(pair, number) for number, pair in enumerate(rows()[1:], start=1)]
    again(db, loading.plan("rencana.pdf", moved))
    assert row(db, 1)["langkah_aksi"] == "Membentuk Tim siniar"
    again(db, loading.plan("rencana.pdf", rows()[:1]), "without the row")
    (lost,) = lines(db, code="decision-lost")
    assert "Tim siniar" in str(lost["reason_indonesian"])


def replace_number(pair: tuple[RawRow, PlanRow], urutan: int) -> tuple[RawRow, PlanRow]:
    return replace(pair[0], urutan=urutan), replace(pair[1], urutan=urutan)


def test_an_authors_word_is_asked_about_nowhere_in_the_document(db: Database) -> None:
    both = rows()
    raw, clean = both[2]
    cell = replace(clean.cells[1], needs_review=True, reasons=(Reason(ReasonCode.UNKNOWN_WORD, ("siniar",)),))
    both[2] = raw, replace(clean, cells=(clean.cells[0], cell, *clean.cells[2:]))
    again(db, loading.plan("rencana.pdf", both))
    first = str(lines(db, word="siniar", urutan=2)[0]["item"])
    settle(db, [Answer(first, Act.AUTHOR)], "Sari")
    assert [line["settled"] for line in lines(db, word="siniar")] == [1, 1]


def test_a_row_is_taken_out_or_added_and_both_can_be_undone(db: Database) -> None:
    key = db.documents()[0].document_id
    out = not_plan(db, key, 2, "Sari")
    assert [line["urutan"] for line in db.query("SELECT urutan FROM rencana_aksi ORDER BY urutan")] == [1, 3]
    cells = {"langkah_aksi": "Baris terlewat", "target_waktu": "Juni", "bukti_fisik": "1. SK 2. Foto"}
    more = add_row(db, key, 4, cells, "Sari", area_no=1, indikator_id="90.P.1.i.b")
    added = row(db, 4)
    assert (added["langkah_aksi"], added["bulan"], added["indikator_id"]) == (
        "Baris terlewat",
        "6",
        "90.P.1.i.b",
    )
    again(db, plan())
    assert [line["urutan"] for line in db.query("SELECT urutan FROM rencana_aksi ORDER BY urutan")] == [
        1,
        3,
        4,
    ]
    assert len(db.load_plan_document(key).rows) == 3
    undo(db, out.decision, "Sari")
    undo(db, more.decision, "Sari")
    assert [line["urutan"] for line in db.query("SELECT urutan FROM rencana_aksi ORDER BY urutan")] == [
        1,
        2,
        3,
    ]


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("wilayah", "kabupaten banyumas", ("Kabupaten Banyumas", "33.02", "Jawa Tengah")),
        ("wilayah", "Kabupaten Antah", None),
    ],
)
def test_a_region_brings_its_code(
    db: Database, field: str, value: str, expected: tuple[str, str, str] | None
) -> None:
    head = loading.decree("117", 2025, doubts=(field,))
    again(db, loading.plan("rencana.pdf", rows(), head=head))
    result = answer(db, Act.CORRECT, value, kolom=field)
    shown = row(db)
    if expected is None:
        assert result.outcome is Outcome.REFUSED
        assert "Antah" in result.why.indonesian
    else:
        assert (shown["wilayah"], shown["kode_wilayah"], shown["provinsi"]) == expected
        assert not lines(db, scope="head", settled=0)


def test_an_empty_field_of_the_head_may_be_right(db: Database) -> None:
    head = loading.decree("117", 2025, tahun_rencana=None, doubts=("tahun_rencana",))
    again(db, loading.plan("rencana.pdf", rows(), head=head))
    assert answer(db, Act.CONFIRM, kolom="tahun_rencana").outcome is Outcome.APPLIED
    assert row(db)["tahun_rencana"] is None
    assert not lines(db, scope="head", settled=0)


@pytest.mark.parametrize(
    ("equal", "value"),
    [({"code": "indikator-unsure"}, "90.X"), ({"scope": "head"}, "")],
)
def test_values_that_cannot_be_are_refused_and_nothing_is_stored(
    db: Database, equal: dict[str, object], value: str
) -> None:
    result = answer(db, Act.CORRECT, value, **equal)
    assert result.outcome is Outcome.REFUSED
    assert db.query("SELECT count(*) AS n FROM people_corrections")[0]["n"] == 0


def test_two_people_on_one_thing_lose_nothing(db: Database) -> None:
    name = item(db, word="Tirn")
    with db.engine.connect() as connection:
        mark = mark_of(open_items(connection, [name])[name])
    first = settle(db, [Answer(name, Act.CORRECT, "Tim", mark=mark)], "Sari")
    second = settle(db, [Answer(name, Act.CORRECT, "Tirai", mark=mark)], "Budi")
    assert (first[0].outcome, second[0].outcome) == (Outcome.APPLIED, Outcome.STALE)
    assert second[0].why == "Sari decided about it meanwhile."
    assert row(db)["langkah_aksi"] == "Membentuk Tim siniar"
    repeated = settle(db, [Answer(name, Act.CORRECT, "Tim", mark=mark)], "Sari")
    assert repeated[0].outcome is Outcome.UNCHANGED


def test_a_question_to_the_office_waits_with_its_note(db: Database) -> None:
    settle(db, [Answer(item(db, word="Tirn"), Act.ASK, note="Tim apa?")], "Sari")
    (line,) = lines(db, word="Tirn")
    assert (line["state"], line["settled"]) == ("asked", 0)
    assert [line["note"] for line in db.query("SELECT note FROM keputusan_pemeriksa")] == ["Tim apa?"]
    assert row(db)["needs_review"] == 1


def test_a_correction_of_an_older_release_counts_now(db: Database) -> None:
    old = {
        "id": "k",
        "sha256": loading.sha256("rencana.pdf"),
        "lembaga": "KPU",
        "nomor_sk": "117",
        "tahun_sk": 2025,
        "urutan": 2,
        "kolom": "langkah_aksi",
        "raw": "Membentuk Tirn siniar",
        "before": "Membentuk Tirn siniar",
        "after": "Membentuk Tim",
        "corrected_by": "Sari",
        "corrected_at": "2025-01-01T00:00:00Z",
    }
    with db.engine.begin() as connection:
        connection.execute(insert(table_of(PeopleCorrection)), old)
    again(db, plan())
    assert row(db)["langkah_aksi"] == "Membentuk Tim"


def test_answers_of_one_moment_about_one_cell_keep_their_order(db: Database) -> None:
    names = [item(db, word=word) for word in ("Tirn", "siniar")]
    given = [Answer(name, Act.CORRECT, value) for name, value in zip(names, ("Tim", "podcast"), strict=True)]
    settle(db, given, "Sari", at="2026-01-01T00:00:00Z")
    assert row(db)["langkah_aksi"] == "Membentuk Tim podcast"
    befores = db.query("SELECT before FROM keputusan_pemeriksa ORDER BY decision_id")
    assert [line["before"] for line in befores] == ["Membentuk Tirn siniar", "Membentuk Tim siniar"]
    assert not lines(db, state="conflict")


def marked(urutan: int, action: str, reasons: tuple[Reason, ...]) -> tuple[RawRow, PlanRow]:
    """A row whose action is doubted for these reasons."""
    cells = [
        loading.repaired(
            "indikator", (loading.part(f"Unit telah melakukan hal {urutan}", top=80.0 * urutan),)
        ),
        loading.repaired("langkah_aksi", (loading.part(action, top=80.0 * urutan),)),
    ]
    doubted = need_review(reasons)
    cells[1] = replace(cells[1], reasons=reasons, needs_review=doubted, marks_doubtful=doubt_marks(reasons))
    raw, clean = loading.row(urutan, tuple(cells), ("90.P.1.i.a",))
    return raw, replace(clean, notes=(), candidates=())


def flags(db: Database, urutan: int) -> tuple[object, ...]:
    query = "SELECT needs_review, marks_doubtful FROM cell WHERE urutan = :urutan AND kolom = 'langkah_aksi'"
    return tuple(db.query(query, urutan=urutan)[0].values())


def test_doubts_about_marks_alone_are_offered_last_and_leave_no_look_needed(tmp_path: Path) -> None:
    marks, word = Reason(ReasonCode.ENDS_OPEN), Reason(ReasonCode.UNKNOWN_WORD, ("siniar",))
    made = [marked(1, "Rapat awal tahun,", (marks,)), marked(2, "Membuat siniar,", (word, marks))]
    with Database.open(tmp_path / "tanda.db") as db:
        db.save(loading.outcome(loading.plan("tanda.pdf", made)))
        assert (flags(db, 1), flags(db, 2)) == ((0, 1), (1, 1))
        with querying(db.engine) as connection:
            queue = [screen(connection, "antrean", skip=place)["things"][0] for place in range(7)]
            sheet = screen(connection, "kata")
        assert [thing["word"] for thing in sheet["things"]] == ["siniar"]
        kinds = [thing["kind"] for thing in queue]
        assert kinds[-4:] == ["tanda baca", "tanda baca", "contoh", "contoh"]
        assert not {"tanda baca", "contoh"} & set(kinds[:-4])
        answer(db, Act.CONFIRM, word="siniar")
        assert (flags(db, 1), flags(db, 2)) == ((0, 1), (0, 1))
        answer(db, Act.CORRECT, "Rapat awal tahun.", kind="marks", urutan=1)
        assert (flags(db, 1), flags(db, 2)) == ((0, 0), (0, 1))
        texts = db.query("SELECT langkah_aksi FROM rencana_aksi ORDER BY urutan")
        assert [line["langkah_aksi"] for line in texts] == ["Rapat awal tahun.", "Membuat siniar,"]


def test_a_sample_of_clean_cells_is_offered_and_what_is_wrong_in_it_is_set(db: Database) -> None:
    samples = lines(db, kind="sample")
    assert len(samples) == 5
    assert not {(line["urutan"], line["kolom"]) for line in samples} & {
        (2, "langkah_aksi"),
        (2, "target_waktu"),
    }
    again(db, plan())
    assert [line["item"] for line in lines(db, kind="sample")] == [line["item"] for line in samples]
    chosen = next(line for line in samples if line["kolom"] == "bukti_fisik")
    settle(db, [Answer(str(chosen["item"]), Act.CORRECT, "SK; Notula")], "Sari")
    assert row(db, int(str(chosen["urutan"])))["bukti_fisik"] == "SK; Notula"
    asked = next(line for line in samples if line["item"] != chosen["item"])
    place = "SELECT needs_review FROM cell WHERE urutan = :urutan AND kolom = :kolom"
    where = {"urutan": asked["urutan"], "kolom": asked["kolom"]}
    assert db.query(place, **where)[0]["needs_review"] == 0
    settle(db, [Answer(str(asked["item"]), Act.ASK, note="?")], "Sari")
    assert db.query(place, **where)[0]["needs_review"] == 1


def test_decisions_about_a_later_decree_of_a_file_stay_with_it(db: Database) -> None:
    parts = []
    for number in (1, 2):
        document = loading.plan("gabungan.pdf", rows(), head=loading.decree(str(100 + number), 2025))
        raw = replace(document.raw, part=number, page_from=10 * number - 9, page_to=10 * number)
        parts.append(loading.outcome(replace(document, raw=raw)))

    def states() -> list[tuple[object, ...]]:
        query = (
            "SELECT document_id, langkah_aksi FROM rencana_aksi WHERE file = 'gabungan.pdf' AND urutan = 2 "
            "ORDER BY document_id"
        )
        decided = "SELECT document_id, state FROM keputusan_pemeriksa ORDER BY document_id"
        lost = [line["document_id"] for line in lines(db, code="decision-lost")]
        return [tuple(tuple(line.values()) for line in db.query(one)) for one in (query, decided)] + [
            tuple(lost)
        ]

    db.save_file([(part, "f1") for part in parts])
    ids = "SELECT document_id FROM document WHERE file = 'gabungan.pdf' ORDER BY document_id"
    first, second = (str(line["document_id"]) for line in db.query(ids))
    answer(db, Act.CORRECT, "Tim", word="Tirn", document_id=second)
    wanted = [
        ((first, "Membentuk Tirn siniar"), (second, "Membentuk Tim siniar")),
        ((second, "applied"),),
        (),
    ]
    assert states() == wanted
    db.save_file([(part, "f2") for part in parts])  # run --force
    assert states() == wanted
    with writing(db.engine) as connection:
        renew_all(connection)
    assert states() == wanted
    outcomes = [db.load_outcome(key) for key in (first, second)]  # what renormalize works on
    assert [one.document.rows[1].text("langkah_aksi") for one in outcomes if one.document] == [
        "Membentuk Tirn siniar"
    ] * 2


def test_a_remark_on_the_document_is_confirmed_or_asked_about_only(db: Database) -> None:
    again(db, replace(plan(), problems=(Problem(ProblemCode.HEADER_UNREAD),)))
    refused = answer(db, Act.CORRECT, "abc", code="header-unread")
    assert refused.outcome is Outcome.REFUSED
    assert "confirmed or asked about" in refused.why
    assert lines(db, code="header-unread", settled=0, text=None)
    assert answer(db, Act.CONFIRM, code="header-unread").outcome is Outcome.APPLIED
