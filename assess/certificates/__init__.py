"""What is attested: from a grade to the paper that a stranger can check.

Values in, values and bytes out; no database, no files, no clock, no randomness of its own.
"""
