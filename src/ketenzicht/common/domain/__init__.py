"""Rules that every part shares: rights, work days, state tables, clean text. Plain Python."""
