"""How one document writes things: evidence for repairing it."""
