"""Raw plan rows to clean records: matching against the vocabulary, repair of OCR noise, schedules, heads."""
