"""What the office sees of the people enrolled at a sitting: the list and one candidate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from assess.exams.breaches import Breach
from assess.exams.eligibility import Background, Eligibility, evaluate
from assess.exams.form import FormPart
from assess.operations.authorities import authority_named
from assess.operations.bars import Bar, bars
from assess.operations.carrying import KeptPart, kept_parts
from assess.operations.enrolling import Applicant, background_from, eligibility_of
from assess.operations.forms import form_of, standard_of
from assess.operations.sittings import SittingHead
from assess.operations.sittings.overview import head_of
from assess.people.identity import DocumentType, PersonName, own_mask
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.standards.model import CompetitionClause, DiplomaClause, HonourClause, RecognitionClause, Route
from assess.store.accounts import names_of
from assess.store.people import document_of, people_with_photo, photo_of
from assess.store.session import Store
from assess.store.sittings import EnrolmentRow, PartStateRow, consent_in_force, enrolment, part_states, sitting

T = TypeVar("T")


@dataclass(frozen=True)
class MaskedDocument:
    """An identity document as staff see it: enough digits to compare with a list, too few to use."""

    kind: DocumentType
    number: str


@dataclass(frozen=True)
class CandidateLine:
    """One enrolled person in the list of a sitting."""

    enrolment_id: int
    seat: int
    name: PersonName
    document: MaskedDocument
    workshop: str
    residence: str
    has_photo: bool
    eligibility: Eligibility
    admission: str
    evidence: str
    consented: tuple[str, ...]
    """The partner authorities to whose papers the person agreed."""
    bar: Bar | None
    """What keeps the person from being admitted that day, whatever the conditions say."""


@dataclass(frozen=True)
class RecordedState:
    """Absent, late, withdrawn or void, as it was recorded for one part; of a void one the tier of breach."""

    part: str
    state: str
    note: str
    at: datetime
    breach: Breach | None


@dataclass(frozen=True)
class CandidateView:
    """The page of one candidate."""

    head: SittingHead
    line: CandidateLine
    born: date | None
    background: Background
    photo: bytes | None
    decided_by: str
    decided_at: datetime | None
    parts: tuple[FormPart, ...]
    states: tuple[RecordedState, ...]
    breaches: tuple[Breach, ...]
    """The tiers that the sitting's authority names for a void part."""
    kept: tuple[KeptPart, ...]
    """Parts that were passed at an earlier sitting: proposed, or decided on."""


def candidates(store: Store, actor: Actor, sitting_id: int) -> tuple[SittingHead, list[CandidateLine]]:
    """The head of the sitting and everybody enrolled, in the order of seats."""
    require(actor, Action.SEE_SITTING)
    with store.reading() as session:
        row = sitting(session, sitting_id)
        head = head_of(store, row)
        with_photo = people_with_photo(session, [enrolled.person_id for enrolled in row.enrolments])
        barred = bars(session, [enrolled.person_id for enrolled in row.enrolments], row.held_on)
        return head, [_line(store, session, head, e, e.person_id in with_photo, barred) for e in row.enrolments]


def candidate(store: Store, actor: Actor, enrolment_id: int) -> CandidateView:
    """Everything about one candidate; raises ``NotFound``."""
    require(actor, Action.SEE_SITTING)
    with store.reading() as session:
        row = enrolment(session, enrolment_id)
        head = head_of(store, row.sitting)
        photo = photo_of(session, row.person_id)
        states = part_states(session, row.sitting_id)
        barred = bars(session, [row.person_id], row.sitting.held_on)
        return CandidateView(
            head=head, line=_line(store, session, head, row, photo is not None, barred), born=row.person.born,
            background=background_from(row.background), photo=photo,
            decided_by=names_of(session, [row.decided_by]).get(row.decided_by, "") if row.decided_by else "",
            decided_at=row.decided_at, parts=form_of(store, row.sitting).parts,
            states=tuple(_recorded(part, state) for (owner, part), state in states.items()
                         if owner == enrolment_id and state.state != "open"),
            breaches=authority_named(store, row.sitting.authority).breaches,
            kept=tuple(kept_parts(store, session, row)),
        )


def roster_verdicts(store: Store, actor: Actor, sitting_id: int, applicants: Sequence[Applicant]) -> list[Eligibility]:
    """The verdict on every applicant of a roster as of the day of the exam, before anybody is enrolled."""
    require(actor, Action.ENROL)
    with store.reading() as session:
        row = sitting(session, sitting_id)
        routes = standard_of(store, row).eligibility.get(row.level, ())  # type: ignore[call-overload]
        return [evaluate(routes, applicant.background, row.held_on) for applicant in applicants]


@dataclass(frozen=True)
class Asked:
    """What the routes of a standard name, each in its order: what an application has to be asked about.

    ``kinds`` holds the kinds of clauses, and ``fields`` when one of them tells this occupation from related ones.
    """

    kinds: frozenset[str]
    diplomas: tuple[str, ...]
    categories: tuple[str, ...]
    prizes: tuple[str, ...]
    honours: tuple[str, ...]
    recognised: tuple[tuple[str, str], ...]
    """Pairs of a partner authority and one of its grades."""


def asked(store: Store, actor: Actor, sitting_id: int) -> Asked:
    """What the routes of the sitting's standard ask of an applicant."""
    require(actor, Action.ENROL)
    with store.reading() as session:
        levels = standard_of(store, sitting(session, sitting_id)).eligibility.values()
    return asked_by([route for routes in levels for route in routes])


def asked_by(routes: Sequence[Route]) -> Asked:
    """What these routes ask of an applicant."""
    clauses = [clause for route in routes for clause in route.all]
    kinds = {clause.clause for clause in clauses}
    apart = any(getattr(c, "related", True) is False or getattr(c, "field", "related") != "related" for c in clauses)
    return Asked(
        frozenset(kinds | {"fields"} if apart else kinds),
        _once(name for c in clauses if isinstance(c, DiplomaClause) for name in c.diplomas),
        _once(name for c in clauses if isinstance(c, CompetitionClause) for name in c.classes),
        _once(name for c in clauses if isinstance(c, CompetitionClause) for name in c.prizes),
        _once(name for c in clauses if isinstance(c, HonourClause) for name in c.honours),
        _once((c.authority, grade) for c in clauses if isinstance(c, RecognitionClause) for grade in c.grades),
    )


def _once(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))


def _recorded(part: str, state: PartStateRow) -> RecordedState:
    tier = None if state.breach is None else Breach.model_validate(state.breach)
    return RecordedState(part, state.state, state.note, state.recorded_at, tier)


def _line(store: Store, session: Session, head: SittingHead, row: EnrolmentRow, has_photo: bool,
          barred: Mapping[int, Bar]) -> CandidateLine:
    document = document_of(session, row.person.documents[0])
    return CandidateLine(
        enrolment_id=row.id, seat=row.seat, name=row.person.name,
        document=MaskedDocument(document.kind, own_mask(document)), workshop=row.person.workshop,
        residence=row.person.residence, has_photo=has_photo, eligibility=eligibility_of(store, row),
        admission=row.admission, evidence=row.evidence,
        consented=tuple(each for each in head.partners if consent_in_force(session, row.id, each) is not None),
        bar=barred.get(row.person_id),
    )
