"""Opening a file: what it is by content, whether it can be read; damaged ones rebuilt."""
