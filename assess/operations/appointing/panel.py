"""Who sits on the panel of a review, who could, and what keeps the others from it (回避)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from assess.errors import BadInput, Refused
from assess.exams.review_progress import FINAL, ReviewState
from assess.operations.appointing.opening import appointment_of
from assess.operations.enrolling import RELATIONS
from assess.operations.forms import standard_of
from assess.operations.sittings import InterestConflict, conflict_params, interest_conflicts
from assess.people.policy import Action, require
from assess.people.roles import Actor, Role
from assess.store.accounts import AccountRow
from assess.store.appointments import MemberRow, ReviewRow, is_involved, review
from assess.store.audit import record
from assess.store.people import RelationRow, relations_between
from assess.store.session import Store


@dataclass(frozen=True)
class Candidate:
    """An account that may sit on panels, and every conflict of interest that keeps it from this one."""

    account_id: int
    name: str
    workshop: str
    conflicts: tuple[InterestConflict, ...]


def seat(store: Store, actor: Actor, review_id: int, account_id: int, *, outside: bool, qualification: str,
         now: datetime) -> None:
    """Puts an account on the panel, with the qualification that the office saw.

    Refused for a conflict of interest, for whoever is of the enterprise and named as from outside, and once the panel
    is at work.
    """
    with store.unit_of_work() as session:
        row = review(session, review_id, lock=True)
        require(actor, Action.HOLD_REVIEW, examined=is_involved(row, actor))
        _require_being_named(row)
        appointment_of(store, row)
        account = session.get(AccountRow, account_id)
        if account is None or not account.active or Role.REVIEWER.value not in account.roles.split(","):
            raise BadInput("review.not_a_reviewer")
        if not qualification.strip():
            raise BadInput("review.qualification_missing")
        if any(member.account_id == account_id for member in row.members):
            raise Refused("review.member_already", name=account.name)
        for conflict in interest_conflicts(session, [account], [row.person_id]):
            raise Refused("review.conflict", **conflict_params(conflict))
        if outside and account.enterprise == standard_of(store, row).author.id:
            raise Refused("review.not_outside", name=account.name)
        row.members.append(MemberRow(account_id=account_id, outside=outside, qualification=qualification.strip()))
        record(session, actor, "review.seat", f"review:{row.id}", now, account=account_id, outside=outside)


def unseat(store: Store, actor: Actor, review_id: int, account_id: int, now: datetime) -> None:
    """Takes somebody off the panel before it is at work."""
    with store.unit_of_work() as session:
        row = review(session, review_id, lock=True)
        require(actor, Action.HOLD_REVIEW, examined=is_involved(row, actor))
        _require_being_named(row)
        member = next((one for one in row.members if one.account_id == account_id), None)
        if member is None:
            raise Refused("review.member_gone")
        session.delete(member)
        record(session, actor, "review.unseat", f"review:{row.id}", now, account=account_id)


def declare(store: Store, actor: Actor, review_id: int, account_id: int, kind: str, now: datetime) -> None:
    """Records a relation between a member, or somebody who could be one, and the applicant.

    A member who sits already then stands in the way of the next step until the panel is changed.
    """
    if kind not in RELATIONS:
        raise BadInput("relation.unknown", got=kind, known=", ".join(RELATIONS))
    with store.unit_of_work() as session:
        row = review(session, review_id, lock=True)
        require(actor, Action.HOLD_REVIEW, examined=is_involved(row, actor))
        if ReviewState(row.state) in FINAL:
            raise Refused("review.closed", code=row.code)
        account = session.get(AccountRow, account_id)
        if account is None or Role.REVIEWER.value not in account.roles.split(","):
            raise BadInput("review.not_a_reviewer")
        if any(known.kind == kind for known in relations_between(session, [account_id], [row.person_id])):
            return
        session.add(RelationRow(account_id=account_id, person_id=row.person_id, kind=kind, declared_at=now))
        record(session, actor, "relation.declare", f"review:{row.id}", now, account=account_id, kind=kind)


def panel_candidates(store: Store, actor: Actor, review_id: int) -> tuple[Candidate, ...]:
    """Everybody who may sit on panels, by name, with what keeps them from this one."""
    require(actor, Action.SEE_REVIEW)
    with store.reading() as session:
        row = review(session, review_id)
        accounts = [account for account in session.scalars(select(AccountRow).where(AccountRow.active))
                    if Role.REVIEWER.value in account.roles.split(",")]
        conflicts = interest_conflicts(session, accounts, [row.person_id])
    return tuple(
        Candidate(account.id, account.name, account.workshop or "",
                  tuple(one for one in conflicts if one.account_id == account.id))
        for account in sorted(accounts, key=lambda account: account.name)
    )


def _require_being_named(row: ReviewRow) -> None:
    if row.state != ReviewState.ADMITTED.value:
        raise Refused("review.panel_fixed", code=row.code)
