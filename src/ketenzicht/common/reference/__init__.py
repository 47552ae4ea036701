"""Reference data: from a file beside its owner, through every check, into the database.

Start reading in ``kinds`` (what a part declares), then ``catalogue`` (all files, read and checked) and
``loading`` (what is written). A part declares its kinds in its module ``reference_rows``.
"""
