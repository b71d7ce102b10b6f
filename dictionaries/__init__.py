"""The vocabulary as CSV that a person edits in Excel, and its validated, typed form."""
