"""Names of regions: after *Kabupaten*, *Kota* and *Provinsi*."""

from __future__ import annotations

import re

from dictionaries.lexicon import lexicon
from lampiran.codes import ReasonCode
from normalize.rules.rule import Given, Match, Suspicion
from normalize.style.context import RepairContext
from normalize.style.document_style import SCANNED


def _is_nobodys(match: Match, context: RepairContext) -> bool:
    """The name is no region's, nor in the document's head; without a head nothing is said."""
    name, names = match[1].lower(), context.document.names
    return bool(names) and name not in names and not lexicon().is_place(name)


UNKNOWN_REGIONS = (
    Suspicion(
        id="doubt.unknown-region",
        because="What stands for the name of a region is none that there is.",
        code=ReasonCode.UNKNOWN_REGION,
        find=re.compile(r"\b(?:Kabupaten|Kota|Provinsi) ([A-Z][a-z]+)"),
        needs=(_is_nobodys,),
        group=1,
        kinds=SCANNED,
        given=Given(names=("Kabupaten Banyumas", "Jawa Tengah")),
        right=("SK Ketua KPU Kabupaten [[Bar]] tentang tim", "KPU Provinsi [[Xqwa]]"),
        wrong=("SK Ketua KPU Kabupaten Banyumas tentang tim", "KPU Provinsi Jawa Tengah"),
    ),
)
