"""Words of born-digital pages that a narrow column broke without a hyphen: *gembanga n*, *pelaksana an*.

Word processors break a word that is too long for its column wherever the line is full. The pieces are put
together where they make one known word and at least one of them is none; a writer's own way of parting
words (*di laksanakan*, *tanda tangan*) leaves words.
"""

from __future__ import annotations

LEAST = 8
"""Letters of a word that may be too long for a column."""
_SUFFIXES = frozenset({"nya", "lah", "kah", "pun"})
"""What authors write apart from the word before it."""


BROKEN_WORDS = ()
