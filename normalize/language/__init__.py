"""Words, how readers misread them, and which words stand side by side in plans."""
