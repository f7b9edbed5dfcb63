"""How far the marking of a sitting is: who still has sheets open, what can be sealed, where examiners disagree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from assess.exams.agreement import Disagreement
from assess.exams.form import ExamForm, FormPart
from assess.exams.result import PartState
from assess.exams.scores import SheetState
from assess.i18n.text import Text
from assess.operations.forms import form_of
from assess.operations.further import NOT_SETTLED_BY_FURTHER
from assess.operations.scoring.amendments import AmendmentView, views_of
from assess.operations.settling import outcomes
from assess.operations.sittings import SittingHead
from assess.operations.sittings.overview import head_of
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.accounts import names_of
from assess.store.amendments import waiting_amendments
from assess.store.session import Store
from assess.store.sheets import SheetRow, has_entries, sheets_of
from assess.store.sittings import SittingRow, part_states, sitting


@dataclass(frozen=True)
class ExaminerProgress:
    """One line of the progress table: a part, an examiner, and how many sheets are in which state."""

    part_id: str
    part_name: Text
    examiner: str
    by_state: Mapping[str, int]
    closed: int
    """Sheets of candidates whose part is absent, withdrawn or void: nothing has to be entered."""


@dataclass(frozen=True)
class OpenItem:
    """One item, or choice of tasks, without a value although all sheets are sealed.

    ``sheets`` can be given back to their examiners.
    """

    enrolment_id: int
    seat: int
    name: str
    part_id: str
    part_name: Text
    task: Text | None
    """The task of the item; None of a choice."""
    text: Text
    """What is examined, the name of the choice, or that of the part whose total lies near the pass mark."""
    reason: str
    values: tuple[str | tuple[Text, ...], ...]
    """What each sheet holds: a mark, or of a choice the tasks that it marked."""
    sheets: tuple[int, ...]
    """Sheet ids in the order of ``values``: examiner 1, examiner 2 …; those of further examiners among them."""
    further: frozenset[int]
    """Those of ``sheets`` that are a further examiner's."""

    @property
    def to_examiners(self) -> bool:
        """Whether the examiners themselves can settle it; near the pass mark nothing is wrong on their sheets."""
        return self.reason != "near"

    @property
    def to_further(self) -> bool:
        """Whether a further examiner can settle it; which task was done is a fact and no judgement."""
        return self.reason not in NOT_SETTLED_BY_FURTHER


@dataclass(frozen=True)
class CalledExaminer:
    """A further examiner who was called for one candidate's part and has not finished."""

    sheet_id: int
    seat: int
    name: str
    part_name: Text
    examiner: str
    state: SheetState
    empty: bool
    """Whether nothing was entered yet, so that the examiner can be released."""


@dataclass(frozen=True)
class SealableSheet:
    """A sheet that was checked and waits for the seal, or was signed and can be given back."""

    sheet_id: int
    seat: int
    name: str
    part_name: Text
    examiner: str
    state: SheetState


@dataclass(frozen=True)
class MarkingView:
    """The page of marking."""

    head: SittingHead
    progress: tuple[ExaminerProgress, ...]
    sheets: tuple[SealableSheet, ...]
    disagreements: tuple[OpenItem, ...]
    called: tuple[CalledExaminer, ...]
    amendments: tuple[AmendmentView, ...]
    """The changes of signed sheets that wait for a second person."""


def marking_view(store: Store, actor: Actor, sitting_id: int) -> MarkingView:
    """How far every examiner is, the sheets that wait for the office, and the items without agreement."""
    require(actor, Action.SEE_SITTING)
    with store.reading() as session:
        row = sitting(session, sitting_id)
        form = form_of(store, row)
        sheets = sheets_of(session, row.id)
        names = names_of(session, {sheet.examiner_id for sheet in sheets})
        return MarkingView(
            head=head_of(store, row),
            progress=_progress(session, row, form, sheets, names),
            sheets=_waiting(row, form, sheets, names),
            disagreements=_disagreements(session, row, form, sheets),
            called=_called(session, row, form, sheets, names),
            amendments=tuple(views_of(session, row, form, waiting_amendments(session, row.id))),
        )


def _progress(session: Session, row: SittingRow, form: ExamForm, sheets: list[SheetRow], names: Mapping[int, str]) \
        -> tuple[ExaminerProgress, ...]:
    closed = {key for key, state in part_states(session, row.id).items() if state.state != "open"}
    lines = []
    for form_part in form.parts:
        part = form_part.part.id
        for examiner in sorted({sheet.examiner_id for sheet in sheets if sheet.part == part}):
            mine = [sheet for sheet in sheets if (sheet.part, sheet.examiner_id) == (part, examiner)]
            counted = [sheet for sheet in mine if (sheet.enrolment_id, part) not in closed]
            by_state = {state.value: sum(s.state == state.value for s in counted) for state in SheetState}
            lines.append(ExaminerProgress(part, form_part.part.name, names[examiner], by_state,
                                          len(mine) - len(counted)))
    return tuple(lines)


def _waiting(row: SittingRow, form: ExamForm, sheets: list[SheetRow], names: Mapping[int, str]) \
        -> tuple[SealableSheet, ...]:
    people = {enrolled.id: enrolled for enrolled in row.enrolments}
    parts = {part.part.id: part.part.name for part in form.parts}
    found = [
        SealableSheet(s.id, people[s.enrolment_id].seat, people[s.enrolment_id].person.shown_name, parts[s.part],
                      names[s.examiner_id], SheetState(s.state))
        for s in sheets if s.state != SheetState.OPEN.value
    ]
    return tuple(sorted(found, key=lambda sheet: (str(sheet.part_name), sheet.seat, sheet.examiner)))


def _disagreements(session: Session, row: SittingRow, form: ExamForm, sheets: list[SheetRow]) -> tuple[OpenItem, ...]:
    people = {enrolled.id: enrolled for enrolled in row.enrolments}
    by_part: dict[tuple[int, str], list[SheetRow]] = {}
    for sheet in sheets:
        by_part.setdefault((sheet.enrolment_id, sheet.part), []).append(sheet)
    found = []
    for enrolment_id, result in outcomes(session, row, form).items():
        for part_result in result.parts:
            if part_result.state is not PartState.SCORED or part_result.agreement is None:
                continue
            form_part = form.part(part_result.part)
            # In the order in which agreement keeps the values: by examiner, as text.
            mine = sorted(by_part.get((enrolment_id, part_result.part), []), key=lambda s: str(s.examiner_id))
            for open_item in part_result.agreement.open:
                found.append(OpenItem(
                    enrolment_id, people[enrolment_id].seat, people[enrolment_id].person.shown_name, part_result.part,
                    form_part.part.name, *_told(form_part, open_item), tuple(sheet.id for sheet in mine),
                    frozenset(sheet.id for sheet in mine if sheet.further),
                ))
    return tuple(found)


def _called(session: Session, row: SittingRow, form: ExamForm, sheets: list[SheetRow], names: Mapping[int, str]) \
        -> tuple[CalledExaminer, ...]:
    people = {enrolled.id: enrolled for enrolled in row.enrolments}
    return tuple(
        CalledExaminer(
            one.id, people[one.enrolment_id].seat, people[one.enrolment_id].person.shown_name,
            form.part(one.part).part.name, names[one.examiner_id], SheetState(one.state),
            one.state == SheetState.OPEN.value and not has_entries(session, one.id),
        )
        for one in sheets if one.further and one.state != SheetState.SEALED.value
    )


def _told(form_part: FormPart, found: Disagreement) \
        -> tuple[Text | None, Text, str, tuple[str | tuple[Text, ...], ...]]:
    """Task, text, reason and values of what examiners disagree on."""
    if found.reason == "near":
        return None, form_part.part.name, found.reason, found.by_examiner
    if found.reason == "choice":
        choice = next(choice for choice in form_part.choices if choice.id == found.key)
        names = {task.id: task.name for task in form_part.tasks}
        return None, choice.name, found.reason, tuple(
            tuple(names[task] for task in taken.split("+") if task) for taken in found.by_examiner
        )
    task, item = next(
        (task, item) for task in form_part.tasks for item in task.items if f"{task.id}.{item.id}" == found.key
    )
    return task.name, item.text, found.reason, found.by_examiner
