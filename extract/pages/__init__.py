"""One page in, one reading out: what kind of page it is, and how that kind is read."""
