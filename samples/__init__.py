"""Sample decrees with known truth: printed from plan rows, then degraded like an office scan.

``sources/`` holds what two public decrees print (and how a scanner misread one of them), ``plans``
loads that, ``made_up`` invents further plans, ``printing`` sets a decree as PDF and records where each
cell and word stands, ``degrade`` and ``profiles`` turn its pages into scans, ``textlayer`` adds a noisy
invisible text layer, ``truth`` writes what a reader should find. ``make_samples`` is the command line.
"""
