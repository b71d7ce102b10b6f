"""Words, how OCR engines misread them, and which words stand side by side in plans."""
