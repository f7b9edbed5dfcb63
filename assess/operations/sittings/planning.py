"""Planning a sitting, and the list of all of them."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assess.certificates.scheme import Scheme
from assess.errors import AssessError, BadInput, Refused
from assess.exams.progress import SittingState
from assess.i18n.text import DEFAULT, Text
from assess.operations.authorities import authority_named, schemes
from assess.operations.forms import standard_of
from assess.operations.standards import library
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.standards.load import Reading
from assess.standards.model import Standard
from assess.store.audit import record
from assess.store.session import Store
from assess.store.sittings import EnrolmentRow, SittingRow, sitting


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
    schemes: tuple[str, ...] = ()
    """Under which papers of partners may be issued, each of another partner."""
    trade: str = ""


@dataclass(frozen=True)
class SittingLine:
    """One row of the list of sittings."""

    id: int
    code: str
    standard_id: str
    standard_name: Text
    edition: str
    level: str
    held_on: date
    place: str
    state: SittingState
    enrolled: int


def plan(store: Store, actor: Actor, planned: SittingPlan, now: datetime) -> int:
    """The id of the new draft sitting; raises ``BadInput`` for a code in use, an unknown level or an empty field."""
    require(actor, Action.PLAN_SITTING)
    edition = _require_sound(store, planned)
    with store.unit_of_work() as session:
        _require_free(session, planned.code.strip())
        row = SittingRow(
            code=planned.code.strip(), standard=planned.standard, edition=planned.edition,
            standard_sha256=edition.sha256, level=planned.level, trade=planned.trade, held_on=planned.held_on,
            place=planned.place.strip(), authority=planned.authority, schemes=list(planned.schemes),
            created_by=actor.account_id, created_at=now,
        )
        session.add(row)
        session.flush()
        record(session, actor, "sitting.plan", f"sitting:{row.id}", now, code=row.code, level=row.level)
        return row.id


def sitting_plan(store: Store, actor: Actor, sitting_id: int) -> dict[str, Any]:
    """What the plan of a sitting says, by the names of ``SittingPlan``; raises ``NotFound``."""
    require(actor, Action.PLAN_SITTING)
    with store.reading() as session:
        row = sitting(session, sitting_id)
        return {field.name: getattr(row, field.name) for field in fields(SittingPlan)}


def change(store: Store, actor: Actor, sitting_id: int, planned: SittingPlan, now: datetime) -> None:
    """Changes a draft, all but the standard and its edition; an announced sitting stays as it was announced.

    Raises as ``plan`` does, ``Refused`` for anything but a draft, and for another level once people have duties.
    """
    require(actor, Action.PLAN_SITTING)
    with store.unit_of_work() as session:
        row = sitting(session, sitting_id)
        if row.state != "draft":
            raise Refused("sitting.not_a_draft", code=row.code)
        planned = replace(planned, standard=row.standard, edition=row.edition)
        _require_sound(store, planned)
        if planned.level != row.level and row.assignments:
            raise BadInput("sitting.level_has_duties")
        _require_free(session, planned.code.strip(), row.id)
        row.code, row.place, row.held_on = planned.code.strip(), planned.place.strip(), planned.held_on
        row.level, row.trade = planned.level, planned.trade
        row.authority, row.schemes = planned.authority, list(planned.schemes)
        record(session, actor, "sitting.change", f"sitting:{row.id}", now, code=row.code, level=row.level)


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
             if wanted in f"{line.code}\n{line.place}\n{line.standard_id}\n{line.standard_name.to_data()}".casefold()]
    states = list(SittingState)
    keys = {"code": lambda line: line.code, "state": lambda line: states.index(line.state)}
    return sorted(lines, key=keys[order]) if order in keys else lines


def _require_sound(store: Store, planned: SittingPlan) -> Reading:
    """The published edition of a plan; raises ``BadInput`` for what standard, body or scheme does not allow."""
    edition = library(store.config).get(planned.standard, planned.edition)
    if planned.level not in edition.standard.assessment:
        raise BadInput("sitting.no_such_level", level=planned.level, standard=planned.standard)
    _require_issuing(store, planned, edition.standard)
    if not planned.code.strip() or not planned.place.strip():
        raise BadInput("sitting.field_empty", field="place" if planned.code.strip() else "code")
    return edition


def _require_free(session: Session, code: str, own: int | None = None) -> None:
    """Raises ``BadInput`` when another sitting than ``own`` bears the code."""
    if session.scalar(select(SittingRow.id).where(SittingRow.code == code)) not in (None, own):
        raise BadInput("sitting.code_taken", code=code)


def _require_issuing(store: Store, planned: SittingPlan, standard: Standard) -> None:
    """Raises ``BadInput`` unless the body issues that level, and the scheme is awarded here and is the body's."""
    body = authority_named(store, planned.authority)
    if planned.level not in body.levels or body.kind != "mainland":
        raise BadInput("sitting.body_does_not_issue", authority=body.id, level=planned.level)
    if planned.trade and planned.trade not in {trade.id for trade in standard.trades}:
        raise BadInput("sitting.no_such_trade", trade=planned.trade, standard=planned.standard)
    partners = [_usable(store, planned, standard, scheme).partner for scheme in planned.schemes]
    if len(set(partners)) < len(partners):
        raise BadInput("sitting.partner_twice", schemes=", ".join(planned.schemes))


def _usable(store: Store, planned: SittingPlan, standard: Standard, name: str) -> Scheme:
    """The scheme; raises ``BadInput`` unless body, level, route, score rule and parts are those it is for."""
    scheme = schemes(store).get(name)
    if scheme is None or not scheme.takes(standard):
        raise BadInput("sitting.scheme_not_awarded", scheme=name, standard=planned.standard)
    if scheme.primary != planned.authority:
        raise BadInput("sitting.scheme_of_other_body", scheme=name, authority=planned.authority)
    if planned.level not in scheme.levels:
        raise BadInput("sitting.scheme_not_for_level", scheme=name, level=planned.level)
    if scheme.route_of(standard) not in scheme.routes:
        raise BadInput("sitting.scheme_not_for_route", scheme=name, route=scheme.route_of(standard))
    award, asks = standard.award(name), scheme.asks(planned.level)
    if award is not None and award.score_rule != scheme.score_rule:
        raise BadInput("sitting.scheme_other_rule", scheme=name, got=award.score_rule, expected=scheme.score_rule)
    examined = {part.id for part in standard.assessment[planned.level].parts if part.award in (None, name)}
    if strange := sorted(set(asks.parts) - examined):
        raise BadInput("sitting.scheme_parts_unknown", scheme=name, parts=", ".join(strange))
    return scheme


def _line(store: Store, row: SittingRow, enrolled: int) -> SittingLine:
    try:
        name = standard_of(store, row).name
    except AssessError:  # the list must open even when one pinned edition is gone or altered; its page says so
        name = Text({DEFAULT: row.standard})
    return SittingLine(row.id, row.code, row.standard, name, row.edition, row.level, row.held_on, row.place,
                       SittingState(row.state), enrolled)
