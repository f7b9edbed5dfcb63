"""Public notices (公示): what anybody may read of results while the notice stands, and nothing after it.

A line shows what it must: a number, the surname, the grade that was reached, and of a competition group, rank and
prize, on which the grade rests. Who failed is on no list; no digit of an identity number and no score is. A notice that
is not, not yet, or no longer public does not exist for strangers.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.errors import NotFound
from assess.exams.review_progress import ReviewState
from assess.i18n.formats import local_date
from assess.i18n.text import Text
from assess.operations.authorities import authority_named
from assess.operations.forms import Pinned, standard_of
from assess.operations.sittings.overview import SittingHead, head_of
from assess.people.identity import masked_name
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.standards.model import Standard
from assess.store.appointments import ReviewRow, review_on_notice
from assess.store.audit import acts_on
from assess.store.results import results_of
from assess.store.session import Store
from assess.store.sittings import SittingRow, sitting


class Place(NamedTuple):
    """Group, rank in it, and prize (empty for none)."""

    group: str
    rank: int
    prize: str


@dataclass(frozen=True)
class NoticeLine:
    """One person: the seat or the number of the application, the masked name, the grade."""

    number: str
    name: str
    grade: str
    place: Place | None = None
    """In a competition: what the grade rests on."""


@dataclass(frozen=True)
class Notice:
    """One public notice; ``since`` and ``until`` are its first and last day."""

    kind: str
    """exam | review"""
    code: str
    occupation: Text
    occupation_code: str
    sample: Text | None
    """What of the standard is made up for demonstration."""
    level: str
    body: Text
    held_on: date | None
    since: date
    until: date
    lines: tuple[NoticeLine, ...]


def notices(store: Store, today: date) -> list[Notice]:
    """The notices that stand today, exams before reviews, the one that ends first before the others."""
    with store.reading() as session:
        exams = session.scalars(select(SittingRow).where(SittingRow.state == "notice", SittingRow.notice_until >= today)
                                .order_by(SittingRow.notice_until, SittingRow.code))
        reviews = session.scalars(
            select(ReviewRow).where(ReviewRow.state == ReviewState.PUBLISHED.value, ReviewRow.published_until >= today)
            .order_by(ReviewRow.published_until, ReviewRow.code)
        )
        return [*(_of_sitting(store, session, row) for row in exams), *(_of_review(store, row) for row in reviews)]


def notice(store: Store, code: str, today: date) -> Notice:
    """The notice of that sitting or review, if it stands today; raises ``NotFound("notice.unknown")``."""
    with store.reading() as session:
        if (reviewed := review_on_notice(session, code, today)) is not None:
            return _of_review(store, reviewed)
        return _of_sitting(store, session, published_sitting(session, code, today))


def notice_to_print(store: Store, actor: Actor, sitting_id: int) -> tuple[SittingHead, tuple[NoticeLine, ...]]:
    """The head of a sitting and the lines of its notice, also before it is published; empty before it is settled."""
    require(actor, Action.SEE_SITTING)
    with store.reading() as session:
        row = sitting(session, sitting_id)
        return head_of(store, row), _lines(session, row)


def published_sitting(session: Session, code: str, today: date) -> SittingRow:
    """The sitting whose notice stands today; any other is unknown here, whether or not it exists."""
    row = session.scalar(select(SittingRow).where(SittingRow.code == code, SittingRow.state == "notice",
                                                  SittingRow.notice_until >= today))
    if row is None:
        raise NotFound("notice.unknown", code=code[:40])
    return row


def _of_sitting(store: Store, session: Session, row: SittingRow) -> Notice:
    published = acts_on(session, "sitting.publish_notice", f"sitting:{row.id}")
    until = row.notice_until or row.held_on
    return _notice(store, row, "exam", row.code, row.level, row.authority, row.held_on,
                   local_date(published[-1].at) if published else until, until, _lines(session, row))


def _of_review(store: Store, row: ReviewRow) -> Notice:
    since = row.published_on or row.applied_on
    line = NoticeLine(row.code, masked_name(row.person.name), row.grade)
    return _notice(store, row, "review", row.code, row.grade, row.authority, None, since, row.published_until or since,
                   (line,))


def _notice(store: Store, pinned: Pinned, kind: str, code: str, level: str, authority: str, held_on: date | None,
            since: date, until: date, lines: tuple[NoticeLine, ...]) -> Notice:
    standard: Standard = standard_of(store, pinned)
    return Notice(kind, code, standard.name, standard.code, standard.sample, level,
                  authority_named(store, authority).name, held_on, since, until, lines)


def _lines(session: Session, row: SittingRow) -> tuple[NoticeLine, ...]:
    """Those who passed, in the order of seats."""
    results = results_of(session, row.id)
    passed = [(enrolled, results[enrolled.id]) for enrolled in row.enrolments if enrolled.id in results]
    return tuple(NoticeLine(str(enrolled.seat), masked_name(enrolled.person.name), result.grade, _place(result.record))
                 for enrolled, result in passed if result.grade)


def _place(record: bytes) -> Place | None:
    stated = json.loads(record).get("placing")
    return Place(stated["group"], stated["rank"], stated["prize"]) if stated else None
