"""Figures: what numbers look like."""
