"""Freezes what will be certified: one payload for every passed candidate and every authority that certifies it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.certificates.authority import Authority
from assess.certificates.scheme import Scheme, hindrance
from assess.errors import AssessError, BadInput, Problem, Refused
from assess.exams.form import ExamForm
from assess.i18n.formats import local_date
from assess.i18n.text import Text
from assess.operations.authorities import authority_named, scheme_named
from assess.operations.awards import not_earned
from assess.operations.forms import form_of, standard_of
from assess.operations.issuing.freezing import (
    Reserved,
    Stated,
    TokenSource,
    freeze,
    require_printable,
    reserve,
)
from assess.operations.settling import recompute
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.standards.model import Standard
from assess.store.certificates import certificate_of, certificates_of_enrolment
from assess.store.results import ResultRow, results_of
from assess.store.session import Store
from assess.store.sittings import EnrolmentRow, SittingRow, consent_in_force, enrolment, sitting


@dataclass(frozen=True)
class Hindrance:
    """Why one candidate's certificate of one authority was not prepared; others are not held up by it.

    A ``warning`` means that nothing is wrong: the partner's paper is not due, or the candidate did not agree to it.
    """

    enrolment_id: int
    seat: int
    name: str
    authority: str
    problem: Problem


@dataclass(frozen=True)
class Preparation:
    """The ids of the certificates that were prepared just now, and what held up the others."""

    prepared: tuple[int, ...]
    hindrances: tuple[Hindrance, ...]


@dataclass(frozen=True)
class _Wanted:
    """One certificate to be made: ``scheme`` is set for the partner's paper, ``sampled`` if the standard is one."""

    enrolment_id: int
    seat: int
    name: str
    authority: Authority
    level: str
    sampled: bool
    scheme: Scheme | None

    def held_up(self, error: AssessError, severity: str = "error") -> Hindrance:
        problem = Problem(error.code, self.name, error.params, severity)
        return Hindrance(self.enrolment_id, self.seat, self.name, self.authority.id, problem)


def prepare(store: Store, actor: Actor, sitting_id: int, now: datetime, token_source: TokenSource) -> Preparation:
    """Prepares the certificates of all who passed, the partner's papers where the scheme and the candidate allow them.

    Running it again prepares only what is missing, with the numbers that were reserved before. Raises
    ``Refused("certificate.not_in_notice")`` unless the results stand in public notice.
    """
    require(actor, Action.PREPARE_CERTIFICATES)
    with store.reading() as session:
        row = _in_notice(session, sitting_id)
        year = _issued_on(row, now).year
        found = list(_wanted(store, session, row))
    wanted = [item for item in found if isinstance(item, _Wanted)]
    hindrances = [item for item in found if isinstance(item, Hindrance)]
    # 1 numbers first, committed before anything shows one
    with store.unit_of_work() as session:
        reserved = [
            reserve(session, want.authority, want.level, "exam", year, sampled=want.sampled,
                    enrolment_id=want.enrolment_id)
            for want in wanted
        ]
    prepared = []
    for want, paper in zip(wanted, reserved, strict=True):
        try:
            made = _freeze(store, actor, want, paper, now, token_source)
        except (BadInput, Refused) as error:
            hindrances.append(want.held_up(error))
            continue
        if made is not None:
            prepared.append(made)
    return Preparation(tuple(prepared), tuple(hindrances))


def _in_notice(session: Session, sitting_id: int) -> SittingRow:
    row = sitting(session, sitting_id)
    if row.state != "notice":
        raise Refused("certificate.not_in_notice", code=row.code)
    return row


def _issued_on(row: SittingRow, now: datetime) -> date:
    """The day on the paper: today, or the end of the notice while it still runs; nothing is approved before."""
    today = local_date(now)
    return max(today, row.notice_until or today)


def _wanted(store: Store, session: Session, row: SittingRow) -> Iterator[_Wanted | Hindrance]:
    """What is still to be made for those who passed, in the order of seats."""
    standard = standard_of(store, row)
    sampled = standard.sample is not None
    own = authority_named(store, row.authority)
    schemes = [scheme_named(store, scheme) for scheme in row.schemes]
    results = results_of(session, row.id)
    for enrolled in row.enrolments:
        result = results.get(enrolled.id)
        if result is None or not result.passed or result.grade is None:
            continue
        level, name = result.grade, enrolled.person.shown_name
        if certificate_of(session, enrolled.id, own.id) is None:
            yield _checked(session, enrolled, _Wanted(enrolled.id, enrolled.seat, name, own, level, sampled, None))
        for scheme in schemes:
            if certificate_of(session, enrolled.id, scheme.partner) is None:
                partner = authority_named(store, scheme.partner)
                want = _Wanted(enrolled.id, enrolled.seat, name, partner, level, sampled, scheme)
                error = _not_due(session, form_of(store, row), standard, enrolled, result, scheme)
                yield want.held_up(error, "warning") if error else _checked(session, enrolled, want)


def _not_due(session: Session, form: ExamForm, standard: Standard, enrolled: EnrolmentRow, result: ResultRow,
             scheme: Scheme) -> Refused | None:
    """Why the partner's paper of a passed exam is not due, or None."""
    consented = consent_in_force(session, enrolled.id, scheme.partner) is not None
    why = hindrance(scheme, occupation=standard.code, level=str(result.grade), residence=enrolled.person.residence,
                    consented=consented)
    return not_earned(form, scheme.id, json.loads(result.record)) or (Refused(why, scheme=scheme.id) if why else None)


def _checked(session: Session, enrolled: EnrolmentRow, want: _Wanted) -> _Wanted | Hindrance:
    """``want`` unless something is missing that needs no number to be noticed."""
    try:
        require_printable(session, want.authority, want.level, enrolled.person)
    except BadInput as error:
        return want.held_up(error)
    return want


def _freeze(store: Store, actor: Actor, want: _Wanted, paper: Reserved, now: datetime, source: TokenSource) \
        -> int | None:
    """The id of the new certificate; None when somebody else prepared it in the meantime."""
    with store.unit_of_work() as session:
        enrolled = enrolment(session, want.enrolment_id)
        row = _in_notice(session, enrolled.sitting_id)
        if certificate_of(session, enrolled.id, want.authority.id) is not None:
            return None
        if want.scheme and consent_in_force(session, enrolled.id, want.authority.id) is None:
            raise Refused("scheme.consent_missing", scheme=want.scheme.id)
        result = session.scalars(
            select(ResultRow).where(ResultRow.enrolment_id == enrolled.id, ResultRow.in_force)
        ).one()
        # 2 the sealed sheets still lead to this result
        _recomputed(store, session, row, enrolled, result, want.scheme)
        # 3 every character of every field has a glyph · 4 freeze
        stated = _stated(store, row, enrolled, result, want, now)
        others = certificates_of_enrolment(session, enrolled.id)
        return freeze(store, session, actor, paper, stated, others, now, source)


def _recomputed(store: Store, session: Session, row: SittingRow, enrolled: EnrolmentRow, result: ResultRow,
                scheme: Scheme | None) -> None:
    """Raises ``Refused`` unless the sealed sheets still lead to the result that was settled, and to this paper."""
    form = form_of(store, row)
    again = recompute(session, form, enrolled)
    if again.digest != result.digest or again.grade != result.grade:
        raise Refused("certificate.result_differs", got=again.digest, expected=result.digest)
    # The kept record may have been altered where the digest says nothing of it.
    if scheme and (error := not_earned(form, scheme.id, again.to_data())):
        raise error


def _stated(store: Store, row: SittingRow, enrolled: EnrolmentRow, result: ResultRow, want: _Wanted,
            now: datetime) -> Stated:
    standard = standard_of(store, row)
    return Stated(
        person=enrolled.person, standard=standard, standard_sha256=row.standard_sha256,
        occupation=want.scheme.occupations[standard.code].name if want.scheme else standard.name,
        trade=None if want.scheme else _trade(standard, row.trade),
        form_sha256=form_of(store, row).digest, result_sha256=result.digest, issued_on=_issued_on(row, now),
    )


def _trade(standard: Standard, trade: str) -> Text | None:
    return next((known.name for known in standard.trades if known.id == trade), None)
