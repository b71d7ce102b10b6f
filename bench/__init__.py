"""Measures Lampiran against other ways of getting a plan's table out of a scan, on the same pages.

``pages`` prints and degrades a made-up plan; ``measure`` runs each tool in processes of its own and takes
time and memory; ``accuracy`` compares what they found with the truth; ``report`` writes the tables of
``docs/benchmark.md``. ``workers`` are the programs run in those processes. Not part of the wheel: it needs a
checkout (``samples``), Linux or macOS, and for the other tools the environment that ``make bench`` sets up.

``same`` compares commits instead: ``corpus`` and ``recipes`` keep its documents, ``golden`` writes down what
became of one, ``runs`` and ``base`` keep and make what older commits gave, ``differences``, ``fields`` and
``listing`` compare.
"""
