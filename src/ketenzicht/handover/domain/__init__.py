"""Rules of a hand-off: its states and who sees what of it. Plain Python."""
