"""Looking again at the roles that people hold: what is due, and what comes of it."""
