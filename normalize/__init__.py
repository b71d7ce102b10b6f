"""Raw rows to clean rows: ids, areas, repaired words, schedules, the decree's head."""

from normalize.document import normalize_document

__all__ = ["normalize_document"]
