"""Every table of the database: importing this module makes the metadata complete, for migrations and for tests."""

from __future__ import annotations

from assess.store import (
    accounts,
    appointments,
    audit,
    certificates,
    drafts,
    jobs,
    judging,
    ledger,
    people,
    results,
    sheets,
    sittings,
)
from assess.store.base import Base

METADATA = Base.metadata
MODULES = (
    accounts, appointments, audit, certificates, drafts, jobs, judging, ledger, people, results, sheets, sittings,
)
