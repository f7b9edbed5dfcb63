"""Everything that happened to a sheet, or to all sheets and the result of one candidate, in the order of time.

Marks stand with their versions, so that both values of a conflict are there; amendments with old, new, reason and who
agreed; and what was done to the sheets, the candidate's parts and the sitting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from sqlalchemy.orm import Session

from assess.errors import Refused
from assess.exams.form import ExamForm, Field, FormPart
from assess.exams.scores import Entry, SheetState
from assess.i18n.text import Text
from assess.operations.forms import form_of
from assess.operations.scoring.amending import CellChange, changes_in
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.accounts import names_of
from assess.store.audit import AuditRow, acts_about
from assess.store.session import Store
from assess.store.sheets import AmendmentRow, MarkRow, SheetRow, all_marks, amendments_of, sheet, sheets_of
from assess.store.sittings import EnrolmentRow, SittingRow, enrolment, has_duty, sitting, took_part

_OF_THE_EXAM = ("part_state.", "further.", "score_review.", "enrolment.carry")
"""Acts on an enrolment that say something about its sheets or result."""
_STEPS = ("sitting.start_marking", "sitting.settle", "sitting.reopen", "sitting.publish_notice", "sitting.approve")


@dataclass(frozen=True)
class MarkLine:
    """One entry of a cell: what stood there, what was entered, under which version."""

    at: datetime
    field: Field
    version: int
    old: Entry | None
    new: Entry | None


@dataclass(frozen=True)
class Happening:
    """One line of the history. ``kind`` is ``marks`` (entries on one sheet, one after the other) or what was done."""

    at: datetime
    actor: str
    kind: str
    part_name: Text | None = None
    examiner: str = ""
    """Whose sheet it concerns; empty where it concerns none."""
    words: str = ""
    """The reason or answer that was given."""
    state: str = ""
    """The state of a part that was recorded."""
    about: str = ""
    """The further examiner who was called or released."""
    marks: tuple[MarkLine, ...] = ()
    changes: tuple[CellChange, ...] = ()


@dataclass(frozen=True)
class History:
    """The history of one sheet or of one candidate's exam."""

    sitting_id: int
    code: str
    enrolment_id: int
    seat: int
    name: str
    part: FormPart | None
    """The part of the one sheet; None where it is about the whole exam."""
    happenings: tuple[Happening, ...]


def enrolment_history(store: Store, actor: Actor, enrolment_id: int) -> History:
    """The sheets and the result of one candidate, for the office and the supervisor; raises ``NotFound``."""
    require(actor, Action.SEE_SITTING)
    with store.reading() as session:
        enrolled = enrolment(session, enrolment_id)
        row = sitting(session, enrolled.sitting_id)
        sheets = sheets_of(session, row.id, enrolment_id=enrolled.id)
        own = [act for act in acts_about(session, [f"enrolment:{enrolled.id}"])
               if act.action.startswith(_OF_THE_EXAM)]
        steps = [act for act in acts_about(session, [f"sitting:{row.id}"]) if act.action in _STEPS]
        return _history(store, session, row, enrolled, sheets, [*own, *steps])


def sheet_history(store: Store, actor: Actor, sheet_id: int) -> History:
    """One sheet for the checker of its sitting.

    Raises ``Refused("sheet.not_signed")`` while its examiner still works on it.
    """
    with store.reading() as session:
        row = sheet(session, sheet_id)
        place = sitting(session, row.sitting_id)
        require(actor, Action.CHECK_SHEET, examined=took_part(place, actor))
        if not has_duty(place, actor, "checker"):
            raise Refused("sheet.not_assigned", sheet=row.id)
        if row.state == SheetState.OPEN.value:
            raise Refused("sheet.not_signed", sheet=row.id)
        found = _history(store, session, place, enrolment(session, row.enrolment_id), [row], [])
        return replace(found, part=form_of(store, place).part(row.part))


def _history(store: Store, session: Session, row: SittingRow, enrolled: EnrolmentRow, sheets: Sequence[SheetRow],
             more: Iterable[AuditRow]) -> History:
    form, by_id = form_of(store, row), {one.id: one for one in sheets}
    acts = [*acts_about(session, [f"sheet:{one.id}" for one in sheets]), *more]
    marks = all_marks(session, list(by_id))
    accounts = {one.examiner_id for one in sheets} | {mark.actor_id for mark in marks}
    accounts |= {act.details["account"] for act in acts if isinstance(act.details.get("account"), int)}
    names = names_of(session, accounts)
    amendments = {asked.id: asked for asked in amendments_of(session, list(by_id))}
    found = [*_entered(form, by_id, marks, names), *(_act(form, by_id, act, names, amendments) for act in acts)]
    return History(row.id, row.code, enrolled.id, enrolled.seat, enrolled.person.shown_name, None,
                   tuple(sorted(found, key=lambda one: (one.at, one.kind != "marks"))))


def _entered(form: ExamForm, sheets: Mapping[int, SheetRow], marks: Sequence[MarkRow], names: Mapping[int, str]) \
        -> list[Happening]:
    """The entries, those on one sheet and one day together; what an amendment changed stands with the amendment."""
    before: dict[tuple[int, str], Entry | None] = {}
    lines: list[tuple[MarkRow, MarkLine]] = []
    for mark in marks:
        part = form.part(sheets[mark.sheet_id].part)
        new = Entry(mark.value, mark.note) if mark.value is not None else None
        key = (mark.sheet_id, mark.field)
        if mark.amendment_id is None:
            lines.append((mark, MarkLine(mark.at, part.field(mark.field), mark.version, before.get(key), new)))
        before[key] = new
    found = []
    lines.sort(key=lambda line: (line[0].sheet_id, line[0].at, line[0].id))
    for (sheet_id, _day), group in groupby(lines, key=lambda line: (line[0].sheet_id, line[0].at.date())):
        entered, owner = list(group), sheets[sheet_id]
        found.append(Happening(
            entered[0][0].at, names[entered[0][0].actor_id], "marks", form.part(owner.part).part.name,
            names[owner.examiner_id], marks=tuple(line for _, line in entered),
        ))
    return found


def _act(form: ExamForm, sheets: Mapping[int, SheetRow], act: AuditRow, names: Mapping[int, str],
         amendments: Mapping[int, AmendmentRow]) -> Happening:
    details = act.details
    kind, _, number = act.subject.partition(":")
    owner = sheets.get(int(number)) if kind == "sheet" else None
    part = owner.part if owner is not None else str(details.get("part") or "")
    asked = amendments.get(details.get("amendment", 0))
    shown = asked is not None and act.action in ("amendment.ask", "amendment.agree")
    return Happening(
        act.at, act.actor, act.action, form.part(part).part.name if part else None,
        names[owner.examiner_id] if owner is not None else "",
        words=str(details.get("reason") or details.get("answer") or details.get("note") or ""),
        state=str(details.get("state") or "") if act.action == "part_state.record" else "",
        about=names.get(details.get("account", 0), "") if act.action.startswith("further.") else "",
        changes=changes_in(form.part(owner.part), asked) if shown and owner is not None and asked is not None else (),
    )
