"""From cells to text: the readers' answers, second looks, and a text layer beside the picture."""
