"""Rules of partners: which desk takes in what, and which route is advised. Plain Python."""
