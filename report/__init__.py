"""The report of the office above its regions: who has sent a plan, what is missing, what is due."""
