"""Names that cross the borders between stages: what is noted, doubted, repaired, and gone wrong.

A code is a stable lower-case word with dashes; the database stores it. What it says to people stands in
``dictionaries/sentences.csv`` alone, in English and Indonesian (:func:`dictionaries.sentences.sentence`).
A code that belongs to a family begins with the family's name (``plan-gap-table``).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Note(StrEnum):
    """What a plan row went through, and what is not certain about the row as a whole."""

    JOINED_TAIL = "joined-tail"
    JOINED_KOMPONEN = "joined-komponen"
    JOINED_MERGED = "joined-merged"
    SPLIT_CELL = "split-cell"
    DOUBTFUL_JOIN = "doubtful-join"
    DOUBTFUL_BREAK = "doubtful-break"
    PRINTED_TWICE = "printed-twice"
    NO_RULES = "no-rules"
    KOMPONEN_ONLY = "komponen-only"
    KOMPONEN_UNREAD = "komponen-unread"
    AREA_UNKNOWN = "area-unknown"
    KOMPONEN_DIFFERS = "komponen-differs"
    INDIKATOR_UNSURE = "indikator-unsure"
    INDIKATOR_UNMATCHED = "indikator-unmatched"


class ProblemCode(StrEnum):
    """What went wrong with a document or one of its pages."""

    CUT_OFF = "cut-off"
    CUT_OFF_PAGES = "cut-off-pages"
    PAGE_LIST_DAMAGED = "page-list-damaged"
    TEXT_DAMAGED = "text-damaged"
    PAGE_TOO_LARGE = "page-too-large"
    PAGE_TOO_LARGE_PICTURE = "page-too-large-picture"
    PAGE_MISSING = "page-missing"
    PAGES_GONE = "pages-gone"
    PAGES_GONE_START = "pages-gone-start"
    PAGES_GONE_HEAD = "pages-gone-head"
    PAGES_GONE_TOTAL = "pages-gone-total"
    PAGES_GONE_END = "pages-gone-end"
    PAGES_GONE_JUMP = "pages-gone-jump"
    PAGES_GONE_AREAS = "pages-gone-areas"
    PAGE_COPIED = "page-copied"
    PAGES_REORDERED = "pages-reordered"
    SEVERAL_DECREES = "several-decrees"
    DECREE_BORDER = "decree-border"
    DECREE_PERHAPS = "decree-perhaps"
    COLUMNS_OF_OTHER_PAGE = "columns-of-other-page"
    COLUMNS_APART = "columns-apart"
    PAGE_LOST = "page-lost"
    PAGE_DAMAGED = "page-damaged"
    PAGE_DIED = "page-died"
    PAGE_OVER_LIMIT = "page-over-limit"
    PAGE_UNREACHABLE = "page-unreachable"
    MACROS_LEFT = "macros-left"
    SHEETS_HIDDEN = "sheets-hidden"
    CELLS_HIDDEN = "cells-hidden"
    FORMULA_UNKNOWN = "formula-unknown"
    READ_ALONE = "read-alone"
    UNREADABLE_FONT = "unreadable-font"
    WORDS_UNSEEN = "words-unseen"
    INK_UNREAD = "ink-unread"
    PICTURE_UNREAD = "picture-unread"
    COLUMN_CUT_OFF = "column-cut-off"
    PROGRAM_FAULT = "program-fault"
    PROGRAM_FAULT_LOST = "program-fault-lost"
    WORDS_ASTRAY = "words-astray"
    NO_PLAN = "no-plan"
    NO_PLAN_WORDS = "no-plan-words"
    NO_PLAN_ROWS = "no-plan-rows"
    NO_PLAN_HEADED = "no-plan-headed"
    NO_PLAN_BARE = "no-plan-bare"
    NO_PLAN_TABLES = "no-plan-tables"
    PLAN_GAP_BESIDE = "plan-gap-beside"
    PLAN_GAP_TABLE = "plan-gap-table"
    PLAN_GAP_PAGE = "plan-gap-page"
    PLAN_GAP_AFTER = "plan-gap-after"
    HEADER_GUESSED = "header-guessed"
    HEADER_UNREAD = "header-unread"
    COLUMNS_ALIKE = "columns-alike"
    COLUMN_MISSING = "column-missing"
    COLUMN_MISSING_TIMES = "column-missing-times"
    COLUMN_RENAMED_TIMES = "column-renamed-times"
    COLUMN_RENAMED_WORDING = "column-renamed-wording"
    COLUMN_RENAMED_NUMBERS = "column-renamed-numbers"
    COLUMN_RENAMED_OUTPUT = "column-renamed-output"
    COLUMN_UNKNOWN = "column-unknown"
    CODES_AS_MONTHS = "codes-as-months"
    CODES_AS_QUARTERS = "codes-as-quarters"
    COLUMN_EMPTY_TIMES = "column-empty-times"
    COLUMNS_UNFIT = "columns-unfit"
    HEADER_BY_CONTENT = "header-by-content"
    COLUMN_RENAMED_PAGE = "column-renamed-page"
    COLUMN_DOUBTFUL_TIMES = "column-doubtful-times"
    COLUMN_DOUBTFUL_WORDING = "column-doubtful-wording"
    EDITION_UNKNOWN = "edition-unknown"
    AREA_HEADING_MISSING = "area-heading-missing"
    AREA_HEADING_DIFFERS = "area-heading-differs"
    TOLD = "told"
    """A sentence stored by an older release, which kept no values."""


NO_PLAN = frozenset(
    {
        ProblemCode.NO_PLAN,
        ProblemCode.NO_PLAN_WORDS,
        ProblemCode.NO_PLAN_ROWS,
        ProblemCode.NO_PLAN_HEADED,
        ProblemCode.NO_PLAN_BARE,
        ProblemCode.NO_PLAN_TABLES,
    }
)
"""Why a document has no rows."""


PAGES_GONE = frozenset(
    {
        ProblemCode.PAGES_GONE,
        ProblemCode.PAGES_GONE_START,
        ProblemCode.PAGES_GONE_HEAD,
        ProblemCode.PAGES_GONE_TOTAL,
        ProblemCode.PAGES_GONE_END,
        ProblemCode.PAGES_GONE_JUMP,
    }
)
"""Pages are not in the file; they should stand before the problem's page (``TOTAL``, ``END``: after it)."""


PASSING = frozenset({ProblemCode.PAGE_DIED, ProblemCode.PAGE_OVER_LIMIT, ProblemCode.PAGE_UNREACHABLE})
"""What may not happen again: the next run reads the document anew."""


class Method(StrEnum):
    """How a repair was found."""

    MARKUP = "markup"
    SPACING = "spacing"
    HYPHEN = "hyphen"
    MARK = "mark"
    NUMBER = "number"
    ABBREVIATION = "abbreviation"
    BROKEN_WORD = "broken-word"
    OFFICIAL_NAME = "official-name"
    LIST_MARK = "list-mark"
    PHRASE = "phrase"
    PHRASE_WORD = "phrase-word"
    CONTEXT = "context"
    LEXICON = "lexicon"
    READER = "reader"
    CASE = "case"
    NAME = "name"
    INITIALS = "initials"


class ReasonCode(StrEnum):
    """Why a person should look at a cell."""

    MISPLACED = "misplaced"
    UNSURE_REPAIR = "unsure-repair"
    # The time of a row.
    TIME_UNCLEAR = "time-unclear"
    TIME_COMPOSED = "time-composed"
    MONTHS_AFTER_REPAIR = "months-after-repair"
    MONTHS_CHANGED = "months-changed"
    # Words.
    UNKNOWN_WORD = "unknown-word"
    CLOSE_READINGS = "close-readings"
    PERHAPS_WORD = "perhaps-word"
    NOT_OF_TIMES = "not-of-times"
    VOCABULARY_DIFFERS = "vocabulary-differs"
    OTHER_READER = "other-reader"
    UNSURE_WORD = "unsure-word"
    UNKNOWN_REGION = "unknown-region"
    # Marks.
    LONE_CAPITAL = "lone-capital"
    LONE_LETTER = "lone-letter"
    DIGIT_LAST = "digit-last"
    ENDS_OPEN = "ends-open"
    HYPHEN = "perhaps-no-hyphen"
    LOST_ITEM_MARK = "lost-item-mark"
    COLON_IN_LIST = "colon-in-list"
    COLON_FOR_SEMICOLON = "colon-for-semicolon"
    NO_BLANK = "no-blank"
    WORDING_HAS_MARK = "wording-has-mark"
    WORDING_HAS_NO_STOP = "wording-has-no-stop"
    STOP_INSIDE = "stop-inside"
    STOP_BETWEEN_TIMES = "stop-between-times"
    MARK_PAIR = "mark-pair"
    # Values and scraps.
    NO_PERCENTAGE = "no-percentage"
    ODD_YEAR = "odd-year"
    NOT_THE_WHOLE = "not-the-whole"
    LOOSE_NUMBER = "loose-number"
    LETTER_NUMBER = "letter-number"
    GLUED_DIGITS = "glued-digits"
    SCRAP = "scrap"
    MONTHS_TOUCH = "months-touch"
    MONTHS_STOPPED = "months-stopped"
    # What the page as shown says.
    INK_UNEXPLAINED = "ink-unexplained"
    WORD_PALE = "word-pale"
    WORD_STRUCK = "word-struck"
    CUT_BY_EDGE = "cut-by-edge"
    LETTERS_HIDDEN = "letters-hidden"
    READ_FROM_PICTURE = "read-from-picture"
    # What speaks most against a cell that is unsure as a whole.
    CELL_ABSENT = "cell-absent"
    CELL_UNREAD = "cell-unread"
    CELL_EMPTY = "cell-empty"
    BORDERS_UNSEEN = "borders-unseen"
    TABLE_UNRULED = "table-unruled"
    MONTHS_UNLIKE = "months-unlike"
    SMALL_ELL = "small-ell"
    BLANK_MISSING = "blank-missing"
    HEADING_INSIDE = "heading-inside"
    NEAR_WORDING = "near-wording"
    OPEN_BRACKET = "open-bracket"
    ITEM_ORDER = "item-order"
    PERCENT_SIGN = "percent-sign"
    UNLIKE_COLUMN = "unlike-column"
    SLASH_MISSING = "slash-missing"
    STRAY_MARK = "stray-mark"
    STRAY_MARK_LAST = "stray-mark-last"
    WORDS_TWICE = "words-twice"
    ITEM_UNMARKED = "item-unmarked"
    MARKS_UNSURE = "marks-unsure"
    MUCH_REPAIRED = "much-repaired"
    NOTHING_READ = "nothing-read"
    NOT_NORMALISED = "not-normalised"
    TOLD = "told"
    """A sentence stored by an older release, which kept no values."""


class Act(StrEnum):
    """What a person decides about a thing to settle."""

    CONFIRM = "confirm"
    CORRECT = "correct"
    AUTHOR = "author"
    """The wording is the author's own: right everywhere in the document."""
    ASK = "ask"
    """Only the office knows; it waits."""
    NOT_PLAN = "not-plan"
    """The row is no part of the plan."""
    ADD_ROW = "add-row"
    UNDO = "undo"


class ReviewCode(StrEnum):
    """What a person should settle beside doubts about cells, notes on rows and problems of documents."""

    HEAD_UNSURE = "head-unsure"
    CONFLICT = "decision-conflict"
    LOST = "decision-lost"
    SAMPLE = "sample"


class DoubtKind(StrEnum):
    """What a doubt is about; digits are numbers, dates, codes and numerals, marks are punctuation alone.

    ``sample`` is no doubt: a cell without flags that a person looks at, to learn what the flags miss.
    """

    LETTERS = "letters"
    DIGITS = "digits"
    PLACE = "place"
    MISSING = "missing"
    MARKS = "marks"
    SAMPLE = "sample"


_OF_PLACE = (
    ReasonCode.MISPLACED,
    ReasonCode.BORDERS_UNSEEN,
    ReasonCode.TABLE_UNRULED,
    ReasonCode.HEADING_INSIDE,
    ReasonCode.ITEM_ORDER,
    ReasonCode.WORDS_TWICE,
    ReasonCode.UNLIKE_COLUMN,
    ReasonCode.NOT_OF_TIMES,
)
_OF_MISSING = (
    ReasonCode.CELL_ABSENT,
    ReasonCode.CELL_UNREAD,
    ReasonCode.CELL_EMPTY,
    ReasonCode.NOTHING_READ,
    ReasonCode.NOT_THE_WHOLE,
    ReasonCode.CUT_BY_EDGE,
    ReasonCode.INK_UNEXPLAINED,
    ReasonCode.LETTERS_HIDDEN,
)
_OF_DIGITS = (
    ReasonCode.TIME_UNCLEAR,
    ReasonCode.TIME_COMPOSED,
    ReasonCode.MONTHS_AFTER_REPAIR,
    ReasonCode.MONTHS_CHANGED,
    ReasonCode.MONTHS_TOUCH,
    ReasonCode.MONTHS_STOPPED,
    ReasonCode.MONTHS_UNLIKE,
    ReasonCode.DIGIT_LAST,
    ReasonCode.NO_PERCENTAGE,
    ReasonCode.ODD_YEAR,
    ReasonCode.LOOSE_NUMBER,
    ReasonCode.LETTER_NUMBER,
    ReasonCode.GLUED_DIGITS,
    ReasonCode.SMALL_ELL,
)
_OF_MARKS = (
    ReasonCode.ENDS_OPEN,
    ReasonCode.HYPHEN,
    ReasonCode.LOST_ITEM_MARK,
    ReasonCode.COLON_IN_LIST,
    ReasonCode.COLON_FOR_SEMICOLON,
    ReasonCode.NO_BLANK,
    ReasonCode.WORDING_HAS_MARK,
    ReasonCode.WORDING_HAS_NO_STOP,
    ReasonCode.STOP_INSIDE,
    ReasonCode.STOP_BETWEEN_TIMES,
    ReasonCode.MARK_PAIR,
    ReasonCode.BLANK_MISSING,
    ReasonCode.OPEN_BRACKET,
    ReasonCode.PERCENT_SIGN,
    ReasonCode.SLASH_MISSING,
    ReasonCode.STRAY_MARK,
    ReasonCode.STRAY_MARK_LAST,
    ReasonCode.ITEM_UNMARKED,
    ReasonCode.MARKS_UNSURE,
)

KIND_OF: Mapping[ReasonCode, DoubtKind] = (
    dict.fromkeys(ReasonCode, DoubtKind.LETTERS)
    | dict.fromkeys(_OF_PLACE, DoubtKind.PLACE)
    | dict.fromkeys(_OF_MISSING, DoubtKind.MISSING)
    | dict.fromkeys(_OF_DIGITS, DoubtKind.DIGITS)
    | dict.fromkeys(_OF_MARKS, DoubtKind.MARKS)
)
"""What each reason for a look is about; a reason that nothing else is said of is about letters."""
