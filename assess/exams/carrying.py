"""Parts that were passed at an earlier sitting and count at a later one (成绩保留): which do, and until when.

A standard says for how many months a passed part is kept; one that says nothing keeps none. The part must be the same:
of the same standard and level, and, where the edition is another, equal to the last letter – the same tasks, items,
points, pass mark and rules. Whether a later edition examines "about the same" is no question that a program answers.
Only a part that was marked is carried, never one that was carried itself: the months run from the day it was sat.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from assess.exams.form import FormPart
from assess.exams.months import months_after
from assess.exams.result import Carried, PartState


def kept_until(held_on: date, months: int) -> date:
    """The last day of an exam at which a part that was passed on ``held_on`` still counts."""
    return months_after(held_on, months)


def same_part(now: FormPart, then: FormPart) -> bool:
    """Whether both examine the same: every task and item, the points, the pass mark, and how marks are combined."""
    return now == then


def carried_part(result: Mapping[str, Any], part: str, sitting: str, held_on: date, digest: str) -> Carried | None:
    """What the record of a settled result (``Result.to_data``) says of a part that was sat and passed; else None."""
    for one in result["parts"]:
        if one["part"] == part and one["passed"] and one["state"] == PartState.SCORED.value:
            return Carried(sitting, held_on, digest, Fraction(one["total"]), one["shown"])
    return None
