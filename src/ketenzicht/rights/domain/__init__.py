"""Rules of requests of data subjects: how they go, and by when they are answered. Plain Python."""
