"""Figures about how the product runs, for the usual tools; nothing in them is about a person."""
