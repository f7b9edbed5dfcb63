"""One entered mark becomes an appended event, or an answer why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from assess.errors import AssessError, BadInput, Conflict, Refused
from assess.exams.arithmetic import shown
from assess.exams.choices import choice_faults
from assess.exams.form import Field, FormPart
from assess.exams.scores import Entry, SheetState, entry_text, missing_fields, read_entry, running_total
from assess.operations.forms import form_of
from assess.operations.scoring.calibrated import require_calibrated
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.session import Store
from assess.store.sheets import (
    MarkRow,
    SheetRow,
    entries_of,
    mark_at,
    mark_by_operation,
    marks_of,
    newest_mark,
    sheet,
)
from assess.store.sittings import closed_state, sitting


@dataclass(frozen=True)
class Entered:
    """One cell as somebody sent it.

    ``expected`` is the version the sender saw (0: empty so far), ``operation`` the sender's id of this very entry.
    ``note`` None keeps the note that stands in the cell.
    """

    sheet_id: int
    field: str
    text: str
    expected: int
    operation: str
    note: str | None = None


@dataclass(frozen=True)
class Pen:
    """Who writes, from which device, and when."""

    store: Store
    actor: Actor
    now: datetime
    device: str = ""


@dataclass(frozen=True)
class Saved:
    """The receipt for a saved mark; ``version`` is the one to name at the next change of the cell."""

    field: Field
    value: str
    """As a person writes it, a time as ``m:ss``."""
    note: str
    version: int
    total: str
    missing: int
    """How many values are missing, and choices that are not settled: 0 says that the sheet could be signed."""
    part: FormPart
    entries: Mapping[str, Entry]
    """The sheet as it stands now."""


@dataclass(frozen=True)
class Outcome:
    """What became of one cell of many: changed, left as it stood, or refused with ``error``."""

    entered: Entered
    changed: bool
    error: AssessError | None = None


def save(store: Store, actor: Actor, sheet_id: int, field: str, text: str, *, note: str | None = None, expected: int,
         operation: str, device: str = "", now: datetime) -> Saved:
    """The receipt for one entered mark.

    Another version in force than ``expected`` raises ``Conflict("mark.conflict")`` with both values, unless both are
    the same. An ``operation`` that was delivered before changes nothing and answers the same. Raises ``BadInput`` for
    a value the field does not take and ``Refused`` for a sheet that is no longer open.
    """
    with store.unit_of_work() as session:
        cell = Entered(sheet_id, field, text, expected, operation, note)
        mark, _ = enter(session, Pen(store, actor, now, device), cell)
        form_part = _form_part(store, session, sheet(session, sheet_id))
        entries = entries_of(marks_of(session, [sheet_id])[sheet_id])
        total = shown(running_total(form_part, entries), decimals=1)
        missing = len(missing_fields(form_part, entries)) + len(choice_faults(form_part, entries))
        value, note, version = ("", "", 0) if mark is None else (mark.value or "", mark.note, mark.version)
        found = form_part.field(field)
        return Saved(found, entry_text(found, value), note, version, total, missing, form_part, entries)


def save_each(store: Store, actor: Actor, cells: Sequence[Entered], *, device: str = "", now: datetime) \
        -> list[Outcome]:
    """What became of every cell of a whole page that was sent at once; one refused cell does not keep the others back.

    A cell that still shows the value of the version it names was not touched by its sender, so that it neither
    changes anything nor is in conflict with a newer value.
    """
    pen, outcomes = Pen(store, actor, now, device), []
    with store.unit_of_work() as session:
        for cell in cells:
            if _untouched(session, pen, cell):
                outcomes.append(Outcome(cell, changed=False))
                continue
            try:
                _, changed = enter(session, pen, cell)
            except AssessError as error:
                outcomes.append(Outcome(cell, changed=False, error=error))
            else:
                outcomes.append(Outcome(cell, changed))
    return outcomes


def enter(session: Session, pen: Pen, cell: Entered) -> tuple[MarkRow | None, bool]:
    """The event in force after ``cell`` was taken (None: the cell is as empty as ever), and whether it is a new one.

    See ``save`` for what is refused; nothing is added to the session when it raises.
    """
    row = sheet(session, cell.sheet_id, lock=True)
    require(pen.actor, Action.ENTER_SCORES, own=row.examiner_id == pen.actor.account_id)
    field = _form_part(pen.store, session, row).field(cell.field)
    before = newest_mark(session, row.id, field.key)
    standing = before.note if before is not None else ""
    entry = read_entry(field, cell.text, standing if cell.note is None else cell.note)
    done = mark_by_operation(session, cell.operation)
    if done is not None:
        if (done.sheet_id, done.field, done.value) != (row.id, field.key, entry.value if entry else None):
            raise BadInput("mark.operation_reused", operation=cell.operation)
        return done, False
    if _same(before, entry):
        return before, False
    _require_open(session, row)
    require_calibrated(session, row.sitting_id, _form_part(pen.store, session, row).part)
    version = 0 if before is None else before.version
    if version != cell.expected:
        theirs = entry_text(field, (before.value or "") if before is not None else "")
        raise Conflict("mark.conflict", field=field.key, yours=cell.text.strip(), theirs=theirs, theirs_note=standing,
                       version=version)
    mark = MarkRow(
        sheet_id=row.id, field=field.key, version=version + 1, value=entry.value if entry else None,
        note=entry.note if entry else "", actor_id=pen.actor.account_id, device=pen.device[:64], at=pen.now,
        operation=cell.operation,
    )
    session.add(mark)
    session.flush()
    return mark, True


def _same(mark: MarkRow | None, entry: Entry | None) -> bool:
    if mark is None or mark.value is None:
        return entry is None
    return entry is not None and (mark.value, mark.note) == (entry.value, entry.note)


def _untouched(session: Session, pen: Pen, cell: Entered) -> bool:
    row = sheet(session, cell.sheet_id)
    shown_then = mark_at(session, cell.sheet_id, cell.field, cell.expected)
    try:
        field = _form_part(pen.store, session, row).field(cell.field)
        kept = shown_then.note if shown_then is not None else ""
        return _same(shown_then, read_entry(field, cell.text, kept if cell.note is None else cell.note))
    except AssessError:
        return False


def _require_open(session: Session, row: SheetRow) -> None:
    if row.state != SheetState.OPEN.value:
        raise Refused("sheet.not_open", state=row.state, reason=row.state)
    if (place := sitting(session, row.sitting_id)).state != "marking":
        raise Refused("sheet.sitting_settled", state=place.state)
    if state := closed_state(session, row.enrolment_id, row.part):
        raise Refused("sheet.part_closed", reason=state)


def _form_part(store: Store, session: Session, row: SheetRow) -> FormPart:
    return form_of(store, sitting(session, row.sitting_id)).part(row.part)
