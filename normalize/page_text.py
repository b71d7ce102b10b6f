"""Repair of running text: what a page prints outside the plan's table.

The decree's considerations, legal basis, decisions, signatures and team lists hold names of people and
places, numbers and laws, and no vocabulary says what must stand there. So less is changed than in cells:
blanks and digits by the same rules, and of the letters only words that no list knows, where the decree
language of ``dictionaries/decree_phrases.csv`` or the document itself has the other word in that place, or
where one certain confusion leads to a word of decrees. Lines stay lines. Words that authors misspell
(a letter left out, doubled or swapped) stay, unless the document prints the right word beside the same
neighbour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from dictionaries.lexicon import lexicon
from lampiran.faults import attempt
from lampiran.records import PageKind, PageRecord, PageText, Step
from normalize.edits import Edit, apply_edits
from normalize.language.candidates import CandidateFinder
from normalize.language.noise import is_authors_slip, is_spelling_variant, noise_model
from normalize.language.phrases import PhraseLibrary, decree_phrases, vocabulary_wording
from normalize.language.tokens import SHORT, Token, lower_words
from normalize.letters.examine import case_edits, choose, edit_of
from normalize.letters.judge import Judge, WordProposal
from normalize.letters.judge_weights import value
from normalize.letters.word_proposals import of_word
from normalize.passes import PASSES_OF_PAGES
from normalize.style.context import RepairContext
from normalize.style.document_style import DocumentStyle

MAX_ROUNDS = 4
"""Times that all passes are run, at most: a repair may make another one possible."""
SHORTEST, SHORTEST_JOINED = 5, 6
"""Letters of a word that is put in though no neighbour calls for it: read as one, and as two."""
_UNREADABLE = 0.5
"""Lines with a greater share of unknown words are names, or were not read at all."""


def repair_pages(
    pages: Iterable[PageRecord],
    plan: Mapping[PageKind, DocumentStyle],
    names: Iterable[str],
    rules_off: frozenset[str] = frozenset(),
) -> tuple[PageText, ...]:
    """The page texts that repair changes, each with its steps; born-digital pages are left alone.

    Args:
        pages: The document's pages.
        plan: The wording of the plan's cells by the kind of their pages: they speak for words, too.
        names: Names that belong to the document (its region, its office).
        rules_off: Ids of the repair rules that are switched off.
    """
    noisy = [page for page in pages if page.kind != "digital" and page.text.strip()]
    counts = Counter(lower_words("\n".join(page.text for page in noisy)))
    for context in plan.values():
        counts.update(context.cells_with)
    contexts: dict[PageKind, RepairContext] = {}
    for kind in {page.kind for page in noisy}:
        texts = [_flowing(page.text) for page in noisy if page.kind == kind]
        document = _with_cells(DocumentStyle.of_texts(texts, kind, names), plan.get(kind))
        contexts[kind] = RepairContext(document=document, rules_off=rules_off)
    found = (
        attempt(
            "text of a page",
            _repaired,
            page,
            contexts[page.kind],
            counts,
            otherwise=PageText(page.page, page.text, ()),
            page=page.page,
        )
        for page in noisy
    )
    return tuple(page for page in found if page.steps)


def _with_cells(pages: DocumentStyle, plan: DocumentStyle | None) -> DocumentStyle:
    """The wording of the pages and of the plan's cells together."""
    if plan is None:
        return pages
    return replace(
        pages,
        noise=max(pages.noise, plan.noise),
        cells_with=pages.cells_with + plan.cells_with,
        pairs=pages.pairs + plan.pairs,
    )


def _repaired(page: PageRecord, context: RepairContext, words: Counter[str]) -> PageText:
    text, steps = page.text, list[Step]()
    for _ in range(MAX_ROUNDS):
        before = text
        for one in PASSES_OF_PAGES:
            text, made = one.run(text, context)
            steps += made
        text, made = apply_edits(text, _letters(text, context, words))
        steps += made
        if text == before:
            break
    return PageText(page.page, text, tuple(steps))


def _flowing(text: str) -> str:
    """The text as one line of the same length: sentences go over lines."""
    return text.replace("\n", " ")


def _letters(text: str, context: RepairContext, words: Counter[str]) -> list[Edit]:
    """The repairs of words; none over a line's end."""
    judge = Judge(_finder(), context, _flowing(text))
    proposals = [
        _weighed(proposal, judge, words)
        for place, token in enumerate(judge.tokens)
        if _is_unread(place, judge) and not _is_scrap_line(text, token.start)
        for proposal in of_word(place, judge)
        if _is_certain(proposal, judge, words)
    ]
    chosen, _ = choose(proposals, judge)
    edits = [edit_of(proposal, judge) for proposal in chosen]
    edits += [edit for edit in case_edits(judge.tokens, judge) if judge.is_plan_word(edit.after.lower())]
    edits = [edit for edit in edits if edit.rule not in context.rules_off]
    return [edit for edit in edits if "\n" not in text[edit.start : edit.end]]


def _is_unread(place: int, judge: Judge) -> bool:
    """Whether no list has the word, the next is glued to it, or it is a lone letter that marks no item."""
    word = judge.tokens[place].lower
    if not judge.lexicon.known(word) or any(token.glued for token in judge.tokens[place + 1 : place + 2]):
        return True
    return len(word) == 1 and judge.is_suspicious(place)


def _weighed(proposal: WordProposal, judge: Judge, words: Counter[str]) -> WordProposal:
    """The proposal, surer where a document that was misread prints the word in such a place elsewhere."""
    if _is_no_spelling(judge.tokens[proposal.first : proposal.last + 1]):
        proposal = replace(proposal, margin=proposal.margin + value("evidence.page.no-spelling"))
    one_letter = proposal.cost <= value("cost.page.one-letter")
    if judge.is_noisy and one_letter and _is_printed_so(proposal, judge, words):
        return replace(proposal, margin=proposal.margin + value("evidence.page.printed-so"))
    return proposal


def _is_scrap_line(text: str, place: int) -> bool:
    """Whether most words of the line around the place are unknown."""
    start = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    return _unknown_share(text[start : end if end >= 0 else len(text)]) > _UNREADABLE


@lru_cache(maxsize=1_024)
def _unknown_share(line: str) -> float:
    words = [word for word in lower_words(line) if word.isalpha()]
    return sum(not lexicon().known(word) for word in words) / len(words) if len(words) > 1 else 0.0


def _is_certain(proposal: WordProposal, judge: Judge, words: Counter[str]) -> bool:
    """Whether a repair of running text is sure enough; see the module docstring."""
    tokens = judge.tokens[proposal.first : proposal.last + 1]
    seen = " ".join(token.lower for token in tokens)
    if any(token.protected for token in tokens) or any(map(judge.is_authors_choice, proposal.word.split())):
        return False
    # Capitals may be a name, and names that look alike are two people; small letters are plain words.
    plain = all(token.text.islower() for token in tokens)
    if not all(
        judge.is_plan_word(word) or (plain and words[word] >= 2 and judge.lexicon.known(word))
        for word in proposal.word.split()
    ):
        return False
    if is_spelling_variant(seen, proposal.word) or words[seen] > 1:
        return False
    support = judge.library_support(proposal.first, proposal.last, proposal.word)
    if is_authors_slip(seen, proposal.word):
        return not _is_doubling(seen, proposal.word) and _is_printed_so(proposal, judge, words)
    if support >= value("level.support.some") or _is_printed_so(proposal, judge, words):
        return proposal.cost <= value("cost.page.plausible")
    return _speaks_for_itself(proposal, judge)


def _speaks_for_itself(proposal: WordProposal, judge: Judge) -> bool:
    """Whether one certain confusion leads from a plain word in small letters to a frequent one.

    A word with nothing but a blank or a mark put into it may be in capitals, and a rare one.
    """
    tokens = judge.tokens[proposal.first : proposal.last + 1]
    most = value("cost.page.impossible" if _is_no_spelling(tokens) else "cost.page.certain")
    only_a_mark = len(tokens) == 2 and proposal.word == "".join(token.lower for token in tokens)
    return (
        (only_a_mark or _is_no_spelling(tokens) or all(token.text.islower() for token in tokens))
        and len(proposal.word) >= (SHORTEST if len(tokens) == 1 else SHORTEST_JOINED)
        and proposal.cost <= most
        and proposal.margin >= 0.0
        and (only_a_mark or judge.lexicon.frequency(proposal.word) >= value("share.common.word"))
    )


def _is_no_spelling(tokens: Sequence[Token]) -> bool:
    """Whether a digit or a sign stands inside of a word of small letters: no writer spells so."""
    return len(tokens) == 1 and tokens[0].text[:1].islower() and not tokens[0].text.isalpha()


def _is_doubling(seen: str, word: str) -> bool:
    """Whether the two differ in a letter that is doubled in one of them: ``lainya``, ``penyelenggaran``."""
    shorter, longer = sorted((seen, word), key=len)
    return any(
        longer[at] == longer[at + 1] and longer[:at] + longer[at + 1 :] == shorter
        for at in range(len(longer) - 1)
    )


def _is_printed_so(proposal: WordProposal, judge: Judge, words: Counter[str]) -> bool:
    """Whether the document, which has what was read just once, prints the word beside a same neighbour."""
    if " " in proposal.word or words[proposal.word] < 1:
        return False
    before, after = judge.neighbours(proposal.first, proposal.last)
    pairs = [(word, proposal.word) for word in before[-1:] if len(word) >= SHORT]
    pairs += [(proposal.word, word) for word in after[:1] if len(word) >= SHORT]
    return any(judge.document.pairs[pair] > 0 for pair in pairs)


@cache
def _finder() -> CandidateFinder:
    """Finds words in the language of decrees and of plans, one a process."""
    phrases = [text for text, _ in decree_phrases()]
    return CandidateFinder(lexicon(), noise_model(), PhraseLibrary([*vocabulary_wording(), *phrases]))
