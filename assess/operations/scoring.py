"""Entering marks, signing, checking and sealing sheets: nothing entered is overwritten, a repetition changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.canonical import digest
from assess.errors import BadInput, Conflict, NotFound, Refused
from assess.exams.arithmetic import shown
from assess.exams.form import FormPart
from assess.exams.scores import Entry, SheetState, missing_fields, read_entry, running_total
from assess.operations.forms import form_of, standard_of
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.audit import record
from assess.store.session import Store
from assess.store.sheets import (
    MarkRow,
    SheetRow,
    entries_of,
    mark_by_operation,
    marks_of,
    newest_mark,
    sheet,
    sheets_of,
)
from assess.store.sittings import EnrolmentRow, SittingRow, part_states, sitting


@dataclass(frozen=True)
class Cell:
    """What stands in one cell now, and the version that a change of it has to name (0: never entered)."""

    value: str
    note: str
    version: int


@dataclass(frozen=True)
class SheetView:
    """One sheet as its examiner or checker sees it: candidate, cells by field key, running total, what is missing."""

    id: int
    enrolment_id: int
    seat: int
    name: str
    examiner_id: int
    state: SheetState
    part_state: str
    """Empty, or absent | withdrawn | void as the office recorded it: then nothing needs to be entered."""
    cells: Mapping[str, Cell]
    total: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class PartSheets:
    """All sheets of one examiner for one part of a sitting, or of all examiners for a checker."""

    sitting_id: int
    code: str
    standard_name: str
    sample: str
    level: str
    held_on: date
    form: FormPart
    sheets: tuple[SheetView, ...]


@dataclass(frozen=True)
class Duty:
    """One line of an examiner's or checker's list: where there is something to do and how far it is."""

    sitting_id: int
    code: str
    standard_name: str
    level: str
    held_on: date
    place: str
    part: str
    part_name: str
    sheets: int
    by_state: Mapping[str, int]


@dataclass(frozen=True)
class Saved:
    """The receipt for a saved mark; ``version`` is the one to name at the next change of the cell."""

    field: str
    value: str
    version: int
    total: str
    missing: int


def duties(store: Store, actor: Actor, duty: str) -> list[Duty]:
    """The parts of sittings in marking at which the actor has that duty (``examiner`` or ``checker``), by day."""
    require(actor, Action.ENTER_SCORES if duty == "examiner" else Action.CHECK_SHEET, own=True, examined=False)
    with store.reading() as session:
        rows = session.scalars(select(SittingRow).where(SittingRow.state == "marking")
                               .order_by(SittingRow.held_on, SittingRow.id))
        return [line for row in rows for line in _duties_at(store, session, row, actor, duty)]


def own_sheets(store: Store, actor: Actor, sitting_id: int, part: str) -> PartSheets:
    """The examiner's own sheets of one part; nobody else's are ever loaded. ``NotFound`` when there are none."""
    require(actor, Action.ENTER_SCORES, own=True)
    return _part_sheets(store, sitting_id, part, examiner_id=actor.account_id)


def sheets_to_check(store: Store, actor: Actor, sitting_id: int, part: str) -> PartSheets:
    """All examiners' sheets of one part for the person who checks the sums; only one assigned as checker."""
    with store.reading() as session:
        row = sitting(session, sitting_id)
        require(actor, Action.CHECK_SHEET, examined=_examines(row, actor))
        if not any(a.account_id == actor.account_id and a.duty == "checker" for a in row.assignments):
            raise NotFound("sheet.none_here", sitting=sitting_id, part=part)
    return _part_sheets(store, sitting_id, part)


def all_sheets(store: Store, actor: Actor, sitting_id: int, part: str) -> PartSheets:
    """All sheets of one part for the office and the supervisor, who read and change nothing in them."""
    require(actor, Action.SEE_SITTING)
    return _part_sheets(store, sitting_id, part)


def save(store: Store, actor: Actor, sheet_id: int, field: str, text: str, *, note: str = "", expected: int,
         operation: str, device: str = "", now: datetime) -> Saved:
    """The receipt for one entered mark.

    ``expected`` is the version the sender saw: another one in force raises ``Conflict("mark.conflict")`` with both
    values. ``operation`` is the sender's id of this entry: delivered again, it changes nothing and answers the same.
    Raises ``BadInput`` for a value the field does not take and ``Refused`` for a sheet that is no longer open.
    """
    with store.unit_of_work() as session:
        row = sheet(session, sheet_id)
        require(actor, Action.ENTER_SCORES, own=row.examiner_id == actor.account_id)
        form_part = _form_part(store, session, row)
        done = mark_by_operation(session, operation)
        if done is not None:
            if (done.sheet_id, done.field) != (sheet_id, field):
                raise BadInput("mark.operation_reused", operation=operation)
            return _receipt(session, form_part, row, done)
        if row.state != SheetState.OPEN.value:
            raise Refused("sheet.not_open", state=row.state)
        entry = read_entry(form_part.field(field), text, note)
        before = newest_mark(session, sheet_id, field)
        version = 0 if before is None else before.version
        if version != expected:
            raise Conflict("mark.conflict", field=field, yours=text.strip(), theirs=(before and before.value) or "",
                           theirs_note=before.note if before else "", version=version)
        mark = MarkRow(
            sheet_id=sheet_id, field=field, version=version + 1, value=entry.value if entry else None,
            note=entry.note if entry else "", actor_id=actor.account_id, device=device[:64], at=now,
            operation=operation,
        )
        session.add(mark)
        session.flush()
        return _receipt(session, form_part, row, mark)


def sign(store: Store, actor: Actor, sheet_ids: Sequence[int], now: datetime) -> None:
    """Signs the examiner's own sheets, all or none; ``Refused("sheet.incomplete")`` names the seat and what is missing."""
    with store.unit_of_work() as session:
        for row in _rows(session, sheet_ids):
            require(actor, Action.SIGN_SHEET, own=row.examiner_id == actor.account_id)
            _require_state(row, SheetState.OPEN)
            entries = entries_of(marks_of(session, [row.id])[row.id])
            if missing := missing_fields(_form_part(store, session, row), entries):
                seat = session.get_one(EnrolmentRow, row.enrolment_id).seat
                raise Refused("sheet.incomplete", seat=seat, count=len(missing), first=missing[0].key)
            row.state, row.signed_at = SheetState.SIGNED.value, now
            record(session, actor, "sheet.sign", f"sheet:{row.id}", now)


def check(store: Store, actor: Actor, sheet_ids: Sequence[int], now: datetime) -> None:
    """Confirms entries and sums of signed sheets as a second person (核分人)."""
    with store.unit_of_work() as session:
        for row in _rows(session, sheet_ids):
            place = sitting(session, row.sitting_id)
            require(actor, Action.CHECK_SHEET, examined=_examines(place, actor))
            if not any(a.account_id == actor.account_id and a.duty == "checker" for a in place.assignments):
                raise Refused("sheet.not_assigned", sheet=row.id)
            _require_state(row, SheetState.SIGNED)
            row.state, row.checked_by, row.checked_at = SheetState.CHECKED.value, actor.account_id, now
            record(session, actor, "sheet.check", f"sheet:{row.id}", now)


def give_back(store: Store, actor: Actor, sheet_id: int, reason: str, now: datetime) -> None:
    """Gives a signed or checked sheet back to its examiner, with the reason; its marks and their history stay.

    The checker does it for a faulty sum or transcription, the office for a disagreement that the examiners must settle.
    """
    if not reason.strip():
        raise BadInput("sheet.reason_missing")
    with store.unit_of_work() as session:
        row = sheet(session, sheet_id)
        place = sitting(session, row.sitting_id)
        checker = any(a.account_id == actor.account_id and a.duty == "checker" for a in place.assignments)
        require(actor, Action.CHECK_SHEET if checker else Action.SEAL_SHEET, examined=_examines(place, actor))
        if place.state != "marking":
            raise Refused("sheet.sitting_settled", state=place.state)
        _require_state(row, SheetState.SIGNED, SheetState.CHECKED, SheetState.SEALED)
        before, row.state, row.digest = row.state, SheetState.OPEN.value, ""
        row.signed_at = row.checked_by = row.checked_at = row.sealed_by = row.sealed_at = None
        record(session, actor, "sheet.give_back", f"sheet:{row.id}", now, before=before, reason=reason.strip())


def seal(store: Store, actor: Actor, sheet_ids: Sequence[int], now: datetime) -> None:
    """Seals checked sheets: the digest of their content goes into the sheet and into the audit trail."""
    with store.unit_of_work() as session:
        for row in _rows(session, sheet_ids):
            place = sitting(session, row.sitting_id)
            require(actor, Action.SEAL_SHEET, examined=_examines(place, actor))
            _require_state(row, SheetState.CHECKED)
            row.digest = sheet_digest(row, entries_of(marks_of(session, [row.id])[row.id]), form_of(store, place).digest)
            row.state, row.sealed_by, row.sealed_at = SheetState.SEALED.value, actor.account_id, now
            record(session, actor, "sheet.seal", f"sheet:{row.id}", now, digest=row.digest)


def sheet_digest(row: SheetRow, entries: Mapping[str, Entry], form_digest: str) -> str:
    """SHA-256 of what a sheet states: whose it is, of which form, and every entry with its note."""
    return digest({
        "sheet": row.id, "enrolment": row.enrolment_id, "part": row.part, "examiner": row.examiner_id,
        "form": form_digest, "entries": {key: [entry.value, entry.note] for key, entry in sorted(entries.items())},
    })


def _rows(session: Session, sheet_ids: Sequence[int]) -> list[SheetRow]:
    if not sheet_ids:
        raise BadInput("sheet.none_chosen")
    return [sheet(session, sheet_id) for sheet_id in dict.fromkeys(sheet_ids)]


def _require_state(row: SheetRow, *states: SheetState) -> None:
    if SheetState(row.state) not in states:
        expected = ", ".join(state.value for state in states)
        raise Refused("sheet.wrong_state", sheet=row.id, state=row.state, expected=expected)


def _examines(row: SittingRow, actor: Actor) -> bool:
    return any(a.account_id == actor.account_id and a.duty == "examiner" for a in row.assignments)


def _form_part(store: Store, session: Session, row: SheetRow) -> FormPart:
    return form_of(store, sitting(session, row.sitting_id)).part(row.part)


def _receipt(session: Session, form_part: FormPart, row: SheetRow, mark: MarkRow) -> Saved:
    entries = entries_of(marks_of(session, [row.id])[row.id])
    total = shown(running_total(form_part, entries), decimals=1)
    return Saved(mark.field, mark.value or "", mark.version, total, len(missing_fields(form_part, entries)))


def _part_sheets(store: Store, sitting_id: int, part: str, examiner_id: int | None = None) -> PartSheets:
    with store.reading() as session:
        row = sitting(session, sitting_id)
        form, standard = form_of(store, row), standard_of(store, row)
        form_part = form.part(part)
        rows = sheets_of(session, sitting_id, examiner_id=examiner_id, part=part)
        if not rows:
            raise NotFound("sheet.none_here", sitting=sitting_id, part=part)
        marks, states = marks_of(session, [sheet_row.id for sheet_row in rows]), part_states(session, sitting_id)
        enrolled = {e.id: e for e in row.enrolments}
        views = []
        for sheet_row in rows:
            recorded = states.get((sheet_row.enrolment_id, part))
            state = recorded.state if recorded and recorded.state != "open" else ""
            views.append(_view(form_part, sheet_row, enrolled[sheet_row.enrolment_id], marks[sheet_row.id], state))
        views.sort(key=lambda view: (view.seat, view.examiner_id))
        return PartSheets(row.id, row.code, str(standard.name), str(standard.sample or ""), row.level, row.held_on,
                          form_part, tuple(views))


def _view(form_part: FormPart, row: SheetRow, enrolled: EnrolmentRow, marks: Mapping[str, MarkRow], part_state: str) \
        -> SheetView:
    entries = entries_of(dict(marks))
    return SheetView(
        id=row.id, enrolment_id=row.enrolment_id, seat=enrolled.seat, name=enrolled.person.shown_name,
        examiner_id=row.examiner_id, state=SheetState(row.state), part_state=part_state,
        cells={field: Cell(mark.value or "", mark.note, mark.version) for field, mark in marks.items()},
        total=shown(running_total(form_part, entries), decimals=1),
        missing=tuple(field.key for field in missing_fields(form_part, entries)),
    )


def _duties_at(store: Store, session: Session, row: SittingRow, actor: Actor, duty: str) -> list[Duty]:
    form, standard = form_of(store, row), standard_of(store, row)
    mine = [a for a in row.assignments if a.account_id == actor.account_id and a.duty == duty]
    parts = {a.part for a in mine} if duty == "examiner" else {p.part.id for p in form.parts} if mine else set()
    lines = []
    for form_part in form.parts:
        if form_part.part.id in parts:
            query = select(SheetRow.state, func.count()).where(
                SheetRow.sitting_id == row.id, SheetRow.part == form_part.part.id).group_by(SheetRow.state)
            if duty == "examiner":
                query = query.where(SheetRow.examiner_id == actor.account_id)
            counts = {state: count for state, count in session.execute(query)}
            lines.append(Duty(row.id, row.code, str(standard.name), row.level, row.held_on, row.place,
                              form_part.part.id, str(form_part.part.name), sum(counts.values()), counts))
    return lines
