"""Planning a sitting, assigning its people, and taking it from one state to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.errors import AssessError, BadInput, Refused
from assess.exams.form import ExamForm, FormPart
from assess.exams.progress import SittingFacts, SittingState, hindrances, step_named, steps_from, take
from assess.operations.forms import form_of, standard_of
from assess.operations.settling import outcomes, settle_results, withdraw_results
from assess.operations.standards import library
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.accounts import AccountRow
from assess.store.audit import record
from assess.store.certificates import certificates_of
from assess.store.people import PersonRow, relations_between
from assess.store.results import results_of
from assess.store.session import Store
from assess.store.sheets import SheetRow, unsealed_count
from assess.store.sittings import AssignmentRow, EnrolmentRow, SittingRow, part_states, sitting

DUTIES = ("examiner", "checker")


@dataclass(frozen=True)
class SittingPlan:
    """What the office types to plan a sitting; standard and edition must be published."""

    code: str
    standard: str
    edition: str
    level: str
    held_on: date
    place: str
    authority: str
    scheme: str = ""
    trade: str = ""


@dataclass(frozen=True)
class SittingLine:
    """One row of the list of sittings."""

    id: int
    code: str
    standard_id: str
    standard_name: str
    edition: str
    level: str
    held_on: date
    place: str
    state: SittingState
    enrolled: int


@dataclass(frozen=True)
class InterestConflict:
    """A known conflict of interest (回避) between an examiner and a person; ``reason`` is ``workshop`` or the relation."""

    account_id: int
    examiner: str
    person_id: int
    person: str
    reason: str
    what: str = ""


@dataclass(frozen=True)
class StepView:
    """A step that leads on, and the names of the needs that are not met yet."""

    name: str
    unmet: tuple[str, ...]
    needs_reason: bool


def plan(store: Store, actor: Actor, planned: SittingPlan, now: datetime) -> int:
    """The id of the new draft sitting; raises ``BadInput`` for a code in use, an unknown level or an empty field."""
    require(actor, Action.PLAN_SITTING)
    edition = library(store.config).get(planned.standard, planned.edition)
    if planned.level not in edition.standard.assessment:
        raise BadInput("sitting.no_such_level", level=planned.level, standard=planned.standard)
    if planned.scheme and planned.scheme not in edition.standard.awards.schemes:
        raise BadInput("sitting.scheme_not_awarded", scheme=planned.scheme, standard=planned.standard)
    if not planned.code.strip() or not planned.place.strip():
        raise BadInput("sitting.field_empty", field="place" if planned.code.strip() else "code")
    with store.unit_of_work() as session:
        if session.scalar(select(SittingRow.id).where(SittingRow.code == planned.code.strip())):
            raise BadInput("sitting.code_taken", code=planned.code.strip())
        row = SittingRow(
            code=planned.code.strip(), standard=planned.standard, edition=planned.edition,
            standard_sha256=edition.sha256, level=planned.level, trade=planned.trade, held_on=planned.held_on,
            place=planned.place.strip(), authority=planned.authority, scheme=planned.scheme,
            created_by=actor.account_id, created_at=now,
        )
        session.add(row)
        session.flush()
        record(session, actor, "sitting.plan", f"sitting:{row.id}", now, code=row.code, level=row.level)
        return row.id


ORDERS = ("day", "code", "state")


def list_sittings(store: Store, actor: Actor, search: str = "", state: str = "", order: str = "day") \
        -> list[SittingLine]:
    """Sittings whose code, place or standard contains ``search``, in one of ``ORDERS`` (``day``: the newest first)."""
    require(actor, Action.SEE_SITTING)
    with store.reading() as session:
        enrolled = select(func.count(EnrolmentRow.id)).where(EnrolmentRow.sitting_id == SittingRow.id).scalar_subquery()
        query = select(SittingRow, enrolled).order_by(SittingRow.held_on.desc(), SittingRow.id.desc())
        if state:
            query = query.where(SittingRow.state == state)
        lines = [_line(store, row, count) for row, count in session.execute(query)]
    wanted = search.strip().casefold()
    lines = [line for line in lines
             if wanted in f"{line.code}\n{line.place}\n{line.standard_id}\n{line.standard_name}".casefold()]
    states = list(SittingState)
    keys = {"code": lambda line: line.code, "state": lambda line: states.index(line.state)}
    return sorted(lines, key=keys[order]) if order in keys else lines


def assign(store: Store, actor: Actor, sitting_id: int, account_id: int, part: str, duty: str, now: datetime) -> None:
    """Gives an account a duty; refused for conflicts of interest, missing roles, and once marking has begun."""
    require(actor, Action.ASSIGN)
    with store.unit_of_work() as session:
        row = sitting(session, sitting_id)
        _require_before_marking(row)
        account = session.get(AccountRow, account_id)
        if account is None or not account.active or duty not in DUTIES or duty not in account.roles.split(","):
            raise BadInput("assignment.not_qualified", reason=duty)
        if duty == "examiner":
            form_of(store, row).part(part)
        part = part if duty == "examiner" else ""
        other = "checker" if duty == "examiner" else "examiner"
        if any(a.account_id == account_id and a.duty == other for a in row.assignments):
            raise Refused("assignment.both_duties", name=account.name)
        if any((a.account_id, a.part, a.duty) == (account_id, part, duty) for a in row.assignments):
            return
        for conflict in interest_conflicts(session, [account], [enrolled.person_id for enrolled in row.enrolments]):
            raise Refused("assignment.conflict", **conflict_params(conflict))
        row.assignments.append(AssignmentRow(account_id=account_id, part=part, duty=duty))
        record(session, actor, "sitting.assign", f"sitting:{row.id}", now, account=account_id, part=part, duty=duty)


def unassign(store: Store, actor: Actor, sitting_id: int, assignment_id: int, now: datetime) -> None:
    """Takes a duty back; refused once marking has begun."""
    require(actor, Action.ASSIGN)
    with store.unit_of_work() as session:
        row = sitting(session, sitting_id)
        _require_before_marking(row)
        for assignment in row.assignments:
            if assignment.id == assignment_id:
                session.delete(assignment)
                record(session, actor, "sitting.unassign", f"sitting:{row.id}", now, account=assignment.account_id)


def interest_conflicts(session: Session, examiners: Sequence[AccountRow], person_ids: Sequence[int]) \
        -> list[InterestConflict]:
    """Every known conflict of interest between the two groups.

    Known are: the same workshop, and a relation that was declared (relative, own trainee, other interest); 回避.
    """
    if not examiners or not person_ids:
        return []
    people = {p.id: p for p in session.scalars(select(PersonRow).where(PersonRow.id.in_(person_ids)))}
    found = [
        InterestConflict(examiner.id, examiner.name, person.id, person.shown_name, "workshop", person.workshop)
        for examiner in examiners for person in people.values()
        if examiner.workshop and examiner.workshop.strip() == person.workshop.strip()
    ]
    by_id = {examiner.id: examiner for examiner in examiners}
    found += [
        InterestConflict(relation.account_id, by_id[relation.account_id].name, relation.person_id,
                         people[relation.person_id].shown_name, relation.kind)
        for relation in relations_between(session, list(by_id), list(people))
    ]
    return found


def conflict_params(conflict: InterestConflict) -> dict[str, object]:
    """What the sentence for ``assignment.conflict`` says; its wording follows ``reason``."""
    return {"examiner": conflict.examiner, "person": conflict.person, "reason": conflict.reason, "what": conflict.what}


def facts(session: Session, row: SittingRow, form: ExamForm, today: date) -> SittingFacts:
    """What the steps of a sitting look at, counted from the rows."""
    admitted = [enrolled for enrolled in row.enrolments if enrolled.admission == "admitted"]
    state = SittingState(row.state)
    results = outcomes(session, row, form) if state is SittingState.MARKING else {}
    own = certificates_of(session, row.id, row.authority)
    passed = sum(result.passed for result in results_of(session, row.id).values())
    return SittingFacts(
        admitted=len(admitted),
        undecided=sum(enrolled.admission == "undecided" for enrolled in row.enrolments),
        examiners_short=_short_parts(row, form),
        checkers=sum(a.duty == "checker" for a in row.assignments),
        sheets_unsealed=_sheets_that_count(session, row),
        results_open=sum(not result.complete for result in results.values()),
        notice_days_left=max((row.notice_until - today).days, 0) if row.notice_until else 0,
        certificates_unprepared=max(passed - len(own), 0),
        certificates_unissued=sum(certificate.state != "issued" for certificate in own),
    )


def step_views(session: Session, row: SittingRow, form: ExamForm, today: date) -> tuple[StepView, ...]:
    """The steps that lead on from the sitting's state; ``finish`` is left out, the issuing of the last paper takes it."""
    known = facts(session, row, form, today)
    return tuple(StepView(step.name, hindrances(step, known), step.reason)
                 for step in steps_from(SittingState(row.state)) if step.name != "finish")


def take_step(store: Store, actor: Actor, sitting_id: int, step_name: str, now: datetime, reason: str = "",
              notice_days: int = 0) -> SittingState:
    """Takes a step of ``exams.progress`` with all that belongs to it in one transaction; returns the new state.

    ``start_marking`` makes a sheet for every admitted candidate, part and examiner; ``settle`` keeps the results;
    ``publish_notice`` counts ``notice_days`` from today. ``approve`` belongs to ``operations.issuing``.
    """
    step = step_named(step_name)
    if step_name in ("approve", "finish"):
        raise Refused("sitting.no_such_step", step=step_name)
    with store.unit_of_work() as session:
        row = sitting(session, sitting_id)
        require(actor, step.action, examined=has_examined(row, actor))
        form = form_of(store, row)
        before = SittingState(row.state)
        after = take(step, before, facts(session, row, form, now.date()), reason)
        if step_name == "start_marking":
            _make_sheets(session, row, form)
        elif step_name == "settle":
            settle_results(session, row, form, actor, now)
        elif step_name == "publish_notice":
            row.notice_until = now.date() + timedelta(days=notice_days)
        elif step_name == "reopen":
            withdraw_results(session, row)
        row.state = after.value
        record(session, actor, f"sitting.{step_name}", f"sitting:{row.id}", now, before=before.value,
               after=after.value, reason=reason)
        return after


def has_examined(row: SittingRow, actor: Actor) -> bool:
    """Whether the actor examines anybody in the sitting."""
    return any(a.account_id == actor.account_id and a.duty == "examiner" for a in row.assignments)


def _line(store: Store, row: SittingRow, enrolled: int) -> SittingLine:
    try:
        name = str(standard_of(store, row).name)
    except AssessError:  # the list must open even when one pinned edition is gone or altered; its page says so
        name = row.standard
    return SittingLine(row.id, row.code, row.standard, name, row.edition, row.level, row.held_on, row.place,
                       SittingState(row.state), enrolled)


def _require_before_marking(row: SittingRow) -> None:
    if row.state not in ("draft", "announced", "enrolling"):
        raise Refused("sitting.marking_began", code=row.code, state=row.state)


def _short_parts(row: SittingRow, form: ExamForm) -> tuple[str, ...]:
    short = []
    for form_part in form.parts:
        rule, part = form_part.part.examiners, form_part.part.id
        count = sum(a.duty == "examiner" and a.part == part for a in row.assignments)
        if count < rule.minimum or (rule.odd and count % 2 == 0):
            short.append(part)
    return tuple(short)


def _sheets_that_count(session: Session, row: SittingRow) -> int:
    """Unsealed sheets, less those of parts that were recorded as absent, withdrawn or void."""
    settled_parts = {key for key, state in part_states(session, row.id).items() if state.state != "open"}
    if not settled_parts:
        return unsealed_count(session, row.id)
    open_sheets = session.execute(
        select(SheetRow.enrolment_id, SheetRow.part).where(SheetRow.sitting_id == row.id, SheetRow.state != "sealed")
    )
    return sum((enrolment_id, part) not in settled_parts for enrolment_id, part in open_sheets)


def _make_sheets(session: Session, row: SittingRow, form: ExamForm) -> None:
    for enrolled in row.enrolments:
        if enrolled.admission != "admitted":
            continue
        for form_part in form.parts:
            for assignment in row.assignments:
                if assignment.duty == "examiner" and assignment.part == form_part.part.id:
                    session.add(SheetRow(sitting_id=row.id, enrolment_id=enrolled.id, part=form_part.part.id,
                                         examiner_id=assignment.account_id))


def form_parts(store: Store, actor: Actor, sitting_id: int) -> tuple[FormPart, ...]:
    """The parts of the sitting's form, with the tasks and fields that the examiners fill in."""
    require(actor, Action.SEE_SITTING)
    with store.reading() as session:
        return form_of(store, sitting(session, sitting_id)).parts
