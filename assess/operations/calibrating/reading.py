"""What the lead examiner, the office and the supervisor see of calibration, and an examiner's list of examples."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from assess.exams.form import FormPart
from assess.i18n.text import Text
from assess.operations.calibrating.panel import MARKING, Compared, blind, compared, panel_of
from assess.operations.calibrating.setting import BEFORE_SETTLED
from assess.operations.forms import form_of, standard_of
from assess.operations.scoring.calibrated import calibration_state
from assess.operations.sittings import LEAD, SittingHead
from assess.operations.sittings.overview import head_of
from assess.people.policy import Action, may, require
from assess.people.roles import Actor
from assess.store.accounts import names_of
from assess.store.calibrations import (
    CalibrationRow,
    CalibrationSheetRow,
    calibration_of,
    example_sheets,
    part_has_marks,
)
from assess.store.session import Store
from assess.store.sittings import AssignmentRow, SittingRow, has_duty, sitting


@dataclass(frozen=True)
class ExampleExaminer:
    """One examiner of a part, and how far the own sheet of the example is; nothing of what is on it."""

    name: str
    begun: bool
    handed_in_at: datetime | None


@dataclass(frozen=True)
class PartCalibration:
    """The calibration of one part."""

    part: FormPart
    state: str
    """As ``scoring.calibrated.calibration_state`` says it."""
    text: str
    finding: str
    released_at: datetime | None
    examiners: tuple[ExampleExaminer, ...]
    marks_entered: bool
    """Then it is too late for an example."""
    blind: bool
    """Whether the reader examines the part and has not handed in yet, and so sees no differences."""
    compared: Compared | None

    @property
    def waiting(self) -> tuple[ExampleExaminer, ...]:
        """Those who have not handed in."""
        return tuple(one for one in self.examiners if one.handed_in_at is None)

    @property
    def begun(self) -> bool:
        """Whether somebody has entered something, so that the example stays as it is."""
        return any(one.begun for one in self.examiners)


@dataclass(frozen=True)
class CalibrationsView:
    """The page of calibration of one sitting."""

    head: SittingHead
    parts: tuple[PartCalibration, ...]
    settable: bool
    """Whether the reader may set and withdraw examples now."""
    leads: bool
    """Whether the reader may release them."""


@dataclass(frozen=True)
class ExampleLine:
    """One example in an examiner's list."""

    sitting_id: int
    code: str
    standard_name: Text
    level: str
    held_on: date
    part: str
    part_name: Text
    begun: bool
    handed_in: bool
    released: bool


def calibrations(store: Store, actor: Actor, sitting_id: int) -> CalibrationsView:
    """The examples of every part, for the lead examiner, the office and the supervisor."""
    with store.reading() as session:
        row = sitting(session, sitting_id)
        leads = has_duty(row, actor, LEAD)
        require(actor, Action.SEE_JUDGING, leads=leads)
        return CalibrationsView(
            head=head_of(store, row),
            parts=tuple(_part(session, row, form_part, actor) for form_part in form_of(store, row).parts),
            settable=may(actor, Action.CALIBRATE, leads=leads) and row.state in BEFORE_SETTLED,
            leads=may(actor, Action.OPEN_MARKING, leads=leads),
        )


def own_examples(store: Store, actor: Actor) -> list[ExampleLine]:
    """The examples of the parts that the actor examines, until the results are settled, by day."""
    require(actor, Action.ENTER_SCORES, own=True)
    with store.reading() as session:
        query = (
            select(SittingRow, CalibrationRow, CalibrationSheetRow)
            .join(CalibrationRow, CalibrationRow.sitting_id == SittingRow.id)
            .join(AssignmentRow, and_(AssignmentRow.sitting_id == SittingRow.id,
                                      AssignmentRow.part == CalibrationRow.part))
            .outerjoin(CalibrationSheetRow, and_(CalibrationSheetRow.calibration_id == CalibrationRow.id,
                                                 CalibrationSheetRow.examiner_id == actor.account_id))
            .where(AssignmentRow.account_id == actor.account_id, AssignmentRow.duty.in_(MARKING),
                   SittingRow.state.in_(BEFORE_SETTLED))
            .order_by(SittingRow.held_on, SittingRow.id, CalibrationRow.id)
        )
        found = {example.id: (row, example, own) for row, example, own in session.execute(query)}
        return [
            ExampleLine(row.id, row.code, standard_of(store, row).name, row.level, row.held_on, example.part,
                        form_of(store, row).part(example.part).part.name, own is not None,
                        own is not None and own.handed_in_at is not None, example.released_at is not None)
            for row, example, own in found.values()
        ]


def _part(session: Session, place: SittingRow, form_part: FormPart, actor: Actor) -> PartCalibration:
    part = form_part.part.id
    row = calibration_of(session, place.id, part)
    sheets = example_sheets(session, row.id) if row else {}
    panel = panel_of(place, part)
    names = names_of(session, set(panel))
    hidden = row is not None and blind(session, place, row, actor)
    return PartCalibration(
        part=form_part, state=calibration_state(session, place.id, form_part.part), text=row.text if row else "",
        finding=row.finding if row else "", released_at=row.released_at if row else None,
        examiners=tuple(
            ExampleExaminer(names[account], account in sheets,
                            sheets[account].handed_in_at if account in sheets else None)
            for account in panel
        ),
        marks_entered=part_has_marks(session, place.id, part), blind=hidden,
        compared=compared(session, form_part, row) if row is not None and not hidden else None,
    )
