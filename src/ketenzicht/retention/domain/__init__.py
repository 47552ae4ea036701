"""Rules of retention: how long a record is kept and who decides that it goes. Plain Python."""
