"""The pages of consultations."""
