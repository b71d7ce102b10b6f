"""Tables of a born-digital page: from drawn lines, or aligned words, to cells."""
