"""The picture of a page: taken from the file, set upright and straight, cleaned."""
