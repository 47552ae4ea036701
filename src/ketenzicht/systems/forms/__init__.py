"""Checking what people fill in about models."""
