"""How alike a plan's wordings are to the vocabulary's: scores from 0 to 1, nothing decided.

Two measures are mixed. Letters: an edit ratio over the whole comparable wording, strong against noise.
Words: how much of the meaning-bearing words agree, rare words counting more, word forms and noisy words
brought to the vocabulary's nearest word; strong against rewording (``Evaluasi X sudah dilakukan`` for
``Telah dilakukan evaluasi atas X``). Near-duplicates of an edition differ by one word, which is a rare one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from dictionaries import Vocabulary
from normalize.match.comparer import MOST_REMEMBERED, Comparer, comparer_for, stem
from normalize.match.weights import weight

Scores = npt.NDArray[np.float32]
"""Rows are the plan's wordings, columns the vocabulary's owners (indicators, komponen, areas)."""


@dataclass(frozen=True)
class PhraseIndex:
    """Wordings with owners, ready to be compared; ``owners[k]`` is the column that wording ``k`` belongs to.

    ``bags``: wordings x stems, the weight of each stem in each wording (0 where absent).
    """

    comparer: Comparer
    n_owners: int
    wordings: tuple[str, ...]
    owners: npt.NDArray[np.intp]
    stems: dict[str, int]
    weights: Scores
    bags: Scores
    forms: tuple[str, ...]
    _near: dict[str, tuple[int, float]] = field(default_factory=dict, repr=False, compare=False)

    @staticmethod
    def build(comparer: Comparer, wordings: Sequence[tuple[str, int]], n_owners: int) -> PhraseIndex:
        """Makes an index.

        Args:
            comparer: Brings wordings into one form.
            wordings: Pairs of wording (as in the vocabulary) and owner (0 .. n_owners - 1).
            n_owners: Number of columns of the scores.
        """
        pairs = list(dict.fromkeys((comparer.plain(wording), owner) for wording, owner in wordings))
        plain = tuple(wording for wording, _ in pairs)
        counts = Counter(root for wording in plain for root in {stem(word) for word in wording.split()})
        stems = {root: column for column, root in enumerate(counts)}
        weights = np.array([np.log(1.0 + len(plain) / count) for count in counts.values()], dtype=np.float32)
        bags = np.zeros((len(plain), len(stems)), dtype=np.float32)
        for line, wording in enumerate(plain):
            for word in wording.split():
                column = stems[stem(word)]
                bags[line, column] = weights[column]
        forms = tuple(sorted({word for wording in plain for word in wording.split()}))
        owners = np.array([owner for _, owner in pairs], dtype=np.intp)
        return PhraseIndex(comparer, n_owners, plain, owners, stems, weights, bags, forms)

    def by_wording(self, texts: Sequence[str]) -> Scores:
        """Scores of each text against each wording: texts x wordings, 0..1. An empty text scores 0."""
        return self.by_plain([self.comparer.plain(text) for text in texts])

    def by_plain(self, plain: Sequence[str]) -> Scores:
        """As :meth:`by_wording`, for texts that the comparer has been through."""
        distinct = list(dict.fromkeys(plain))
        if not distinct or not self.wordings:
            return np.zeros((len(plain), len(self.wordings)), dtype=np.float32)
        letters = process.cdist(
            distinct, self.wordings, scorer=fuzz.ratio, processor=None, score_cutoff=0.0, dtype=np.float32
        )
        share = weight("wording.letters")
        mixed = share * letters / 100.0 + (1.0 - share) * self._words(distinct)
        mixed[[not text for text in distinct]] = 0.0
        place = {text: line for line, text in enumerate(distinct)}
        scores: Scores = mixed[[place[text] for text in plain]].astype(np.float32)
        return scores

    def scores(self, texts: Sequence[str]) -> Scores:
        """Best score of each text against each owner's wordings: texts x owners, 0..1."""
        return self.best_of_owner(self.by_wording(texts))

    def best_of_owner(self, by_wording: Scores) -> Scores:
        """Folds scores of wordings into scores of their owners (the best wording counts)."""
        best = np.zeros((by_wording.shape[0], self.n_owners), dtype=np.float32)
        np.maximum.at(best.T, self.owners, by_wording.T)
        return best

    def bag(self, plain: str) -> tuple[Scores, float]:
        """The stems of a comparable wording with credit 0..1 each, and the weight of its unknown words."""
        credit = np.zeros(len(self.stems), dtype=np.float32)
        unknown = 0
        for word in plain.split():
            column, alike = self._nearest(word)
            if column < 0:
                unknown += 1
            else:
                credit[column] = max(credit[column], alike)
        return credit, unknown * weight("wording.unknown-word") * float(self.weights.mean())

    def _words(self, distinct: Sequence[str]) -> Scores:
        """Agreement of meaning-bearing words (harmonic mean of both shares), texts x wordings."""
        folded = [self.bag(text) for text in distinct]
        credit = np.stack([line for line, _ in folded])
        unknown = np.array([weight for _, weight in folded], dtype=np.float32)
        common = credit @ self.bags.T
        of_text = (credit > 0).astype(np.float32) @ self.weights + unknown
        of_wording = self.bags.sum(axis=1)
        agreed: Scores = 2.0 * common / np.maximum(of_text[:, None] + of_wording[None, :], 1e-6)
        return agreed

    def _nearest(self, word: str) -> tuple[int, float]:
        """The stem column of a word and how surely (0..1); column -1 when no known word is near."""
        known = self._near.get(word)
        if known is None:
            if len(self._near) >= MOST_REMEMBERED:
                self._near.clear()
            known = self._look_up(word)
            self._near[word] = known
        return known

    def _look_up(self, word: str) -> tuple[int, float]:
        column = self.stems.get(stem(word))
        if column is not None:
            return column, 1.0
        if len(word) < 4:
            return -1, 0.0
        found = process.extractOne(
            word, self.forms, scorer=fuzz.ratio, processor=None, score_cutoff=weight("word.noisy")
        )
        if found is None:
            return -1, 0.0
        return self.stems[stem(found[0])], found[1] / 100.0


@lru_cache(maxsize=8)
def indikator_index(vocabulary: Vocabulary, edisi: str) -> PhraseIndex:
    """Index over the indicators of an edition; owners in the order of :func:`indikator_order`.

    A wording that covers several indicators at once counts as a wording of each.
    """
    order = indikator_order(vocabulary, edisi)
    place = {indikator_id: number for number, indikator_id in enumerate(order)}
    wordings = [
        (wording, place[indikator_id])
        for indikator_id in order
        for wording in vocabulary.indikator_by_id[indikator_id].wordings
    ]
    wordings += [
        (joint.alias, place[indikator_id])
        for joint in vocabulary.joint_aliases
        for indikator_id in joint.indikator_ids
        if indikator_id in place
    ]
    return PhraseIndex.build(comparer_for(vocabulary), wordings, len(order))


@lru_cache(maxsize=8)
def indikator_order(vocabulary: Vocabulary, edisi: str) -> tuple[str, ...]:
    """Indicator ids of an edition in the order plans follow: area, aspect (reform last), komponen, letter."""
    komponen = vocabulary.komponen_by_id
    items = [item for item in vocabulary.indikator if item.edisi == edisi]
    items.sort(key=lambda item: (item.area_no, item.aspect, komponen[item.komponen_id].komponen_no))
    return tuple(item.indikator_id for item in items)


@lru_cache(maxsize=8)
def komponen_order(vocabulary: Vocabulary, edisi: str) -> tuple[str, ...]:
    """Komponen ids of an edition in the order of :func:`indikator_order`."""
    ids = (vocabulary.indikator_by_id[item].komponen_id for item in indikator_order(vocabulary, edisi))
    return tuple(dict.fromkeys(ids))


@lru_cache(maxsize=8)
def komponen_index(vocabulary: Vocabulary, edisi: str) -> PhraseIndex:
    """Index over komponen names of an edition; owners in the order of :func:`komponen_order`."""
    order = komponen_order(vocabulary, edisi)
    wordings = [
        (name, number)
        for number, komponen_id in enumerate(order)
        for name in (
            vocabulary.komponen_by_id[komponen_id].komponen,
            *vocabulary.komponen_by_id[komponen_id].aliases,
        )
    ]
    return PhraseIndex.build(comparer_for(vocabulary), wordings, len(order))


@lru_cache(maxsize=4)
def area_index(vocabulary: Vocabulary) -> PhraseIndex:
    """Index over area names and aliases; owner ``n`` is area ``n + 1`` in the vocabulary's order."""
    wordings = [
        (name, number) for number, area in enumerate(vocabulary.areas) for name in (area.area, *area.aliases)
    ]
    return PhraseIndex.build(comparer_for(vocabulary), wordings, len(vocabulary.areas))
