"""Sizes of print and rules on paper, and how much of something is much: one scale for all of extraction.

A size that means the same thing has one name wherever it is asked for. Lengths are inches on the page:
``round(LINE * dpi)`` are pixels, ``LINE * POINTS_PER_INCH`` points. They fit office print of 8 to 12 points
and the rules of word processors, and were set on printed, scanned and worn plans of 100 to 400 dpi.
"""

from __future__ import annotations

HALF_RULE = 0.008
"""Half of a rule's thickness with its grey rim."""
HAIR = 0.012
"""A thin rule; also how far a line may lie off its course."""
STROKE = 0.02
"""A letter's stroke, a thick rule: what is smaller is a speck, what lies so near a rule is its own rim."""
CLEAR = 0.03
"""What print keeps clear of a rule beside it."""
SAME = 0.04
"""Two lines nearer to each other than this are one; gaps between letters of a word are narrower."""
LETTER = 0.06
"""A small letter is as high."""
LINE = 0.12
"""A line of small print is as high; no cell is lower."""
WORD = 0.2
"""Strokes of letters are shorter: so long a run may be a rule."""
GAP = 0.3
"""The longest gap that a scanner leaves in a rule."""
STRETCH = 0.6
"""A rule runs straight for so long, even on paper that bends."""
LONG = 1.0
"""No word or letter is as long as this; a table is wider."""

HARDLY = 0.12
"""A share so small may be chance."""
PARTLY = 0.25
"""A share that is more than chance."""
MOSTLY = 0.6
"""A share of clearly more than half."""
WHOLE = 0.85
"""A share that counts as all: a scan leaves gaps in every rule."""

SEVERAL = 2
"""One alone may be chance, two are not."""
PATTERN = 3
"""So many that are alike make a pattern."""
LEAST_COLUMNS = 4
"""Columns of a plan's table, at least."""
