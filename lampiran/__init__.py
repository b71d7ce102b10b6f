"""Lampiran: scanned decree annexes into a clean, queryable, traceable database.

This package holds what the stages share (records, errors, settings) and what drives them
(pipeline, batch, command line). The stages are the top-level packages ``extract``, ``normalize``
and ``load``; they do not import each other.
"""

__version__ = "0.1.0"
