"""The vocabulary: areas, komponen, indikator, aliases, crosswalk, months and regions as frozen records.

The CSV files beside this module are data that a person edits; :func:`load_vocabulary` reads them once,
refuses files that contradict themselves, and stamps the result with a content hash, so that the database
can say which dictionary a value came from.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from dictionaries._tables import Table, content_hash
from dictionaries.check import read_all
from lampiran.errors import DictionaryError
from lampiran.language import told


@dataclass(frozen=True, slots=True)
class Area:
    """One of the six change areas; ``area`` is the canonical name."""

    area_no: int
    area: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Komponen:
    """A component of an area in one edition; ``komponen_no`` counts within area and aspect."""

    komponen_id: str
    edisi: str
    aspect: str
    area_no: int
    komponen_no: int
    komponen: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indikator:
    """An official indicator: the form's wording, the same as a statement, and the narrative wording.

    ``narrative`` is empty where the regulation's explanatory part does not mention the indicator.
    ``aliases`` are wordings seen in plans that mean this indicator alone.
    """

    indikator_id: str
    edisi: str
    area_no: int
    komponen_id: str
    letter: str
    aspect: str
    official: str
    statement: str
    narrative: str
    aliases: tuple[str, ...] = ()

    @property
    def wordings(self) -> tuple[str, ...]:
        """All known wordings, the statement first, each once."""
        known = (self.statement, self.official, self.narrative, *self.aliases)
        return tuple(dict.fromkeys(wording for wording in known if wording))


@dataclass(frozen=True, slots=True)
class JointAlias:
    """A wording that covers several indicators of one komponen at once."""

    indikator_ids: tuple[str, ...]
    alias: str


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """One pair of the crosswalk between editions; an empty id means "has no counterpart"."""

    old_id: str
    new_id: str
    kind: str


@dataclass(frozen=True, slots=True)
class Region:
    """A province (``kode`` of 2 digits) or kabupaten/kota (``dd.dd``) by its Kemendagri code.

    ``wilayah`` is the full name with its kind (``Kabupaten Banyumas``); a province has no kind.
    """

    kode: str
    wilayah: str
    provinsi: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LkeLine:
    """A line of the official form (LKE), in the form's order.

    ``level`` is ``aspek``, ``area``, ``komponen``, ``indikator`` or ``hasil``; ``nama`` is empty where the
    vocabulary has the name; ``baris`` is the row of the workbook's answer sheet (``126-127``).
    """

    edisi: str
    level: str
    id: str
    nomor: str
    nama: str
    bobot: float | None
    baris: str


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Everything in ``dictionaries/`` that the matcher needs; records in file order.

    Compared and hashed by identity, so that what is derived from it can be cached.
    """

    version: str
    areas: tuple[Area, ...]
    komponen: tuple[Komponen, ...]
    indikator: tuple[Indikator, ...]
    joint_aliases: tuple[JointAlias, ...]
    crosswalk: tuple[Crosswalk, ...]
    months: tuple[tuple[str, int], ...]
    regions: tuple[Region, ...]
    lke: tuple[LkeLine, ...]
    equivalents: tuple[tuple[str, str], ...]
    """Phrases that mean the same when wordings are compared (lower case): phrase, what it stands for."""

    @cached_property
    def editions(self) -> tuple[str, ...]:
        """The editions, in file order."""
        return tuple(dict.fromkeys(item.edisi for item in self.indikator))

    @cached_property
    def month_numbers(self) -> dict[str, int]:
        """Months (1 to 12) by name, lower case."""
        return {name.lower(): number for name, number in self.months}

    @cached_property
    def indikator_by_id(self) -> dict[str, Indikator]:
        """Indicators by id."""
        return {item.indikator_id: item for item in self.indikator}

    @cached_property
    def komponen_by_id(self) -> dict[str, Komponen]:
        """Components by id."""
        return {item.komponen_id: item for item in self.komponen}

    def lke_name(self, line: LkeLine) -> str:
        """What a line of the form is called."""
        if line.level == "area":
            return self.area_by_no[int(line.id.rpartition(".")[2])].area
        if line.level == "komponen":
            return self.komponen_by_id[line.id].komponen
        return self.indikator_by_id[line.id].statement if line.level == "indikator" else line.nama

    @cached_property
    def area_by_no(self) -> dict[int, Area]:
        """Areas by number."""
        return {item.area_no: item for item in self.areas}


@lru_cache(maxsize=4)
def _load(directory: Path) -> Vocabulary:
    tables, findings = read_all(directory)
    errors = [finding for finding in findings if finding.level == "error"]
    if errors:
        more = f" ({len(errors) - 1} more)" if len(errors) > 1 else ""
        raise DictionaryError(
            told("The dictionaries cannot be used: {0}.", f"{errors[0]}{more}"),
            "Type 'lampiran dictionary check' to see all.",
        )
    areas = _areas(tables)
    alias_lines = tables["indikator_alias.csv"].lines
    pairs = [
        (tuple(line["indikator_ids"].replace(" ", "").split(";")), line["alias"]) for line in alias_lines
    ]
    return Vocabulary(
        version=content_hash(directory),
        areas=areas,
        komponen=_komponen(tables),
        indikator=_indikator(tables, pairs),
        joint_aliases=tuple(JointAlias(ids, alias) for ids, alias in pairs if len(ids) > 1),
        crosswalk=tuple(
            Crosswalk(line["old_id"], line["new_id"], line["kind"]) for line in tables["crosswalk.csv"].lines
        ),
        months=tuple((line["name"], int(line["bulan"])) for line in tables["bulan.csv"].lines),
        regions=_regions(tables["wilayah.csv"]),
        lke=_lke(tables["lke.csv"]),
        equivalents=tuple(
            (line["phrase"].lower(), line["stands_for"].lower()) for line in tables["padanan.csv"].lines
        ),
    )


def load_vocabulary(directory: Path | None = None) -> Vocabulary:
    """Reads and validates the vocabulary; the same directory is read once a process.

    Args:
        directory: Where the CSV files are; the package's own folder when None.

    Raises:
        DictionaryError: If a file is missing or contradicts itself; names file and line.
    """
    return _load((directory or Path(__file__).parent).resolve())


def _areas(tables: dict[str, Table]) -> tuple[Area, ...]:
    aliases = _grouped(tables["area_alias.csv"], "area_no")
    return tuple(
        Area(int(line["area_no"]), line["area"], aliases.get(line["area_no"], ()))
        for line in tables["area.csv"].lines
    )


def _komponen(tables: dict[str, Table]) -> tuple[Komponen, ...]:
    aliases = _grouped(tables["komponen_alias.csv"], "komponen_id")
    return tuple(
        Komponen(
            line["komponen_id"],
            line["edisi"],
            line["aspect"],
            int(line["area_no"]),
            int(line["komponen_no"]),
            line["komponen"],
            aliases.get(line["komponen_id"], ()),
        )
        for line in tables["komponen.csv"].lines
    )


def _indikator(tables: dict[str, Table], pairs: list[tuple[tuple[str, ...], str]]) -> tuple[Indikator, ...]:
    aliases: dict[str, tuple[str, ...]] = {}
    for ids, alias in pairs:
        if len(ids) == 1:
            aliases[ids[0]] = (*aliases.get(ids[0], ()), alias)
    return tuple(
        Indikator(
            line["indikator_id"],
            line["edisi"],
            int(line["area_no"]),
            line["komponen_id"],
            line["letter"],
            line["aspect"],
            line["official"],
            line["statement"],
            line["narrative"],
            aliases.get(line["indikator_id"], ()),
        )
        for line in tables["indikator.csv"].lines
    )


def _regions(table: Table) -> tuple[Region, ...]:
    provinces = {line["kode"]: line["wilayah"] for line in table.lines if "." not in line["kode"]}
    return tuple(
        Region(
            line["kode"],
            line["wilayah"],
            provinces[line["kode"][:2]],
            tuple(part.strip() for part in line["alias"].split(";") if part.strip()),
        )
        for line in table.lines
    )


def _lke(table: Table) -> tuple[LkeLine, ...]:
    return tuple(
        LkeLine(
            line["edisi"],
            line["level"],
            line["id"],
            line["nomor"],
            line["nama"],
            float(line["bobot"]) if line["bobot"] else None,
            line["baris"],
        )
        for line in table.lines
    )


def _grouped(table: Table, key: str) -> dict[str, tuple[str, ...]]:
    grouped: dict[str, tuple[str, ...]] = {}
    for line in table.lines:
        grouped[line[key]] = (*grouped.get(line[key], ()), line["alias"])
    return grouped
