"""What the office and the supervisor see of a sitting: head, steps, parts, and who did what when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import String, cast, literal, or_, select
from sqlalchemy.orm import Session

from assess.exams.form import FormPart
from assess.exams.progress import SittingFacts, SittingState
from assess.exams.result import Result
from assess.i18n.formats import local_date
from assess.i18n.text import Text
from assess.operations.authorities import authority_named, scheme_named
from assess.operations.forms import form_of, standard_of
from assess.operations.sittings.steps import StepView, facts, step_views
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.accounts import AccountRow
from assess.store.audit import AuditRow
from assess.store.certificates import CertificateRow
from assess.store.session import Store
from assess.store.sheets import SheetRow
from assess.store.sittings import EnrolmentRow, SittingRow, sitting, took_part

ACTS_ON_A_PAGE = 100


@dataclass(frozen=True)
class SittingHead:
    """What stands at the top of every page of a sitting."""

    id: int
    code: str
    state: SittingState
    standard: str
    standard_name: Text
    edition: str
    standard_sha256: str
    sample: Text | None
    """What of the standard is made up for demonstration; shown wherever the standard is."""
    occupation_code: str
    level: str
    trade: Text | None
    held_on: date
    place: str
    authority: Text
    schemes: tuple[Text, ...]
    partners: tuple[str, ...]
    """The other authorities of the schemes, in their order."""
    notice_until: date | None


@dataclass(frozen=True)
class Act:
    """One line of who did what when; ``seat`` where the act concerned one candidate."""

    at: datetime
    actor: str
    action: str
    seat: int | None
    details: Mapping[str, Any]


@dataclass(frozen=True)
class SittingView:
    """The page of a sitting: its head, what leads on and what hinders it, and the latest acts."""

    head: SittingHead
    steps: tuple[StepView, ...]
    facts: SittingFacts
    enrolled: int
    notice_days: int
    examined_by_me: bool
    """Whether the reader examines here or is examined, and so may neither settle nor approve."""
    parts: tuple[FormPart, ...]
    places: bool
    """Whether it is a competition whose places and prizes lead to grades."""
    acts: tuple[Act, ...]


def sitting_view(store: Store, actor: Actor, sitting_id: int, now: datetime, acts: int = 8,
                 results: Mapping[int, Result] | None = None) -> SittingView:
    """The sitting with its steps as of ``now``; raises ``NotFound``. ``results`` as ``facts`` takes them."""
    require(actor, Action.SEE_SITTING)
    with store.reading() as session:
        row = sitting(session, sitting_id)
        form = form_of(store, row)
        known = facts(session, row, form, local_date(now), results)
        return SittingView(
            head=head_of(store, row), steps=step_views(row, known), facts=known, enrolled=len(row.enrolments),
            notice_days=authority_named(store, row.authority).notice_days,
            examined_by_me=took_part(row, actor), parts=form.parts,
            places=bool(form.promotions), acts=_acts(session, row, acts),
        )


def sitting_head(store: Store, actor: Actor, sitting_id: int) -> SittingHead:
    """The head of a sitting's page; raises ``NotFound``."""
    require(actor, Action.SEE_SITTING)
    with store.reading() as session:
        return head_of(store, sitting(session, sitting_id))


def head_of(store: Store, row: SittingRow) -> SittingHead:
    """The head for a row that is already loaded."""
    standard = standard_of(store, row)
    schemes = [scheme_named(store, scheme) for scheme in row.schemes]
    trades = {trade.id: trade.name for trade in standard.trades}
    return SittingHead(
        id=row.id, code=row.code, state=SittingState(row.state), standard=row.standard, standard_name=standard.name,
        edition=row.edition, standard_sha256=row.standard_sha256, sample=standard.sample, occupation_code=standard.code,
        level=row.level, trade=trades.get(row.trade), held_on=row.held_on, place=row.place,
        authority=authority_named(store, row.authority).name, schemes=tuple(scheme.name for scheme in schemes),
        partners=tuple(scheme.partner for scheme in schemes), notice_until=row.notice_until,
    )


def history(store: Store, actor: Actor, sitting_id: int, page: int = 1) -> tuple[Act, ...]:
    """Who did what when in a sitting, its candidates, sheets and certificates, the newest first, page by page."""
    require(actor, Action.SEE_SITTING)
    with store.reading() as session:
        return _acts(session, sitting(session, sitting_id), ACTS_ON_A_PAGE, (page - 1) * ACTS_ON_A_PAGE)


def proposed_code(store: Store, actor: Actor, year: int) -> str:
    """The first free code of the pattern ``JM-2026-004`` for a new sitting."""
    require(actor, Action.PLAN_SITTING)
    with store.reading() as session:
        used = set(session.scalars(select(SittingRow.code).where(SittingRow.code.like(f"JM-{year}-%"))))
    numbers = (f"JM-{year}-{number:03d}" for number in range(1, len(used) + 2))
    return next(code for code in numbers if code not in used)


def form_parts(store: Store, actor: Actor, sitting_id: int) -> tuple[FormPart, ...]:
    """The parts of the sitting's form, with the tasks and fields that the examiners fill in."""
    require(actor, Action.SEE_SITTING)
    with store.reading() as session:
        return form_of(store, sitting(session, sitting_id)).parts


def _acts(session: Session, row: SittingRow, limit: int, offset: int = 0) -> tuple[Act, ...]:
    def subjects(kind: str, ids: Any) -> Any:
        return AuditRow.subject.in_(ids.with_only_columns(literal(f"{kind}:") + cast(ids.selected_columns[0], String)))

    enrolments = select(EnrolmentRow.id).where(EnrolmentRow.sitting_id == row.id)
    sheets = select(SheetRow.id).where(SheetRow.sitting_id == row.id)
    papers = select(CertificateRow.id).join(EnrolmentRow).where(EnrolmentRow.sitting_id == row.id)
    query = select(AuditRow).where(or_(
        AuditRow.subject == f"sitting:{row.id}", subjects("enrolment", enrolments), subjects("sheet", sheets),
        subjects("certificate", papers),
    ))
    found = list(session.scalars(query.order_by(AuditRow.id.desc()).limit(limit).offset(offset)))
    seats = _seats(session, row)
    names = _account_names(session, found)
    return tuple(
        Act(act.at, act.actor, act.action, seats.get(act.subject), _readable(act.details, names)) for act in found
    )


def _seats(session: Session, row: SittingRow) -> dict[str, int]:
    """The seat of each subject of an act that concerns one candidate."""
    by_enrolment = {enrolled.id: enrolled.seat for enrolled in row.enrolments}
    found = {f"enrolment:{number}": seat for number, seat in by_enrolment.items()}
    sheets = session.execute(select(SheetRow.id, SheetRow.enrolment_id).where(SheetRow.sitting_id == row.id))
    found |= {f"sheet:{number}": by_enrolment[owner] for number, owner in sheets}
    papers = session.execute(select(CertificateRow.id, EnrolmentRow.id).join(EnrolmentRow)
                             .where(EnrolmentRow.sitting_id == row.id))
    return found | {f"certificate:{number}": by_enrolment[owner] for number, owner in papers}


def _account_names(session: Session, acts: list[AuditRow]) -> dict[int, str]:
    ids = {act.details["account"] for act in acts if "account" in act.details}
    return {row.id: row.name for row in session.scalars(select(AccountRow).where(AccountRow.id.in_(ids)))}


def _readable(details: Mapping[str, Any], names: Mapping[int, str]) -> dict[str, Any]:
    """The details of an act with the name of the account they mention."""
    known = dict(details)
    if known.get("account") in names:
        known["account"] = names[known["account"]]
    return known
