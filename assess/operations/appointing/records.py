"""What stays of a review: who did what when, and the kept record, decided again before it is shown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from assess.errors import NotFound
from assess.exams.review_progress import FINAL, ReviewState
from assess.exams.rules import decide_again
from assess.operations.appointing.proceedings import result_of
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.accounts import names_of
from assess.store.appointments import result_in_force, review
from assess.store.audit import AuditRow
from assess.store.session import Store


@dataclass(frozen=True)
class ReviewAct:
    """One line of who did what when."""

    at: datetime
    actor: str
    action: str
    details: Mapping[str, Any]


@dataclass(frozen=True)
class ReviewRecord:
    """The kept record of a closed review: its digest, its bytes, and whether deciding it again gives the same."""

    digest: str
    data: bytes
    made_by: str
    made_at: datetime
    holds: bool


def review_history(store: Store, actor: Actor, review_id: int) -> tuple[ReviewAct, ...]:
    """Who did what when, the newest first."""
    require(actor, Action.SEE_REVIEW)
    with store.reading() as session:
        query = select(AuditRow).where(AuditRow.subject == f"review:{review_id}").order_by(AuditRow.id.desc())
        rows = list(session.scalars(query))
        names = names_of(session, {row.details["account"] for row in rows if "account" in row.details})
        return tuple(
            ReviewAct(row.at, row.actor, row.action,
                      row.details | ({"account": names.get(row.details["account"], "")}
                                     if "account" in row.details else {}))
            for row in rows
        )


def record_of(store: Store, actor: Actor, review_id: int) -> ReviewRecord:
    """The record in force of a closed review, decided again; raises ``NotFound`` while there is none."""
    require(actor, Action.SEE_REVIEW)
    with store.reading() as session:
        row = review(session, review_id)
        kept = result_in_force(session, review_id)
        if kept is None or ReviewState(row.state) not in FINAL:
            raise NotFound("review.no_record", code=row.code)
        again = decide_again(json.loads(kept.record))
        holds = again.digest == kept.digest == result_of(store, session, row).digest
        made_by = names_of(session, [kept.made_by]).get(kept.made_by, "")
        return ReviewRecord(kept.digest, kept.record, made_by, kept.made_at, holds)
