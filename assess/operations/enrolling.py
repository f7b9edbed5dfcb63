"""Enrolling people at a sitting: one by one or as a whole roster, with the verdict on every clause of admission."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.errors import BadInput, Problem, Problems, Refused
from assess.exams.eligibility import Background, Eligibility, Held, evaluate
from assess.operations.forms import standard_of
from assess.operations.sittings import refuse_conflicts
from assess.people.identity import Document, PersonName, check_document, check_name
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.accounts import AccountRow
from assess.store.audit import record
from assess.store.people import PersonRow, RelationRow, add_document, person_by_document, set_photo
from assess.store.session import Store
from assess.store.sittings import EnrolmentRow, SittingRow, enrolment, next_seat, sitting

RESIDENCES = ("mainland", "macau", "hongkong", "other")
RELATIONS = ("relative", "trainee", "interest")


@dataclass(frozen=True)
class Applicant:
    """One person as an application names them; ``where`` is the place in the roster that problems are shown at."""

    name: PersonName
    document: Document
    born: date | None
    residence: str
    workshop: str
    background: Background
    where: str = ""


def problems_of(applicant: Applicant, today: date) -> list[Problem]:
    """All that is wrong (``error``) or unusual (``warning``) in one application, placed at ``applicant.where``."""
    found = [*check_name(applicant.name), *check_document(applicant.document, today)]
    if applicant.residence not in RESIDENCES:
        found.append(Problem("applicant.residence", "residence", {"got": applicant.residence}))
    if applicant.born is not None and not date(1900, 1, 1) <= applicant.born <= today:
        found.append(Problem("applicant.born", "born", {"got": applicant.born.isoformat()}))
    place = f"{applicant.where} " if applicant.where else ""
    return [Problem(p.code, f"{place}{p.where}".strip(), p.params, p.severity) for p in found]


def enrol(store: Store, actor: Actor, sitting_id: int, applicant: Applicant, now: datetime) -> int:
    """The id of the new enrolment; see ``enrol_all``."""
    return enrol_all(store, actor, sitting_id, [applicant], now)[0]


def enrol_all(store: Store, actor: Actor, sitting_id: int, applicants: Sequence[Applicant], now: datetime,
              dry_run: bool = False) -> list[int]:
    """The ids of the new enrolments, all or none, in the order given; a dry run checks everything and keeps nothing.

    A person who is known by the same document is enrolled again, not made twice. Raises ``Problems`` with every fault
    of every applicant, ``Refused`` outside enrolment or for a conflict of interest with an examiner of the sitting.
    """
    require(actor, Action.ENROL)
    problems = [p for applicant in applicants for p in problems_of(applicant, now.date()) if p.severity == "error"]
    with store.unit_of_work() as session:
        row = sitting(session, sitting_id)
        if row.state != "enrolling":
            raise Refused("enrolment.not_open", code=row.code, state=row.state)
        ids: list[int] = []
        seen: set[int] = set()
        seat = next_seat(session, sitting_id)
        for applicant in applicants:
            person, faults = _person(session, row, applicant, seen, now)
            problems += faults
            if problems or person is None:
                continue
            enrolled = EnrolmentRow(sitting_id=sitting_id, person_id=person.id, seat=seat,
                                    background=background_data(applicant.background))
            session.add(enrolled)
            session.flush()
            seat += 1
            ids.append(enrolled.id)
            record(session, actor, "enrolment.add", f"enrolment:{enrolled.id}", now, sitting=sitting_id)
        if problems:
            raise Problems("enrolment.problems", problems)
        _refuse_conflicts(session, row, ids)
        if dry_run:
            session.rollback()
            session.begin()
        return ids


def remove(store: Store, actor: Actor, enrolment_id: int, now: datetime) -> None:
    """Takes an enrolment back while enrolment is open; the person stays known."""
    require(actor, Action.ENROL)
    with store.unit_of_work() as session:
        row = enrolment(session, enrolment_id)
        if row.sitting.state != "enrolling":
            raise Refused("enrolment.not_open", code=row.sitting.code, state=row.sitting.state)
        record(session, actor, "enrolment.remove", f"enrolment:{row.id}", now, seat=row.seat, person=row.person_id)
        session.delete(row)


def eligibility(store: Store, actor: Actor, enrolment_id: int) -> Eligibility:
    """The verdict on every route and clause of the level's conditions as of the day of the exam."""
    require(actor, Action.SEE_SITTING)
    with store.reading() as session:
        row = enrolment(session, enrolment_id)
        return eligibility_of(store, row)


def eligibility_of(store: Store, row: EnrolmentRow) -> Eligibility:
    """The verdict for a row that is already loaded."""
    routes = standard_of(store, row.sitting).eligibility.get(row.sitting.level, ())  # type: ignore[call-overload]
    return evaluate(routes, background_from(row.background), row.sitting.held_on)


def decide_admission(store: Store, actor: Actor, enrolment_id: int, admitted: bool, evidence: str, now: datetime) -> None:
    """Admits or refuses an applicant; the office decides, and names the evidence it saw (or why not).

    Admitting somebody for whom no route holds needs the evidence in words: the decision is a person's, and on record.
    """
    require(actor, Action.ENROL)
    with store.unit_of_work() as session:
        row = enrolment(session, enrolment_id)
        if row.sitting.state != "enrolling":
            raise Refused("enrolment.not_open", code=row.sitting.code, state=row.sitting.state)
        verdict = eligibility_of(store, row)
        nearest = verdict.nearest
        if (admitted != verdict.eligible) and not evidence.strip():
            raise BadInput("enrolment.evidence_missing", seat=row.seat)
        row.admission = "admitted" if admitted else "refused"
        row.route = nearest.route.id if admitted and nearest is not None and nearest.held else ""
        row.evidence, row.decided_by, row.decided_at = evidence.strip(), actor.account_id, now
        record(session, actor, "enrolment.decide", f"enrolment:{row.id}", now, admission=row.admission, route=row.route)


def keep_photo(store: Store, actor: Actor, enrolment_id: int, jpeg: bytes, now: datetime) -> None:
    """Keeps the candidate's photo, already re-encoded by ``operations.photos``."""
    require(actor, Action.ENROL)
    with store.unit_of_work() as session:
        row = enrolment(session, enrolment_id)
        set_photo(session, row.person_id, jpeg, now)
        record(session, actor, "person.photo", f"person:{row.person_id}", now)


def declare_relation(store: Store, actor: Actor, account_id: int, enrolment_id: int, kind: str, now: datetime) -> None:
    """Declares that an examiner is related to a candidate, so that the one is kept from examining the other (回避)."""
    require(actor, Action.ASSIGN)
    if kind not in RELATIONS:
        raise BadInput("relation.unknown", got=kind, known=", ".join(RELATIONS))
    with store.unit_of_work() as session:
        row = enrolment(session, enrolment_id)
        if any(a.account_id == account_id and a.duty == "examiner" for a in row.sitting.assignments):
            raise Refused("relation.already_assigned", seat=row.seat)
        session.merge(RelationRow(account_id=account_id, person_id=row.person_id, kind=kind, declared_at=now))
        record(session, actor, "relation.declare", f"person:{row.person_id}", now, account=account_id, kind=kind)


def background_data(background: Background) -> dict[str, Any]:
    """Plain data of a background, dates as ISO text; ``background_from`` reads it again."""
    def plain(value: Any) -> Any:
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, dict):
            return {key: plain(inner) for key, inner in value.items()}
        return [plain(inner) for inner in value] if isinstance(value, (list, tuple)) else value

    return {key: plain(value) for key, value in asdict(background).items()}


def background_from(data: dict[str, Any]) -> Background:
    """The background that ``background_data`` wrote."""
    def day(text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    def held(key: str) -> tuple[Held, ...]:
        return tuple(Held(item["what"], day(item["since"])) for item in data.get(key, []))

    return Background(day(data.get("born")), bool(data.get("works")), day(data.get("working_since")),
                      held("grades"), held("titles"), held("diplomas"))


def _person(session: Session, row: SittingRow, applicant: Applicant, seen: set[int], now: datetime) \
        -> tuple[PersonRow | None, list[Problem]]:
    """The known or new person, or what keeps them from this sitting."""
    known = person_by_document(session, applicant.document)
    if known is None:
        person = PersonRow(
            name_zh=applicant.name.zh, surname=applicant.name.surname, given=applicant.name.given, born=applicant.born,
            residence=applicant.residence, workshop=applicant.workshop, created_at=now,
        )
        session.add(person)
        add_document(session, person, applicant.document)
        session.flush()
        seen.add(person.id)
        return person, []
    if known.name != applicant.name:
        return None, [Problem("applicant.name_differs", applicant.where or "name",
                              {"got": applicant.name.shown, "known": known.shown_name})]
    enrolled = session.scalar(select(EnrolmentRow.id).where(EnrolmentRow.sitting_id == row.id,
                                                            EnrolmentRow.person_id == known.id))
    if enrolled is not None or known.id in seen:
        return None, [Problem("applicant.enrolled_already", applicant.where or "document", {"name": known.shown_name})]
    seen.add(known.id)
    return known, []


def _refuse_conflicts(session: Session, row: SittingRow, enrolment_ids: Sequence[int]) -> None:
    examiner_ids = [a.account_id for a in row.assignments if a.duty == "examiner"]
    examiners = list(session.scalars(select(AccountRow).where(AccountRow.id.in_(examiner_ids))))
    people = session.scalars(select(EnrolmentRow.person_id).where(EnrolmentRow.id.in_(enrolment_ids)))
    refuse_conflicts(session, examiners, list(people))
