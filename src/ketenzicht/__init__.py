"""Ketenzicht: from a signal of human trafficking to the right action and an answer."""
