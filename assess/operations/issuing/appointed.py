"""The paper of a review: prepared from its closed record, approved by a second person who sat on no panel of it.

特级技师 and 首席技师 get a certificate, 学徒工 the enterprise's record, where the authority's data names one. From the
approval on they are made by the same job as the certificates of exams.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from assess.certificates.payload import Way
from assess.errors import BadInput, NotFound, Refused
from assess.exams.review_progress import ReviewState
from assess.i18n.formats import local_date
from assess.i18n.text import Text
from assess.operations.appointing.proceedings import ReviewResult, result_of
from assess.operations.authorities import authority_named
from assess.operations.forms import standard_of
from assess.operations.issuing.approving import ISSUE_JOB, release
from assess.operations.issuing.freezing import Stated, TokenSource, freeze, require_printable, reserve
from assess.operations.issuing.listing import CertificateLine, lines
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.appointments import ReviewRow, is_involved, result_in_force, review
from assess.store.audit import record
from assess.store.certificates import CertificateEventRow, certificate_of_review, open_payload, papers_of_review
from assess.store.jobs import add_job
from assess.store.people import photo_of
from assess.store.session import Store


@dataclass(frozen=True)
class ReviewPaper:
    """What the authority's data names for the grade, and how far it is."""

    title: Text | None
    """None: neither a certificate nor a record; then only the printed record of the review is kept."""
    line: CertificateLine | None
    photo: bytes | None
    photo_needed: bool


_WAYS: dict[str, Way] = {ReviewState.APPOINTED.value: "appointment", ReviewState.CONFIRMED.value: "confirmation"}


def prepare_appointed(store: Store, actor: Actor, review_id: int, now: datetime, token_source: TokenSource) -> int:
    """The id of the prepared paper of one review; the one that was prepared before, if it was.

    Raises ``Refused``: ``certificate.review_open`` before the appointment or confirmation,
    ``certificate.result_differs`` when the rows no longer lead to the kept record; ``BadInput`` when the authority
    issues no paper for the grade, or photo, document or a glyph is missing.
    """
    require(actor, Action.PREPARE_CERTIFICATES)
    with store.unit_of_work() as session:
        row = _closed_well(session, review_id)
        standard, authority = standard_of(store, row), authority_named(store, row.authority)
        require_printable(session, authority, row.grade, row.person)
        # 1 the number first, committed before anything shows it
        paper = reserve(session, authority, row.grade, _WAYS[row.state], local_date(now).year,
                        sampled=standard.sample is not None, review_id=row.id)
    with store.unit_of_work() as session:
        row = _closed_well(session, review_id)
        if (made := certificate_of_review(session, row.id)) is not None:
            return made.id
        # 2 the proceedings still lead to the record
        result = _recomputed(store, session, row)
        # 3 every character of every field has a glyph · 4 freeze
        return freeze(store, session, actor, paper, _stated(store, row, result, now), (), now, token_source)


def approve_appointed(store: Store, actor: Actor, review_id: int, now: datetime) -> None:
    """Releases the prepared paper of one review, with its job.

    Raises ``Forbidden`` for whoever prepared it, sat on the panel or is the applicant, and
    ``Refused("certificate.not_prepared")``.
    """
    with store.unit_of_work() as session:
        row = _closed_well(session, review_id)
        prepared = certificate_of_review(session, row.id)
        if prepared is None or prepared.state != "prepared":
            raise Refused("certificate.not_prepared", code=row.code)
        require(actor, Action.APPROVE_CERTIFICATES, examined=is_involved(row, actor),
                prepared_by_me=prepared.prepared_by == actor.account_id)
        open_payload(session, prepared)
        release(prepared, actor, now)
        session.add(CertificateEventRow(
            certificate_id=prepared.id, kind="approved", actor_id=actor.account_id, at=now
        ))
        add_job(session, ISSUE_JOB, prepared.id, now)
        record(session, actor, "review.approve_paper", f"review:{row.id}", now,
               payloads={prepared.number: prepared.payload_sha256})


def of_review(store: Store, actor: Actor, review_id: int) -> ReviewPaper:
    """How the paper of a review stands; raises ``NotFound``."""
    require(actor, Action.SEE_REVIEW)
    with store.reading() as session:
        row, papers = review(session, review_id), papers_of_review(session, review_id)
        made = next((one for one in reversed(papers) if one.state != "refused" or one.edition == 1), None)
        authority = authority_named(store, row.authority)
        certified = row.grade in authority.levels
        return ReviewPaper(
            title=authority.title_of(row.grade) if authority.paper_of(row.grade) else None,
            line=lines(store, session, [made])[0] if made else None,
            photo=photo_of(session, row.person_id) if certified else None,
            photo_needed=certified and authority.photo == "required",
        )


def _closed_well(session: Session, review_id: int) -> ReviewRow:
    row = review(session, review_id, lock=True)
    if row.state not in _WAYS:
        raise Refused("certificate.review_open", code=row.code)
    return row


def _recomputed(store: Store, session: Session, row: ReviewRow) -> ReviewResult:
    """The result, decided again; raises ``Refused`` unless it is the kept one."""
    kept, again = result_in_force(session, row.id), result_of(store, session, row)
    if kept is None:
        raise NotFound("review.no_record", code=row.code)
    if again.digest != kept.digest or again.grade != row.grade:
        raise Refused("certificate.result_differs", got=again.digest, expected=kept.digest)
    return again


def _stated(store: Store, row: ReviewRow, result: ReviewResult, now: datetime) -> Stated:
    standard = standard_of(store, row)
    held_from = row.decided_on if row.grade == "apprentice" else row.term_from
    if held_from is None:
        raise BadInput("review.decision_missing")
    return Stated(
        person=row.person, standard=standard, standard_sha256=row.standard_sha256, occupation=standard.name,
        trade=None, form_sha256="", result_sha256=result.digest, issued_on=local_date(now),
        enterprise=standard.author.name, held_from=held_from, held_until=getattr(result, "term_until", None),
    )
