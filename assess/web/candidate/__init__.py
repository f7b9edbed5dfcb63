"""For candidates: the own results with their reasons, consents and certificates."""
