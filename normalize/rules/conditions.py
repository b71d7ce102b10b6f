"""Conditions that several rules share: what must hold besides the pattern; and what reasons name.

A pattern that looks at the words on both sides of a mark calls them ``left`` and ``right``.
"""

from __future__ import annotations

import re
from functools import cache

from dictionaries.function_words import Role, any_of
from dictionaries.lexicon import lexicon
from normalize.language.phrases import is_common, phrase_library
from normalize.rules.rule import Match
from normalize.style.context import RepairContext
from normalize.style.printing import SEEN_OFTEN

FIRST_YEAR, LAST_YEAR = 1945, 2099
"""Years that a decree may speak of."""


def ends_in_lead_in(text: str) -> bool:
    """Whether the text ends in a word after which a colon is usual."""
    return _lead_in_last().search(text) is not None


def is_year(digits: str) -> bool:
    """Whether the digits are a year that a decree may speak of."""
    return FIRST_YEAR <= int(digits) <= LAST_YEAR


def before(match: Match) -> str:
    """The text before the mark: up to the end of the word ``left``, or up to the match."""
    end = match.end("left") if "left" in match.re.groupindex else match.start()
    return match.string[:end]


def follows_no_lead_in(match: Match, context: RepairContext) -> bool:
    """The word before the mark is not one after which a colon is usual."""
    del context
    return not ends_in_lead_in(before(match))


def within_a_line(match: Match, context: RepairContext) -> bool:
    """The match is on one line; the lines of a page's text stay."""
    del context
    return "\n" not in match.group()


def plans_have_the_words_so(match: Match, context: RepairContext) -> bool:
    """The phrase library has the two words side by side."""
    del context
    return phrase_library().pairs[match["left"].lower(), match["right"].lower()] > 0


def the_words_belong_together(match: Match, context: RepairContext) -> bool:
    """The phrase library or many cells of the document have the two words side by side."""
    pair = (match["left"].lower(), match["right"].lower())
    return plans_have_the_words_so(match, context) or context.document.pairs[pair] >= SEEN_OFTEN


def right_is_common(match: Match, context: RepairContext) -> bool:
    """The word after the mark stands beside nearly everything: *dan*, *yang*."""
    del context
    return is_common(match["right"])


def left_is_a_word(match: Match, context: RepairContext) -> bool:
    """The lexicon has the word before the mark."""
    del context
    return lexicon().known(match["left"])


def right_is_a_word(match: Match, context: RepairContext) -> bool:
    """The lexicon has the word after the mark."""
    del context
    return lexicon().known(match["right"])


def has_no_partner(match: Match, context: RepairContext) -> bool:
    """The sign stands in the text once: a quotation mark with a partner is no speck."""
    del context
    return match.string.count(match.group()[0]) == 1


def names_nothing(match: Match, context: RepairContext) -> tuple[str, ...]:
    """For a suspicion whose reason says all by itself."""
    del match, context
    return ()


def names_all_of_it(match: Match, context: RepairContext) -> tuple[str, ...]:
    """For a suspicion whose reason names the words around its place too."""
    del context
    return (match.group().strip(),)


@cache
def _lead_in_last() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(Role.LEAD_IN)}$", re.IGNORECASE)
