"""Colours that the colour-blind can tell apart, and amounts that stay in order when printed in grey.

Kinds: tints of Okabe and Ito's palette. Amounts: five steps of cividis, light to dark.
"""

from __future__ import annotations

KINDS = {"ada": "#D9EFFA", "belum": "#E69F00", "belum dinilai": "#F7EFA0", "tidak diminta": "#F2F2F2"}
AMOUNTS = ("#FFEA46", "#CBBA69", "#948E77", "#575C6D", "#00224E")
HEAD = "#1F3864"


def step(value: float, most: float) -> int:
    """Which of the steps an amount has: 0 to 4."""
    return min(4, int(5 * value / most)) if most > 0 else 0


def ink(number: int) -> str:
    """The colour of letters on a step."""
    return "#FFFFFF" if number >= 3 else "#000000"


BAR = "#0072B2"
