"""The commands, one module each; they parse options and show results, the work is done elsewhere."""
