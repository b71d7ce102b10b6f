"""What review costs a person, and whether decisions last; prints Markdown.

``python -m bench.review --db DB --truth DIR`` counts, for the documents whose truth is known, the things to
settle and the screens and key presses that they take when every answer is known.
``python -m bench.review --db DB --kept [FILE...]`` settles up to 200 things on a copy, in all ways, then
normalises again, stores everything anew, reads the files (other scans of the same decrees) and counts the
decisions that still stand, that are flagged as a conflict, and that were lost.
``python -m bench.review --things 50000`` measures how long the next screen takes with so many open things.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from rapidfuzz.distance import Levenshtein
from sqlalchemy import text as sql

from lampiran.app.accuracy.truth_files import Truth, folded, read_truth
from lampiran.codes import Act
from load import Database
from load.cell_decisions import replaced
from load.opening import querying, writing
from load.review_tables import ReviewLine
from load.table_base import table_of
from review.answers import Answer, settle
from review.screens import MODES, SHEET_SIZE, screen
from review.things import Thing, things

MOST = 200
_MARKING = 8
"""Keys to mark a thing as wrong, to come to the place in its text, and to store it."""
SECONDS_A_TILE, SECONDS_A_THING, SECONDS_A_KEY = 0.6, 4.0, 0.25
"""Assumed: looking at a word on a sheet, at a thing in the queue, and pressing a key."""


@dataclass
class Effort:
    """Counts for a document.

    Attributes:
        things: To settle, of which ``on_sheets`` stand on word or figure sheets.
        right: Whose proposal is right.
        typed: Key presses for marking and mending wrong ones.
    """

    things: int = 0
    on_sheets: int = 0
    right: int = 0
    typed: int = 0

    @property
    def screens(self) -> int:
        """Sheets, and one for each other thing; Enter settles each."""
        return ceil(self.on_sheets / SHEET_SIZE) + self.things - self.on_sheets

    @property
    def minutes(self) -> float:
        """By the assumptions above."""
        looking = SECONDS_A_TILE * self.on_sheets + SECONDS_A_THING * (self.things - self.on_sheets)
        return (looking + SECONDS_A_KEY * (self.screens + self.typed)) / 60


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.review", description=__doc__.partition("\n")[0])
    parser.add_argument("--db", type=Path)
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--kept", type=Path, nargs="*")
    parser.add_argument("--things", type=int)
    options = parser.parse_args(arguments)
    if options.things:
        lines: Iterator[str] = speed(options.things)
    elif options.kept is not None:
        lines = kept(options.db, options.kept)
    else:
        lines = effort(options.db, options.truth)
    for line in lines:
        sys.stdout.write(line + "\n")
    return 0


def effort(path: Path, truths: Path) -> Iterator[str]:
    """A table of what settling everything takes."""
    known = {truth.file or truth.stem: truth for truth in map(read_truth, sorted(truths.glob("*.json")))}
    counted: dict[str, Effort] = {}
    with Database.open(path, create=False) as db, querying(db.engine) as connection:
        for thing in things(connection):
            truth = known.get(Path(thing.file).name) or known.get(Path(thing.file).stem)
            if truth:
                _count(counted.setdefault(thing.file, Effort()), thing, truth)
    yield "| document | things | on sheets | right | screens | keys a right one | for wrong ones | minutes |"
    yield "|---|---|---|---|---|---|---|---|"
    for file, one in counted.items():
        share = one.screens / one.right if one.right else 0.0
        figures = f"{one.things} | {one.on_sheets} | {one.right} | {one.screens} | {share:.2f} | {one.typed}"
        yield f"| {file} | {figures} | {one.minutes:.1f} |"


def _count(one: Effort, thing: Thing, truth: Truth) -> None:
    sheet = thing.word if thing.kind == "letters" else thing.kind == "digits"
    right, shown, answer = _right(thing, truth)
    one.things += 1
    one.on_sheets += bool(sheet and thing.scope == "cell" and thing.x0 is not None)
    one.right += right
    one.typed += 0 if right else _MARKING + Levenshtein.distance(shown, answer)


def _right(thing: Thing, truth: Truth) -> tuple[bool, str, str]:
    """Whether our proposal is right; what stands in the field to be mended, and what should."""
    row = next((row for row in truth.rows if row.urutan == thing.urutan), None)
    if row is None or thing.scope != "cell":
        return True, "", ""
    readings = row.readings.get(thing.kolom, ("",))
    text = thing.text or ""
    if thing.word and any(replaced(reading, thing.word, "") is not None for reading in readings):
        return True, "", ""
    return any(folded(reading) == folded(text) for reading in readings), text, readings[0]


def kept(path: Path, files: Sequence[Path]) -> Iterator[str]:
    """What is left of decisions after each change."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        shutil.copy(path, copy)
        with Database.open(copy) as db:
            given = list(_answers(db))
            outcomes = Counter(str(result.outcome) for result in settle(db, given, "bench"))
        yield f"{len(given)} answers: {dict(outcomes)}"
        yield "| after | decisions: state |"
        yield "|---|---|"
        yield f"| settling | {_states(copy)} |"
        _run("renormalize", "--db", str(copy), "--workers", "1")
        yield f"| renormalize | {_states(copy)} |"
        with Database.open(copy) as db, writing(db.engine) as connection:
            connection.execute(sql("UPDATE documents SET digest = '', fingerprint = ''"))
        _run("renormalize", "--db", str(copy), "--workers", "1")
        yield f"| everything stored anew | {_states(copy)} |"
        for file in files:
            _run("run", str(file), "--db", str(copy), "--force", "--workers", "2", "--no-keep-pages")
            yield f"| run --force {file.name} | {_states(copy)} |"


def _answers(db: Database) -> Iterator[Answer]:
    """Answers of all kinds in turn; the wordings are made up."""
    with querying(db.engine) as connection:
        found = list(things(connection, limit=MOST))
    for number, thing in enumerate(found):
        act = (Act.CONFIRM, Act.CORRECT, Act.AUTHOR, Act.ASK)[number % 4]
        if thing.scope != "cell" and act in (Act.CORRECT, Act.AUTHOR):
            act = Act.CONFIRM
        value = f"{thing.proposal} betul{number}" if act is Act.CORRECT else ""
        yield Answer(thing.item, act, value, note="mohon dicek" if act is Act.ASK else "")


def _states(path: Path) -> str:
    """By file of the current documents, how many decisions stand how."""
    query = "SELECT d.file, k.state, count(*) AS n FROM keputusan_pemeriksa k JOIN document d"
    query += " ON d.document_id = k.document_id GROUP BY d.file, k.state ORDER BY d.file, k.state"
    with Database.open(path) as db:
        found = db.query(query)
    return ", ".join(f"{Path(line['file']).name} {line['state']}: {line['n']}" for line in found)


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "lampiran", *arguments, "--quiet"], check=False)


def speed(count: int) -> Iterator[str]:
    """Milliseconds for the next screen of each mode."""
    from tests.support import loading

    with tempfile.TemporaryDirectory() as folder, Database.open(Path(folder) / "many.db") as db:
        db.save(loading.outcome())
        lines = table_of(ReviewLine)
        with writing(db.engine) as connection:
            line = dict(connection.execute(lines.select().where(lines.c.word.is_not(None))).mappings().one())
            many = [
                {**line, "position": place, "item": f"{place:016x}", "word": f"kata{place % 977}"}
                for place in range(100, 100 + count)
            ]
            connection.execute(lines.insert(), many)
        yield "| screen | milliseconds |"
        yield "|---|---|"
        for mode in MODES:
            with querying(db.engine) as connection:
                start = time.perf_counter()
                screen(connection, mode)
                yield f"| {mode} | {1000 * (time.perf_counter() - start):.0f} |"


if __name__ == "__main__":
    sys.exit(main())
