"""``datapackage.json`` beside a CSV file: what its columns are, for programs that read data packages.

The format is that of Frictionless Data (Tabular Data Package 1.0): a resource for each file, with the
type and description of each column and the dialect of the file.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from load.new_files import replacing
from load.view_columns import Column, Kind
from load.view_words import VIEW_WORDS, column_words
from load.viewing import ViewReading

NAME = "datapackage.json"
_TYPES: dict[Kind, dict[str, Any]] = {
    "text": {"type": "string"},
    "integer": {"type": "integer"},
    "flag": {"type": "boolean", "trueValues": ["1"], "falseValues": ["0"]},
    "number": {"type": "number"},
}
_DATES = frozenset(("tanggal_sk",))


def write_data_package(path: Path, reading: ViewReading) -> Path:
    """Describes a CSV file in the package file of its folder; other files described there stay.

    Args:
        path: The CSV file.
        reading: The view that it holds.

    Returns:
        The package file.

    Raises:
        MissingRequirement: If it cannot be written.
    """
    package = path.with_name(NAME)
    others = [one for one in _resources(package) if one.get("path") != path.name]
    content = {"profile": "tabular-data-package", "resources": [*others, _resource(path, reading)]}
    with replacing(package) as unfinished:
        unfinished.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return package


def _resources(package: Path) -> list[dict[str, Any]]:
    """What the package describes already; nothing where it is none of ours."""
    try:
        content = json.loads(package.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    found = content.get("resources") if isinstance(content, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _resource(path: Path, reading: ViewReading) -> dict[str, Any]:
    words = VIEW_WORDS[reading.view]
    return {
        "name": path.stem.lower().replace(" ", "-"),
        "path": path.name,
        "profile": "tabular-data-resource",
        "title": words.title,
        "description": words.says,
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n"},
        "schema": {
            "missingValues": [""],
            "fields": [_field(reading.view, column) for column in reading.columns],
        },
    }


def _field(view: str, column: Column) -> dict[str, Any]:
    kind = {"type": "date"} if column.name in _DATES else _TYPES[column.kind]
    return {"name": column.name, **kind, "description": column_words(view, column.name)}
