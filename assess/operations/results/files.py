"""Hands out the file with which anybody can compute a result again.

There is neither a name nor the number of a document in it: enrolment, sheets and examiners are numbers of the register,
which the seals of the sheets cover. Notes are in it as the examiners wrote them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from assess.errors import NotFound, Refused
from assess.exams.result_file import exam_file, review_file
from assess.exams.scores import SheetState
from assess.operations.forms import form_of
from assess.operations.settling import PUBLIC_STATES, sealed_inputs, settled_result
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.appointments import result_in_force, review
from assess.store.audit import record
from assess.store.results import result_of
from assess.store.session import Store
from assess.store.sheets import entries_of, marks_of, picture_texts, sealed_sheet, sheets_of
from assess.store.sittings import EnrolmentRow, enrolment


@dataclass(frozen=True)
class ResultFile:
    """The bytes of a result's file, and what it is called (without a name of a person)."""

    name: str
    data: bytes


def result_file(store: Store, actor: Actor, enrolment_id: int, now: datetime) -> ResultFile:
    """The file of a settled result, for those who may see the sitting; that they took it is recorded.

    Raises ``Refused``: ``result.not_settled``, and as ``settled_result`` does.
    """
    require(actor, Action.SEE_SITTING)
    with store.unit_of_work() as session:
        enrolled = enrolment(session, enrolment_id)
        made = _exam(store, session, enrolled)
        record(session, actor, "result.download", f"enrolment:{enrolment_id}", now, sitting=enrolled.sitting.code)
        return made


def own_result_file(store: Store, actor: Actor, enrolment_id: int) -> ResultFile:
    """The file of the actor's own result, from the public notice on; raises ``NotFound`` before."""
    with store.reading() as session:
        enrolled = enrolment(session, enrolment_id)
        require(actor, Action.SEE_OWN_RESULTS, own=enrolled.person_id == actor.person_id)
        if enrolled.sitting.state not in PUBLIC_STATES:
            raise NotFound("enrolment.unknown", enrolment=enrolment_id)
        return _exam(store, session, enrolled)


def review_result_file(store: Store, actor: Actor, review_id: int, now: datetime) -> ResultFile:
    """The file of a closed review; that it was taken is recorded. Raises ``NotFound`` while there is no record."""
    require(actor, Action.SEE_REVIEW)
    with store.unit_of_work() as session:
        row, kept = review(session, review_id), result_in_force(session, review_id)
        if kept is None:
            raise NotFound("review.no_record", code=row.code)
        record(session, actor, "result.download", f"review:{review_id}", now)
        return ResultFile(f"{row.code}-result.json", review_file(kept.record, kept.digest))


def _exam(store: Store, session: Session, enrolled: EnrolmentRow) -> ResultFile:
    row, kept = enrolled.sitting, result_of(session, enrolled.id)
    if kept is None:
        raise Refused("result.not_settled", seat=enrolled.seat)
    form = form_of(store, row)
    settled_result(session, form, enrolled)
    sheets = [sheet for sheet in sheets_of(session, row.id, enrolment_id=enrolled.id)
              if sheet.state == SheetState.SEALED.value]
    ids = [sheet.id for sheet in sheets]
    marks, pictures = marks_of(session, ids), picture_texts(session, ids)
    sealed = [sealed_sheet(one, entries_of(marks[one.id]), form.digest, pictures[one.id]) for one in sheets]
    data = exam_file(form, sealed_inputs(session, form, enrolled), {one.digest: one for one in sealed}, kept.record,
                     kept.digest)
    return ResultFile(f"{row.code}-{enrolled.seat}-result.json", data)
