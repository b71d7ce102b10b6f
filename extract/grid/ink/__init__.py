"""Tables of a page picture: from dark pixels to rules, borders and cells."""
