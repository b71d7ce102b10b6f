"""Text layers that lie beside their print: moved onto it, or dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from extract.audit.layer_fit import fitted_layer
from extract.audit.sheet import page_words
from lampiran.records import Box, Word
from tests.support.audited_pages import YS, AuditedPage, printed_page


def words_of(page: AuditedPage) -> list[Word]:
    return page_words(page.reading("scan"))


def changed(words: list[Word], way: Callable[[Box], Box]) -> list[Word]:
    return [replace(word, box=way(word.box)) for word in words if word.box is not None]


def scaled(factor: float, dx: float = 0.0, dy: float = 0.0) -> Callable[[Box], Box]:
    return lambda b: Box(b.x0 * factor + dx, b.y0 * factor + dy, b.x1 * factor + dx, b.y1 * factor + dy)


def test_a_layer_on_its_print_stays_as_it_is() -> None:
    page = printed_page()
    words = words_of(page)
    fit = fitted_layer(words, page.image(), 0, 0.0)
    assert fit.verdict == "fits"
    assert list(fit.words) == words


@pytest.mark.parametrize(
    "way",
    [
        scaled(1.0, dx=25.0),
        scaled(1.0, dx=-20.0, dy=9.0),
        scaled(1.0, dy=60.0),
        scaled(1.0, dy=-12.0),
        scaled(0.95),
        scaled(1.05, dx=-12.0, dy=4.0),
    ],
    ids=["right", "left and down", "a row down", "up", "smaller", "larger and moved"],
)
def test_a_layer_beside_its_print_is_moved_onto_it(way: Callable[[Box], Box]) -> None:
    page = printed_page()
    words = words_of(page)
    fit = fitted_layer(changed(words, way), page.image(), 0, 0.0)
    assert fit.verdict == "moved"
    for word, found in zip(words, fit.words, strict=True):
        assert word.box is not None
        assert found.box is not None
        assert found.text == word.text
        assert (found.box.x0, found.box.y0) == pytest.approx((word.box.x0, word.box.y0), abs=3.0)


def test_a_layer_whose_places_nothing_explains_is_dropped() -> None:
    page = printed_page()
    words = words_of(page)
    astray = [
        replace(
            word,
            box=Box(b.x0, b.y0 + (17.0 if index % 3 else -23.0), b.x1, b.y1 + (17.0 if index % 3 else -23.0)),
        )
        for index, word in enumerate(words)
        for b in (word.box,)
        if b is not None
    ]
    fit = fitted_layer(astray, page.image(), 0, 0.0)
    assert fit.verdict == "astray"
    assert fit.words == ()


def test_a_layer_that_leaves_rows_out_stays() -> None:
    page = printed_page()
    words = [word for word in words_of(page) if word.box and word.box.y0 < YS[4]]
    fit = fitted_layer(words, page.image(), 0, 0.0)
    assert fit.verdict == "fits"
    assert list(fit.words) == words


def test_a_few_words_cannot_be_compared_and_stay() -> None:
    page = printed_page()
    words = changed(words_of(page)[:5], scaled(1.0, dy=30.0))
    assert list(fitted_layer(words, page.image(), 0, 0.0).words) == words
