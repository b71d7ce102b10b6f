"""Prints decrees with known truth, then degrades them like an office scan.

``sources/`` holds what two public decrees print (and how a scanner misread one of them), ``public_plans``
loads that, ``made_up`` invents further plans, ``printing`` sets a decree as PDF and records where each
cell and word stands, ``degrade`` and ``profiles`` turn its pages into scans, ``text_layer`` adds a noisy
invisible text layer, ``truth`` writes what a reader should find. ``__main__`` is the command line.
"""
