"""The log of what was attested, which nobody can rewrite unnoticed. Pure."""
