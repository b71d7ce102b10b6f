"""Does a word look right where it stands? How much noise a change of it may cost before any evidence.

Unknown words may be changed at some cost, words that plans have often at next to none. Names, numbers,
authors' spellings and English terms in use must not be touched at all.
"""

from __future__ import annotations

from dictionaries.function_words import Role, words_of
from normalize.language.candidates import CandidateFinder
from normalize.language.months import month_names, schedule_words
from normalize.language.tokens import SCRAP, SHORT, Token, is_mixed_case, is_roman
from normalize.letters.cell_words import OFFICIAL, CellWords
from normalize.letters.judge_weights import value

_DIGITLIKE = frozenset("oil0123456789")
_OFTEN_OFFICIAL, _OFTEN_IN_PHRASES = 3, 4
"""How often official wording, or the phrase library, must have a word that plans have often."""
_LONGEST_ACRONYM = 6
"""Letters of an unknown word in capitals that may be an acronym."""


def tolerance(place: int, cell: CellWords) -> float | None:
    """The noise cost that a change of the word may have before any evidence; None: leave it as it is."""
    token = cell.tokens[place]
    if not _may_be_changed(place, cell):
        return None
    if cell.lexicon.is_acronym(token.lower) and (
        token.text.isupper() or not cell.lexicon.pulled(token.lower)
    ):
        return value("tolerance.acronym")
    if cell.lexicon.known(token.lower):
        return _of_known(token.lower, cell)
    if is_short_capitals(token):
        return value("tolerance.unknown-capitals")
    if is_name_like(place, cell):
        return None
    capitalised = token.text[:1].isupper() and not token.opens and not is_mixed_case(token.text)
    return value("tolerance.unknown-capitalised" if capitalised else "tolerance.unknown")


def _may_be_changed(place: int, cell: CellWords) -> bool:
    token = cell.tokens[place]
    word = token.lower
    if token.protected or not any(mark.isalpha() for mark in word) or cell.is_authors_choice(word):
        return False
    if set(word) <= _DIGITLIKE and len(word) > 1:
        return False
    if word in schedule_words() and (len(word) <= SHORT or not cell.lexicon.pulled(word)):
        return False
    if token.text.istitle() and place and cell.tokens[place - 1].lower in words_of(Role.BEFORE_REGION):
        return False  # A region's name, or what is left of one; names are put right as names.
    digits = sum(mark.isdigit() for mark in word)
    return not digits or (len(word) >= SHORT and digits / len(word) <= value("level.digits"))


def _of_known(word: str, cell: CellWords) -> float:
    lexicon = cell.lexicon
    official = lexicon.domain_count(word)
    if lexicon.pulled(word):
        return value("tolerance.english")
    if not lexicon.listed(word):
        return value("tolerance.derived")
    if official >= _OFTEN_OFFICIAL or cell.library.words[word] >= _OFTEN_IN_PHRASES:
        return value("tolerance.of-plans")
    if official or lexicon.frequency(word) >= value("level.zipf.frequent"):
        return value("tolerance.frequent")
    return value("tolerance.listed")


def is_odd(word: str, cell: CellWords) -> bool:
    """Whether a known word looks wrong: an English one, or an unlisted form that looks like a listed one."""
    if cell.lexicon.pulled(word):
        return True
    if cell.is_time and word not in schedule_words():
        return bool(near_months(cell.finder, word))
    if cell.lexicon.listed(word) or not cell.is_noisy:
        return False
    return cell.is_plainly_misread(word)


def near_months(finder: CandidateFinder, word: str) -> list[str]:
    """The months that the word is a cheap misreading of."""
    cheap = value("cost.cheap")
    return [
        month
        for month in sorted(month_names())
        if len(month) > SCRAP and 0 < finder.model.cost(word, month) <= cheap
    ]


def is_lone_letter_of_text(token: Token, cell: CellWords) -> bool:
    """Whether a lone letter is neither a list mark nor a Roman numeral."""
    is_mark = token.opens or cell.text[token.end : token.end + 1] in (".", ")")
    return not (is_mark or is_roman(token.text))


def is_short_capitals(token: Token) -> bool:
    """Whether the word is in capitals and so short that it may be an acronym."""
    return token.text.isupper() and len(token.text) <= _LONGEST_ACRONYM


def is_name_like(place: int, cell: CellWords) -> bool:
    """Whether the unknown word is likely a name: capitalised beside unknown ones, or after a cue."""
    token = cell.tokens[place]
    if not token.text[:1].isupper() or token.text.isupper() or not token.text.isascii():
        return False
    if place and cell.tokens[place - 1].lower in words_of(Role.BEFORE_NAME):
        return True
    if cell.context.kolom in OFFICIAL and cell.context.phrases and cell.is_noisy:
        return False
    beside = (*cell.tokens[max(0, place - 1) : place], *cell.tokens[place + 1 : place + 2])
    return any(
        other.text[:1].isupper()
        and not other.text.isupper()
        and not other.protected
        and len(other.lower) > SCRAP
        and not cell.lexicon.known(other.lower)
        and not cell.is_plainly_misread(other.lower)
        for other in beside
    )
