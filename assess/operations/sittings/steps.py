"""The steps of a sitting from one state to the next, with all that belongs to each in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.errors import Refused
from assess.exams.form import ExamForm
from assess.exams.progress import SittingFacts, SittingState, hindrances, step_named, steps_from, take
from assess.exams.result import Result
from assess.i18n.formats import local_date
from assess.operations.authorities import authority_named
from assess.operations.bars import bars
from assess.operations.carrying import not_final
from assess.operations.forms import form_of, freeze_form
from assess.operations.settling import outcomes, settle_results, withdraw_results
from assess.people.policy import require
from assess.people.roles import Actor
from assess.store.amendments import waiting_amendments
from assess.store.audit import record
from assess.store.certificates import certificates_of
from assess.store.placings import unplaced_count
from assess.store.remedies import remedies_open
from assess.store.results import results_of
from assess.store.session import Store
from assess.store.sheets import SheetRow, add_sheets, unsealed_count
from assess.store.sittings import SittingRow, carried_parts, part_states, sitting, took_part


@dataclass(frozen=True)
class StepView:
    """A step that leads on, and the names of the needs that are not met yet."""

    name: str
    unmet: tuple[str, ...]
    needs_reason: bool


def facts(session: Session, row: SittingRow, form: ExamForm, today: date,
          results: Mapping[int, Result] | None = None) -> SittingFacts:
    """What the steps of a sitting look at, counted from the rows.

    ``results`` while it is marked: what ``outcomes`` gave the caller, which takes seconds for hundreds of candidates.
    """
    admitted = [enrolled for enrolled in row.enrolments if enrolled.admission == "admitted"]
    state = SittingState(row.state)
    if state is not SittingState.MARKING:
        results = {}
    elif results is None:
        results = outcomes(session, row, form)
    own = certificates_of(session, row.id, row.authority)
    passed = sum(result.passed for result in results_of(session, row.id).values())
    return SittingFacts(
        admitted=len(admitted),
        undecided=sum(enrolled.admission == "undecided" for enrolled in row.enrolments),
        barred=len(bars(session, [enrolled.person_id for enrolled in admitted], row.held_on))
        if state is SittingState.ENROLLING else 0,
        examiners_short=short_parts(row, form),
        lead_missing=parts_without_lead(row, form),
        checkers=sum(a.duty == "checker" for a in row.assignments),
        sheets_unsealed=_sheets_that_count(session, row, results),
        amendments_waiting=_amendments_waiting(session, row),
        carried_open=not_final(session, row) if state is SittingState.MARKING else 0,
        results_open=sum(not result.complete for result in results.values()),
        placings_open=unplaced_count(session, row.id) if form.promotions and state is SittingState.SETTLED else 0,
        notice_days_left=max((row.notice_until - today).days, 0) if row.notice_until else 0,
        review_days_left=max((row.review_until - today).days, 0) if row.review_until else 0,
        **(remedies_open(session, row) if state is SittingState.NOTICE else {}),
        certificates_unprepared=max(passed - len(own), 0),
        certificates_unissued=sum(certificate.state != "issued" for certificate in own),
    )


def step_views(row: SittingRow, known: SittingFacts) -> tuple[StepView, ...]:
    """The steps that lead on; ``finish`` is left out, because the issuing of the last paper takes it."""
    return tuple(StepView(step.name, hindrances(step, known), step.reason)
                 for step in steps_from(SittingState(row.state)) if step.name != "finish")


def take_step(store: Store, actor: Actor, sitting_id: int, step_name: str, now: datetime, reason: str = "") \
        -> SittingState:
    """Takes a step of ``exams.progress`` with all that belongs to it in one transaction; returns the new state.

    ``start_marking`` keeps the form and makes a sheet for every admitted candidate, part and examiner; ``settle`` keeps
    the results; ``publish_notice`` counts the authority's days of the notice and for asking for a score review from
    today; ``reopen`` takes results and prepared certificates out of force. ``approve`` is of ``operations.issuing``.
    """
    step = step_named(step_name)
    if step_name in ("approve", "finish"):
        raise Refused("sitting.no_such_step", step=step_name)
    with store.unit_of_work() as session:
        row = sitting(session, sitting_id)
        require(actor, step.action, examined=took_part(row, actor))
        form = form_of(store, row)
        before = SittingState(row.state)
        results = outcomes(session, row, form) if before is SittingState.MARKING else {}
        after = take(step, before, facts(session, row, form, local_date(now), results), reason)
        if step_name == "start_marking":
            freeze_form(session, row, form, now)
            _make_sheets(session, row, form)
        elif step_name == "settle":
            settle_results(session, row, form, results, actor, now)
        elif step_name == "publish_notice":
            body, today = authority_named(store, row.authority), local_date(now)
            row.notice_until = today + timedelta(days=body.notice_days)
            row.review_until = today + timedelta(days=body.days_to_ask)
        elif step_name == "reopen":
            withdraw_results(session, row, actor, now)
        row.state = after.value
        record(session, actor, f"sitting.{step_name}", f"sitting:{row.id}", now, before=before.value,
               after=after.value, reason=reason)
        return after


def short_parts(row: SittingRow, form: ExamForm) -> tuple[str, ...]:
    """Parts with fewer examiners than the standard asks, or an even number where it asks an odd one."""
    short = []
    for form_part in form.parts:
        rule, part = form_part.part.examiners, form_part.part.id
        count = sum(a.duty == "examiner" and a.part == part for a in row.assignments)
        if count < rule.minimum or (rule.odd and count % 2 == 0):
            short.append(part)
    return tuple(short)


def parts_without_lead(row: SittingRow, form: ExamForm) -> tuple[str, ...]:
    """Parts whose marking is opened by a lead examiner, while the sitting has none."""
    if any(a.duty == "lead" for a in row.assignments):
        return ()
    return tuple(form_part.part.id for form_part in form.parts if form_part.part.calibration)


def _sheets_that_count(session: Session, row: SittingRow, results: Mapping[int, Result]) -> int:
    """Unsealed sheets, less those of parts that are absent, withdrawn or void, or that nobody was admitted to."""
    settled_parts = {key for key, state in part_states(session, row.id).items() if state.state != "open"}
    settled_parts |= {(enrolment_id, part.part) for enrolment_id, result in results.items()
                      for part in result.parts if {"not_admitted", "void_exam"} & set(part.reasons)}
    if not settled_parts:
        return unsealed_count(session, row.id)
    open_sheets = session.execute(
        select(SheetRow.enrolment_id, SheetRow.part).where(SheetRow.sitting_id == row.id, SheetRow.state != "sealed")
    )
    return sum((enrolment_id, part) not in settled_parts for enrolment_id, part in open_sheets)


def _amendments_waiting(session: Session, row: SittingRow) -> int:
    """Changes that nobody decided on yet; those of closed parts change nothing any more."""
    closed = {key for key, state in part_states(session, row.id).items() if state.state != "open"}
    return sum((sheet.enrolment_id, sheet.part) not in closed for sheet, _ in waiting_amendments(session, row.id))


def _make_sheets(session: Session, row: SittingRow, form: ExamForm) -> None:
    """A sheet for every admitted candidate, part and examiner; none for a part that counts from an earlier sitting."""
    carried = carried_parts(session, row.id)
    for form_part in form.parts:
        part = form_part.part.id
        examiners = [a.account_id for a in row.assignments if a.duty == "examiner" and a.part == part]
        for enrolled in row.enrolments:
            if enrolled.admission == "admitted" and (enrolled.id, part) not in carried:
                add_sheets(session, row.id, enrolled.id, part, examiners)
