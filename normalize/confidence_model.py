"""The fitted model of confidence: ``confidence_model.csv``; ``python -m bench.confidence`` fits it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from dictionaries.named_values import grouped_values

MODEL_FILE = Path(__file__).with_name("confidence_model.csv")
_HEADING = ("table", "name", "value")
_MODELS = ("letters", "exact")
_MOST_ODDS = 30.0
"""Log-odds beyond this, on either side, are certainty; larger ones would overflow."""

Curve = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class ConfidenceModel:
    """How traits of a cell become the chance that it is right.

    Attributes:
        weights: Log-odds of a cell being right: the start, and what each trait adds to it.
        curve: Points in rising order, from (0, 0) to (1, 1): the chance by the weights, and the share of
            right cells among those with that chance, in documents that the weights were not fitted to.
    """

    weights: Mapping[str, float]
    curve: Curve

    def chance(self, traits: Mapping[str, float]) -> float:
        """The chance that a cell with these traits is right, 0..1.

        Raises:
            KeyError: If a trait has no weight.
        """
        odds = sum(self.weights[name] * value for name, value in traits.items())
        return self._corrected(1.0 / (1.0 + math.exp(-max(-_MOST_ODDS, min(_MOST_ODDS, odds)))))

    def _corrected(self, chance: float) -> float:
        """The chance as the curve has it, interpolated between two of its points."""
        points = pairwise(self.curve)
        (low, low_right), (high, high_right) = next(pair for pair in points if chance <= pair[1][0])
        return low_right + (high_right - low_right) * (chance - low) / (high - low)


@dataclass(frozen=True, slots=True)
class ConfidenceModels:
    """The two models.

    Attributes:
        letters: Of the chance that letters, digits and place are right.
        exact: Of the chance that the marks are too.
    """

    letters: ConfidenceModel
    exact: ConfidenceModel


@lru_cache(maxsize=1)
def confidence_models() -> ConfidenceModels:
    """The models in use."""
    with MODEL_FILE.open(encoding="utf-8", newline="") as stream:
        return parse_models(stream)


def parse_models(lines: Iterable[str]) -> ConfidenceModels:
    """Reads a model file.

    Raises:
        KeyError: If a table is missing.
        ValueError: If a weight or a point is not a number.
    """
    tables = grouped_values(lines, "value")
    return ConfidenceModels(*(_model(tables, name) for name in _MODELS))


def _model(tables: Mapping[str, Mapping[str, float]], name: str) -> ConfidenceModel:
    points = sorted((float(chance), right) for chance, right in tables[f"{name}-curve"].items())
    return ConfidenceModel(tables[f"{name}-weight"], tuple(points))


def format_models(models: ConfidenceModels, made_by: Iterable[str]) -> str:
    """The text of a model file.

    Args:
        models: To be written.
        made_by: Lines for its head that say how they were made.
    """
    rows: list[tuple[str, ...]] = [_HEADING]
    for name in _MODELS:
        model: ConfidenceModel = getattr(models, name)
        order = sorted(model.weights, key=lambda trait: (trait != "start", trait))
        rows += [(f"{name}-weight", trait, f"{model.weights[trait]:.2f}") for trait in order]
        rows += [(f"{name}-curve", f"{chance:.3f}", f"{right:.3f}") for chance, right in model.curve]
    head = [f"# {line}".rstrip() for line in made_by]
    return "\n".join([*head, *(",".join(row) for row in rows)]) + "\n"
