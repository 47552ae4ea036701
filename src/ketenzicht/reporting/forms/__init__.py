"""The questions of a report and of the way back: they validate, and do nothing else."""
