"""The verbs of the program: load, decide, save, record, in one transaction each."""
