"""What looks wrong in a text and was left as read, with its place."""

from __future__ import annotations

from dataclasses import dataclass

from lampiran.codes import ReasonCode
from lampiran.records import Reason


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place that looks wrong: ``start:end`` of the text; ``weight`` 0..1 says how wrong it looks.

    ``rule`` is the id of the rule that doubts it; empty for doubts about letters.
    """

    start: int
    end: int
    code: ReasonCode
    values: tuple[str, ...]
    weight: float
    rule: str = ""

    @property
    def reason(self) -> Reason:
        """What to tell a person of it."""
        return Reason(self.code, self.values)
