"""Every table of the database: importing this module makes the metadata complete, for migrations and for tests."""

from __future__ import annotations

from assess.store import (
    accounts,
    amendments,
    appointments,
    audit,
    calibrations,
    certificate_acts,
    certificates,
    devices,
    drafts,
    forms,
    jobs,
    judging,
    ledger,
    numbers,
    people,
    placings,
    remedies,
    results,
    samples,
    sheets,
    sittings,
)
from assess.store.base import Base

METADATA = Base.metadata
MODULES = (
    accounts, amendments, appointments, audit, calibrations, certificate_acts, certificates, devices, drafts,
    forms, jobs, judging, ledger, numbers, people, placings, remedies, results, samples, sheets, sittings,
)
