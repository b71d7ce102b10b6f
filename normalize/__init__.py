"""Raw rows to clean rows: ids, areas, repaired words, schedules, the decree's head."""

from normalize.document import normalize_document
from normalize.head.several import DecreePart, decree_parts

__all__ = ["DecreePart", "decree_parts", "normalize_document"]
