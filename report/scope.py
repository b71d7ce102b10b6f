"""What a report is to be about: a province, a year, perhaps one region; names may be short or misspelt."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from dictionaries import Region, Vocabulary
from lampiran.errors import UsageError
from lampiran.language import told
from load import Database
from report.figures import Scope

_NEAR = 60.0
"""Likeness (0 to 100) from which a name is offered to someone who misspelt it."""
_SHORT = {"kab": "kabupaten", "kab.": "kabupaten", "kabupaten": "kabupaten", "kota": "kota"}


def scopes_of(
    database: Database,
    vocabulary: Vocabulary,
    provinsi: str = "",
    tahun: int | None = None,
    kabupaten: str = "",
    quarter: int = 1,
) -> list[Scope]:
    """The reports to write: one, or one a province where several have plans and none was asked for.

    Raises:
        UsageError: If a name is not known or means two regions, or there is nothing to report.
    """
    province = find_province(vocabulary, provinsi) if provinsi else ""
    region = find_region(vocabulary, kabupaten, province) if kabupaten else None
    if region is not None:
        province = region.provinsi
    years = database.query(
        "SELECT provinsi, tahun, SUM(CASE WHEN keadaan = 'ada' THEN 1 ELSE 0 END) AS rencana "
        "FROM kelengkapan WHERE jenis <> 'Provinsi' GROUP BY provinsi, tahun ORDER BY provinsi, tahun"
    )
    if not any(line["rencana"] for line in years):
        raise UsageError(
            "The database holds no plan of a KPU Kabupaten/Kota.", "Type: lampiran run FOLDER --db DB"
        )
    known = sorted({line["tahun"] for line in years})
    if tahun is not None and tahun not in known:
        listed = ", ".join(map(str, known))
        raise UsageError(told("There is no plan of {0}.", tahun), told("Years with plans: {0}.", listed))
    made = []
    for name in [province] if province else sorted({line["provinsi"] for line in years if line["rencana"]}):
        with_plan = [line["tahun"] for line in years if line["provinsi"] == name and line["rencana"]]
        year = tahun if tahun is not None else max(with_plan, default=known[-1])
        if province or year in with_plan:
            kode, wilayah = (region.kode, region.wilayah) if region else ("", "")
            made.append(Scope(name, _office(name), year, kode, wilayah, quarter))
    return made


def find_province(vocabulary: Vocabulary, name: str) -> str:
    """The province of that name or alias.

    Raises:
        UsageError: If there is none; names those that are like it.
    """
    names = {
        _plain(spelt, ("provinsi", "prov.", "prov")): region.wilayah
        for region in vocabulary.regions
        if "." not in region.kode
        for spelt in (region.wilayah, *region.aliases)
    }
    found = names.get(_plain(name, ("provinsi", "prov.", "prov")))
    if found is None:
        like = process.extract(_plain(name), list(names), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=3)
        offered = dict.fromkeys(names[spelt] for spelt, _, _ in like)
        raise UsageError(told("There is no province {0!r}.", name), _offer(list(offered)))
    return found


def find_region(vocabulary: Vocabulary, name: str, province: str = "") -> Region:
    """The kabupaten or kota of that name: ``Kabupaten Tegal``, ``Kab. Tegal``, or ``Banyumas`` alone.

    Raises:
        UsageError: If there is none, or both a kabupaten and a kota have the name.
    """
    words = name.split()
    kind = _SHORT.get(words[0].casefold(), "") if words else ""
    bare = _plain(" ".join(words[1:] if kind else words))
    regions = [
        region for region in vocabulary.regions if "." in region.kode and province in ("", region.provinsi)
    ]
    named = [
        region
        for region in regions
        if bare in {_bare(spelt) for spelt in (region.wilayah, *region.aliases)}
        and region.wilayah.casefold().startswith(kind)
    ]
    if len(named) == 1:
        return named[0]
    if named:
        both = ", ".join(region.wilayah for region in named)
        raise UsageError(told("{0!r} is the name of several regions.", name), told("Say which: {0}.", both))
    spelt = {_bare(region.wilayah): region.wilayah for region in regions}
    like = process.extract(bare, list(spelt), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=3)
    raise UsageError(
        told("There is no kabupaten or kota {0!r}.", name), _offer([spelt[key] for key, _, _ in like])
    )


def short_name(wilayah: str) -> str:
    """``Kab. Banyumas``."""
    return wilayah.replace("Kabupaten ", "Kab. ", 1)


def _office(province: str) -> str:
    return "KIP Aceh" if province == "Aceh" else f"KPU Provinsi {province}"


def _offer(names: Sequence[str]) -> str:
    return told("Did you mean {0}?", ", ".join(names)) if names else "Names: the view wilayah."


def _bare(wilayah: str) -> str:
    words = wilayah.split()
    return _plain(" ".join(words[1:] if words[0] in ("Kabupaten", "Kota") else words))


def _plain(name: str, before: tuple[str, ...] = ()) -> str:
    words = name.casefold().split()
    return " ".join(words[1:] if words and words[0] in before else words)
