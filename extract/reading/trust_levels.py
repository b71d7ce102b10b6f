"""How far a reading can be trusted: the levels at which reading decides, all of them chances from 0 to 1.

Chances of single words come from fitted weights (``extract.reading.reading_evidence``) and hold within two
points, so a level means what it says. Levels that are measured shares say so.
"""

from __future__ import annotations

CERTAIN = 0.995
"""The highest chance given to any word: readings of the same print can share an error."""
PLAIN = 0.95
"""A mark recognised by its shape alone."""
DOUBT = 0.93
"""Below it a word's line is read again: 16 % of the words, 88 % of the wrong ones (measured)."""
CLEAR = 0.9
"""From here on an engine saw the print clearly, and a word of two readings needs no further look."""
LIKELY = 0.85
"""One thing speaks against it: specks beside a mark, looks that differ, a mark that only one reading has."""
EVEN = 0.5
"""As likely right as wrong."""
GUESS = 0.3
"""Below it an engine is making words of specks and stamps."""
FLOOR = 0.02
"""The lowest chance given to any word."""
