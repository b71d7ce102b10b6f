"""The order of repair: which rules look at a text together, and why the passes stand as they do.

In a pass all rules look at the same text, and of two that want the same place the surer one wins. The next
pass sees what the last one made. All passes, and the repair of letters after them, are repeated until nothing
changes; suspicions and traits look at what came out.
"""

from __future__ import annotations

from normalize.rules.acronyms import (
    ACRONYMS,
    ACRONYMS_AS_ELSEWHERE,
    CAPITALS_COUNTED,
    ELLS_COUNTED,
    ROMAN_NUMBERS,
)
from normalize.rules.brackets import BRACKETS_COUNTED, BRACKETS_OF_PAGES, LOST_BRACKETS
from normalize.rules.broken_words import BROKEN_WORDS
from normalize.rules.hyphens import (
    DASHES_AS_ELSEWHERE,
    DASHES_LAST,
    DASHES_OF_SCANS,
    HYPHENS,
    HYPHENS_FOR_BLANKS,
    HYPHENS_OF_PAGES,
)
from normalize.rules.letter_numbers import (
    LETTER_NUMBERS,
    LETTER_NUMBERS_COUNTED,
    LETTER_NUMBERS_MISREAD,
)
from normalize.rules.list_items import (
    ITEMS_OUT_OF_ORDER,
    ITEMS_UNMARKED,
    ITEMS_WITHOUT_STOP,
    LOST_ITEM_MARKS,
)
from normalize.rules.list_marks import LIST_LETTERS, LIST_ORDER
from normalize.rules.list_separators import (
    COLONS_BETWEEN_ITEMS,
    COLONS_IN_LISTS,
    COLONS_LAST,
    SEPARATORS,
    SEPARATORS_COUNTED,
)
from normalize.rules.lone_letters import CAPITAL_SCRAPS, LONE_CAPITALS, LONE_LETTERS, SMALL_SCRAPS
from normalize.rules.markup import MARKUP
from normalize.rules.matched_wording import NEARLY_WORDING, UNLIKE_WORDING, WORDING_MARKS
from normalize.rules.numbers import (
    DIGITS_LAST,
    GLUED_DIGITS,
    NUMBERS,
    NUMBERS_AFTER_WORDS,
    NUMBERS_AFTER_YEARS,
    NUMBERS_COUNTED,
    NUMBERS_LAST,
    ODD_YEARS,
)
from normalize.rules.official_names import OFFICIAL_NAMES
from normalize.rules.percents import NO_PERCENTAGES, PERCENTS, PERCENTS_AS_ELSEWHERE, PERCENTS_COUNTED
from normalize.rules.region_names import UNKNOWN_REGIONS
from normalize.rules.rule import READ, SCHEDULES, Pass, Suspicion, Trait
from normalize.rules.scraps import (
    EUROS,
    QUOTES_BETWEEN_WORDS,
    QUOTES_COUNTED,
    SCRAPS,
    SIGNS_BESIDE_WORDS,
    SPECKS,
    SPECKS_AT_WORDS,
    SPECKS_COUNTED,
    TAILS_COUNTED,
)
from normalize.rules.spacing import (
    BLANKS,
    BLANKS_AS_ELSEWHERE,
    BLANKS_BEFORE_MARKS,
    BLANKS_BEFORE_STOPS,
    BLANKS_COUNTED,
    BLANKS_OF_PAGES,
    LOST_BLANKS,
    NO_BLANKS,
    SLASHES_AS_ELSEWHERE,
    SLASHES_COUNTED,
)
from normalize.rules.stops import (
    LOOSE_MARKS,
    MARK_PAIRS,
    MARKS_LAST,
    STOPS_AT_WORDS,
    STOPS_COUNTED,
    STOPS_IN_SENTENCES,
    STOPS_INSIDE,
)
from normalize.rules.stops_of_times import STOPS_BETWEEN_TIMES, STOPS_OF_SCHEDULES, STOPS_OF_TIMES_COUNTED
from normalize.rules.time_numerals import STROKES_OF_TIMES
from normalize.rules.time_ranges import (
    MONTHS_SIDE_BY_SIDE,
    RANGES_COUNTED,
    UNTIL,
    UNTIL_AS_ELSEWHERE,
    UNTIL_OF_SCANS,
)
from normalize.rules.times import (
    MONTH_CODES_COUNTED,
    MONTHS,
    TIMES_AS_ELSEWHERE,
    TIMES_OF_SCANS,
    YEAR_WORDS,
)
from normalize.rules.unprinted_marks import INVISIBLE_MARKS, RAISED_MARKS
from normalize.rules.whole_cells import (
    CELLS_IN_SMALL_LETTERS,
    CELLS_SAID_TWICE,
    CELLS_UNLIKE_COLUMN,
    CELLS_WITH_HEADING,
    ENDS_OPEN,
    NOT_THE_WHOLE,
)
from normalize.style.document_style import SCANNED

PASSES: tuple[Pass, ...] = (
    Pass(
        name="unprinted marks",
        because="First: they tear words apart for all that follows.",
        rules=(*INVISIBLE_MARKS, *RAISED_MARKS),
    ),
    Pass(
        name="loose marks",
        because="Before blanks go: between blanks a full stop is a speck, after a word it may be print.",
        kinds=SCANNED,
        rules=LOOSE_MARKS,
    ),
    Pass(
        name="markup",
        because="Tags and asterisks hide the words from all that follows.",
        rules=MARKUP,
    ),
    Pass(
        name="blanks",
        because="The patterns that follow count on single blanks.",
        rules=BLANKS,
    ),
    Pass(
        name="hyphens",
        because="Words must be whole before anything asks whether they are known.",
        rules=HYPHENS,
    ),
    Pass(
        name="numbers",
        because="Years must be whole before rules look beside them.",
        rules=NUMBERS,
    ),
    Pass(
        name="letters read as signs",
        because="*c.d.* must be *s.d.* before the marks of ranges are looked at.",
        rules=(*UNTIL, *EUROS),
    ),
    Pass(
        name="months",
        because="In a time a mark inside digits is no decimal sign; elsewhere it may be.",
        kolom=SCHEDULES,
        rules=MONTHS,
    ),
    Pass(
        name="broken words",
        because="Last on born-digital pages, where nothing was misread and the marks are the author's.",
        kinds=frozenset({"digital"}),
        rules=BROKEN_WORDS,
    ),
    Pass(
        name="blanks before marks",
        because="After the pass on loose marks has seen them.",
        kinds=READ,
        rules=BLANKS_BEFORE_MARKS,
    ),
    Pass(
        name="blanks before stops",
        because="Only in transcripts; in scans the pass on loose marks has judged such stops.",
        kinds=frozenset({"transcript"}),
        rules=BLANKS_BEFORE_STOPS,
    ),
    Pass(
        name="marks",
        because="What the words around a mark, or the document's lists, say of it.",
        kinds=READ,
        rules=(
            *ROMAN_NUMBERS,
            *ACRONYMS,
            *SPECKS,
            *DASHES_LAST,
            *COLONS_LAST,
            *LIST_LETTERS,
            *PERCENTS,
            *SPECKS_AT_WORDS,
            *STOPS_IN_SENTENCES,
            *SEPARATORS,
        ),
    ),
    Pass(
        name="as elsewhere",
        because="After the marks are plain: what the document prints alike everywhere.",
        kinds=SCANNED,
        rules=(
            *BLANKS_AS_ELSEWHERE,
            *LETTER_NUMBERS,
            *SLASHES_AS_ELSEWHERE,
            *ACRONYMS_AS_ELSEWHERE,
            *DASHES_AS_ELSEWHERE,
            *TIMES_AS_ELSEWHERE,
            *UNTIL_AS_ELSEWHERE,
            *PERCENTS_AS_ELSEWHERE,
        ),
    ),
    Pass(
        name="scraps",
        because="After the document's own way has been put back: what is left and belongs to no word.",
        kinds=SCANNED,
        rules=(
            *SIGNS_BESIDE_WORDS,
            *SCRAPS,
            *LOST_BLANKS,
            *MARKS_LAST,
            *QUOTES_BETWEEN_WORDS,
            *YEAR_WORDS,
            *STOPS_AT_WORDS,
            *LOST_BRACKETS,
            *DASHES_OF_SCANS,
            *STOPS_OF_SCHEDULES,
            *UNTIL_OF_SCANS,
            *TIMES_OF_SCANS,
        ),
    ),
    Pass(
        name="list marks",
        because="Last: marks are compared with one another, so each must be free of specks.",
        kinds=SCANNED,
        rules=LIST_ORDER,
    ),
)
"""What is done to a cell in one round, in this order; letters come after it."""

PASSES_OF_PAGES: tuple[Pass, ...] = (
    Pass(
        name="invisible marks",
        because="First: they tear words apart for all that follows.",
        rules=INVISIBLE_MARKS,
    ),
    Pass(
        name="markup",
        because="Tags and asterisks hide the words from all that follows.",
        rules=MARKUP,
    ),
    Pass(
        name="blanks",
        because="Numbers and brackets are looked for where no blank tears them apart.",
        rules=BLANKS_OF_PAGES,
    ),
    Pass(
        name="brackets",
        because="Before numbers, which may stand in brackets.",
        rules=BRACKETS_OF_PAGES,
    ),
    Pass(
        name="numbers",
        because="As in cells.",
        rules=NUMBERS,
    ),
    Pass(
        name="hyphens",
        because="Doubled words must be whole before letters are looked at.",
        rules=HYPHENS_OF_PAGES,
    ),
    Pass(
        name="official names",
        because="Last, when the words of the name stand there as printed.",
        rules=OFFICIAL_NAMES,
    ),
)
"""What is done to a page in one round, in this order; letters come after it."""

SUSPICIONS: tuple[tuple[Suspicion, ...], ...] = (
    NO_PERCENTAGES,
    ODD_YEARS,
    NOT_THE_WHOLE,
    GLUED_DIGITS,
    SMALL_SCRAPS,
    CAPITAL_SCRAPS,
    STOPS_INSIDE,
    MARK_PAIRS,
    NUMBERS_LAST,
    NUMBERS_AFTER_WORDS,
    NUMBERS_AFTER_YEARS,
    MONTHS_SIDE_BY_SIDE,
    STOPS_BETWEEN_TIMES,
    STROKES_OF_TIMES,
    LETTER_NUMBERS_MISREAD,
    UNKNOWN_REGIONS,
    HYPHENS_FOR_BLANKS,
    LONE_CAPITALS,
    LONE_LETTERS,
    DIGITS_LAST,
    ENDS_OPEN,
    LOST_ITEM_MARKS,
    COLONS_IN_LISTS,
    NO_BLANKS,
    COLONS_BETWEEN_ITEMS,
    WORDING_MARKS,
)
"""What is doubted in a repaired cell, after the doubts about letters.

Reasons are stored and shown in this order: what the cell as a whole and its values say before single marks.
Within a table they go from left to right.
"""

TRAITS: tuple[Trait, ...] = (
    *SPECKS_COUNTED,
    *SEPARATORS_COUNTED,
    *RANGES_COUNTED,
    *STOPS_OF_TIMES_COUNTED,
    *TAILS_COUNTED,
    *CELLS_IN_SMALL_LETTERS,
    *NUMBERS_COUNTED,
    *CELLS_SAID_TWICE,
    *ITEMS_WITHOUT_STOP,
    *CAPITALS_COUNTED,
    *CELLS_WITH_HEADING,
    *ELLS_COUNTED,
    *PERCENTS_COUNTED,
    *QUOTES_COUNTED,
    *STOPS_COUNTED,
    *BRACKETS_COUNTED,
    *NEARLY_WORDING,
    *BLANKS_COUNTED,
    *MONTH_CODES_COUNTED,
    *ITEMS_OUT_OF_ORDER,
    *ITEMS_UNMARKED,
    *SLASHES_COUNTED,
    *CELLS_UNLIKE_COLUMN,
    *UNLIKE_WORDING,
    *LETTER_NUMBERS_COUNTED,
)
"""What is counted in a repaired cell for its confidence.

Amounts are weighed and added up in this order; another one may change the last digits of a sum.
"""
