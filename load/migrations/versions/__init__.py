"""The changes, one module each, chained by ``down_revision``."""
