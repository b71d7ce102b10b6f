"""Review: a person settles what is doubtful, once; in Excel, as a file of decisions, or in the browser."""
