"""Reading causal models, always as somebody."""
