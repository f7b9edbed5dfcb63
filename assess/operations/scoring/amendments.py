"""What is seen of amendments: the examiner's own, those that wait for a second person, those of a sitting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from assess.errors import Forbidden
from assess.exams.arithmetic import shown
from assess.exams.form import ExamForm
from assess.exams.scores import SheetState, running_total
from assess.i18n.text import Text
from assess.operations.forms import form_of
from assess.operations.scoring.amending import CellChange, changes_in, entries_after, require_second_person
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.accounts import names_of
from assess.store.session import Store
from assess.store.sheets import (
    AmendmentRow,
    SheetRow,
    amendment,
    amendments_of,
    entries_of,
    marks_of,
    sheet,
    sheets_of,
    waiting_amendments,
)
from assess.store.sittings import SittingRow, has_duty, sitting, took_part


@dataclass(frozen=True)
class AmendmentView:
    """A change of a signed sheet that its examiner asked for, and what became of it."""

    id: int
    sheet_id: int
    part_id: str
    part_name: Text
    seat: int
    name: str
    examiner: str
    reason: str
    asked_at: datetime
    state: str
    """waiting | agreed | refused | withdrawn"""
    changes: tuple[CellChange, ...]
    sheet_state: SheetState
    before: str
    """Points of the sheet as it stands, while the amendment waits; else empty."""
    after: str
    """Points of the sheet if it is agreed to, while it waits; else empty."""
    answer: str
    decided_by: str
    decided_at: datetime | None


def own_amendments(store: Store, actor: Actor, sitting_id: int, part: str) -> list[AmendmentView]:
    """What the examiner asked to change on own sheets of a part, the newest first."""
    require(actor, Action.SIGN_SHEET, own=True)
    with store.reading() as session:
        row = sitting(session, sitting_id)
        mine = {one.id: one for one in sheets_of(session, sitting_id, examiner_id=actor.account_id, part=part)}
        found = [(mine[asked.sheet_id], asked) for asked in amendments_of(session, list(mine))]
        return views_of(session, row, form_of(store, row), reversed(found), examining=True)


def own_amendment(store: Store, actor: Actor, amendment_id: int) -> AmendmentView:
    """One of those; raises ``NotFound``, and ``Forbidden`` for somebody else's."""
    with store.reading() as session:
        asked = amendment(session, amendment_id)
        require(actor, Action.SIGN_SHEET, own=asked.asked_by == actor.account_id)
        sheet_row = sheet(session, asked.sheet_id)
        row = sitting(session, sheet_row.sitting_id)
        return views_of(session, row, form_of(store, row), [(sheet_row, asked)], examining=True)[0]


def amendments_to_decide(store: Store, actor: Actor, sitting_id: int) -> list[AmendmentView]:
    """The amendments of a sitting that wait for the actor as its checker or lead examiner, the oldest first.

    Raises ``Forbidden`` for anybody else. Left out are the actor's own, and those of a candidate's part of which the
    actor's own sheet is not signed yet.
    """
    with store.reading() as session:
        row = sitting(session, sitting_id)
        leads = has_duty(row, actor, "lead")
        require(actor, Action.CONSENT_AMENDMENT, examined=took_part(row, actor), leads=leads, own=False)
        if not leads and not has_duty(row, actor, "checker"):
            raise Forbidden("policy.forbidden", action=Action.CONSENT_AMENDMENT.value, reason="not_assigned")
        own = sheets_of(session, sitting_id, examiner_id=actor.account_id)
        still_open = {(one.enrolment_id, one.part) for one in own if one.state == SheetState.OPEN.value}
        theirs = [
            (sheet_row, asked) for sheet_row, asked in waiting_amendments(session, sitting_id)
            if asked.asked_by != actor.account_id and (sheet_row.enrolment_id, sheet_row.part) not in still_open
        ]
        return views_of(session, row, form_of(store, row), theirs, examining=leads)


def amendment_to_decide(store: Store, actor: Actor, amendment_id: int) -> AmendmentView:
    """One amendment, decided or not, for somebody who may decide on it; raises as ``amending.agree``."""
    with store.reading() as session:
        asked = amendment(session, amendment_id)
        sheet_row = sheet(session, asked.sheet_id)
        row = require_second_person(session, actor, asked, sheet_row)
        leads = has_duty(row, actor, "lead")
        return views_of(session, row, form_of(store, row), [(sheet_row, asked)], examining=leads)[0]


def views_of(session: Session, row: SittingRow, form: ExamForm, found: Iterable[tuple[SheetRow, AmendmentRow]], *,
             examining: bool = False) -> list[AmendmentView]:
    """The views of amendments of a sitting, in the order given; whoever calls has asked the policy.

    ``examining``: the reader is an examiner, who sees no names where the standard says so.
    """
    pairs = list(found)
    people = {enrolled.id: enrolled for enrolled in row.enrolments}
    names = names_of(session, {account for _, asked in pairs for account in (asked.asked_by, asked.decided_by)
                               if account is not None})
    marks = marks_of(session, sorted({sheet_row.id for sheet_row, asked in pairs if asked.state == "waiting"}))
    views = []
    for sheet_row, asked in pairs:
        part, candidate = form.part(sheet_row.part), people[sheet_row.enrolment_id]
        changes, before, after = changes_in(part, asked), "", ""
        if asked.state == "waiting":
            entries = entries_of(marks[sheet_row.id])
            before = shown(running_total(part, entries), decimals=1)
            after = shown(running_total(part, entries_after(entries, changes)), decimals=1)
        views.append(AmendmentView(
            id=asked.id, sheet_id=sheet_row.id, part_id=part.part.id, part_name=part.part.name, seat=candidate.seat,
            name="" if examining and part.part.blind else candidate.person.shown_name,
            examiner=names[asked.asked_by], reason=asked.reason, asked_at=asked.asked_at, state=asked.state,
            changes=changes, sheet_state=SheetState(sheet_row.state),
            before=before, after=after, answer=asked.answer, decided_at=asked.decided_at,
            decided_by=names[asked.decided_by] if asked.decided_by is not None else "",
        ))
    return views
