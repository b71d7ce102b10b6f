"""Ink levels: below which grey a pixel of a page counts as ink.

Greys run from 0 (black) to 255 (white paper); a pixel is ink where it is darker than the level. Which level
a question needs depends on the picture it is asked of: a *raw* page as it was scanned, a *flattened* page
(even white paper, faint rules kept) or a *cleaned* page (pale greys gone, see ``extract.pictures.clean``).

The levels replace these private cut-offs:

- :data:`BLACK`: 110 in ``images`` (black print under coloured ink) and ``skew`` (solid dark areas).
- :data:`HALF`: 128 in ``screens``, ``layer`` (twice) and ``page_kind``; 120 in ``compact``.
- :data:`PRINT`: ``_DARK`` 150 in ``gutters``, ``scanned_level_rules``, ``reading.cell_crops``,
  ``reading.dash_shapes``, ``reading.layer_suspects`` and ``reading.stroke_marks``; 160 in ``images``.
- :data:`FAINT`: ``_SPECK`` 170 in ``ruling_lines``, ``DARK`` 170 in ``dotted_borders``, ``_DARK`` 170 in
  ``reading.text_lines``, ``_PRINT`` 175 in ``borders`` and ``faint_borders``.
- :data:`SHADE`, :data:`SPECK`: 190 and 200 in ``clean``.
- :data:`PALE`: 215 in ``images``.
"""

from __future__ import annotations

BLACK = 110
"""Black print or a filled dark area on a raw page: darker than coloured ink and than grey bands."""
HALF = 128
"""Halfway to paper: whether there is any ink at all, on a raw page as on a cleaned one."""
PRINT = 150
"""Print on a cleaned page: the strokes of letters without their soft rims."""
FAINT = 170
"""Faint ink: letters with their soft rims, and the specks that a scan leaves of a worn or pale rule."""
SHADE = 190
"""Anything on a flattened page that is clearly not paper: print, its rims, tints."""
SPECK = 200
"""Anything that is not white once a cleaned page's greys are stretched."""
PALE = 215
"""Coloured ink on a raw page, however pale."""

PAPER_SHARE = 80
"""Percentile of a page's greys that is its paper: print covers far less than a fifth of a page."""
