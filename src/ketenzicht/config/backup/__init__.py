"""A backup of one installation: its whole database at one moment, opened by the holder of a key alone."""
