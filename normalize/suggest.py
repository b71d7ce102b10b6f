"""Proposals for the dictionaries, from what documents hold: people decide, nothing is written.

Aliases are wordings of indikator and komponen that differ from all that is listed; phrases are actions and
evidence that several documents share; words are unknown ones that several documents have, unless they look
misread; confusions are letter groups learned from repairs that were accepted and from people's corrections.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from dictionaries import Vocabulary
from lampiran.codes import Method
from lampiran.records import FREE_TEXT, PlanCell, PlanDocument, PlanRow
from normalize.bukti_items import split_items
from normalize.confidence import COPY
from normalize.language.candidates import finder
from normalize.language.noise import learn
from normalize.language.phrases import phrase_file
from normalize.language.tokens import SHORT, tokenize
from normalize.match.comparer import comparer_for

_SURE_STEP = 0.9
_LETTER_METHODS = frozenset({Method.PHRASE, Method.CONTEXT, Method.LEXICON, Method.READER})
_MISREAD = 0.5
"""An unknown word this cheap a misreading of a known one is no new word."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A line for one of the dictionary files; ``values`` in the order of the file's columns."""

    file: str
    values: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Settled:
    """What people settled: ids of indikator with the wording they match, and words that are right."""

    matches: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()


@dataclass
class _Seen:
    """Where a wording was seen: in which documents, how often, and one way to write it."""

    documents: set[str] = field(default_factory=set)
    count: int = 0
    example: str = ""

    def note(self, document: str, example: str) -> None:
        self.documents.add(document)
        self.count += 1
        self.example = self.example or example

    def __str__(self) -> str:
        return f"seen {self.count} times in {len(self.documents)} documents"


def suggest(
    documents: Iterable[PlanDocument],
    corrections: Iterable[tuple[str, str]],
    vocabulary: Vocabulary,
    least: int = 2,
    people: Settled | None = None,
) -> list[Proposal]:
    """Proposes dictionary lines, the most frequent first in each file.

    Args:
        documents: Normalised documents.
        corrections: What stood in a cell and what a person put there.
        vocabulary: The official lists with their aliases.
        least: In how many documents a wording or word must stand (a confusion: how often).
        people: What people settled; it needs no second witness.
    """
    aliases: defaultdict[tuple[str, str, str], _Seen] = defaultdict(_Seen)
    phrases: defaultdict[str, _Seen] = defaultdict(_Seen)
    words: defaultdict[str, _Seen] = defaultdict(_Seen)
    pairs = [pair for before, after in corrections for pair in _word_pairs(before, after)]
    plain = comparer_for(vocabulary).plain
    for document in documents:
        name = f"{document.raw.sha256}/{document.raw.part}"
        for row in document.rows:
            for file, ids, text in _wordings(row, vocabulary):
                aliases[file, ids, plain(text)].note(name, text)
            for cell in row.cells:
                pairs += _accepted(cell)
                if cell.kolom in FREE_TEXT and not cell.needs_review:
                    for item in split_items(cell.text) or [cell.text]:
                        phrases[plain(item)].note(name, item)
                for word, example in _unknown(cell):
                    words[word].note(name, example)
    known = {plain(phrase) for phrase in phrase_file()}
    found = [
        *(
            Proposal(file, (ids, seen.example, str(seen)), seen.count)
            for (file, ids, _), seen in aliases.items()
            if len(seen.documents) >= least
        ),
        *(
            Proposal("phrases.csv", (seen.example, "umum", str(seen)), seen.count)
            for key, seen in phrases.items()
            if len(seen.documents) >= least and key not in known and " " in key
        ),
        *(
            Proposal("words.csv", (word, "umum", f"{seen}: {seen.example}"), seen.count)
            for word, seen in words.items()
            if len(seen.documents) >= least
        ),
        *_confusions(pairs, least),
        *_of_people(people or Settled(), vocabulary),
    ]
    return sorted(found, key=lambda proposal: (proposal.file, -proposal.count, proposal.values))


def _wordings(row: PlanRow, vocabulary: Vocabulary) -> Iterator[tuple[str, str, str]]:
    """Wordings of the row that are no copies of what is listed for their ids: file, ids, text."""
    ids = row.indikator_ids or tuple(item for item, _ in row.candidates[:1])
    if ids:
        listed = [text for item in ids for text in vocabulary.indikator_by_id[item].wordings]
        if _is_new(row.text("indikator"), listed, vocabulary):
            yield "indikator_alias.csv", ";".join(ids), row.text("indikator")
    komponen = vocabulary.komponen_by_id.get(row.komponen_id or "")
    if komponen is not None:
        listed = [komponen.komponen, *komponen.aliases]
        if _is_new(row.text("komponen"), listed, vocabulary):
            yield "komponen_alias.csv", komponen.komponen_id, row.text("komponen")


def _of_people(people: Settled, vocabulary: Vocabulary) -> Iterator[Proposal]:
    """Wordings that people matched and words that they found right, where no list has them."""
    for (ids, text), count in Counter(people.matches).items():
        known = [vocabulary.indikator_by_id.get(item) for item in ids.split(";")]
        listed = [wording for item in known if item for wording in item.wordings]
        if all(known) and _is_new(text, listed, vocabulary):
            yield Proposal("indikator_alias.csv", (ids, text, f"matched by a person {count} times"), count)
    lexicon = finder().lexicon
    for word, count in Counter(word.casefold() for word in people.words).items():
        known_word = lexicon.known(word) or lexicon.is_acronym(word) or lexicon.is_place(word)
        if word.isalpha() and len(word) >= SHORT and not known_word:
            yield Proposal("words.csv", (word, "umum", f"right, says a person, {count} times"), count)


def _is_new(text: str, listed: Iterable[str], vocabulary: Vocabulary) -> bool:
    plain = comparer_for(vocabulary).plain
    wanted = plain(text)
    return bool(wanted) and all(fuzz.ratio(wanted, plain(one), processor=None) < 100 * COPY for one in listed)


def _accepted(cell: PlanCell) -> Iterator[tuple[str, str]]:
    """Pairs of words, read and printed, of sure repairs in cells that need no look."""
    if cell.needs_review or cell.shared:
        return
    for step in cell.steps:
        if step.method in _LETTER_METHODS and step.score >= _SURE_STEP:
            yield step.before, step.after


def _word_pairs(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The words that differ, where both texts have the same number of them."""
    seen, meant = before.split(), after.split()
    if len(seen) == len(meant):
        yield from ((one, other) for one, other in zip(seen, meant, strict=True) if one != other)


def _unknown(cell: PlanCell) -> Iterator[tuple[str, str]]:
    """Words of the cell that no list knows and that are no cheap misreading of a known one."""
    candidates = finder()
    for token in tokenize(cell.text):
        word = token.lower
        if token.protected or len(word) < SHORT or not word.isalpha() or token.text.isupper():
            continue
        lexicon = candidates.lexicon
        if lexicon.known(word) or lexicon.is_acronym(word) or lexicon.is_place(word):
            continue
        near = candidates.by_spelling(word)
        if not near or near[0][1] > _MISREAD:
            yield word, cell.text[max(0, token.start - 30) : token.end + 30].strip()


def _confusions(pairs: Iterable[tuple[str, str]], least: int) -> Iterator[Proposal]:
    pairs = list(pairs)
    model = finder().model
    examples: dict[tuple[str, str], str] = {}
    for seen, meant in pairs:
        for group in learn([(seen, meant)]):
            examples.setdefault(group, f"{seen} for {meant}")
    for (seen, meant), count in learn(pairs).items():
        if count >= least and (seen, meant) not in model.costs:
            shown = tuple(group.replace(" ", "\N{OPEN BOX}") for group in (seen, meant))
            comment = f"learned: {examples[seen, meant]}"
            yield Proposal("confusions.csv", (*shown, str(count), "shape", comment), count)
