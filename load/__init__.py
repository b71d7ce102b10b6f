"""Clean records into the database, and the views that analysts query."""
