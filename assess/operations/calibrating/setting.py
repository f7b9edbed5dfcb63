"""The lead examiner's acts: an example is set, withdrawn while nobody marked it, and released, which opens marking."""

from __future__ import annotations

from datetime import datetime

from assess.errors import BadInput, Refused
from assess.operations.calibrating.panel import panel_of
from assess.operations.forms import form_of
from assess.operations.sittings import LEAD
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.accounts import names_of
from assess.store.audit import record
from assess.store.calibrations import CalibrationRow, calibration, calibration_of, example_sheets, part_has_marks
from assess.store.session import Store
from assess.store.sittings import has_duty, sitting

LONGEST = 2000
"""Characters of an example's description and of a finding."""
BEFORE_SETTLED = ("draft", "announced", "enrolling", "marking")


def set_example(store: Store, actor: Actor, sitting_id: int, part: str, text: str, now: datetime) -> None:
    """Sets what the examiners of a part mark together, or words it anew while nobody has marked it.

    From then on no mark of the part is taken until the example is released. Raises ``Refused``:
    ``calibration.too_late``, ``calibration.no_examiners``, ``calibration.marks_entered``, ``calibration.begun``; and
    ``BadInput`` for a missing or too long text.
    """
    with store.unit_of_work() as session:
        place = sitting(session, sitting_id)
        require(actor, Action.CALIBRATE, leads=has_duty(place, actor, LEAD))
        form_of(store, place).part(part)
        if place.state not in BEFORE_SETTLED:
            raise Refused("calibration.too_late", code=place.code)
        if not panel_of(place, part):
            raise Refused("calibration.no_examiners", code=place.code)
        if part_has_marks(session, sitting_id, part):
            raise Refused("calibration.marks_entered", code=place.code)
        row = calibration_of(session, sitting_id, part)
        if row is None:
            row = CalibrationRow(sitting_id=sitting_id, part=part)
            session.add(row)
        elif row.released_at or example_sheets(session, row.id):
            raise Refused("calibration.begun")
        row.text, row.set_by, row.set_at = _words(text, "calibration.text_missing"), actor.account_id, now
        record(session, actor, "calibration.set", f"sitting:{sitting_id}", now, part=part)


def withdraw_example(store: Store, actor: Actor, sitting_id: int, part: str, now: datetime) -> None:
    """Takes an example back that nobody has begun to mark; raises ``Refused("calibration.begun")``."""
    with store.unit_of_work() as session:
        place = sitting(session, sitting_id)
        require(actor, Action.CALIBRATE, leads=has_duty(place, actor, LEAD))
        row = calibration(session, sitting_id, part)
        if row.released_at or example_sheets(session, row.id):
            raise Refused("calibration.begun")
        session.delete(row)
        record(session, actor, "calibration.withdraw", f"sitting:{sitting_id}", now, part=part)


def release(store: Store, actor: Actor, sitting_id: int, part: str, finding: str, now: datetime) -> None:
    """Opens the marking of a part with what its examiners agreed on; only the lead examiner does.

    Raises ``Refused("calibration.nobody")`` while nobody has handed in, ``Refused("calibration.released")`` the second
    time, and ``BadInput("calibration.finding_missing")``, which names those who have not handed in: the finding then
    also says why nobody waits for them.
    """
    with store.unit_of_work() as session:
        place = sitting(session, sitting_id)
        require(actor, Action.OPEN_MARKING, leads=has_duty(place, actor, LEAD))
        row = calibration(session, sitting_id, part)
        if row.released_at:
            raise Refused("calibration.released")
        sheets = example_sheets(session, row.id)
        handed_in = {account for account, sheet in sheets.items() if sheet.handed_in_at}
        if not handed_in:
            raise Refused("calibration.nobody")
        waiting = [account for account in panel_of(place, part) if account not in handed_in]
        names = names_of(session, set(waiting))
        row.finding = _words(finding, "calibration.finding_missing", reason="late" if waiting else "",
                             names=" · ".join(names[account] for account in waiting))
        row.released_by, row.released_at = actor.account_id, now
        record(session, actor, "calibration.release", f"sitting:{sitting_id}", now, part=part,
               handed_in=len(handed_in), waiting=len(waiting))


def _words(text: str, missing: str, **params: object) -> str:
    text = text.strip()
    if not text:
        raise BadInput(missing, **params)
    if len(text) > LONGEST:
        raise BadInput("calibration.too_long", got=len(text), limit=LONGEST)
    return text
