"""All pages of the office; each subject has its own module."""

from __future__ import annotations

from assess.web.office import (
    appointments,
    candidates,
    certificates,
    duties,
    exporting,
    judging,
    marking,
    panels,
    paper,
    results,
    roster,
    sittings,
)
from assess.web.office.blueprint import blueprint

__all__ = [
    "appointments", "blueprint", "candidates", "certificates", "duties", "exporting", "judging", "marking", "panels",
    "paper", "results", "roster", "sittings",
]
