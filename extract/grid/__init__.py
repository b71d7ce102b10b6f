"""Where a page's tables are and what their cells are: rules, borders, cells, words in cells."""
