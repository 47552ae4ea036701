"""The pages of reporting: for the public, for whoever comes back with a receipt, and for professionals."""
