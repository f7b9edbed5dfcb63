"""Pages of panel members: the applications they review, and their votes."""
