"""What the page as shown says about what was read: print that no word explains, words without print.

A rendering of the page is compared with the words and cells of its reading. Every piece of ink must belong
to a word, a rule or a thing that is no text; every word must stand out from its ground and not be struck out.
"""
