"""PDF, page images and transcripts to raw plan rows. See ``docs/architecture.md``."""
