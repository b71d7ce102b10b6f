"""Decisions as a file: what people decided on one database, for another that has the same decrees."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from lampiran.codes import Act
from lampiran.errors import UsageError
from lampiran.language import told
from load import Database
from load.deciding import record
from load.decisions import Decision, all_of, of_plain, plain_of
from load.opening import querying, writing
from load.review_tables import DecisionPlace
from load.table_base import table_of
from load.table_lines import clean

FORMAT = "lampiran-decisions-1"
LARGEST = 100 * 1024 * 1024
_KINDS = {"str": (str,), "Act": (str,), "int": (int,), "float": (int, float)}
_SCOPES = ("cell", "row", "head", "document")


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file of decisions brought: how many it has, how many are new, where they stand here."""

    decisions: int
    new: int
    states: dict[str, int]
    elsewhere: int
    """Of decrees that this database does not have; they are kept and count when it does."""


def export_decisions(database: Database, to: Path) -> int:
    """Writes all decisions, taken-back ones too; returns how many.

    Raises:
        OSError: If the file cannot be written.
    """
    with querying(database.engine) as connection:
        found = all_of(connection)
    plain = {"format": FORMAT, "decisions": [plain_of(decision) for decision in found]}
    to.write_text(json.dumps(plain, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return len(found)


def apply_decisions(database: Database, path: Path) -> Taken:
    """Takes over the decisions of a file, all or none; those that are there already change nothing.

    Raises:
        UsageError: If it is no such file.
    """
    decisions = _read(path)
    ids = [decision.id for decision in decisions]
    places = table_of(DecisionPlace)
    with writing(database.engine) as connection:
        new = record(connection, decisions)
        query = (
            select(places.c.state, func.count(func.distinct(places.c.decision_id)))
            .where(places.c.decision_id.in_(ids))
            .group_by(places.c.state)
        )
        states = {str(state): int(count) for state, count in connection.execute(query)}
        here = select(func.count(func.distinct(places.c.decision_id))).where(places.c.decision_id.in_(ids))
        known = int(connection.execute(here).scalar_one())
    return Taken(len(decisions), new, states, len(set(ids)) - known)


def _read(path: Path) -> list[Decision]:
    try:
        if path.stat().st_size > LARGEST:
            raise UsageError(told("{0} is too large to be a file of decisions.", path))
        plain = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UsageError(told("There is no file {0}.", path)) from error
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(told("{0} is no file of decisions.", path)) from error
    if (
        not isinstance(plain, dict)
        or plain.get("format") != FORMAT
        or not isinstance(plain["decisions"], list)
    ):
        raise UsageError(told("{0} is no file of decisions.", path))
    found = []
    for number, line in enumerate(plain["decisions"], start=1):
        decision = _decision(line)
        if decision is None:
            raise UsageError(told("Decision {0} in {1} is damaged; nothing was taken over.", number, path))
        found.append(decision)
    return found


def _decision(line: Any) -> Decision | None:
    """A decision out of JSON; None where a value is missing or not of its kind."""
    if not isinstance(line, dict):
        return None
    plain = {name: clean(value) if isinstance(value, str) else value for name, value in line.items()}
    try:
        decision = of_plain(plain)
        values, neighbours = decision.values, decision.neighbours
    except (TypeError, ValueError, KeyError):
        return None
    for field in fields(Decision):
        kinds = str(field.type).split(" | ")
        value = getattr(decision, field.name)
        allowed = tuple(kind for name in kinds for kind in _KINDS.get(name, ()))
        if not (value is None and "None" in kinds) and not isinstance(value, allowed):
            return None
    whole = decision.id and decision.sha256 and decision.corrected_by and decision.corrected_at
    if not whole or decision.scope not in _SCOPES or not isinstance(decision.act, Act):
        return None
    return decision if isinstance(values, dict) and isinstance(neighbours, dict) else None
