"""Enrolling people at a sitting: one by one or as a whole roster, with the verdict on every clause of admission."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assess.errors import BadInput, Problem, Problems, Refused
from assess.exams.eligibility import Background, Eligibility, evaluate
from assess.i18n.formats import local_date
from assess.operations.bars import bars
from assess.operations.forms import standard_of
from assess.operations.sittings import conflict_params, interest_conflicts
from assess.people.identity import HOLDS_BIRTH_DATE, Document, PersonName, birth_date, check_document, check_name
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.accounts import AccountRow
from assess.store.audit import record
from assess.store.people import (
    PersonRow,
    RelationRow,
    add_document,
    person_by_document,
    relations_between,
    set_photo,
)
from assess.store.session import Store
from assess.store.sittings import (
    EXAMINING,
    CarriedPartRow,
    ConsentRow,
    EnrolmentRow,
    SittingRow,
    enrolment,
    next_seat,
    sitting,
)

RESIDENCES = ("mainland", "macau", "hongkong", "other")
_BACKGROUND = TypeAdapter(Background)
RELATIONS = ("relative", "trainee", "interest")

_HAN = "[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]"
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
"""Full-width Latin letters and signs, which an input method types and no identity card carries."""


@dataclass(frozen=True)
class Applicant:
    """One person as an application names them.

    ``places`` says for each field (``zh``, ``number``, ``born`` …) where it stands in a roster: ``名单!C7``.
    """

    name: PersonName
    document: Document
    born: date | None
    residence: str
    workshop: str
    background: Background
    places: Mapping[str, str] = field(default_factory=dict)

    @property
    def birth(self) -> date | None:
        """The birth date as given, or else as the document number holds it."""
        return self.born or birth_date(self.document)

    def place(self, name: str) -> str:
        """Where people find a field: its cell in the roster, or else the field itself."""
        return self.places.get(name, name)


def name_from(zh: str, surname: str, given: str) -> PersonName:
    """The name from what was typed: spaces around it, between Han characters and full-width letters are tolerated.

    Nothing else is changed, because the certificate prints the name as it stands here.
    """
    def narrow(text: str) -> str:
        return re.sub(r"\s+", " ", text.translate(_NARROW)).strip()

    return PersonName(re.sub(rf"(?<={_HAN})\s+(?={_HAN})", "", zh.strip()), narrow(surname), narrow(given))


def problems_of(applicant: Applicant, today: date) -> list[Problem]:
    """All that is wrong (``error``) or unusual (``warning``) in one application, each at its place."""
    found = [*check_name(applicant.name), *check_document(applicant.document, today)]
    if applicant.residence not in RESIDENCES:
        found.append(Problem("applicant.residence", "residence", {"got": applicant.residence}))
    if applicant.born is not None and not date(1900, 1, 1) <= applicant.born <= today:
        found.append(Problem("applicant.born", "born", {"got": applicant.born.isoformat()}))
    inside = birth_date(applicant.document)
    if inside is not None and applicant.born is not None and inside != applicant.born:
        found.append(Problem("applicant.born_differs", "born", {"got": applicant.born, "expected": inside}))
    if applicant.document.number and applicant.birth is None and applicant.document.kind not in HOLDS_BIRTH_DATE:
        found.append(Problem("applicant.born_missing", "born"))
    found += [Problem("applicant.future", where, {"got": day}) for where, day in _days(applicant) if day > today]
    return [Problem(p.code, applicant.place(p.where), p.params, p.severity) for p in found]


def _days(applicant: Applicant) -> list[tuple[str, date]]:
    """The days since which something holds, by field; a diploma may still be ahead."""
    known = applicant.background
    held = [("grade_since", known.grades), ("title_since", known.titles)]
    days = [("working_since", known.working_since)] + [(where, each.since) for where, some in held for each in some]
    return [(where, day) for where, day in days if day is not None]


def enrol(store: Store, actor: Actor, sitting_id: int, applicant: Applicant, now: datetime) -> int:
    """The id of the new enrolment; see ``enrol_all``."""
    return enrol_all(store, actor, sitting_id, [applicant], now)[0]


def enrol_all(store: Store, actor: Actor, sitting_id: int, applicants: Sequence[Applicant], now: datetime,
              dry_run: bool = False) -> list[int]:
    """The ids of the new enrolments, all or none, in the order given; a dry run checks everything and keeps nothing.

    A person who is known by the same document is enrolled again, not made twice. Raises ``Problems`` with every fault
    of every applicant, conflicts of interest with an examiner or checker of the sitting among them; ``Refused``
    outside enrolment.
    """
    require(actor, Action.ENROL)
    problems = [p for applicant in applicants for p in problems_of(applicant, local_date(now)) if p.severity == "error"]
    ids: list[int] = []
    try:
        with store.unit_of_work() as session:
            row = sitting(session, sitting_id)
            if row.state != "enrolling":
                raise Refused("enrolment.not_open", code=row.code, state=row.state)
            people: dict[int, Applicant] = {}
            for applicant in applicants:
                person, faults = _person(session, row, applicant, people, now)
                problems += faults
                if person is not None:
                    people[person.id] = applicant
            problems += conflicts_with_duties(session, row, people)
            if problems:
                raise Problems("enrolment.problems", problems)
            ids = _add(session, actor, row, list(people), people, now)
            if dry_run:
                raise _NotKept
    except _NotKept:
        return ids
    return ids


class _NotKept(Exception):
    """Ends the transaction of a dry run without keeping anything."""


def _add(session: Session, actor: Actor, row: SittingRow, person_ids: Sequence[int], people: Mapping[int, Applicant],
         now: datetime) -> list[int]:
    seat = next_seat(session, row.id)
    ids = []
    for number, person_id in enumerate(person_ids):
        background = replace(people[person_id].background, born=people[person_id].birth)
        enrolled = EnrolmentRow(sitting_id=row.id, person_id=person_id, seat=seat + number,
                                background=background_data(background))
        session.add(enrolled)
        session.flush()
        ids.append(enrolled.id)
        record(session, actor, "enrolment.add", f"enrolment:{enrolled.id}", now, seat=enrolled.seat)
    return ids


def remove(store: Store, actor: Actor, enrolment_id: int, now: datetime) -> None:
    """Takes an enrolment back while enrolment is open; the person stays known.

    Refused once a consent was recorded: such a record stays, and the person is refused admission instead.
    """
    require(actor, Action.ENROL)
    with store.unit_of_work() as session:
        row = enrolment(session, enrolment_id)
        if row.sitting.state != "enrolling":
            raise Refused("enrolment.not_open", code=row.sitting.code, state=row.sitting.state)
        if session.scalar(select(ConsentRow.id).where(ConsentRow.enrolment_id == row.id).limit(1)):
            raise Refused("enrolment.has_consent", seat=row.seat)
        record(session, actor, "enrolment.remove", f"sitting:{row.sitting_id}", now, seat=row.seat,
               person=row.person_id)
        session.execute(delete(CarriedPartRow).where(CarriedPartRow.enrolment_id == row.id))
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


def decide_admission(store: Store, actor: Actor, enrolment_id: int, admitted: bool, evidence: str, now: datetime) \
        -> None:
    """Admits or refuses an applicant; the office decides, and names the evidence it saw (or why not).

    Admitting somebody for whom no route holds needs the evidence in words: the decision is a person's, and on record.
    Raises ``Refused("enrolment.barred")`` for admitting somebody whom a breach at an earlier sitting bars that day.
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
        bar = bars(session, [row.person_id], row.sitting.held_on).get(row.person_id)
        if admitted and bar is not None:
            raise Refused("enrolment.barred", seat=row.seat, until=bar.until.isoformat(), sitting=bar.sitting)
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
        if any(a.account_id == account_id and a.duty in EXAMINING for a in row.sitting.assignments):
            raise Refused("relation.already_assigned", seat=row.seat)
        account = session.get(AccountRow, account_id)
        if account is None or "examiner" not in account.roles.split(","):
            raise BadInput("assignment.not_qualified", reason="examiner")
        if any(known.kind == kind for known in relations_between(session, [account_id], [row.person_id])):
            return
        session.add(RelationRow(account_id=account_id, person_id=row.person_id, kind=kind, declared_at=now))
        record(session, actor, "relation.declare", f"person:{row.person_id}", now, account=account_id, kind=kind)


def background_data(background: Background) -> dict[str, Any]:
    """Plain data of a background, dates as ISO text; ``background_from`` reads it again."""
    data: dict[str, Any] = _BACKGROUND.dump_python(background, mode="json")
    return data


def background_from(data: dict[str, Any]) -> Background:
    """The background that ``background_data`` wrote; what an older one did not know is unknown."""
    return _BACKGROUND.validate_python(data)


def person_for(session: Session, applicant: Applicant, now: datetime) -> tuple[PersonRow | None, list[Problem]]:
    """The known person of the same document, or a new one; a problem where the document is known by another name."""
    known = person_by_document(session, applicant.document) if applicant.document.number else None
    if known is None:
        person = PersonRow(
            name_zh=applicant.name.zh, surname=applicant.name.surname, given=applicant.name.given, born=applicant.birth,
            residence=applicant.residence, workshop=applicant.workshop, created_at=now,
        )
        session.add(person)
        add_document(session, person, applicant.document)
        session.flush()
        return person, []
    if known.name != applicant.name:
        params = {"got": applicant.name.shown, "known": known.shown_name}
        return None, [Problem("applicant.name_differs", applicant.place("zh"), params)]
    return known, []


def _person(session: Session, row: SittingRow, applicant: Applicant, seen: Mapping[int, Applicant], now: datetime) \
        -> tuple[PersonRow | None, list[Problem]]:
    """The known or new person, or what keeps them from this sitting."""
    person, faults = person_for(session, applicant, now)
    if person is None:
        return None, faults
    enrolled = session.scalar(select(EnrolmentRow.id).where(EnrolmentRow.sitting_id == row.id,
                                                            EnrolmentRow.person_id == person.id))
    if enrolled is not None or person.id in seen:
        place = applicant.place("number")
        return None, [Problem("applicant.enrolled_already", place, {"name": person.shown_name})]
    return person, []


def conflicts_with_duties(session: Session, row: SittingRow, people: Mapping[int, Applicant]) -> list[Problem]:
    """What keeps examiners and checkers of the sitting from these people; whoever is assigned later is asked then."""
    on_duty = {assignment.account_id for assignment in row.assignments}
    accounts = list(session.scalars(select(AccountRow).where(AccountRow.id.in_(on_duty))))
    return [
        Problem("assignment.conflict", people[conflict.person_id].place("workshop"), conflict_params(conflict))
        for conflict in interest_conflicts(session, accounts, list(people))
    ]
