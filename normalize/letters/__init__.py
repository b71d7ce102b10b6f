"""Repair of letters: proposals for doubtful words, weighed, the best carried out."""
