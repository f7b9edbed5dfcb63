"""An examiner marks the example: a draft of their own, then handed in for good, blind to what the others gave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from assess.errors import Refused
from assess.exams.arithmetic import shown
from assess.exams.choices import choice_faults
from assess.exams.form import FormPart
from assess.exams.scores import Entry, SheetState, missing_fields, read_entry, running_total
from assess.operations.calibrating.panel import Compared, compared, panel_of
from assess.operations.forms import form_of
from assess.operations.scoring import Cell, Entered, SheetView
from assess.operations.sittings import SittingHead
from assess.operations.sittings.overview import head_of
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.audit import record
from assess.store.calibrations import CalibrationRow, CalibrationSheetRow, calibration, example_entries, example_sheets
from assess.store.session import Store
from assess.store.sittings import SittingRow, sitting


@dataclass(frozen=True)
class OwnExample:
    """The example of a part as one of its examiners sees it."""

    head: SittingHead
    form: FormPart
    form_digest: str
    text: str
    sheet: SheetView
    saved_at: datetime | None
    handed_in_at: datetime | None
    released_at: datetime | None
    finding: str
    compared: Compared | None
    """How all differ: once marking is opened and the own sheet is handed in."""


def own_example(store: Store, actor: Actor, sitting_id: int, part: str) -> OwnExample:
    """The example with the actor's own marks of it; raises ``NotFound("calibration.unknown")`` where none is set."""
    with store.reading() as session:
        place, row, own = _own(session, actor, sitting_id, part)
        form, entries = form_of(store, place), example_entries(own)
        handed_in_at = own.handed_in_at if own else None
        return OwnExample(
            head=head_of(store, place), form=form.part(part), form_digest=form.digest, text=row.text,
            sheet=_view(form.part(part), row.id, actor, entries, handed_in_at is not None),
            saved_at=own.saved_at if own else None, handed_in_at=handed_in_at, released_at=row.released_at,
            finding=row.finding,
            compared=compared(session, form.part(part), row) if row.released_at and handed_in_at else None,
        )


def save_example(store: Store, actor: Actor, sitting_id: int, part: str, cells: Sequence[Entered], now: datetime) \
        -> None:
    """Keeps cells of the actor's draft; emptied ones are taken off. The last one to save wins: it is one person's.

    Raises ``Refused("calibration.handed_in")`` for a sheet that is final, ``BadInput`` for what a field does not take.
    """
    with store.unit_of_work() as session:
        place, row, own = _own(session, actor, sitting_id, part)
        form_part, entries = form_of(store, place).part(part), example_entries(own)
        _require_draft(own)
        for cell in cells:
            standing = entries.pop(cell.field, Entry(""))
            entry = read_entry(form_part.field(cell.field), cell.text,
                               standing.note if cell.note is None else cell.note)
            if entry is not None:
                entries[cell.field] = entry
        if own is None:
            own = CalibrationSheetRow(calibration_id=row.id, examiner_id=actor.account_id)
            session.add(own)
        own.entries = {field: [entry.value, entry.note] for field, entry in sorted(entries.items())}
        own.saved_at = now


def hand_in(store: Store, actor: Actor, sitting_id: int, part: str, now: datetime) -> None:
    """Makes the actor's marks of the example final; raises ``Refused("calibration.incomplete")``."""
    with store.unit_of_work() as session:
        place, _, own = _own(session, actor, sitting_id, part)
        _require_draft(own)
        form_part, entries = form_of(store, place).part(part), example_entries(own)
        left = len(missing_fields(form_part, entries)) + len(choice_faults(form_part, entries))
        if own is None or left:
            raise Refused("calibration.incomplete", count=left)
        own.handed_in_at = now
        record(session, actor, "calibration.hand_in", f"sitting:{sitting_id}", now, part=part)


def _own(session: Session, actor: Actor, sitting_id: int, part: str) \
        -> tuple[SittingRow, CalibrationRow, CalibrationSheetRow | None]:
    """The sitting, the example and the actor's sheet of it, for an examiner of the part only."""
    place = sitting(session, sitting_id)
    require(actor, Action.ENTER_SCORES, own=actor.account_id in panel_of(place, part))
    row = calibration(session, sitting_id, part)
    return place, row, example_sheets(session, row.id).get(actor.account_id)


def _require_draft(own: CalibrationSheetRow | None) -> None:
    if own is not None and own.handed_in_at:
        raise Refused("calibration.handed_in")


def _view(form_part: FormPart, number: int, actor: Actor, entries: dict[str, Entry], final: bool) -> SheetView:
    """The example as a sheet, so that it is filled in with the same controls as a candidate's."""
    return SheetView(
        id=number, enrolment_id=0, seat=0, name="", has_photo=False, examiner_id=actor.account_id, examiner=actor.name,
        state=SheetState.SIGNED if final else SheetState.OPEN, part_state="", returned="",
        cells={key: Cell(entry.value, entry.note, 0) for key, entry in entries.items()},
        total=shown(running_total(form_part, entries), decimals=1),
        missing=tuple(field.key for field in missing_fields(form_part, entries)),
        choices=choice_faults(form_part, entries), pictures={},
    )
