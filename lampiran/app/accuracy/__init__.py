"""How right a database is, measured against truth files."""
