"""Grids cut or joined after reading, where headings or the plan's other pages show what was missed."""
