"""Every query that the documentation shows runs on both backends and gives the answer that stands there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from load import Database
from load.questions import QUESTIONS
from tests.support import databases, queries_doc

BLOCKS = list(queries_doc.blocks(queries_doc.PAGE.read_text(encoding="utf-8")))


@pytest.fixture(scope="module", params=databases.BACKENDS)
def db(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    address = databases.fresh(request.param, tmp_path_factory.mktemp("queries"))
    with queries_doc.fill(address) as database:
        yield database


@pytest.mark.parametrize(("sql", "answer"), BLOCKS, ids=[str(number) for number in range(1, len(BLOCKS) + 1)])
def test_the_documented_answer_is_the_answer(db: Database, sql: str, answer: str) -> None:
    assert queries_doc.as_table(db.query(sql)) == answer


def test_every_question_view_is_documented() -> None:
    page = queries_doc.PAGE.read_text(encoding="utf-8")
    assert [name for name in QUESTIONS if f"## {name}:" not in page or f"FROM {name}\n" not in page] == []


def test_a_page_without_answers_gets_them(db: Database) -> None:
    page = "# X\n\n```sql\nSELECT 1 AS n\n```\n\nMore.\n"
    filled = queries_doc.rewritten(page, db)
    assert filled == "# X\n\n```sql\nSELECT 1 AS n\n```\n\n| n |\n| --- |\n| 1 |\n\nMore.\n"
    assert queries_doc.rewritten(filled, db) == filled
