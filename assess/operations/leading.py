"""What the lead examiner (考评组长) looks after: the sittings, and how far the panel is – counts, never marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.exams.form import FormPart
from assess.operations.forms import form_of
from assess.operations.scoring.calibrated import calibration_state
from assess.operations.sittings import LEAD, SittingHead
from assess.operations.sittings.overview import head_of
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.accounts import names_of
from assess.store.session import Store
from assess.store.sheets import sheets_of
from assess.store.sittings import AssignmentRow, SittingRow, carried_parts, has_duty, part_states, sitting

_UNTIL_APPROVED = ("draft", "announced", "enrolling", "marking", "settled", "notice")


@dataclass(frozen=True)
class ExaminerProgress:
    """How many sheets one examiner of a part has in each state; those of absent and other closed parts left out."""

    name: str
    further: bool
    sheets: int
    by_state: Mapping[str, int]

    def count(self, *states: str) -> int:
        """How many of the sheets are in one of these states."""
        return sum(self.by_state.get(state, 0) for state in states)


@dataclass(frozen=True)
class PartProgress:
    """The panel of one part."""

    part: FormPart
    calibration: str
    """As ``scoring.calibrated.calibration_state`` says it."""
    examiners: tuple[ExaminerProgress, ...]

    def count(self, *states: str) -> int:
        """How many sheets of the part are in one of these states."""
        return sum(one.count(*states) for one in self.examiners)

    @property
    def sheets(self) -> int:
        """How many sheets are to be marked."""
        return sum(one.sheets for one in self.examiners)


@dataclass(frozen=True)
class Led:
    """One sitting that the actor leads, with the progress of every part."""

    head: SittingHead
    parts: tuple[PartProgress, ...]


def led_sittings(store: Store, actor: Actor) -> list[Led]:
    """The sittings that the actor leads, until they are approved, by day."""
    require(actor, Action.ENTER_SCORES, own=True)
    with store.reading() as session:
        rows = session.scalars(
            select(SittingRow).join(AssignmentRow, AssignmentRow.sitting_id == SittingRow.id)
            .where(AssignmentRow.account_id == actor.account_id, AssignmentRow.duty == LEAD,
                   SittingRow.state.in_(_UNTIL_APPROVED))
            .order_by(SittingRow.held_on, SittingRow.id)
        )
        return [_led(store, session, row) for row in rows]


def panel(store: Store, actor: Actor, sitting_id: int) -> Led:
    """One sitting with the progress of its panel, for the lead examiner, the office and the supervisor."""
    with store.reading() as session:
        row = sitting(session, sitting_id)
        require(actor, Action.SEE_JUDGING, leads=has_duty(row, actor, LEAD))
        return _led(store, session, row)


def _led(store: Store, session: Session, row: SittingRow) -> Led:
    closed = {place for place, recorded in part_states(session, row.id).items() if recorded.state != "open"}
    closed |= set(carried_parts(session, row.id))
    counts: dict[tuple[str, int, bool], dict[str, int]] = {}
    for sheet in sheets_of(session, row.id):
        if (sheet.enrolment_id, sheet.part) not in closed:
            states = counts.setdefault((sheet.part, sheet.examiner_id, sheet.further), {})
            states[sheet.state] = states.get(sheet.state, 0) + 1
    names = names_of(session, {examiner for _, examiner, _ in counts})
    return Led(head_of(store, row), tuple(
        PartProgress(form_part, calibration_state(session, row.id, form_part.part), tuple(
            ExaminerProgress(names[examiner], further, sum(states.values()), states)
            for (part, examiner, further), states in sorted(counts.items()) if part == form_part.part.id
        ))
        for form_part in form_of(store, row).parts
    ))
