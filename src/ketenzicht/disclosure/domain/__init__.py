"""Rules of disclosure: whether this may go to them for that. Plain Python."""
