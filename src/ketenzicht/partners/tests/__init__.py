"""Tests of partners."""
