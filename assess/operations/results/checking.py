"""Checks the file of a result for anybody: nothing of it is kept, and no account is needed."""

from __future__ import annotations

from enum import Enum

from assess.exams.result_file import Checked, check_result_file
from assess.store.appointments import review_results_of_digest
from assess.store.results import results_of_digest
from assess.store.session import Store


class Standing(Enum):
    """What this register knows of a digest: it is in force, was replaced, or was never settled here."""

    IN_FORCE = "in_force"
    REPLACED = "replaced"
    UNKNOWN = "unknown"


def check(store: Store, data: bytes) -> tuple[Checked, Standing]:
    """What held and what failed, and whether the result was settled here.

    A forger can write a file that computes; only the register says that a result is the one that was settled.
    """
    checked = check_result_file(data)
    return checked, standing_of(store, checked.stated) if checked.holds else Standing.UNKNOWN


def standing_of(store: Store, digest: str) -> Standing:
    """What the register knows of the result of that digest."""
    with store.reading() as session:
        rows = [row.in_force for row in (*results_of_digest(session, digest), *review_results_of_digest(session, digest))]
    if not rows:
        return Standing.UNKNOWN
    return Standing.IN_FORCE if any(rows) else Standing.REPLACED
