"""Rules of a signal: its states and the indicator rule. Plain Python."""
