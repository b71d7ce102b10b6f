"""What the page asks and tells, by address; values from the browser are checked here."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import text

from lampiran.codes import Act
from lampiran.language import in_language
from load import Database
from load.opening import querying
from review import answers, screens
from review.answers import Answer, Outcome, Result
from review.pictures import Pictures
from review.things import by_items

_ITEM = re.compile(r"[0-9a-f]{16}")
_DOCUMENT = re.compile(r"[0-9a-f]{1,64}")
_MOST_ANSWERS = 200
_ACTS = frozenset((Act.CONFIRM, Act.CORRECT, Act.AUTHOR, Act.ASK))
_WORD_MARGIN, _CELL_MARGIN = 5.0, 14.0


class BadRequest(ValueError):
    """The browser sent something that the page never sends."""


class Site:
    """A database as the page sees it."""

    def __init__(self, database: Path) -> None:
        self._path = database
        self._database = Database.open(database, create=False)
        self._lock = threading.Lock()

    def close(self) -> None:
        """Closes the database."""
        self._database.close()

    def get(self, path: str, query: Mapping[str, str]) -> Any:
        """What there is at an address; None where there is nothing.

        Raises:
            BadRequest: If a value cannot be.
        """
        kind, _, name = path.removeprefix("/").partition("/")
        if kind in ("kata", "sel"):
            return self._piece(kind, _matched(_ITEM, name))
        if kind == "halaman":
            document, _, page = name.partition("/")
            return self._page(_matched(_DOCUMENT, document), _number(page))
        with querying(self._database.engine) as connection:
            if path == "/api/next":
                mode, document = query.get("mode", ""), query.get("document", "")
                if mode not in screens.MODES or (document and not _DOCUMENT.fullmatch(document)):
                    raise BadRequest
                made = screens.screen(connection, mode, document, _number(query.get("skip", "0")))
                if mode == "kepala" and made["things"]:
                    made["head"] = screens.head(connection, made["things"][0]["document_id"])
                return made
            if path == "/api/progress":
                return {"documents": screens.progress(connection), "groups": screens.groups(connection)}
        return None

    def post(self, path: str, body: Any) -> Any:
        """What a person decides; None where there is no such address.

        Raises:
            BadRequest: If a value is missing or cannot be.
        """
        by = _text(body, "by")
        if not by.strip() or len(by) > 100:
            raise BadRequest
        if path == "/api/settle":
            given = body.get("answers")
            if not isinstance(given, list) or len(given) > _MOST_ANSWERS:
                raise BadRequest
            return self._settle([_answer(one) for one in given], by)
        if path == "/api/undo":
            wanted = body.get("decisions")
            if not isinstance(wanted, list) or len(wanted) > _MOST_ANSWERS:
                raise BadRequest
            ids = [_matched(re.compile(r"[0-9a-z-]{1,64}"), one) for one in wanted]
            return {"results": [_plain(answers.undo(self._database, one, by)) for one in reversed(ids)]}
        if path == "/api/not-plan":
            document, urutan = _matched(_DOCUMENT, body.get("document")), body.get("urutan")
            if not isinstance(urutan, int):
                raise BadRequest
            try:
                return {"results": [_plain(answers.not_plan(self._database, document, urutan, by))]}
            except KeyError as error:
                raise BadRequest from error
        return self._group(body, by) if path == "/api/group" else None

    def _settle(self, given: list[Answer], by: str) -> Any:
        return {"results": [_plain(result) for result in answers.settle(self._database, given, by)]}

    def _group(self, body: Any, by: str) -> Any:
        """One decision about all cells of a group: as they are, or as the row above has it."""
        document, kolom, code = (
            _matched(_DOCUMENT, body.get("document")),
            _text(body, "kolom"),
            _text(body, "code"),
        )
        how = body.get("how")
        if how not in ("empty", "above"):
            raise BadRequest
        with querying(self._database.engine) as connection:
            found = screens.of_group(connection, document, kolom, code)
        given = [
            Answer(thing.item, Act.CONFIRM, mark=thing.mark)
            if how == "empty"
            else Answer(thing.item, Act.CORRECT, above, whole=True, mark=thing.mark)
            for thing, above in found
        ]
        return self._settle(given, by)

    def _piece(self, kind: str, item: str) -> bytes | None:
        with querying(self._database.engine) as connection:
            thing = by_items(connection, [item]).get(item)
        if thing is None or thing.page is None:
            return None
        box = thing.box if kind == "kata" else thing.cell_box
        if box is None:
            return None
        margin = _WORD_MARGIN if kind == "kata" else _CELL_MARGIN
        frame = thing.box if kind == "sel" and thing.word else None
        with Pictures(self._path) as pictures:
            return pictures.cut(thing.sha256, thing.page, thing.rotation or 0, box, margin, frame)

    def _page(self, document: str, page: int) -> bytes | None:
        with querying(self._database.engine) as connection:
            query = text("SELECT sha256 FROM documents WHERE id = :document")
            sha256 = connection.execute(query, {"document": document}).scalar()
        if not sha256:
            return None
        with Pictures(self._path) as pictures:
            return pictures.page(str(sha256), page)


def _answer(given: Any) -> Answer:
    act = _text(given, "act")
    if act not in _ACTS:
        raise BadRequest
    mark = _matched(re.compile(r"[0-9a-f]{10}"), given.get("mark"))
    return Answer(
        _matched(_ITEM, given.get("item")),
        Act(act),
        _text(given, "value"),
        whole=given.get("whole") is True,
        note=_text(given, "note")[:2_000],
        mark=mark,
    )


def _plain(result: Result) -> dict[str, Any]:
    """A result for the page."""
    done = result.outcome in (Outcome.APPLIED, Outcome.UNCHANGED)
    why = in_language(result.why, "id")
    return {"item": result.item, "outcome": str(result.outcome), "done": done, "why": why} | (
        {"decision": result.decision} if result.decision else {}
    )


def _text(body: Any, name: str) -> str:
    value = body.get(name, "") if isinstance(body, dict) else None
    if not isinstance(value, str):
        raise BadRequest
    return value


def _matched(pattern: re.Pattern[str], value: Any) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise BadRequest
    return value


def _number(value: str) -> int:
    if not value.isdecimal() or len(value) > 7:
        raise BadRequest
    return int(value)
