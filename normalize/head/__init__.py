"""Who decreed what, and when."""
