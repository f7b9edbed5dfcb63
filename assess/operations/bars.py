"""Who is not admitted because of a breach at an earlier sitting (禁考), until when, and where it happened."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from assess.exams.breaches import Breach
from assess.exams.months import months_after
from assess.store.sittings import void_parts


@dataclass(frozen=True)
class Bar:
    """A bar on one person: from when on an exam may be sat again, and the breach it comes from."""

    until: date
    """The first day on which the person may be examined again."""
    sitting: str
    held_on: date
    breach: Breach


def bars(session: Session, person_ids: Collection[int], on: date) -> dict[int, Bar]:
    """Those of these people who are barred from an exam on that day, by person id; of several bars the longest.

    A breach bars from the day of its exam on, whether or not that exam is settled; it counts for later exams only, and
    not any more once the void part was taken back.
    """
    found: dict[int, Bar] = {}
    for state, enrolled in void_parts(session, person_ids):
        breach, happened = Breach.model_validate(state.breach), enrolled.sitting
        bar = Bar(months_after(happened.held_on, breach.bar_months), happened.code, happened.held_on, breach)
        known = found.get(enrolled.person_id)
        if happened.held_on < on < bar.until and (known is None or known.until < bar.until):
            found[enrolled.person_id] = bar
    return found
