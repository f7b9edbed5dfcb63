"""All pages of the office; each subject has its own module."""

from __future__ import annotations

from assess.web.office import candidates, certificates, duties, judging, marking, paper, results, roster, sittings
from assess.web.office.blueprint import blueprint

__all__ = [
    "blueprint", "candidates", "certificates", "duties", "judging", "marking", "paper", "results", "roster", "sittings",
]
