"""Rows and queries: the only package that knows the database, and the files of an installation."""
