"""Sample decrees with their truth; :mod:`samples.generator` prints and degrades more of them."""
