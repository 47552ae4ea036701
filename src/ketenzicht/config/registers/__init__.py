"""The registers that law and policy ask for, written from what the code itself declares."""
