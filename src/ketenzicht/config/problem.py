"""What stops the product from starting, said in one sentence to the person at the terminal."""


class Problem(Exception):
    """The message says what is wrong and what to do; no traceback is needed."""
