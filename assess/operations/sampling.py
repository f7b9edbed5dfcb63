"""An officer looks closely at a random sample of a batch before papers of it are endorsed.

A batch is all papers of one sitting that are the authority's. A sample that was drawn has to be looked through before
anything of its batch is endorsed, and a paper that was queried waits until the query is settled or the paper refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assess.certificates.sampling import drawn
from assess.errors import BadInput, NotFound, Refused
from assess.i18n.text import Text
from assess.operations.forms import standard_of
from assess.operations.issuing.listing import CertificateLine, lines
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.audit import record
from assess.store.certificates import CertificateRow, certificates_of
from assess.store.samples import FindingRow, SampleRow, findings_of, queried_numbers, sample_of
from assess.store.session import Store
from assess.store.sittings import EnrolmentRow, SittingRow, consent_in_force, sitting

FINDINGS = ("ok", "query")
_APPROVED = ("approved", "issued")


@dataclass(frozen=True)
class Member:
    """One paper of a sample and what was found; an empty finding: nobody looked yet."""

    paper: CertificateLine
    finding: str
    note: str
    found_at: datetime | None


@dataclass(frozen=True)
class Sample:
    """One draw: from the seed and the numbers of the batch anybody draws the same papers again."""

    id: int
    seed: str
    numbers: tuple[str, ...]
    drawn_at: datetime
    members: tuple[Member, ...]

    @property
    def unseen(self) -> int:
        """So many of its papers nobody looked at yet."""
        return sum(not member.finding for member in self.members)

    @property
    def queried(self) -> int:
        """So many of its papers wait for an answer."""
        return sum(member.finding == "query" and member.paper.state == "prepared" for member in self.members)


@dataclass(frozen=True)
class Batch:
    """The authority's papers of one sitting: how many stand where, and the newest sample of them."""

    sitting_id: int
    code: str
    standard_name: Text
    level: str
    held_on: date
    place: str
    counts: Mapping[str, int]
    """Papers by state: ``waiting``, ``no_consent`` (it was taken back), ``making``, ``issued``, ``refused``."""
    sample: Sample | None

    @property
    def whole(self) -> int:
        """All papers of the batch."""
        return sum(self.counts.values())


def batches(store: Store, actor: Actor) -> list[Batch]:
    """The batches of the actor's authority, the latest exam first."""
    require(actor, Action.ENDORSE, authority=actor.authority or "")
    with store.reading() as session:
        rows = session.scalars(
            select(SittingRow).where(SittingRow.state.in_(_APPROVED), SittingRow.authority != actor.authority,
                                     SittingRow.id.in_(
                select(EnrolmentRow.sitting_id).join(CertificateRow).where(CertificateRow.authority == actor.authority)
            )).order_by(SittingRow.held_on.desc(), SittingRow.id.desc())
        )
        return [_batch(store, session, row, str(actor.authority)) for row in rows]


def batch(store: Store, actor: Actor, sitting_id: int) -> Batch:
    """One batch of the actor's authority; raises ``NotFound("batch.unknown")`` where it has no papers."""
    require(actor, Action.ENDORSE, authority=actor.authority or "")
    with store.reading() as session:
        row = _sitting(session, actor, sitting_id)
        return _batch(store, session, row, str(actor.authority))


def draw(store: Store, actor: Actor, sitting_id: int, size: int, now: datetime, source: Callable[[int], bytes]) -> int:
    """The id of a new sample of ``size`` papers of those that wait; ``source`` gives the random bytes of its seed.

    Raises ``BadInput("sample.size")`` for a number below 1 or above the batch, ``Refused("sample.unseen")`` while the
    last sample was not looked through: nobody draws until the papers please.
    """
    require(actor, Action.ENDORSE, authority=actor.authority or "")
    with store.unit_of_work() as session:
        row = _sitting(session, actor, sitting_id)
        if unseen := _unseen(session, row.id, str(actor.authority)):
            raise Refused("sample.unseen", code=row.code, count=unseen)
        numbers = [one.number for one in certificates_of(session, row.id, actor.authority) if _waits(session, one)]
        if not 1 <= size <= len(numbers):
            raise BadInput("sample.size", got=size, most=len(numbers))
        made = SampleRow(sitting_id=row.id, authority=str(actor.authority), seed=source(32).hex(), numbers=numbers,
                         size=size, drawn_by=actor.account_id, drawn_at=now)
        session.add(made)
        session.flush()
        record(session, actor, "sample.draw", f"sitting:{row.id}", now, authority=actor.authority, seed=made.seed,
               size=size, of=len(numbers))
        return made.id


def note_finding(store: Store, actor: Actor, sitting_id: int, number: str, finding: str, note: str, now: datetime) \
        -> None:
    """Records what was found at one paper of the newest sample.

    Raises ``NotFound("sample.not_drawn")`` for a paper that is not in it, ``BadInput``: ``sample.no_such_finding``,
    or ``sample.note_missing`` for a query without words.
    """
    require(actor, Action.ENDORSE, authority=actor.authority or "")
    if finding not in FINDINGS:
        raise BadInput("sample.no_such_finding", got=finding)
    if finding == "query" and not note.strip():
        raise BadInput("sample.note_missing")
    with store.unit_of_work() as session:
        row = _sitting(session, actor, sitting_id)
        sample = sample_of(session, row.id, str(actor.authority))
        if sample is None or number not in drawn(sample.seed, sample.numbers, sample.size):
            raise NotFound("sample.not_drawn", number=number)
        session.add(FindingRow(sample_id=sample.id, number=number, finding=finding, note=note.strip()[:500],
                               found_by=actor.account_id, found_at=now))
        record(session, actor, "sample.find", f"sitting:{row.id}", now, number=number, finding=finding, note=note)


def require_looked_through(session: Session, rows: Iterable[CertificateRow]) -> None:
    """Raises ``Refused`` while a sample of their batch was not looked through (``sample.unseen``), or for a paper that
    was queried (``sample.queried``).
    """
    by_batch: dict[tuple[int, str], list[CertificateRow]] = {}
    for row in rows:
        by_batch.setdefault((row.enrolled.sitting_id, row.authority), []).append(row)
    for (sitting_id, authority), members in by_batch.items():
        if unseen := _unseen(session, sitting_id, authority):
            raise Refused("sample.unseen", code=members[0].enrolled.sitting.code, count=unseen)
        queried = queried_numbers(session, sitting_id, authority)
        for row in members:
            if row.number in queried:
                raise Refused("sample.queried", number=row.number)


def _unseen(session: Session, sitting_id: int, authority: str) -> int:
    """So many papers of the newest sample nobody looked at; one that is gone since, after a reopening, is not asked."""
    sample = sample_of(session, sitting_id, authority)
    if sample is None:
        return 0
    there = {paper.number for paper in certificates_of(session, sitting_id, authority)}
    picked = there.intersection(drawn(sample.seed, sample.numbers, sample.size))
    return len(picked - findings_of(session, sample).keys())


def _sitting(session: Session, actor: Actor, sitting_id: int) -> SittingRow:
    row = sitting(session, sitting_id)
    if row.state not in _APPROVED or row.authority == actor.authority \
            or not certificates_of(session, row.id, actor.authority):
        raise NotFound("batch.unknown", sitting=sitting_id)
    return row


def _waits(session: Session, row: CertificateRow) -> bool:
    return row.state == "prepared" and consent_in_force(session, row.enrolled.id, row.authority) is not None


def _batch(store: Store, session: Session, row: SittingRow, authority: str) -> Batch:
    papers = certificates_of(session, row.id, authority)
    return Batch(
        sitting_id=row.id, code=row.code, standard_name=standard_of(store, row).name, level=row.level,
        held_on=row.held_on, place=row.place, counts=Counter(_standing(session, paper) for paper in papers),
        sample=_sample(store, session, row, authority, papers),
    )


def _standing(session: Session, row: CertificateRow) -> str:
    if row.state == "prepared":
        return "waiting" if _waits(session, row) else "no_consent"
    return {"approved": "making", "logged": "making"}.get(row.state, row.state)


def _sample(store: Store, session: Session, row: SittingRow, authority: str, papers: list[CertificateRow]) \
        -> Sample | None:
    kept = sample_of(session, row.id, authority)
    if kept is None:
        return None
    found, by_number = findings_of(session, kept), {paper.number: paper for paper in papers}
    picked = [by_number[number] for number in drawn(kept.seed, kept.numbers, kept.size) if number in by_number]
    members = [
        Member(line, *((one.finding, one.note, one.found_at) if (one := found.get(line.number)) else ("", "", None)))
        for line in lines(store, session, picked)
    ]
    return Sample(kept.id, kept.seed, tuple(kept.numbers), kept.drawn_at, tuple(members))
