"""From ruling lines, or blank gutters, to cells; and words into cells."""
