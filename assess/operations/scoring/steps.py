"""The steps of a sheet: signed by its examiner, checked by another person, sealed by the office, or given back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from assess.errors import BadInput, Refused
from assess.exams.choices import choice_faults
from assess.exams.form import FormPart
from assess.exams.scores import Entry, SheetState, missing_fields
from assess.operations.forms import form_of
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.audit import record
from assess.store.session import Store
from assess.store.sheets import SheetRow, entries_of, marks_of, sheet, sheet_digest
from assess.store.sittings import EnrolmentRow, SittingRow, closed_state, has_duty, sitting, took_part


def sign(store: Store, actor: Actor, sheet_ids: Sequence[int], now: datetime) -> None:
    """Signs own sheets, all or none.

    Raises ``Refused``: ``sheet.incomplete`` names the seat and what is missing, ``sheet.choice`` the choice (选考) of
    which a task is missing or one too many was marked.
    """
    with store.unit_of_work() as session:
        for row in _rows(session, sheet_ids):
            require(actor, Action.SIGN_SHEET, own=row.examiner_id == actor.account_id)
            _require_state(row, SheetState.OPEN)
            place = sitting(session, row.sitting_id)
            _require_marking(place)
            if state := closed_state(session, row.enrolment_id, row.part):
                raise Refused("sheet.part_closed", reason=state)
            entries = entries_of(marks_of(session, [row.id])[row.id])
            seat = session.get_one(EnrolmentRow, row.enrolment_id).seat
            _require_complete(form_of(store, place).part(row.part), entries, seat)
            row.state, row.signed_at = SheetState.SIGNED.value, now
            record(session, actor, "sheet.sign", f"sheet:{row.id}", now)


def check(store: Store, actor: Actor, sheet_ids: Sequence[int], now: datetime) -> None:
    """Confirms entries and sums of signed sheets as a second person (核分人)."""
    with store.unit_of_work() as session:
        for row in _rows(session, sheet_ids):
            place = sitting(session, row.sitting_id)
            require(actor, Action.CHECK_SHEET, examined=took_part(place, actor))
            if not has_duty(place, actor, "checker"):
                raise Refused("sheet.not_assigned", sheet=row.id)
            _require_marking(place)
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
        row = sheet(session, sheet_id, lock=True)
        place = sitting(session, row.sitting_id)
        action = Action.CHECK_SHEET if has_duty(place, actor, "checker") else Action.SEAL_SHEET
        require(actor, action, examined=took_part(place, actor))
        _require_marking(place)
        _require_state(row, SheetState.SIGNED, SheetState.CHECKED, SheetState.SEALED)
        before, row.state, row.digest = row.state, SheetState.OPEN.value, ""
        row.signed_at = row.checked_by = row.checked_at = row.sealed_by = row.sealed_at = None
        record(session, actor, "sheet.give_back", f"sheet:{row.id}", now, before=before, reason=reason.strip())


def seal(store: Store, actor: Actor, sheet_ids: Sequence[int], now: datetime) -> None:
    """Seals checked sheets: the digest of their content goes into the sheet and into the audit trail."""
    with store.unit_of_work() as session:
        for row in _rows(session, sheet_ids):
            place = sitting(session, row.sitting_id)
            require(actor, Action.SEAL_SHEET, examined=took_part(place, actor))
            _require_marking(place)
            _require_state(row, SheetState.CHECKED)
            entries = entries_of(marks_of(session, [row.id])[row.id])
            row.digest = sheet_digest(row, entries, form_of(store, place).digest)
            row.state, row.sealed_by, row.sealed_at = SheetState.SEALED.value, actor.account_id, now
            record(session, actor, "sheet.seal", f"sheet:{row.id}", now, digest=row.digest)


def _rows(session: Session, sheet_ids: Sequence[int]) -> list[SheetRow]:
    if not sheet_ids:
        raise BadInput("sheet.none_chosen")
    return [sheet(session, sheet_id, lock=True) for sheet_id in dict.fromkeys(sheet_ids)]


def _require_marking(place: SittingRow) -> None:
    """After settling nothing of a sheet changes any more, not even the signature of one that does not count."""
    if place.state != "marking":
        raise Refused("sheet.sitting_settled", state=place.state)


def _require_complete(part: FormPart, entries: Mapping[str, Entry], seat: int) -> None:
    if missing := missing_fields(part, entries):
        raise Refused("sheet.incomplete", seat=seat, count=len(missing), first=missing[0].key)
    for fault in choice_faults(part, entries):
        raise Refused("sheet.choice", reason=fault.reason, seat=seat, choice=str(fault.choice.name),
                      taken=len(fault.taken), take=fault.choice.take)


def _require_state(row: SheetRow, *states: SheetState) -> None:
    if SheetState(row.state) not in states:
        expected = ", ".join(state.value for state in states)
        raise Refused("sheet.wrong_state", sheet=row.id, state=row.state, expected=expected)
