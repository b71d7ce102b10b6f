"""Clean records into the database, and the views that analysts query."""

from load.database import Database, DocumentLine

__all__ = ["Database", "DocumentLine"]
