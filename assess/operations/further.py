"""Calling a further examiner where the examiners disagree, or where a total lies near the pass mark.

The further examiner marks the one candidate's part blind to what the others gave; ``exams.agreement`` says how that
settles what is open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.errors import BadInput, NotFound, Refused
from assess.exams.form import FormPart
from assess.exams.result import PartState, decide
from assess.exams.scores import SheetState
from assess.i18n.text import Text
from assess.operations.forms import form_of
from assess.operations.settling import inputs_of
from assess.operations.sittings import InterestConflict, SittingHead, conflict_params, interest_conflicts
from assess.operations.sittings.overview import head_of
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.accounts import AccountRow
from assess.store.audit import record
from assess.store.session import Store
from assess.store.sheets import SheetRow, has_entries, sheet, sheets_of
from assess.store.sittings import AssignmentRow, EnrolmentRow, SittingRow, enrolment, sitting, took_part

NOT_SETTLED_BY_FURTHER = ("choice",)
"""Which tasks a candidate did is a fact: the sheets are put right, no further judgement decides about it."""


@dataclass(frozen=True)
class Candidate:
    """An examiner who could be called; ``hindrance`` is the refusal that calling would meet, or None."""

    account_id: int
    name: str
    workshop: str
    senior: bool
    hindrance: Refused | None


@dataclass(frozen=True)
class FurtherView:
    """The page on which a further examiner is called for one candidate's part."""

    head: SittingHead
    enrolment_id: int
    seat: int
    name: str
    part_id: str
    part_name: Text
    examiners: tuple[Candidate, ...]


def further_view(store: Store, actor: Actor, enrolment_id: int, part: str) -> FurtherView:
    """Who could be called, and what keeps the others; raises ``Refused`` when nothing is there to be settled."""
    with store.reading() as session:
        enrolled, row, form_part = _wanted(store, session, actor, enrolment_id, part)
        accounts = [account for account in session.scalars(select(AccountRow).where(AccountRow.active)
                                                           .order_by(AccountRow.username))
                    if "examiner" in account.roles.split(",")]
        return FurtherView(
            head_of(store, row), enrolled.id, enrolled.seat, enrolled.person.shown_name, part, form_part.part.name,
            tuple(Candidate(account.id, account.name, account.workshop or "", account.senior,
                            _hindrance(session, row, enrolled, form_part, account)) for account in accounts),
        )


def call_further(store: Store, actor: Actor, enrolment_id: int, part: str, account_id: int, now: datetime) -> int:
    """The id of the new sheet of a further examiner for one candidate's part.

    Raises ``Refused``: ``further.not_needed`` when nothing is disputed, ``further.choice`` when only the choice of
    tasks is, and what keeps this examiner (conflict of interest, own sheet, qualification, checking at the sitting).
    """
    with store.unit_of_work() as session:
        session.get(EnrolmentRow, enrolment_id, with_for_update=True)  # two who call at once call one
        enrolled, row, form_part = _wanted(store, session, actor, enrolment_id, part)
        account = session.get(AccountRow, account_id)
        if account is None or not account.active or "examiner" not in account.roles.split(","):
            raise BadInput("assignment.not_qualified", reason="examiner")
        if hindrance := _hindrance(session, row, enrolled, form_part, account):
            raise hindrance
        if not any((a.account_id, a.part, a.duty) == (account_id, part, "further") for a in row.assignments):
            row.assignments.append(AssignmentRow(account_id=account_id, part=part, duty="further"))
        made = SheetRow(sitting_id=row.id, enrolment_id=enrolled.id, part=part, examiner_id=account_id, further=True)
        session.add(made)
        session.flush()
        record(session, actor, "further.call", f"sheet:{made.id}", now, account=account_id, part=part)
        return made.id


def release_further(store: Store, actor: Actor, sheet_id: int, now: datetime) -> None:
    """Takes a further examiner's sheet back; refused once anything was ever entered on it."""
    with store.unit_of_work() as session:
        row = sheet(session, sheet_id, lock=True)
        place = _require_settling(session, actor, row.sitting_id)
        if not row.further:
            raise NotFound("sheet.unknown", sheet=sheet_id)
        if row.state != SheetState.OPEN.value or has_entries(session, row.id):
            raise Refused("further.begun")
        subject = f"enrolment:{row.enrolment_id}"  # the sheet is gone afterwards, the act stays with the candidate
        record(session, actor, "further.release", subject, now, account=row.examiner_id, part=row.part)
        others = sheets_of(session, row.sitting_id, examiner_id=row.examiner_id, part=row.part)
        if all(one.id == row.id or not one.further for one in others):
            for assignment in place.assignments:
                if (assignment.account_id, assignment.part, assignment.duty) == (row.examiner_id, row.part, "further"):
                    session.delete(assignment)
        session.delete(row)


def _wanted(store: Store, session: Session, actor: Actor, enrolment_id: int, part: str) \
        -> tuple[EnrolmentRow, SittingRow, FormPart]:
    """Enrolment, sitting and part when something is open there that a further examiner can settle."""
    enrolled = enrolment(session, enrolment_id)
    row = _require_settling(session, actor, enrolled.sitting_id)
    form = form_of(store, row)
    form_part, inputs = form.part(part), inputs_of(session, row, form).get(enrolled.id)
    result = next((one for one in decide(form, inputs).parts if one.part == part), None) if inputs is not None else None
    disputed = result.agreement.open if result is not None and result.agreement is not None else ()
    if result is None or result.state is not PartState.SCORED or not result.open or not disputed:
        raise Refused("further.not_needed", seat=enrolled.seat)
    if all(one.reason in NOT_SETTLED_BY_FURTHER for one in disputed):
        raise Refused("further.choice", seat=enrolled.seat)
    return enrolled, row, form_part


def _require_settling(session: Session, actor: Actor, sitting_id: int) -> SittingRow:
    row = sitting(session, sitting_id)
    require(actor, Action.SETTLE, examined=took_part(row, actor))
    if row.state != "marking":
        raise Refused("sheet.sitting_settled", state=row.state)
    return row


def _hindrance(session: Session, row: SittingRow, enrolled: EnrolmentRow, form_part: FormPart, account: AccountRow) \
        -> Refused | None:
    """What keeps an examiner from being called; None: nothing."""
    mine = sheets_of(session, row.id, examiner_id=account.id, part=form_part.part.id, enrolment_id=enrolled.id)
    if mine:
        return Refused("further.has_sheet", name=account.name)
    if any(a.account_id == account.id and a.duty == "checker" for a in row.assignments):
        return Refused("assignment.both_duties", name=account.name)
    if form_part.part.examiners.qualification == "senior-examiner" and not account.senior:
        return Refused("assignment.not_senior", name=account.name)
    conflicts = interest_conflicts(session, [account], [one.person_id for one in row.enrolments])
    for conflict in conflicts:
        if _keeps(conflict, enrolled):
            return Refused("assignment.conflict", **conflict_params(conflict))
    return None


def _keeps(conflict: InterestConflict, enrolled: EnrolmentRow) -> bool:
    """Whether the conflict is with this candidate, or the examiner is examined at the sitting at all."""
    return conflict.person_id == enrolled.person_id or conflict.reason == "self"
