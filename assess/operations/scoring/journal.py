"""What the journal of a device sends: many entries at once, in any order, some of them again; each gets its receipt.

An entry is saved if the cell still has the version that it was typed over, answered again if it was delivered before,
and else shown beside the value that stands, for a person to choose. Nothing is overwritten, nothing counts twice. This
is the way that thousands of marks a day take, so that it reads and writes tables without the mapper.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy.orm import Session

from assess.errors import AssessError, BadInput, NotFound, Refused
from assess.exams.form import ExamForm, FormPart
from assess.exams.scores import Entry, SheetState, read_entry
from assess.operations.forms import form_of
from assess.operations.scoring.calibrated import require_calibrated
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.devices import report_device
from assess.store.session import Store
from assess.store.sheets import (
    KnownOperation,
    SheetPlace,
    StandingMark,
    add_marks,
    entries_of,
    examined_at,
    known_operations,
    marks_of,
    places_of,
)
from assess.store.sittings import closed_state, sitting

EMPTY = StandingMark(None, "", 0)


@dataclass(frozen=True)
class Dropped:
    """The own value that a person gave up for the one that stood: it goes into the history before it."""

    operation: str
    sequence: int
    text: str
    note: str | None = None


@dataclass(frozen=True)
class Operation:
    """One entry of a journal; ``expected`` is the version it was typed over, ``note`` None keeps the one that stands."""

    operation: str
    sequence: int
    sheet_id: int
    field: str
    text: str
    expected: int
    note: str | None = None
    dropped: Dropped | None = None


@dataclass(frozen=True)
class Waiting:
    """What a device says about one sitting: entries that are not sent, and conflicts that wait for a choice."""

    waiting: int
    conflicts: int


@dataclass(frozen=True)
class Delivery:
    """One message of a journal; ``label`` names the device in words, ``left`` is what stays behind by sitting."""

    journal: str
    label: str
    operations: Sequence[Operation] = ()
    left: Mapping[int, Waiting] = field(default_factory=dict)


@dataclass(frozen=True)
class Receipt:
    """What became of one entry: ``standing`` is what is in its cell now, ``version`` the one that the entry made.

    ``same``: the cell held the value already. ``conflict``: ``standing`` was entered meanwhile.
    """

    operation: Operation
    state: Literal["saved", "same", "conflict", "refused"]
    version: int
    standing: StandingMark
    error: AssessError | None = None


@dataclass(frozen=True)
class TouchedSheet:
    """A sheet that a delivery named, as it stands after it."""

    id: int
    part: FormPart
    entries: Mapping[str, Entry]


@dataclass(frozen=True)
class Receipts:
    """The answer to a delivery: a receipt for each operation in their order, and the sheets for their sums."""

    receipts: tuple[Receipt, ...]
    sheets: tuple[TouchedSheet, ...]


def take(store: Store, actor: Actor, delivery: Delivery, now: datetime) -> Receipts:
    """Saves what the journal of a device sends, in one transaction, and keeps what it says about itself.

    What is wrong with one entry is told in its receipt and keeps no other back. What is said about a sitting at which
    the actor has no sheet is left aside.
    """
    require(actor, Action.ENTER_SCORES, own=True)
    with store.unit_of_work() as session:
        table = _Table(store, session, actor, delivery, now)
        receipts = {each.operation: table.enter(each) for each in sorted(delivery.operations, key=lambda o: o.sequence)}
        if table.new:
            add_marks(session, table.new)
        table.report(receipts.values())
        return Receipts(tuple(receipts[each.operation] for each in delivery.operations), table.touched())


class _Table:
    """The sheets of a delivery laid out for one transaction: what stands, what is new."""

    def __init__(self, store: Store, session: Session, actor: Actor, delivery: Delivery, now: datetime) -> None:
        self.store, self.session, self.actor, self.delivery, self.now = store, session, actor, delivery, now
        ids = sorted({each.sheet_id for each in delivery.operations})
        found = places_of(session, ids) if ids else {}
        self.places = {key: place for key, place in found.items() if place.examiner_id == actor.account_id}
        self.known = known_operations(session, [each.operation for each in delivery.operations]) if ids else {}
        self.marks = marks_of(session, list(self.places))
        self.new: list[dict[str, Any]] = []
        self._closed: dict[int, str] = {}

    def enter(self, sent: Operation) -> Receipt:
        """The receipt for one entry; what is to be written lies in ``new`` afterwards."""
        standing = EMPTY
        try:
            place = self._place(sent.sheet_id)
            cell = self._part(place).field(sent.field)
            standing = self.marks[place.id].get(sent.field, EMPTY)
            entry = read_entry(cell, sent.text, standing.note if sent.note is None else sent.note)
            done = self.known.get(sent.operation)
            if done is not None:
                return self._again(sent, done, entry, standing)
            if sent.dropped is None and _same(standing, entry):
                return Receipt(sent, "same", standing.version, standing)
            self._require_open(place)
            if standing.version != sent.expected:
                return Receipt(sent, "conflict", standing.version, standing)
            given_up = sent.dropped and read_entry(cell, sent.dropped.text, sent.dropped.note or "")
        except AssessError as error:
            return Receipt(sent, "refused", standing.version, standing, error)
        if sent.dropped is not None and sent.dropped.operation not in self.known:
            self._write(sent, sent.dropped.operation, sent.dropped.sequence, given_up or None)
        written = self._write(sent, sent.operation, sent.sequence, entry)
        return Receipt(sent, "saved", written.version, written)

    def report(self, receipts: Iterable[Receipt]) -> None:
        """Keeps for every sitting what the device still holds after these receipts."""
        conflicts: dict[int, int] = {}
        for receipt in receipts:
            if receipt.state == "conflict":
                at = self.places[receipt.operation.sheet_id].sitting_id
                conflicts[at] = conflicts.get(at, 0) + 1
        for sitting_id in examined_at(self.session, self.actor.account_id, list(self.delivery.left)):
            left = self.delivery.left[sitting_id]
            report_device(self.session, self.delivery.journal, self.actor.account_id, sitting_id,
                          label=self.delivery.label[:60], waiting=left.waiting,
                          conflicts=left.conflicts + conflicts.get(sitting_id, 0), seen_at=self.now)

    def touched(self) -> tuple[TouchedSheet, ...]:
        """The sheets of the delivery as they stand now."""
        return tuple(TouchedSheet(key, self._part(place), entries_of(self.marks[key]))
                     for key, place in self.places.items())

    def _place(self, sheet_id: int) -> SheetPlace:
        if sheet_id not in self.places:
            raise NotFound("sheet.unknown", sheet=sheet_id)
        return self.places[sheet_id]

    def _part(self, place: SheetPlace) -> FormPart:
        if place.form_digest is None:
            return form_of(self.store, sitting(self.session, place.sitting_id)).part(place.part)
        if place.form_digest not in _forms:
            _forms[place.form_digest] = form_of(self.store, sitting(self.session, place.sitting_id))
        return _forms[place.form_digest].part(place.part)

    def _again(self, sent: Operation, done: KnownOperation, entry: Entry | None, standing: StandingMark) -> Receipt:
        if (done.sheet_id, done.field, done.value) != (sent.sheet_id, sent.field, entry.value if entry else None):
            raise BadInput("mark.operation_reused", operation=sent.operation)
        return Receipt(sent, "saved", done.version, standing)

    def _require_open(self, place: SheetPlace) -> None:
        if place.state != SheetState.OPEN.value:
            raise Refused("sheet.not_open", state=place.state, reason=place.state)
        if place.sitting_state != "marking":
            raise Refused("sheet.sitting_settled", state=place.sitting_state)
        if place.id not in self._closed:
            require_calibrated(self.session, place.sitting_id, self._part(place).part)
            self._closed[place.id] = closed_state(self.session, place.enrolment_id, place.part)
        if self._closed[place.id]:
            raise Refused("sheet.part_closed", reason=self._closed[place.id])

    def _write(self, sent: Operation, operation: str, sequence: int, entry: Entry | None) -> StandingMark:
        before = self.marks[sent.sheet_id].get(sent.field, EMPTY)
        mark = StandingMark(entry.value if entry else None, entry.note if entry else "", before.version + 1)
        self.new.append({
            "sheet_id": sent.sheet_id, "field": sent.field, "version": mark.version, "value": mark.value,
            "note": mark.note, "actor_id": self.actor.account_id, "device": self.delivery.journal,
            "sequence": sequence, "at": self.now, "operation": operation,
        })
        self.marks[sent.sheet_id][sent.field] = mark
        self.known[operation] = KnownOperation(sent.sheet_id, sent.field, mark.value, mark.version)
        return mark


def _same(standing: StandingMark, entry: Entry | None) -> bool:
    if entry is None:
        return standing.value is None
    return (standing.value, standing.note) == (entry.value, entry.note)


# The digest names the form for ever, so one that was read serves the whole process.
_forms: dict[str, ExamForm] = {}
