"""From the tables of all pages to plan rows: areas, page breaks, gaps, the raw document."""
