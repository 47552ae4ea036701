"""What people do with causal models; one function is one thing a person does."""
