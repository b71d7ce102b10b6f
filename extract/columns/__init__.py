"""Which column of a table is which: headings, names, contents."""
