"""From cells to text: what the OCR engines answer, second looks, and a text layer beside the picture."""
