"""Figures beside what people say: what is counted, over which period, and what may stand in one line."""
