"""Which column of a table is which: headings, names, and cells cut or joined to fit."""
