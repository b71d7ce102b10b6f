"""When: months and years of ``target_waktu``."""
