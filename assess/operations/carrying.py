"""Parts that a candidate passed at an earlier sitting and need not sit again (成绩保留); see ``exams.carrying``.

The program proposes them, the office decides while enrolment is open. The earlier result is pinned by its row: whatever
happens to it later is looked at again whenever something is computed from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from assess.canonical import sha256_hex
from assess.errors import Refused
from assess.exams.carrying import carried_part, kept_until, same_part
from assess.exams.form import ExamForm
from assess.exams.result import Carried
from assess.i18n.text import Text
from assess.operations.forms import form_of, standard_of
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.audit import record
from assess.store.results import ResultRow, result_of, results_of_person
from assess.store.session import Store
from assess.store.sheets import add_sheets
from assess.store.sittings import CarriedPartRow, EnrolmentRow, SittingRow, carried_parts, enrolment

_PUBLISHED = ("notice", "approved", "issued")
_FINAL = ("approved", "issued")


@dataclass(frozen=True)
class KeptPart:
    """A part that can be carried, or is: what was reached where, and the last day on which it still counts."""

    part: str
    name: Text
    carried: Carried
    result_id: int
    kept_until: date
    taken: bool
    """Whether the office decided that it counts at this sitting."""
    stands: bool
    """Whether the earlier result is in force as it was; one that fell is taken back, and the part is examined."""


def carry(store: Store, actor: Actor, enrolment_id: int, part: str, now: datetime) -> None:
    """Lets a part count that was passed earlier; it is not examined at this sitting.

    Raises ``Refused``: ``carried.not_open`` outside enrolment, ``carried.not_kept`` when no result in force of that
    person says that the same part was passed within the months that the standard sets.
    """
    require(actor, Action.ENROL)
    with store.unit_of_work() as session:
        enrolled = enrolment(session, enrolment_id)
        if enrolled.sitting.state != "enrolling":
            raise Refused("carried.not_open", code=enrolled.sitting.code)
        found = next((kept for kept in kept_parts(store, session, enrolled) if kept.part == part), None)
        if found is None:
            raise Refused("carried.not_kept", seat=enrolled.seat)
        if found.taken:
            return
        session.add(CarriedPartRow(enrolment_id=enrolled.id, part=part, result_id=found.result_id,
                                   carried_by=actor.account_id, carried_at=now))
        record(session, actor, "enrolment.carry", f"enrolment:{enrolled.id}", now, part=part,
               sitting=found.carried.sitting, result=found.carried.result)


def take_back(store: Store, actor: Actor, enrolment_id: int, part: str, now: datetime) -> None:
    """The part is examined after all.

    Once the marking began only where the earlier result does not stand any more; the examiners of the part then get a
    sheet of this candidate. Raises ``Refused("carried.not_open")`` otherwise.
    """
    require(actor, Action.ENROL)
    with store.unit_of_work() as session:
        enrolled = enrolment(session, enrolment_id)
        row = enrolled.sitting
        kept = carried_parts(session, row.id).get((enrolled.id, part))
        if kept is None:
            return
        fallen = row.state == "marking" and _standing(session, kept) is None
        if row.state != "enrolling" and not fallen:
            raise Refused("carried.not_open", code=row.code)
        session.delete(kept)
        if fallen:
            examiners = [a.account_id for a in row.assignments if a.duty == "examiner" and a.part == part]
            add_sheets(session, row.id, enrolled.id, part, examiners)
        record(session, actor, "enrolment.carry_back", f"enrolment:{enrolled.id}", now, part=part)


def kept_parts(store: Store, session: Session, enrolled: EnrolmentRow) -> list[KeptPart]:
    """The parts of the sitting's form that this person passed before, in the form's order: proposed, or decided on.

    What was decided on is listed even when it does not stand any more.
    """
    row, form = enrolled.sitting, form_of(store, enrolled.sitting)
    months = standard_of(store, row).assessment[form.level].keep_passed or 0
    taken = carried_parts(session, row.id)
    found = []
    for form_part in form.parts:
        part = form_part.part.id
        chosen = taken.get((enrolled.id, part))
        rows = [session.get_one(ResultRow, chosen.result_id)] if chosen else _earlier(session, enrolled)
        for result in rows:
            there = session.get_one(EnrolmentRow, result.enrolment_id).sitting
            passed = _passed(result, part, there)
            if passed is None:
                continue
            last = kept_until(there.held_on, months)
            if chosen or (row.held_on <= last and _examines_the_same(store, there, form, part)):
                stands = chosen is None or _standing(session, chosen) is not None
                found.append(KeptPart(part, form_part.part.name, passed, result.id, last, chosen is not None, stands))
                break
    return found


def carried_inputs(session: Session, sitting_id: int) -> dict[tuple[int, str], Carried]:
    """The carried parts of a sitting whose earlier result stands, by (enrolment id, part); others count as open."""
    standing = {key: _standing(session, row) for key, row in carried_parts(session, sitting_id).items()}
    return {key: carried for key, carried in standing.items() if carried is not None}


def not_final(session: Session, row: SittingRow) -> int:
    """How many carried parts of admitted candidates must wait: the earlier result is not final, or fell."""
    admitted = {enrolled.id for enrolled in row.enrolments if enrolled.admission == "admitted"}
    kept = [each for (owner, _part), each in carried_parts(session, row.id).items() if owner in admitted]
    return sum(_standing(session, each) is None or _origin(session, each).state not in _FINAL for each in kept)


def _earlier(session: Session, enrolled: EnrolmentRow) -> Iterator[ResultRow]:
    """The person's published results of earlier exams that were not passed as a whole, the newest first."""
    for result in results_of_person(session, enrolled.person_id):
        there = session.get_one(EnrolmentRow, result.enrolment_id).sitting
        if there.state in _PUBLISHED and there.held_on < enrolled.sitting.held_on and not result.passed:
            yield result


def _examines_the_same(store: Store, there: SittingRow, form: ExamForm, part: str) -> bool:
    if (there.standard, there.level) != (form.standard, form.level):
        return False
    then = {one.part.id: one for one in form_of(store, there).parts}
    return part in then and same_part(form.part(part), then[part])


def _standing(session: Session, kept: CarriedPartRow) -> Carried | None:
    """What the pinned result says of the part, if one like it is in force; None also for a record that was altered."""
    pinned = session.get_one(ResultRow, kept.result_id)
    origin = _origin(session, kept)
    current = result_of(session, pinned.enrolment_id)
    if origin.state not in _PUBLISHED or current is None or current.digest != pinned.digest:
        return None
    return _passed(current, kept.part, origin)


def _origin(session: Session, kept: CarriedPartRow) -> SittingRow:
    return session.get_one(EnrolmentRow, session.get_one(ResultRow, kept.result_id).enrolment_id).sitting


def _passed(result: ResultRow, part: str, there: SittingRow) -> Carried | None:
    """What the record of that result says of the part, if it is the record that was settled."""
    if sha256_hex(result.record) != result.digest:
        return None
    return carried_part(json.loads(result.record), part, there.code, there.held_on, result.digest)
