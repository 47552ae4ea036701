"""The pages of causal models. ``explorer*`` reads; the others change something."""
