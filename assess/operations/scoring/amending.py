"""What changes on a sheet after it was signed: its examiner asks with a reason, a second person agrees or refuses.

Nothing changes until then. What was agreed becomes appended events like any other mark, and the sheet has to be checked
and sealed again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from assess.errors import BadInput, Refused
from assess.exams.choices import choice_faults
from assess.exams.form import Field, FormPart
from assess.exams.scores import LONGEST_NOTE, Entry, SheetState, missing_fields, read_entry
from assess.operations.forms import form_of
from assess.operations.scoring.entering import Entered
from assess.operations.scoring.steps import (
    require_changeable,
    require_none_waiting,
    require_unsettled,
    to_be_checked_again,
)
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.audit import record
from assess.store.session import Store
from assess.store.sheets import (
    AmendmentRow,
    MarkRow,
    SheetRow,
    StandingMark,
    amendment,
    entries_of,
    marks_of,
    sheet,
    sheets_of,
)
from assess.store.sittings import EnrolmentRow, SittingRow, has_duty, sitting, took_part


@dataclass(frozen=True)
class CellChange:
    """One cell of an amendment: what stands there, what shall stand there, and the version that is changed."""

    field: Field
    old: Entry | None
    new: Entry | None
    version: int


def changes_of(store: Store, actor: Actor, sheet_id: int, cells: Sequence[Entered]) -> tuple[CellChange, ...]:
    """What asking for ``cells`` would change on an own signed sheet; nothing is kept.

    Raises ``BadInput`` for a value that the field does not take and when nothing would change, ``Refused`` when the
    sheet was amended since its reader loaded it (``amendment.stale``), would not be complete afterwards, or waits for
    another decision.
    """
    with store.reading() as session:
        return _changes(store, session, actor, sheet(session, sheet_id), cells)


def ask(store: Store, actor: Actor, sheet_id: int, cells: Sequence[Entered], reason: str, now: datetime) -> int:
    """The id of the amendment that waits for a second person; the sheet stays as it is. Raises as ``changes_of``."""
    reason = _words(reason, "amendment.reason_missing")
    with store.unit_of_work() as session:
        row = sheet(session, sheet_id, lock=True)
        changes = _changes(store, session, actor, row, cells)
        asked = AmendmentRow(sheet_id=row.id, changes=[_kept(change) for change in changes], reason=reason,
                             asked_by=actor.account_id, asked_at=now)
        session.add(asked)
        session.flush()
        record(session, actor, "amendment.ask", f"sheet:{row.id}", now, amendment=asked.id, reason=reason)
        return asked.id


def withdraw(store: Store, actor: Actor, amendment_id: int, now: datetime) -> None:
    """Takes back a change that one asked for and nobody decided on yet."""
    with store.unit_of_work() as session:
        asked, row = _waiting(session, amendment_id)
        require(actor, Action.SIGN_SHEET, own=asked.asked_by == actor.account_id)
        require_unsettled(sitting(session, row.sitting_id))
        asked.state, asked.decided_by, asked.decided_at = "withdrawn", actor.account_id, now
        record(session, actor, "amendment.withdraw", f"sheet:{row.id}", now, amendment=asked.id)


def agree(store: Store, actor: Actor, amendment_id: int, answer: str, now: datetime) -> None:
    """Makes the changes as the second person: marks of the examiner who asked; the sheet is ``signed`` again.

    Raises ``Refused("amendment.stale")`` when a cell is not any more what it was when the change was asked for.
    """
    with store.unit_of_work() as session:
        asked, row = _waiting(session, amendment_id)
        place = require_second_person(session, actor, asked, row)
        require_changeable(session, row)
        part, standing = form_of(store, place).part(row.part), marks_of(session, [row.id])[row.id]
        changes = changes_in(part, asked)
        seat = session.get_one(EnrolmentRow, row.enrolment_id).seat
        _require_current(standing, ((change.field, change.version) for change in changes), seat)
        require_complete_after(part, entries_of(standing), changes, seat)
        session.add_all(MarkRow(
            sheet_id=row.id, field=change.field.key, version=change.version + 1, actor_id=asked.asked_by, at=now,
            value=change.new.value if change.new else None, note=change.new.note if change.new else "",
            operation=f"amendment-{asked.id}-{number}", amendment_id=asked.id,
        ) for number, change in enumerate(changes))
        to_be_checked_again(row, SheetState.SIGNED, asked.asked_at)
        _decide(asked, "agreed", answer.strip(), actor, now)
        record(session, actor, "amendment.agree", f"sheet:{row.id}", now, amendment=asked.id, answer=asked.answer,
               changes={one["field"]: {"old": one["old"], "new": one["new"]} for one in asked.changes})


def refuse(store: Store, actor: Actor, amendment_id: int, answer: str, now: datetime) -> None:
    """Leaves the sheet as it is, with the second person's answer to the examiner."""
    answer = _words(answer, "amendment.answer_missing")
    with store.unit_of_work() as session:
        asked, row = _waiting(session, amendment_id)
        require_unsettled(require_second_person(session, actor, asked, row))
        _decide(asked, "refused", answer, actor, now)
        record(session, actor, "amendment.refuse", f"sheet:{row.id}", now, amendment=asked.id, answer=answer)


def require_second_person(session: Session, actor: Actor, asked: AmendmentRow, row: SheetRow) -> SittingRow:
    """The sitting, when the actor may decide on the amendment as its checker or lead examiner.

    A lead examiner whose own sheet of the same candidate's part is still open has to sign it first: until then
    examiners do not see each other's marks.
    """
    place = sitting(session, row.sitting_id)
    leads = has_duty(place, actor, "lead")
    require(actor, Action.CONSENT_AMENDMENT, examined=took_part(place, actor), leads=leads,
            own=asked.asked_by == actor.account_id)
    if not leads and not has_duty(place, actor, "checker"):
        raise Refused("amendment.not_assigned")
    if still_blind(session, actor, row):
        raise Refused("amendment.own_sheet_open")
    return place


def still_blind(session: Session, actor: Actor, row: SheetRow) -> bool:
    """Whether the actor still marks the same candidate's part and so must not see another examiner's sheet of it."""
    own = sheets_of(session, row.sitting_id, examiner_id=actor.account_id, part=row.part, enrolment_id=row.enrolment_id)
    return any(one.state == SheetState.OPEN.value for one in own)


def changes_in(part: FormPart, asked: AmendmentRow) -> tuple[CellChange, ...]:
    """The changes that an amendment keeps."""
    return tuple(
        CellChange(part.field(one["field"]), _entry(one["old"]), _entry(one["new"]), one["version"])
        for one in asked.changes
    )


def entries_after(entries: Mapping[str, Entry], changes: Iterable[CellChange]) -> dict[str, Entry]:
    """The entries of a sheet as they are once ``changes`` were made."""
    after = dict(entries)
    for change in changes:
        after.pop(change.field.key, None)
        if change.new is not None:
            after[change.field.key] = change.new
    return after


def require_complete_after(part: FormPart, entries: Mapping[str, Entry], changes: Iterable[CellChange], seat: int) \
        -> None:
    """Raises ``Refused`` when a value would be missing after the changes, or a choice of tasks would not fit."""
    after = entries_after(entries, changes)
    if missing := missing_fields(part, after):
        raise Refused("amendment.incomplete", seat=seat, count=len(missing), item=missing[0].item.text)
    for fault in choice_faults(part, after):
        raise Refused("amendment.choice", seat=seat, choice=fault.choice.name, taken=len(fault.taken),
                      take=fault.choice.take)


def _changes(store: Store, session: Session, actor: Actor, row: SheetRow, cells: Sequence[Entered]) \
        -> tuple[CellChange, ...]:
    require(actor, Action.SIGN_SHEET, own=row.examiner_id == actor.account_id)
    require_changeable(session, row)
    if row.state == SheetState.OPEN.value:
        raise Refused("amendment.sheet_open")
    require_none_waiting(session, row)
    part = form_of(store, sitting(session, row.sitting_id)).part(row.part)
    standing = marks_of(session, [row.id])[row.id]
    seat = session.get_one(EnrolmentRow, row.enrolment_id).seat
    _require_current(standing, ((part.field(cell.field), cell.expected) for cell in cells), seat)
    changes = tuple(change for change in (_change(part, standing, cell) for cell in cells) if change.old != change.new)
    if not changes:
        raise BadInput("amendment.nothing_changed")
    require_complete_after(part, entries_of(standing), changes, seat)
    return changes


def _change(part: FormPart, standing: Mapping[str, StandingMark], cell: Entered) -> CellChange:
    field, stands = part.field(cell.field), standing.get(cell.field)
    note = stands.note if stands is not None and cell.note is None else cell.note or ""
    old = Entry(stands.value, stands.note) if stands is not None and stands.value is not None else None
    return CellChange(field, old, read_entry(field, cell.text, note), cell.expected)


def _require_current(standing: Mapping[str, StandingMark], seen: Iterable[tuple[Field, int]], seat: int) -> None:
    for field, version in seen:
        if version != (standing[field.key].version if field.key in standing else 0):
            raise Refused("amendment.stale", seat=seat, item=field.item.text)


def _waiting(session: Session, amendment_id: int) -> tuple[AmendmentRow, SheetRow]:
    """The amendment as it stands once its sheet is locked; refused when somebody decided on it already."""
    row = sheet(session, amendment(session, amendment_id).sheet_id, lock=True)
    asked = amendment(session, amendment_id)
    if asked.state != "waiting":
        raise Refused("amendment.decided", reason=asked.state)
    return asked, row


def _decide(asked: AmendmentRow, state: str, answer: str, actor: Actor, now: datetime) -> None:
    if len(answer) > LONGEST_NOTE:
        raise BadInput("mark.note_too_long", got=len(answer), limit=LONGEST_NOTE)
    asked.state, asked.answer, asked.decided_by, asked.decided_at = state, answer, actor.account_id, now


def _words(text: str, code: str) -> str:
    """The text without blanks around it; raises ``BadInput(code)`` for none, and for one that is too long."""
    text = text.strip()
    if not text:
        raise BadInput(code)
    if len(text) > LONGEST_NOTE:
        raise BadInput("mark.note_too_long", got=len(text), limit=LONGEST_NOTE)
    return text


def _kept(change: CellChange) -> dict[str, Any]:
    return {"field": change.field.key, "version": change.version, "old": _plain(change.old), "new": _plain(change.new)}


def _plain(entry: Entry | None) -> list[str | None]:
    return [entry.value, entry.note] if entry is not None else [None, ""]


def _entry(plain: Sequence[Any]) -> Entry | None:
    return None if plain[0] is None else Entry(plain[0], plain[1])
