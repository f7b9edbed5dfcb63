"""All pages of the office; each subject has its own module."""

from __future__ import annotations

from assess.web.office import (
    appointment_papers,
    appointments,
    candidates,
    certificates,
    devices,
    duties,
    evidence,
    exporting,
    handing_out,
    history,
    judging,
    marking,
    panels,
    paper,
    placings,
    remedies,
    result_files,
    results,
    roster,
    sittings,
)
from assess.web.office.blueprint import blueprint

__all__ = [
    "appointment_papers", "appointments", "blueprint", "candidates", "certificates", "devices", "duties", "evidence",
    "exporting", "handing_out", "history", "judging", "marking", "panels", "paper", "placings", "remedies",
    "result_files", "results", "roster", "sittings",
]
