"""Full stops in times: before what joins two times, before a year, between two months."""

from __future__ import annotations

import re

from lampiran.codes import Method, ReasonCode
from normalize.rules.conditions import names_nothing
from normalize.rules.rule import ONLY_SCANS, SCHEDULES, Repair, Suspicion, Trait, presence
from normalize.style.document_style import SCANNED

STOPS_OF_SCHEDULES = (
    Repair(
        id="stop.in-range",
        because="A speck before the word or dash that joins two times was read as a full stop.",
        find=re.compile(r"(?<=[a-z]{3})\.(?=\s?(?:s\.d\.|s/d|sampai|dan|[-\N{EN DASH}])(?:\s|$|[A-Z]))"),
        kolom=SCHEDULES,
        kinds=SCANNED,
        after="",
        method=Method.MARK,
        right=(
            ("Februari. s.d. Mei", "Februari s.d. Mei"),
            ("Maret. \N{EN DASH} Mei", "Maret \N{EN DASH} Mei"),
        ),
        wrong=("Februari. Mei", "Februari s.d. Mei"),
    ),
    Repair(
        id="stop.before-year",
        because="The blank between a month and its year was read as a full stop.",
        find=re.compile(r"(?<=[a-z]{3})\.(?=20\d\d\b)"),
        kolom=SCHEDULES,
        kinds=SCANNED,
        after=" ",
        method=Method.MARK,
        right=(("Maret.2021", "Maret 2021"),),
        wrong=("Maret. 2021", "1.2021"),
    ),
    Repair(
        id="stop.between-codes",
        because="The comma between two months written as codes was read as a full stop.",
        find=re.compile(r"(?<=\bB\d\d)\.(?= B\d\d\b)"),
        kolom=SCHEDULES,
        kinds=SCANNED,
        after=",",
        method=Method.MARK,
        right=(("B01. B05", "B01, B05"),),
        wrong=("B01.", "B1. B05"),
    ),
)

STOPS_BETWEEN_TIMES = (
    Suspicion(
        id="doubt.stop-between-times",
        because="A full stop stands after the code of a month where more follows; it may be a comma misread.",
        code=ReasonCode.STOP_BETWEEN_TIMES,
        find=re.compile(r"(?<=\bB(?:0\d|1[0-2]))\.(?= )"),
        values=names_nothing,
        kolom=SCHEDULES,
        kinds=SCANNED,
        right=("B01, B02[[.]] dan B10", "B12[[.]] Desember"),
        wrong=("B01, B02 dan B10.", "B13. dan B10"),
    ),
)

STOPS_OF_TIMES_COUNTED = (
    Trait(
        id="trait.stops",
        because="A time has a full stop or colon inside; schedules hardly do.",
        name="stops",
        find=re.compile(r"[a-z]{3}[.:] [A-Z]"),
        amount=presence,
        kolom=SCHEDULES,
        kinds=ONLY_SCANS,
        right=("Maret. September", "Maret: Minggu ke-2"),
        wrong=("Maret, September.", "s.d. Maret"),
    ),
)
