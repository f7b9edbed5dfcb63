"""Reads what a paper, a photo or a pasted credential carries, and compares it with the signed record."""
