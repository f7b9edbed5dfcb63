"""Who examines, leads and checks at a sitting, and what keeps somebody from it (回避)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.errors import BadInput, Refused
from assess.exams.form import ExamForm
from assess.operations.forms import form_of
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.accounts import AccountRow
from assess.store.audit import record
from assess.store.people import PersonRow, relations_between
from assess.store.session import Store
from assess.store.sittings import AssignmentRow, SittingRow, sitting

DUTIES = ("examiner", "lead", "checker")
LEAD = "lead"
"""The duty of the lead examiner (考评组长): one for the sitting, who may but need not examine a part of it."""

_ROLES = {"examiner": "examiner", "lead": "examiner", "checker": "checker"}
"""The role that an account needs for each duty."""


@dataclass(frozen=True)
class InterestConflict:
    """A known conflict of interest (回避) of somebody with a duty and a candidate.

    ``reason`` is ``self`` (both are one person), ``workshop``, or a declared relation.
    """

    account_id: int
    examiner: str
    person_id: int
    person: str
    reason: str
    what: str = ""


def assign(store: Store, actor: Actor, sitting_id: int, account_id: int, part: str, duty: str, now: datetime) -> None:
    """Gives an account a duty; refused for conflicts of interest, missing roles, and once marking has begun.

    A lead examiner who falls ill can be replaced until the results are settled: without one nothing could be opened.
    """
    require(actor, Action.ASSIGN)
    with store.unit_of_work() as session:
        row = sitting(session, sitting_id)
        _require_in_time(row, duty)
        account = session.get(AccountRow, account_id)
        if account is None or not account.active or _ROLES.get(duty) not in account.roles.split(","):
            raise BadInput("assignment.not_qualified", reason=duty)
        part = part if duty == "examiner" else ""
        _require_qualified(form_of(store, row), account, part, duty)
        if any(a.account_id == account_id and (a.duty == "checker") is not (duty == "checker")
               for a in row.assignments):
            raise Refused("assignment.both_duties", name=account.name)
        if any((a.account_id, a.part, a.duty) == (account_id, part, duty) for a in row.assignments):
            return
        if duty == LEAD and any(a.duty == LEAD for a in row.assignments):
            raise Refused("assignment.lead_taken", code=row.code)
        for conflict in interest_conflicts(session, [account], [enrolled.person_id for enrolled in row.enrolments]):
            raise Refused("assignment.conflict", **conflict_params(conflict))
        row.assignments.append(AssignmentRow(account_id=account_id, part=part, duty=duty))
        record(session, actor, "sitting.assign", f"sitting:{row.id}", now, account=account_id, part=part, duty=duty)


def unassign(store: Store, actor: Actor, sitting_id: int, assignment_id: int, now: datetime) -> None:
    """Takes a duty back; refused once marking has begun (the lead's: once it is over), and when it was before."""
    require(actor, Action.ASSIGN)
    with store.unit_of_work() as session:
        row = sitting(session, sitting_id)
        assignment = next((one for one in row.assignments if one.id == assignment_id), None)
        _require_in_time(row, assignment.duty if assignment else "")
        if assignment is None:
            raise Refused("assignment.gone", code=row.code)
        record(session, actor, "sitting.unassign", f"sitting:{row.id}", now, account=assignment.account_id,
               duty=assignment.duty)
        led_before = any((a.account_id, a.duty) == (assignment.account_id, "led") for a in row.assignments)
        if row.state == "marking" and not led_before:
            # Whoever led while marks were entered never decides about them.
            assignment.duty = "led"
        else:
            session.delete(assignment)


def interest_conflicts(session: Session, examiners: Sequence[AccountRow], person_ids: Sequence[int]) \
        -> list[InterestConflict]:
    """Every known conflict of interest between the two groups.

    Known are: one and the same person, the same workshop, and a relation that was declared (relative, own trainee,
    other interest); 回避.
    """
    if not examiners or not person_ids:
        return []
    people = {p.id: p for p in session.scalars(select(PersonRow).where(PersonRow.id.in_(person_ids)))}
    found = [
        InterestConflict(examiner.id, examiner.name, people[examiner.person_id].id, examiner.name, "self")
        for examiner in examiners if examiner.person_id in people
    ]
    found += [
        InterestConflict(examiner.id, examiner.name, person.id, person.shown_name, "workshop", person.workshop)
        for examiner in examiners for person in people.values()
        if examiner.workshop and examiner.workshop.strip() == person.workshop.strip()
    ]
    by_id = {examiner.id: examiner for examiner in examiners}
    found += [
        InterestConflict(relation.account_id, by_id[relation.account_id].name, relation.person_id,
                         people[relation.person_id].shown_name, relation.kind)
        for relation in relations_between(session, list(by_id), list(people))
    ]
    return found


def conflict_params(conflict: InterestConflict) -> dict[str, object]:
    """What the sentence for ``assignment.conflict`` says; its wording follows ``reason``."""
    return {"examiner": conflict.examiner, "person": conflict.person, "reason": conflict.reason, "what": conflict.what}


def senior_asked(form: ExamForm, part: str, duty: str) -> bool:
    """Whether the duty takes a senior examiner: for a part that asks one, and to lead where any part does."""
    parts = form.parts if duty == LEAD else [form.part(part)] if duty == "examiner" else []
    return any(one.part.examiners.qualification == "senior-examiner" for one in parts)


def _require_qualified(form: ExamForm, account: AccountRow, part: str, duty: str) -> None:
    if senior_asked(form, part, duty) and not account.senior:
        raise Refused("assignment.not_senior", name=account.name, reason=duty)


def _require_in_time(row: SittingRow, duty: str) -> None:
    if row.state not in ("draft", "announced", "enrolling", *(["marking"] if duty == LEAD else [])):
        raise Refused("sitting.marking_began", code=row.code, state=row.state)
