"""Takes the steps in the life of an issued certificate, each with its reason, its people and its audit row."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from assess.certificates.status import ACTS, REASON_CLASSES, Status
from assess.errors import BadInput, NotFound, Refused
from assess.operations.certificate_states import change, give_up, give_up_editions
from assess.operations.issuing.editions import HolderFacts, prepare_copy, prepare_correction, release_edition
from assess.operations.issuing.freezing import TokenSource
from assess.operations.life.deciders import require_change, require_decision
from assess.operations.life.erasing import erase, require_settled
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.audit import record
from assess.store.certificate_acts import CertificateActRow, PartnerNoticeRow, act, acts_on
from assess.store.certificates import CertificateRow, certificate, is_erased
from assess.store.session import Store

EDITIONS = ("copy", "correction")
"""The kinds of steps that lead to another edition of the paper."""


def suspend(store: Store, actor: Actor, certificate_id: int, reason: str, now: datetime) -> None:
    """Suspends a certificate at once; a copy on its way is given up, because the paper's facts are in doubt.

    Raises ``Forbidden``, ``BadInput("certificate.reason_missing")``, ``Refused``: ``certificate.not_in_force``,
    ``clock.behind_log``, ``certificate.being_made`` for a copy whose issue stands in the log.
    """
    with store.unit_of_work() as session:
        row = certificate(session, certificate_id, lock=True)
        require_change(actor, row)
        _require_possible(row, "suspend")
        reason = _words(reason)
        give_up_editions(session, actor, row, reason, now, only="copy")
        change(store, session, actor, row, "suspend", now, reason=reason)
        step = _step(row, actor, "suspend", "", reason, now)
        step.state, step.decided_at = "done", now
        session.add(step)


def propose(store: Store, actor: Actor, certificate_id: int, kind: str, reason: str, now: datetime,
            reason_class: str = "") -> int:
    """The id of the proposed step, ``resume``, ``revoke`` or ``erase``; a second person decides.

    The class of a reason is public, the reason in words is not. Raises as ``suspend`` and
    ``BadInput("certificate.reason_class_unknown")``, ``Refused("act.open_already")``; for ``erase`` see
    ``erasing.require_settled``.
    """
    with store.unit_of_work() as session:
        row = _opened(session, actor, certificate_id, kind)
        if kind == "erase":
            require_settled(session, row)
        known = [each.value for each in REASON_CLASSES[kind]] if kind in REASON_CLASSES else [""]
        if reason_class not in known:
            raise BadInput("certificate.reason_class_unknown", got=reason_class, known=", ".join(known))
        step = _step(row, actor, kind, reason_class, _words(reason), now)
        return _proposed(session, actor, row, step, now)


def propose_copy(store: Store, actor: Actor, certificate_id: int, reason: str, now: datetime, source: TokenSource) \
        -> int:
    """The id of the step by which a copy (补发) is prepared; the old paper is replaced when the copy is issued.

    Raises as ``propose`` and as ``issuing.editions.prepare_copy``.
    """
    with store.unit_of_work() as session:
        row = _opened(session, actor, certificate_id, "copy")
        step = _step(row, actor, "copy", "", _words(reason), now)
        step.edition_id = prepare_copy(store, session, actor, row, now, source).id
        return _proposed(session, actor, row, step, now)


def propose_correction(store: Store, actor: Actor, certificate_id: int, facts: HolderFacts, reason: str, now: datetime,
                       source: TokenSource) -> int:
    """The id of the step by which a corrected edition is prepared; see ``issuing.editions.prepare_correction``."""
    with store.unit_of_work() as session:
        row = _opened(session, actor, certificate_id, "correction")
        step = _step(row, actor, "correction", "", _words(reason), now)
        step.edition_id = prepare_correction(store, session, actor, row, facts, now, source).id
        return _proposed(session, actor, row, step, now)


def decide(store: Store, actor: Actor, act_id: int, now: datetime) -> None:
    """Carries out what another person proposed.

    Raises ``Forbidden`` for whoever proposed it, examined or was examined there; ``Refused``: ``act.not_open``,
    ``certificate.not_in_force`` when the certificate has changed meanwhile, ``clock.behind_log``.
    """
    with store.unit_of_work() as session:
        step = act(session, act_id, lock=True)
        row = certificate(session, step.certificate_id, lock=True)
        require_decision(actor, row, step.proposed_by)
        if step.state != "open":
            raise Refused("act.not_open", number=row.number)
        _require_possible(row, step.kind)
        step.state, step.decided_by, step.decided_at = "done", actor.account_id, now
        session.flush()
        if step.kind in EDITIONS:
            release_edition(session, actor, _edition(session, step), now)
        elif step.kind == "erase":
            erase(session, actor, row, step, now)
        else:
            if step.kind == "revoke":
                give_up_editions(session, actor, row, step.reason, now)
            change(store, session, actor, row, step.kind, now, reason_class=step.reason_class, reason=step.reason,
                   proposed_by=step.proposed_by)
        record(session, actor, "certificate.decide", f"certificate:{row.id}", now, number=row.number, kind=step.kind,
               proposed_by=step.proposed_by)


def dismiss(store: Store, actor: Actor, act_id: int, note: str, now: datetime) -> None:
    """Refuses or takes back what was proposed, or what the holder asked for; what was prepared for it is given up.

    Raises ``Forbidden``, ``BadInput("certificate.reason_missing")``, ``Refused("act.not_open")``.
    """
    with store.unit_of_work() as session:
        step = act(session, act_id, lock=True)
        row = certificate(session, step.certificate_id, lock=True)
        require_change(actor, row)
        if step.state not in ("open", "asked"):
            raise Refused("act.not_open", number=row.number)
        step.note = _words(note)
        step.state, step.decided_by, step.decided_at = "refused", actor.account_id, now
        if step.edition_id is not None:
            give_up(session, actor, _edition(session, step), step.note, now)
        record(session, actor, "certificate.dismiss", f"certificate:{row.id}", now, number=row.number, kind=step.kind,
               reason=step.note)


def request(store: Store, actor: Actor, certificate_id: int, kind: str, reason: str, now: datetime) -> None:
    """The holder asks for a copy or a correction; whoever issued the paper takes it up or refuses it.

    Raises ``Forbidden`` for anybody else, ``BadInput``: ``certificate.reason_missing``, ``act.unknown_kind``;
    ``Refused``: ``certificate.not_in_force``, ``act.open_already``.
    """
    with store.unit_of_work() as session:
        row = certificate(session, certificate_id, lock=True)
        require(actor, Action.DOWNLOAD_OWN, own=actor.person_id is not None and actor.person_id == row.person_id)
        if kind not in EDITIONS:
            raise BadInput("act.unknown_kind", got=kind)
        _require_possible(row, kind)
        if any(step.kind == kind for step in acts_on(session, row.id, "open", "asked")):
            raise Refused("act.open_already", number=row.number)
        step = _step(row, actor, kind, "", _words(reason), now)
        step.state = "asked"
        session.add(step)
        record(session, actor, "certificate.ask", f"certificate:{row.id}", now, number=row.number, kind=kind)


def mark_seen(store: Store, actor: Actor, notice_id: int, now: datetime) -> None:
    """Notes that somebody of the authority has seen what happened to the other paper; a second time changes nothing."""
    with store.unit_of_work() as session:
        row = session.get(PartnerNoticeRow, notice_id)
        if row is None:
            raise NotFound("partner_notice.unknown", notice=notice_id)
        require_change(actor, certificate(session, row.certificate_id))
        if row.seen_by is None:
            row.seen_by, row.seen_at = actor.account_id, now
            record(session, actor, "certificate.notice_seen", f"certificate:{row.certificate_id}", now, kind=row.kind)


def _opened(session: Session, actor: Actor, certificate_id: int, kind: str) -> CertificateRow:
    """The certificate about which a step may be proposed now; what its holder asked for is taken up by it."""
    if kind not in ACTS or not ACTS[kind].by_two:
        raise BadInput("act.unknown_kind", got=kind)
    row = certificate(session, certificate_id, lock=True)
    require_change(actor, row)
    _require_possible(row, kind)
    if acts_on(session, row.id, "open"):
        raise Refused("act.open_already", number=row.number)
    return row


def _proposed(session: Session, actor: Actor, row: CertificateRow, step: CertificateActRow, now: datetime) -> int:
    for asked in acts_on(session, row.id, "asked"):
        if asked.kind == step.kind:
            asked.state, asked.decided_by, asked.decided_at = "done", actor.account_id, now
    session.add(step)
    session.flush()
    record(session, actor, "certificate.propose", f"certificate:{row.id}", now, number=row.number, kind=step.kind,
           reason_class=step.reason_class, reason=step.reason)
    return step.id


def _step(row: CertificateRow, actor: Actor, kind: str, reason_class: str, reason: str, now: datetime) \
        -> CertificateActRow:
    return CertificateActRow(certificate_id=row.id, kind=kind, reason_class=reason_class, reason=reason,
                             proposed_by=actor.account_id, proposed_at=now)


def _edition(session: Session, step: CertificateActRow) -> CertificateRow:
    assert step.edition_id is not None, "a copy and a correction are prepared with their step"
    return certificate(session, step.edition_id, lock=True)


def _require_possible(row: CertificateRow, kind: str) -> None:
    if is_erased(row):
        raise Refused("certificate.erased", number=row.number)
    if row.state != "issued" or Status(row.status) not in ACTS[kind].possible_while:
        stands = row.status if row.state == "issued" else row.state
        raise Refused("certificate.not_in_force", number=row.number, reason=stands)


def _words(reason: str) -> str:
    """The reason as it is kept; raises ``BadInput("certificate.reason_missing")`` for none."""
    if not reason.strip():
        raise BadInput("certificate.reason_missing")
    return reason.strip()[:500]
