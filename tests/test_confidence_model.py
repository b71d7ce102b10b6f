"""The fitted model of confidence: its file, its curve, and the program that writes it."""

from __future__ import annotations

import numpy as np
import pytest

from bench.confidence import measured_curve
from normalize.confidence_model import (
    MODEL_FILE,
    ConfidenceModel,
    ConfidenceModels,
    confidence_models,
    format_models,
    parse_models,
)

STRAIGHT = ((0.0, 0.0), (1.0, 1.0))


def test_the_file_in_use_is_as_the_program_writes_it() -> None:
    text = MODEL_FILE.read_text(encoding="utf-8")
    head = [line.removeprefix("#").strip() for line in text.splitlines() if line.startswith("#")]
    assert format_models(confidence_models(), head) == text
    assert any("cells of" in line for line in head)


def test_a_model_survives_writing_and_reading() -> None:
    letters = ConfidenceModel({"start": 2.5, "doubts": -1.25}, ((0.0, 0.0), (0.5, 0.25), (1.0, 1.0)))
    models = ConfidenceModels(letters, ConfidenceModel({"start": 1.5}, STRAIGHT))
    assert parse_models(format_models(models, ["Made for a test."]).splitlines()) == models


@pytest.mark.parametrize("name", ["letters", "exact"])
def test_the_curve_in_use_rises_from_nothing_to_certainty(name: str) -> None:
    model: ConfidenceModel = getattr(confidence_models(), name)
    chances, shares = zip(*model.curve, strict=True)
    assert list(chances) == sorted(set(chances))
    assert list(shares) == sorted(shares)
    assert (chances[0], chances[-1]) == (shares[0], shares[-1]) == (0.0, 1.0)


def test_chances_follow_weights_and_curve() -> None:
    assert ConfidenceModel({"start": 0.0}, STRAIGHT).chance({"start": 1.0}) == pytest.approx(0.5)
    bent = ConfidenceModel({"start": 0.0}, ((0.0, 0.0), (0.5, 0.9), (1.0, 1.0)))
    assert bent.chance({"start": 1.0}) == pytest.approx(0.9)


def test_extreme_odds_are_certainty() -> None:
    model = ConfidenceModel({"start": 1000.0}, STRAIGHT)
    assert model.chance({"start": 1.0}) == pytest.approx(1.0)
    assert model.chance({"start": -1.0}) == pytest.approx(0.0)


def test_a_measured_curve_never_falls() -> None:
    chance = np.array([0.1, 0.1, 0.5, 0.5, 0.995, 0.995])
    right = np.array([1.0, 1.0, 0.0, 1.0, 1.0, 1.0])
    curve = [(round(mean, 6), share) for mean, share in measured_curve(chance, right)]
    assert curve == [(0.0, 0.0), (0.1, 1.0), (0.5, 1.0), (0.995, 1.0), (1.0, 1.0)]
