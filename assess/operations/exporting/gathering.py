"""Everything that is kept of a sitting, read once, for its archive; identity numbers are never read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.canonical import sha256_hex
from assess.errors import Refused
from assess.exams.form import ExamForm
from assess.store.accounts import names_of
from assess.store.results import ResultRow, results_of
from assess.store.sheets import AmendmentRow, MarkRow, SheetRow, sheets_of
from assess.store.sittings import EnrolmentRow, PartStateRow, SittingRow, part_states


class Event(NamedTuple):
    """One entered mark; there are tens of thousands of them."""

    field: str
    version: int
    value: str | None
    note: str
    actor: int
    device: str
    sequence: int
    at: datetime
    amendment: int | None


@dataclass(frozen=True)
class Gathered:
    """A sitting with its rows, each kind in the order in which people read it."""

    row: SittingRow
    form: ExamForm
    candidates: Mapping[int, EnrolmentRow]
    """Those who were admitted, by enrolment id, in the order of seats."""
    sheets: Sequence[SheetRow]
    events: Mapping[int, Sequence[Event]]
    """Of each sheet by its id: field by field, the oldest version first."""
    amendments: Mapping[int, AmendmentRow]
    states: Mapping[tuple[int, str], PartStateRow]
    results: Mapping[int, ResultRow]
    names: Mapping[int, str]
    """The names of the accounts that are mentioned anywhere."""

    def standing(self, sheet_id: int) -> dict[str, Event]:
        """The newest event of every field of a sheet that is not empty."""
        newest = {event.field: event for event in self.events.get(sheet_id, ())}
        return {field: event for field, event in newest.items() if event.value is not None}


def gather(session: Session, row: SittingRow, form: ExamForm) -> Gathered:
    """What is kept of the sitting.

    Raises ``Refused("export.record_altered")`` when the record of a settled result is not the one that was kept.
    """
    candidates = {one.id: one for one in row.enrolments if one.admission == "admitted"}
    seats = {number: one.seat for number, one in candidates.items()}
    parts = {part.part.id: place for place, part in enumerate(form.parts)}
    sheets = sorted((sheet for sheet in sheets_of(session, row.id) if sheet.enrolment_id in seats),
                    key=lambda sheet: (parts[sheet.part], seats[sheet.enrolment_id], sheet.examiner_id))
    events = _events(session, row.id)
    amendments = list(session.scalars(
        select(AmendmentRow).join(SheetRow, SheetRow.id == AmendmentRow.sheet_id)
        .where(SheetRow.sitting_id == row.id).order_by(AmendmentRow.id)
    ))
    states, results = part_states(session, row.id), results_of(session, row.id)
    for number, result in results.items():
        if sha256_hex(result.record) != result.digest:
            raise Refused("export.record_altered", seat=seats.get(number, 0))
    accounts = {
        *(sheet.examiner_id for sheet in sheets), *(one.account_id for one in row.assignments),
        *(event.actor for found in events.values() for event in found),
        *(state.recorded_by for state in states.values()), *_people_of(amendments), *_signers(sheets),
    }
    return Gathered(row, form, candidates, sheets, events, {one.id: one for one in amendments}, states, results,
                    names_of(session, accounts))


def _events(session: Session, sitting_id: int) -> dict[int, list[Event]]:
    query = select(
        MarkRow.sheet_id, MarkRow.field, MarkRow.version, MarkRow.value, MarkRow.note, MarkRow.actor_id,
        MarkRow.device, MarkRow.sequence, MarkRow.at, MarkRow.amendment_id,
    ).join(SheetRow, SheetRow.id == MarkRow.sheet_id).where(SheetRow.sitting_id == sitting_id) \
        .order_by(MarkRow.sheet_id, MarkRow.field, MarkRow.version)
    found: dict[int, list[Event]] = {}
    for sheet_id, *event in session.execute(query):
        found.setdefault(sheet_id, []).append(Event._make(event))
    return found


def _people_of(amendments: Iterable[AmendmentRow]) -> set[int]:
    return {person for one in amendments for person in (one.asked_by, one.decided_by) if person is not None}


def _signers(sheets: Iterable[SheetRow]) -> set[int]:
    return {person for one in sheets for person in (one.checked_by, one.sealed_by) if person is not None}
