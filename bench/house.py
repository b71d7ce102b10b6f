"""Figures of the house: how the program is written, as Markdown. ``python -m bench.house [--at COMMIT]``.

Numbers that a person set by hand are what this watches: each is a decision that nothing measures. They are
counted wherever they can stand at the level of a module or class, so that moving them does not hide them:
constants, dictionaries, defaults of fields, arguments of calls (rows of a table of rules). Lines of CSV files
in ``extract`` and ``normalize`` are hand-set numbers too, unless a program in ``bench`` wrote the file.
"""

from __future__ import annotations

import argparse
import ast
import csv
import io
import re
import subprocess
import sys
import tarfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from statistics import median

ROOT = Path(__file__).parent.parent
PACKAGES = (
    "extract",
    "normalize",
    "load",
    "lampiran",
    "browse",
    "review",
    "dictionaries",
    "bench",
    "samples",
    "tests",
)
RULED = ("extract", "normalize")
"""The packages whose numbers and patterns decide what is read and repaired."""
LONG_FUNCTION = 40
"""Lines, as in the aim of the project."""
NEUTRAL = frozenset({0, 1})
"""Values (with either sign) that say "none", "first" or "last"; not counted in fields and comparisons."""
ALL = "all these together"
WRITTEN_BY = "# Written by `python -m bench."
"""How a table begins that a program fitted."""
CLOSING_SIGN = re.compile(r"(?<!\(\?!)(?<!\(\?<!)\[[.):,;]*(?:\.[:,;]*\)|\)[:,;]*\.)[.):,;]*\]")
COUNTED = re.compile(r"\\d|\\w|\\S|\[\^\\W|0-9|[a-b]-[a-z]|ivx|IVX|1lI")
BULLETS = re.compile(r"\[-[^\]]*(?:\\u2022|\u2022|\\N\{BULLET\}|\*)[^\]]*\]")


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.house", description=__doc__.partition("\n")[0])
    parser.add_argument("--at", metavar="COMMIT", help="measure a commit instead of the files as they are")
    commit = parser.parse_args(arguments).at
    sys.stdout.write(report(files_at(commit) if commit else files_here(), commit or "checkout"))
    return 0


def files_here() -> dict[str, str]:
    """The text of every Python and CSV file of the packages, as it is on disk, by its path in the project."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", *PACKAGES],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    names = [name for name in listed if name.endswith((".py", ".csv")) and (ROOT / name).is_file()]
    return {name: (ROOT / name).read_text(encoding="utf-8") for name in names}


def files_at(commit: str) -> dict[str, str]:
    """The same as of a commit; packages that it does not have are left out."""

    def git(*words: str) -> bytes:
        return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=True).stdout

    there = set(git("ls-tree", "--name-only", commit).decode().splitlines())
    packed = io.BytesIO(git("archive", commit, *(name for name in PACKAGES if name in there)))
    found = {}
    with tarfile.open(fileobj=packed) as archive:
        for entry in archive:
            stream = archive.extractfile(entry) if entry.name.endswith((".py", ".csv")) else None
            if stream:
                found[entry.name] = stream.read().decode("utf-8")
    return found


def report(files: Mapping[str, str], title: str) -> str:
    """The figures of a set of files, as Markdown."""
    code = {name: text for name, text in files.items() if name.endswith(".py")}
    trees = {name: ast.parse(text) for name, text in code.items()}
    ruled = {name: tree for name, tree in trees.items() if name.startswith(RULED)}
    lines = [
        f"# The house: {title}",
        "",
        "| package | modules | lines | median module | longest module | functions | over 40 lines |",
        "|---|---:|---:|---:|---:|---:|---:|",
        *(_package_line(package, code, trees) for package in PACKAGES),
        "",
        f"| in {' and '.join(RULED)} | |",
        "|---|---:|",
        *(f"| {name} | {value} |" for name, value in _numbers(ruled).items()),
        *(f"| {name} | {value} |" for name, value in _tables(files, ruled).items()),
        f"| list-mark patterns | {sum(map(list_marks, ruled.values()))} |",
        f"| rules with an id / with examples | {' / '.join(map(str, rules(ruled.values())))} |",
        "",
        *_homonyms("module names used in several packages", _module_names(trees)),
        *_homonyms("class names defined more than once", _class_names(trees)),
    ]
    return "\n".join(lines) + "\n"


def _package_line(package: str, code: Mapping[str, str], trees: Mapping[str, ast.Module]) -> str:
    names = [name for name in code if name.startswith(f"{package}/")]
    if not names:
        return f"| {package} | 0 | 0 | | | | |"
    sizes = {name: len(code[name].splitlines()) for name in names}
    longest = max(names, key=sizes.__getitem__)
    functions = [
        node for name in names for node in ast.walk(trees[name]) if isinstance(node, ast.FunctionDef)
    ]
    long = sum((node.end_lineno or 0) - node.lineno + 1 > LONG_FUNCTION for node in functions)
    return (
        f"| {package} | {len(names)} | {sum(sizes.values())} | {median(sizes.values()):.0f} "
        f"| {sizes[longest]} ({longest}) | {len(functions)} | {long} |"
    )


def _numbers(trees: Mapping[str, ast.Module]) -> dict[str, int]:
    """Hand-set numbers, by where they stand."""
    plain, described, held, called, fields = 0, 0, 0, 0, 0
    for tree in trees.values():
        for value, has_doc in assigned(tree.body):
            count = constants(value)
            plain += count
            described += count * has_doc
            inside = 0 if count else len(numbers_in(value))
            if any(isinstance(node, ast.Call) for node in ast.walk(value)):
                called += inside
            else:
                held += inside
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                values = [number for value, _ in assigned(node.body) for number in numbers_in(value)]
                fields += sum(value not in NEUTRAL for value in values)
    return {
        "constants of modules (numbers and tuples of numbers)": plain,
        "… of these without a line of documentation": plain - described,
        "numbers in dictionaries and nested tuples of modules": held,
        "numbers in calls at module level (tables of rules)": called,
        "numbers in class bodies (fields, members), but -1, 0 and 1": fields,
        ALL: plain + held + called + fields,
        "bare numbers in comparisons, but -1, 0 and 1": sum(map(compared, trees.values())),
    }


def assigned(body: Sequence[ast.stmt]) -> Iterator[tuple[ast.expr, bool]]:
    """The values assigned in a module or class, and whether a line of documentation follows."""
    for node, after in zip(body, [*body[1:], None], strict=True):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            has_doc = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
            yield node.value, has_doc


def constants(value: ast.expr) -> int:
    """How many numbers an expression is, if it is a number, a sum of numbers or a tuple of them; else 0."""
    if isinstance(value, ast.Tuple) and value.elts and all(_is_number(part) for part in value.elts):
        return len(value.elts)
    return int(_is_number(value))


def _is_number(value: ast.expr) -> bool:
    if isinstance(value, ast.UnaryOp):
        return _is_number(value.operand)
    if isinstance(value, ast.BinOp):
        return _is_number(value.left) and _is_number(value.right)
    return isinstance(value, ast.Constant) and type(value.value) in (int, float)


def numbers_in(value: ast.AST) -> list[float]:
    """All numbers written anywhere in an expression."""
    written = (node.value for node in ast.walk(value) if isinstance(node, ast.Constant))
    return [number for number in written if isinstance(number, int | float) and not isinstance(number, bool)]


def compared(tree: ast.Module) -> int:
    """How many bare numbers stand in comparisons."""
    compares = (node for node in ast.walk(tree) if isinstance(node, ast.Compare))
    sides = (side for node in compares for side in (node.left, *node.comparators) if _is_number(side))
    return sum(number not in NEUTRAL for side in sides for number in numbers_in(side))


def list_marks(tree: ast.Module) -> int:
    """How many patterns find a list mark such as ``1.``, ``a)`` or a bullet, or look for one.

    Told by the pattern's text: a letter or digit class and a class of closing signs with both stop and
    bracket, or a class of a hyphen and bullets. Reading all of them by hand gives about the same number.
    """
    written = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
    texts = (node.value for node in written if isinstance(node.value, str) and "\n" not in node.value)
    return sum(
        bool((CLOSING_SIGN.search(text) and COUNTED.search(text)) or BULLETS.search(text)) for text in texts
    )


def rules(trees: Iterable[ast.Module]) -> tuple[int, int]:
    """How many rows of rule tables have an id, and how many of these examples of both sorts too."""
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    given = [{keyword.arg for keyword in call.keywords} for call in calls]
    named = [names for names in given if {"id", "because"} <= names]
    return len(named), sum({"right", "wrong"} <= names for names in named)


def _tables(files: Mapping[str, str], ruled: Mapping[str, ast.Module]) -> dict[str, int]:
    """Numbers in CSV tables, set by hand and fitted, and all that were set by hand."""
    tables = [text for name, text in files.items() if name.startswith(RULED) and name.endswith(".csv")]
    lines, fitted = (sum(counts) for counts in zip((0, 0), *map(table_numbers, tables), strict=True))
    return {
        "hand-set numbers in CSV tables": lines - fitted,
        "all hand-set numbers, in code and tables": _numbers(ruled)[ALL] + lines - fitted,
        "fitted numbers in CSV tables": fitted,
    }


def table_numbers(text: str) -> tuple[int, int]:
    """How many numbers a CSV table has, one a line, and how many of them a program fitted.

    A fitted table says at its top which program wrote it; one whose lines are measured one by one says so in
    its column ``measured``.
    """
    head = [line for line in text.splitlines() if line.startswith("#")]
    lines = list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
    if any(line.startswith(WRITTEN_BY) for line in head):
        return len(lines), len(lines)
    return len(lines), sum(line.get("measured", "0") not in ("", "0") for line in lines)


def _module_names(trees: Mapping[str, ast.Module]) -> dict[str, list[str]]:
    """Modules by name, but those of tests and those that Python names."""
    found = defaultdict(list)
    for name in trees:
        path = PurePosixPath(name)
        if not path.name.startswith("__") and path.parts[0] != "tests":
            found[path.name].append(name)
    return found


def _class_names(trees: Mapping[str, ast.Module]) -> dict[str, list[str]]:
    found = defaultdict(list)
    for name, tree in trees.items():
        if not name.startswith("tests/"):
            for node in ast.walk(tree):
                if isinstance(node, ast.ClassDef):
                    found[node.name].append(name)
    return found


def _homonyms(title: str, places: Mapping[str, list[str]]) -> list[str]:
    several = {name: found for name, found in sorted(places.items()) if len(found) > 1}
    lines = [f"- `{name}`: {', '.join(found)}" for name, found in several.items()]
    return [f"## {len(several)} {title}", "", *lines, ""]


if __name__ == "__main__":
    raise SystemExit(main())
