"""Who examines, leads and checks at a sitting, who could, and what keeps the others from it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.exams.form import FormPart
from assess.operations.forms import form_of
from assess.operations.sittings import LEAD, InterestConflict, SittingHead, interest_conflicts, senior_asked
from assess.operations.sittings.overview import head_of
from assess.operations.sittings.steps import short_parts
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.accounts import AccountRow
from assess.store.people import relations_between
from assess.store.session import Store
from assess.store.sittings import AssignmentRow, SittingRow, sitting


@dataclass(frozen=True)
class Assigned:
    """One account with a duty at a sitting."""

    assignment_id: int
    account_id: int
    name: str
    workshop: str


@dataclass(frozen=True)
class PartDuty:
    """The examiners of one part, and whether they are as many as the standard asks."""

    part: FormPart
    assigned: tuple[Assigned, ...]
    short: bool


@dataclass(frozen=True)
class Available:
    """An account that holds the role, and every conflict of interest that keeps it from this sitting."""

    account_id: int
    name: str
    workshop: str
    conflicts: tuple[InterestConflict, ...]
    senior: bool


@dataclass(frozen=True)
class DeclaredRelation:
    """A relation between an examiner and an enrolled person."""

    examiner: str
    seat: int
    person: str
    kind: str


@dataclass(frozen=True)
class DutiesView:
    """The page of examiners: who is assigned, who could be, and what keeps the others."""

    head: SittingHead
    parts: tuple[PartDuty, ...]
    leads: tuple[Assigned, ...]
    """The lead examiner (考评组长), if one is appointed."""
    senior_lead: bool
    """Whether a part asks for senior examiners, so that one of them leads."""
    checkers: tuple[Assigned, ...]
    examiners: tuple[Available, ...]
    other_checkers: tuple[Available, ...]
    relations: tuple[DeclaredRelation, ...]
    seats: tuple[tuple[int, int, str], ...]
    """Enrolment id, seat and name of everybody enrolled."""


def duties_view(store: Store, actor: Actor, sitting_id: int) -> DutiesView:
    """Who examines and checks, and who could."""
    require(actor, Action.SEE_SITTING)
    with store.reading() as session:
        row = sitting(session, sitting_id)
        form = form_of(store, row)
        accounts = {account.id: account for account in session.scalars(select(AccountRow).where(AccountRow.active))}
        examiners = [account for account in accounts.values() if "examiner" in account.roles.split(",")]
        checkers = [account for account in accounts.values() if "checker" in account.roles.split(",")]
        people = {enrolled.person_id: enrolled for enrolled in row.enrolments}
        relations = relations_between(session, [account.id for account in examiners], list(people))
        short = short_parts(row, form)
        return DutiesView(
            head=head_of(store, row),
            parts=tuple(PartDuty(part, _assigned(session, row, "examiner", part.part.id), part.part.id in short)
                        for part in form.parts),
            leads=_assigned(session, row, LEAD, ""), senior_lead=senior_asked(form, "", LEAD),
            checkers=_assigned(session, row, "checker", ""),
            examiners=_available(session, row, examiners), other_checkers=_available(session, row, checkers),
            relations=tuple(
                DeclaredRelation(accounts[r.account_id].name, people[r.person_id].seat,
                                 people[r.person_id].person.shown_name, r.kind)
                for r in relations
            ),
            seats=tuple((e.id, e.seat, e.person.shown_name) for e in row.enrolments),
        )


def _assigned(session: Session, row: SittingRow, duty: str, part: str) -> tuple[Assigned, ...]:
    mine = [a for a in row.assignments if (a.duty, a.part) == (duty, part)]
    return tuple(_who(session, assignment) for assignment in mine)


def _who(session: Session, assignment: AssignmentRow) -> Assigned:
    account = session.get_one(AccountRow, assignment.account_id)
    return Assigned(assignment.id, account.id, account.name, account.workshop or "")


def _available(session: Session, row: SittingRow, accounts: list[AccountRow]) -> tuple[Available, ...]:
    conflicts = interest_conflicts(session, accounts, [enrolled.person_id for enrolled in row.enrolments])
    return tuple(
        Available(account.id, account.name, account.workshop or "",
                  tuple(conflict for conflict in conflicts if conflict.account_id == account.id), account.senior)
        for account in sorted(accounts, key=lambda account: account.username)
    )
