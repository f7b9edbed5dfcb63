"""The steps of a sheet: signed by its examiner, checked by another person, sealed by the office, or given back.

Once signed a sheet is never open again: what changes after that is an amendment (``amending``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from assess.errors import BadInput, Refused
from assess.exams.choices import choice_faults
from assess.exams.form import FormPart
from assess.exams.scores import Entry, SheetState, missing_fields
from assess.i18n.formats import local_date
from assess.operations.forms import form_of
from assess.operations.scoring.standing import standing_digest
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.amendments import amendments_of
from assess.store.audit import record
from assess.store.ledger import take_up
from assess.store.session import Store
from assess.store.sheets import SheetRow, entries_of, keep_seal, marks_of, picture_texts, sheet, sheet_digest
from assess.store.sittings import EnrolmentRow, SittingRow, closed_state, has_duty, sitting, took_part


def sign(store: Store, actor: Actor, sheet_ids: Sequence[int], now: datetime,
         seen: Mapping[int, str] | None = None) -> None:
    """Signs own sheets, all or none.

    ``seen`` is for each sheet what its examiner saw on it (``standing_digest``); a sheet on which something else stands
    raises ``Refused("sheet.differs")``.

    Raises ``Refused``: ``sheet.incomplete`` names the seat and what is missing, ``sheet.choice`` the choice (选考) of
    which a task is missing or one too many was marked.
    """
    with store.unit_of_work() as session:
        for row in _rows(session, sheet_ids):
            require(actor, Action.SIGN_SHEET, own=row.examiner_id == actor.account_id)
            _require_state(row, SheetState.OPEN)
            require_changeable(session, row)
            place = sitting(session, row.sitting_id)
            marks = marks_of(session, [row.id])[row.id]
            entries, seat = entries_of(marks), session.get_one(EnrolmentRow, row.enrolment_id).seat
            if seen is not None and seen.get(row.id) != standing_digest(marks):
                raise Refused("sheet.differs", seat=seat)
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
            require_unsettled(place)
            _require_state(row, SheetState.SIGNED)
            require_none_waiting(session, row)
            row.state, row.checked_by, row.checked_at = SheetState.CHECKED.value, actor.account_id, now
            record(session, actor, "sheet.check", f"sheet:{row.id}", now)


def give_back(store: Store, actor: Actor, sheet_id: int, reason: str, now: datetime) -> None:
    """Gives a signed sheet back to its examiner, with the reason; its marks stay as they are.

    The checker does it for a faulty sum or transcription, the office for a disagreement that the examiners must settle.
    The examiner asks for an amendment or stands by the sheet. Raises ``Refused("amendment.waiting")`` while a change
    that was asked for is not decided: that comes first.
    """
    if not reason.strip():
        raise BadInput("sheet.reason_missing")
    with store.unit_of_work() as session:
        row = sheet(session, sheet_id, lock=True)
        place = sitting(session, row.sitting_id)
        action = Action.CHECK_SHEET if has_duty(place, actor, "checker") else Action.SEAL_SHEET
        require(actor, action, examined=took_part(place, actor))
        require_unsettled(place)
        _require_state(row, SheetState.SIGNED, SheetState.CHECKED, SheetState.SEALED)
        require_none_waiting(session, row)
        before = row.state
        to_be_checked_again(row, SheetState.RETURNED, None)
        record(session, actor, "sheet.give_back", f"sheet:{row.id}", now, before=before, reason=reason.strip())


def stand_by(store: Store, actor: Actor, sheet_id: int, words: str, now: datetime) -> None:
    """Signs a returned sheet again as it stands, with the examiner's ``words`` on why it is right."""
    if not words.strip():
        raise BadInput("sheet.words_missing")
    with store.unit_of_work() as session:
        row = sheet(session, sheet_id, lock=True)
        require(actor, Action.SIGN_SHEET, own=row.examiner_id == actor.account_id)
        require_changeable(session, row)
        _require_state(row, SheetState.RETURNED)
        require_none_waiting(session, row)
        to_be_checked_again(row, SheetState.SIGNED, now)
        record(session, actor, "sheet.stand_by", f"sheet:{row.id}", now, reason=words.strip())


def seal(store: Store, actor: Actor, sheet_ids: Sequence[int], now: datetime) -> None:
    """Seals checked sheets: the digest of their content goes into the sheet, the audit trail and, salted, the log."""
    with store.unit_of_work() as session:
        for row in _rows(session, sheet_ids):
            place = sitting(session, row.sitting_id)
            require(actor, Action.SEAL_SHEET, examined=took_part(place, actor))
            require_unsettled(place)
            _require_state(row, SheetState.CHECKED)
            require_none_waiting(session, row)
            entries = entries_of(marks_of(session, [row.id])[row.id])
            pictures = picture_texts(session, [row.id])[row.id]
            row.digest = sheet_digest(row, entries, form_of(store, place).digest, pictures)
            row.state, row.sealed_by, row.sealed_at = SheetState.SEALED.value, actor.account_id, now
            logged = take_up(session, "sheet", place.authority, keep_seal(session, row), local_date(now))
            record(session, actor, "sheet.seal", f"sheet:{row.id}", now, digest=row.digest, log=logged.sequence)


def _rows(session: Session, sheet_ids: Sequence[int]) -> list[SheetRow]:
    if not sheet_ids:
        raise BadInput("sheet.none_chosen")
    return [sheet(session, sheet_id, lock=True) for sheet_id in dict.fromkeys(sheet_ids)]


def to_be_checked_again(row: SheetRow, state: SheetState, signed_at: datetime | None) -> None:
    """Brings a sheet that was signed to ``state``, without check, seal and digest."""
    row.state, row.signed_at, row.digest = state.value, signed_at, ""
    row.checked_by = row.checked_at = row.sealed_by = row.sealed_at = None


def require_changeable(session: Session, row: SheetRow) -> None:
    """Raises ``Refused`` when the results are settled, or the candidate's part is absent, withdrawn or void."""
    require_unsettled(sitting(session, row.sitting_id))
    if state := closed_state(session, row.enrolment_id, row.part):
        raise Refused("sheet.part_closed", reason=state)


def require_none_waiting(session: Session, row: SheetRow) -> None:
    """Raises ``Refused`` while somebody still has to decide on a change of the sheet."""
    if any(asked.state == "waiting" for asked in amendments_of(session, [row.id])):
        raise Refused("amendment.waiting", seat=session.get_one(EnrolmentRow, row.enrolment_id).seat)


def require_unsettled(place: SittingRow) -> None:
    """After settling nothing of a sheet changes any more, not even the signature of one that does not count."""
    if place.state != "marking":
        raise Refused("sheet.sitting_settled", state=place.state)


def _require_complete(part: FormPart, entries: Mapping[str, Entry], seat: int) -> None:
    if missing := missing_fields(part, entries):
        raise Refused("sheet.incomplete", seat=seat, count=len(missing), first=missing[0].key)
    for fault in choice_faults(part, entries):
        raise Refused("sheet.choice", reason=fault.reason, seat=seat, choice=fault.choice.name,
                      taken=len(fault.taken), take=fault.choice.take)


def _require_state(row: SheetRow, *states: SheetState) -> None:
    if SheetState(row.state) not in states:
        expected = ", ".join(state.value for state in states)
        raise Refused("sheet.wrong_state", sheet=row.id, state=row.state, expected=expected)
