"""Places, prizes and grades of a competition: entered by one of the office, confirmed by another, then in the results.

Between settling and the public notice. Nobody enters a rank: it is counted from the sealed sheets. Confirming settles
every result anew, with its place in it; from then on only reopening the sitting changes anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, get_args

from sqlalchemy.orm import Session

from assess.canonical import digest
from assess.errors import Problem, Problems, Refused
from assess.exams.arithmetic import shown
from assess.exams.competing import placed, reached
from assess.exams.form import ExamForm
from assess.exams.placings import Competitor, Group, is_above, place
from assess.exams.result import Result
from assess.operations.enrolling import background_from
from assess.operations.forms import form_of
from assess.operations.settling import PUBLIC_STATES, outcomes, require_settled, settle_results
from assess.people.policy import Action, may, require
from assess.people.roles import Actor
from assess.standards.model import LEVELS, Level, Promotion
from assess.store.accounts import names_of
from assess.store.audit import record
from assess.store.placings import PlacingRow, placings_of
from assess.store.results import results_of
from assess.store.session import Store
from assess.store.sittings import EnrolmentRow, SittingRow, sitting, took_part

GROUPS: tuple[Group, ...] = get_args(Group)


class Stated(NamedTuple):
    """What was typed of one competitor: codes, empty for no prize and for no grade."""

    group: str
    prize: str = ""
    held: str = ""


@dataclass(frozen=True)
class PlacingLine:
    """One competitor: what is stated or proposed, the total as shown, and the result with the place that follows."""

    enrolment_id: int
    seat: int
    name: str
    competitor: Competitor
    total: str | None
    result: Result


@dataclass(frozen=True)
class PlacingsView:
    """The page of the places; ``entered_by`` and ``confirmed_by`` are empty until somebody did."""

    lines: tuple[PlacingLine, ...]
    promotions: tuple[Promotion, ...]
    prizes: tuple[str, ...]
    entered_by: str
    entered_at: datetime | None
    confirmed_by: str
    confirmed_at: datetime | None
    may_enter: bool
    may_confirm: bool


def placings(store: Store, actor: Actor, sitting_id: int) -> PlacingsView:
    """Every competitor in the order of seats, with the ranks and grades that follow from what is stated so far.

    There are no lines before the results are settled. Raises ``Refused("placing.not_asked")`` where the standard says
    nothing of prizes and ranks.
    """
    require(actor, Action.SEE_SITTING)
    with store.reading() as session:
        row = sitting(session, sitting_id)
        form = _form_with_promotions(store, row)
        rows = placings_of(session, row.id)
        one = next(iter(rows.values()), None)
        names = names_of(session, [who for who in (one and one.entered_by, one and one.confirmed_by) if who])
        opened = row.state == "settled" and (one is None or one.confirmed_at is None)
        examined, entered = took_part(row, actor), _entered_by(rows, actor)
        return PlacingsView(
            tuple(_lines(session, row, form)), form.promotions, prizes_of(form),
            names.get(one.entered_by, "") if one else "", one.entered_at if one else None,
            names.get(one.confirmed_by or 0, "") if one else "", one.confirmed_at if one else None,
            opened and may(actor, Action.SETTLE, examined=examined),
            opened and bool(rows) and may(actor, Action.CONFIRM_PLACINGS, examined=examined, prepared_by_me=entered),
        )


def prizes_of(form: ExamForm) -> tuple[str, ...]:
    """The prizes that the promotions name, in their order."""
    return tuple(dict.fromkeys(prize for line in form.promotions for prize in line.prizes))


def enter(store: Store, actor: Actor, sitting_id: int, stated: Mapping[int, Stated], now: datetime) -> None:
    """Keeps what is stated of every competitor, by enrolment id; it takes the place of what stood there before.

    Raises ``Refused``: ``placing.not_asked``, ``placing.not_settled``, ``placing.confirmed``; ``Problems`` with every
    fault at ``group_…``, ``prize_…`` or ``held_…`` and the id: ``placing.group_unknown``, ``placing.prize_unknown``,
    ``placing.held_unknown``, ``placing.prize_without_place``, ``placing.missing`` for one who was left out.
    """
    with store.unit_of_work() as session:
        row = _locked(session, sitting_id)
        require(actor, Action.SETTLE, examined=took_part(row, actor))
        form, before = _open(store, session, row), placings_of(session, row.id)
        results = _exam_results(session, row, form)
        if problems := list(_faults(row, form, results, stated)):
            raise Problems("placing.problems", problems)
        for kept in before.values():
            kept.in_force = False
        for number in results:
            said = stated[number]
            session.add(PlacingRow(enrolment_id=number, group=said.group, prize=said.prize, held=said.held or None,
                                   entered_by=actor.account_id, entered_at=now))
        record(session, actor, "placing.enter", f"sitting:{row.id}", now,
               digest=digest({str(number): list(stated[number]) for number in results}))


def confirm(store: Store, actor: Actor, sitting_id: int, now: datetime) -> None:
    """Confirms what somebody else entered: every result is settled anew, with its place and the grade of it.

    The sealed sheets have to lead to the results that were settled. Raises ``Forbidden`` for whoever entered the
    places, examined here or was examined; ``Refused``: ``placing.not_entered`` and as ``enter`` does, and
    ``certificate.result_differs``.
    """
    with store.unit_of_work() as session:
        row = _locked(session, sitting_id)
        rows = placings_of(session, row.id)
        require(actor, Action.CONFIRM_PLACINGS, examined=took_part(row, actor), prepared_by_me=_entered_by(rows, actor))
        form = _open(store, session, row)
        before = _exam_results(session, row, form)
        if set(before) - set(rows):
            raise Refused("placing.not_entered", code=row.code)
        for stated in rows.values():
            stated.confirmed_by, stated.confirmed_at = actor.account_id, now
        for kept in results_of(session, row.id).values():
            kept.in_force = False
        session.flush()
        results = outcomes(session, row, form)
        settle_results(session, row, form, results, actor, now)
        seats = {enrolled.id: enrolled.seat for enrolled in row.enrolments}
        record(session, actor, "placing.confirm", f"sitting:{row.id}", now,
               results={str(seats[number]): result.digest for number, result in results.items()})


def _locked(session: Session, sitting_id: int) -> SittingRow:
    """The sitting; whoever else enters or confirms at the same time waits."""
    session.get(SittingRow, sitting_id, with_for_update=True)
    return sitting(session, sitting_id)


def _open(store: Store, session: Session, row: SittingRow) -> ExamForm:
    """The form of a sitting whose places may be entered; raises ``Refused`` for any other."""
    form = _form_with_promotions(store, row)
    if row.state != "settled":
        raise Refused("placing.not_settled", code=row.code)
    if any(stated.confirmed_at is not None for stated in placings_of(session, row.id).values()):
        raise Refused("placing.confirmed", code=row.code)
    return form


def _form_with_promotions(store: Store, row: SittingRow) -> ExamForm:
    form = form_of(store, row)
    if not form.promotions:
        raise Refused("placing.not_asked", code=row.code)
    return form


def _exam_results(session: Session, row: SittingRow, form: ExamForm) -> dict[int, Result]:
    """The results without places, from the sealed sheets and equal to those that were settled."""
    results, kept = outcomes(session, row, form), results_of(session, row.id)
    for number, result in results.items():
        require_settled(result, kept.get(number))
    return results


def _entered_by(rows: Mapping[int, PlacingRow], actor: Actor) -> bool:
    return any(stated.entered_by == actor.account_id for stated in rows.values())


def _faults(row: SittingRow, form: ExamForm, results: Mapping[int, Result], stated: Mapping[int, Stated]) \
        -> Iterator[Problem]:
    known = {"group": GROUPS, "prize": ("", *prizes_of(form)), "held": ("", *LEVELS)}
    for enrolled in (one for one in row.enrolments if one.id in results):
        said = stated.get(enrolled.id)
        if said is None:
            yield Problem("placing.missing", f"group_{enrolled.id}", {"seat": enrolled.seat})
            continue
        unknown = [(name, got) for name, got in said._asdict().items() if got not in known[name]]
        for name, got in unknown:
            params = {"seat": enrolled.seat, "got": got[:40], "known": ", ".join(filter(None, known[name]))}
            yield Problem(f"placing.{name}_unknown", f"{name}_{enrolled.id}", params)
        if said.prize and not unknown and reached(form, results[enrolled.id]).total is None:
            yield Problem("placing.prize_without_place", f"prize_{enrolled.id}", {"seat": enrolled.seat})


def _lines(session: Session, row: SittingRow, form: ExamForm) -> Iterator[PlacingLine]:
    if row.state not in ("settled", *PUBLIC_STATES):
        return
    results, rows = outcomes(session, row, form), placings_of(session, row.id, in_force=False)
    people = [enrolled for enrolled in row.enrolments if enrolled.id in results]
    competitors = {one.id: rows[one.id].competitor if one.id in rows else _proposed(one) for one in people}
    if any(result.placing is None for result in results.values()):
        results = placed(form, results, competitors, place)
    for one in people:
        placing = results[one.id].placing
        total = placing.reached.total if placing else None
        yield PlacingLine(one.id, one.seat, one.person.shown_name, competitors[one.id],
                          None if total is None else shown(total, decimals=form.arithmetic.decimals), results[one.id])


def _proposed(enrolled: EnrolmentRow) -> Competitor:
    """What the application says: the group by the route of admission, the highest grade of the occupation."""
    group = enrolled.route if enrolled.route in GROUPS else GROUPS[0]
    grades = [held.what for held in background_from(enrolled.background).grades
              if held.field == "this" and held.what in LEVELS]
    return Competitor(group, "", _highest(grades))


def _highest(grades: Sequence[Level]) -> Level | None:
    found: Level | None = None
    for grade in grades:
        found = grade if is_above(grade, found) else found
    return found
