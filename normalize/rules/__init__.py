"""Repairs and doubts that need no guess at letters: marks, spacing, numbers, odd shapes."""
