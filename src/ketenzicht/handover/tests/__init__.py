"""Tests of handover."""
