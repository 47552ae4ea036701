"""Measuring the product on a large database of its own."""
