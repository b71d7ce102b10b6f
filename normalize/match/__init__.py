"""Which area, komponen and indikator each row is about."""
