"""What examiners, checkers and the office see of sheets; an examiner's view never loads anybody else's.

In a blind part (``Part.blind``) an examiner's view holds neither names nor photos of candidates: what is not in it can
stand on no page, in no workbook and in no script.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.errors import Forbidden, NotFound
from assess.exams.arithmetic import shown
from assess.exams.choices import ChoiceFault, choice_faults
from assess.exams.form import FormPart
from assess.exams.scores import Entry, SheetState, missing_fields, running_total
from assess.i18n.text import DEFAULT, Text
from assess.operations.authorities import schemes
from assess.operations.forms import form_of, standard_of
from assess.operations.pictures import Picture, standing_pictures
from assess.operations.scoring.calibrated import calibration_state
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.accounts import names_of
from assess.store.audit import last_details
from assess.store.people import people_with_photo, photo_of
from assess.store.session import Store
from assess.store.sheets import SheetRow, StandingMark, entries_of, marks_of, sheet, sheets_of
from assess.store.sittings import EnrolmentRow, SittingRow, enrolment, has_duty, part_states, sitting, took_part


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
    """Empty where the reader must not know it."""
    has_photo: bool
    examiner_id: int
    examiner: str
    state: SheetState
    part_state: str
    """Empty, or absent | withdrawn | void as the office recorded it: then nothing needs to be entered."""
    returned: str
    """Why the sheet was given back, while its examiner has not signed it again; else empty."""
    cells: Mapping[str, Cell]
    pictures: Mapping[str, tuple[Picture, ...]]
    """The photos that stand as evidence, by ``task.item``."""
    total: str
    missing: tuple[str, ...]
    choices: tuple[ChoiceFault, ...]
    """The choices (选考) of which a task is missing or one too many was marked."""

    @property
    def complete(self) -> bool:
        """Whether the sheet could be signed as it stands."""
        return not self.missing and not self.choices

    @property
    def left(self) -> int:
        """How many values are missing, and choices that are not settled."""
        return len(self.missing) + len(self.choices)

    @property
    def editable(self) -> bool:
        """Whether marks can be entered now."""
        return self.state is SheetState.OPEN and not self.part_state

    @property
    def amendable(self) -> bool:
        """Whether it was signed, so that a change has to be asked for."""
        return self.state is not SheetState.OPEN and not self.part_state

    @property
    def takes_pictures(self) -> bool:
        """Whether photos can be added: a sheet that was given back may get more of them."""
        return self.state in (SheetState.OPEN, SheetState.RETURNED) and not self.part_state

    @property
    def entries(self) -> dict[str, Entry]:
        """The entries that stand on the sheet, emptied cells left out."""
        return {key: Entry(cell.value, cell.note) for key, cell in self.cells.items() if cell.value}


@dataclass(frozen=True)
class PartSheets:
    """All sheets of one examiner for one part of a sitting, or of all examiners for a checker."""

    sitting_id: int
    code: str
    standard_name: Text
    sample: Text | None
    level: str
    held_on: date
    place: str
    in_marking: bool
    form: FormPart
    form_digest: str
    sheets: tuple[SheetView, ...]
    award: Text | None
    """The scheme that alone asks for this part; without it a candidate still reaches the grade of the standard."""
    calibration: str = ""
    """As ``calibrated.calibration_state`` says it."""

    @property
    def calibrating(self) -> bool:
        """Whether marks cannot be entered yet, because the examiners mark a common example first."""
        return self.calibration in ("needed", "running")


@dataclass(frozen=True)
class Neighbour:
    """A sheet that one can go on to; ``name`` is empty where examiners see the seat only."""

    sheet_id: int
    seat: int
    name: str


@dataclass(frozen=True)
class Neighbours:
    """Which sheet of how many this is, in the order of seats, and the ones beside it."""

    number: int
    count: int
    before: Neighbour | None
    after: Neighbour | None


@dataclass(frozen=True)
class Duty:
    """One line of an examiner's or checker's list: where there is something to do and how far it is.

    ``by_state`` counts the sheets that need work; those of absent, withdrawn and void candidates are left out.
    """

    sitting_id: int
    code: str
    standard_name: Text
    level: str
    held_on: date
    place: str
    part: str
    part_name: Text
    sheets: int
    by_state: Mapping[str, int]

    def count(self, *states: str) -> int:
        """How many of the sheets are in one of these states."""
        return sum(self.by_state.get(state, 0) for state in states)


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


def own_sheet(store: Store, actor: Actor, sheet_id: int) -> tuple[PartSheets, SheetView]:
    """One of the examiner's own sheets, alone in its part: hundreds of others are not read for it."""
    with store.reading() as session:
        row = sheet(session, sheet_id)
        require(actor, Action.ENTER_SCORES, own=row.examiner_id == actor.account_id)
        sitting_id, part = row.sitting_id, row.part
    sheets = _part_sheets(store, sitting_id, part, examiner_id=actor.account_id, sheet_id=sheet_id)
    return sheets, sheets.sheets[0]


def neighbours(store: Store, actor: Actor, sheet_id: int) -> Neighbours:
    """The examiner's own sheets before and after this one."""
    with store.reading() as session:
        row = sheet(session, sheet_id)
        require(actor, Action.ENTER_SCORES, own=row.examiner_id == actor.account_id)
        place = sitting(session, row.sitting_id)
        blind = form_of(store, place).part(row.part).part.blind
        enrolled = {each.id: each for each in place.enrolments}
        rows = sheets_of(session, place.id, examiner_id=actor.account_id, part=row.part)
        seats = sorted((enrolled[each.enrolment_id].seat, each.id, each.enrolment_id) for each in rows)
        found = [Neighbour(key, seat, "" if blind else enrolled[whose].person.shown_name) for seat, key, whose in seats]
        at = next(index for index, each in enumerate(found) if each.sheet_id == sheet_id)
        return Neighbours(at + 1, len(found), found[at - 1] if at else None,
                          found[at + 1] if at + 1 < len(found) else None)


def sheets_to_check(store: Store, actor: Actor, sitting_id: int, part: str) -> PartSheets:
    """All examiners' sheets of one part for the person who checks the sums; only one assigned as checker."""
    with store.reading() as session:
        row = sitting(session, sitting_id)
        require(actor, Action.CHECK_SHEET, examined=took_part(row, actor))
        if not has_duty(row, actor, "checker"):
            raise NotFound("sheet.none_here", sitting=sitting_id, part=part)
    return _part_sheets(store, sitting_id, part)


def all_sheets(store: Store, actor: Actor, sitting_id: int, part: str) -> PartSheets:
    """All sheets of one part for the office and the supervisor, who read and change nothing in them."""
    require(actor, Action.SEE_SITTING)
    return _part_sheets(store, sitting_id, part)


def photo_on_sheet(store: Store, actor: Actor, sheet_id: int) -> bytes:
    """The photo (JPEG) of the candidate of one of the examiner's own sheets.

    Raises ``NotFound`` when there is none, ``Forbidden("sheet.blind")`` where examiners see the seat only.
    """
    with store.reading() as session:
        row = sheet(session, sheet_id)
        require(actor, Action.ENTER_SCORES, own=row.examiner_id == actor.account_id)
        if form_of(store, sitting(session, row.sitting_id)).part(row.part).part.blind:
            raise Forbidden("sheet.blind", part=row.part)
        image = photo_of(session, enrolment(session, row.enrolment_id).person_id)
        if image is None:
            raise NotFound("person.no_photo", sheet=sheet_id)
        return image


def _part_sheets(store: Store, sitting_id: int, part: str, examiner_id: int | None = None,
                 sheet_id: int | None = None) -> PartSheets:
    with store.reading() as session:
        row = sitting(session, sitting_id)
        form, standard = form_of(store, row), standard_of(store, row)
        form_part = form.part(part)
        rows = sheets_of(session, sitting_id, examiner_id=examiner_id, part=part) if sheet_id is None \
            else [sheet(session, sheet_id)]
        if not rows:
            raise NotFound("sheet.none_here", sitting=sitting_id, part=part)
        views = _views(session, row, form_part, rows, blind=form_part.part.blind and examiner_id is not None)
        return PartSheets(
            row.id, row.code, standard.name, standard.sample, row.level, row.held_on, row.place,
            row.state == "marking", form_part, form.digest, tuple(views), _award(store, form_part),
            calibration_state(session, row.id, form_part.part),
        )


def _award(store: Store, form_part: FormPart) -> Text | None:
    asked = form_part.part.award
    if asked is None:
        return None
    # A standard may name a scheme that this installation does not have: then its id is all there is.
    scheme = schemes(store).get(asked)
    return scheme.name if scheme else Text({DEFAULT: asked})


def _views(session: Session, row: SittingRow, form_part: FormPart, rows: list[SheetRow], blind: bool) \
        -> list[SheetView]:
    ids = [sheet_row.id for sheet_row in rows]
    marks, states = marks_of(session, ids), part_states(session, row.id)
    enrolled = {e.id: e for e in row.enrolments} if len(rows) > 1 \
        else {r.enrolment_id: enrolment(session, r.enrolment_id) for r in rows}
    names = names_of(session, {sheet_row.examiner_id for sheet_row in rows})
    photos = people_with_photo(session, [] if blind else [e.person_id for e in enrolled.values()])
    pictures = standing_pictures(session, ids)
    returned = last_details(session, "sheet.give_back", [f"sheet:{r.id}" for r in rows if r.state == "returned"])
    views = []
    for sheet_row in rows:
        candidate, recorded = enrolled[sheet_row.enrolment_id], states.get((sheet_row.enrolment_id, sheet_row.part))
        state = recorded.state if recorded and recorded.state != "open" else ""
        reason = str(returned.get(f"sheet:{sheet_row.id}", {}).get("reason", ""))
        view = _view(form_part, sheet_row, candidate, marks[sheet_row.id], pictures[sheet_row.id])
        views.append(replace(view, name="" if blind else candidate.person.shown_name, part_state=state, returned=reason,
                             has_photo=candidate.person_id in photos, examiner=names[sheet_row.examiner_id]))
    return sorted(views, key=lambda view: (view.seat, view.examiner_id))


def _view(form_part: FormPart, row: SheetRow, enrolled: EnrolmentRow, marks: Mapping[str, StandingMark],
          pictures: Mapping[str, tuple[Picture, ...]]) -> SheetView:
    """The sheet alone, without anybody's name."""
    entries = entries_of(marks)
    return SheetView(
        id=row.id, enrolment_id=row.enrolment_id, seat=enrolled.seat, name="", has_photo=False,
        examiner_id=row.examiner_id, examiner="", state=SheetState(row.state), part_state="", returned="",
        cells={field: Cell(mark.value or "", mark.note, mark.version) for field, mark in marks.items()},
        pictures=pictures, total=shown(running_total(form_part, entries), decimals=1),
        missing=tuple(field.key for field in missing_fields(form_part, entries)),
        choices=choice_faults(form_part, entries),
    )


def _duties_at(store: Store, session: Session, row: SittingRow, actor: Actor, duty: str) -> list[Duty]:
    if duty == "checker" and not has_duty(row, actor, duty):
        return []
    # By who owns the sheets, not by assignment: a further examiner has those of single candidates.
    sheets = sheets_of(session, row.id, examiner_id=actor.account_id if duty == "examiner" else None)
    if not sheets:
        return []
    form, standard = form_of(store, row), standard_of(store, row)
    closed = {key for key, recorded in part_states(session, row.id).items() if recorded.state != "open"}
    lines = []
    for form_part in form.parts:
        part = form_part.part.id
        mine = [sheet_row for sheet_row in sheets if sheet_row.part == part]
        if not mine:
            continue
        counts = Counter(sheet_row.state for sheet_row in mine if (sheet_row.enrolment_id, part) not in closed)
        lines.append(Duty(row.id, row.code, standard.name, row.level, row.held_on, row.place, part, form_part.part.name,
                          sum(counts.values()), counts))
    return lines
