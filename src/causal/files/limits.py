"""How large a model may be. Well above what people discuss; small enough to say no within a second."""

FACTORS = 3_000
RELATIONS = 10_000
OTHERS = 2_000  # interventions, claims, indicators, notes, domains: each
FILE_BYTES = 8_000_000
TEXT_LENGTH = 20_000
ID_LENGTH = 100
DEPTH = 16
VALUES = 250_000  # scalars, lists and mappings in one file
CELLS = 2_500_000  # cells of a table; a thousand factors make a million
SEARCHED = 1_500_000  # characters of JSON that are read again to tell the lines of problems
