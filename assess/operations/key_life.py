"""Gives keys up: rotated as a habit, or compromised. A key's public half stays published, and the log holds its end.

What a key signed before stays good, and the log tells what was before: whoever stole a key can sign with any date, but
cannot put an entry in front of one that is public.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Literal

from sqlalchemy.orm import Session

from assess.errors import NotFound, Refused
from assess.i18n.formats import local_date
from assess.ledger.checkpoint import read_checkpoint
from assess.operations.keys import (
    LOG_PURPOSE,
    current_key,
    enter_keys,
    public_keys,
    published_keys,
    secret_name,
)
from assess.operations.public_log import folder_of, origin
from assess.store.audit import record
from assess.store.files import locked
from assess.store.ledger import issues_by_key, last_before, last_entry
from assess.store.log_files import CHECKPOINT
from assess.store.public_keys import KeyEnd, PublicKey
from assess.store.session import Store

How = Literal["rotated", "compromised"]


@dataclass(frozen=True)
class KeyState:
    """One key with what became of it; ``end`` is None while it signs."""

    key: PublicKey
    end: KeyEnd | None


@dataclass(frozen=True)
class Consequences:
    """What giving a key up would mean, told before it is done."""

    key: PublicKey
    current: bool
    """It signs now: a new key takes its place."""
    kept: int
    """Certificates signed by it that stay genuine."""
    lost: int
    """Certificates signed by it that will be refused."""


def states(store: Store) -> list[KeyState]:
    """Every key, the oldest first."""
    return [KeyState(key, public_keys(store).end_of(key.key_id)) for key in published_keys(store)]


def consequences(store: Store, key_id: str, since: date | None, now: datetime) -> Consequences:
    """What it would mean to give up that key, when it is trusted until the day ``since`` (None: until now) only.

    Raises ``NotFound("keys.unknown")``.
    """
    key = _known(store, key_id)
    with store.reading() as session:
        entries = _trusted_entries(session, since)
        signed = issues_by_key(session, key_id)
    kept = sum(sequence <= entries for sequence in signed)
    return Consequences(key, _is_current(store, key, now), kept, len(signed) - kept)


def rotate(store: Store, key_id: str, now: datetime) -> str:
    """Replaces the key by a new one and returns the new one's name; the old private half is destroyed.

    Everything the old key signed stays good. Raises ``NotFound("keys.unknown")`` and ``Refused("keys.ended")`` for a
    key that signs no more.
    """
    key = _known(store, key_id)
    ends = public_keys(store).ends_of(key_id)
    if ends and not _is_current(store, key, now):
        raise Refused("keys.ended", key=key_id, on=ends[0].on, how=ends[0].how)
    return _give_up(store, key, "rotated", "", None, now)


def compromise(store: Store, key_id: str, reason: str, since: date | None, now: datetime) -> str:
    """Withdraws a key that somebody else may have, and returns the name of the key that signs now.

    Certificates whose issue the log holds before the day ``since`` stay genuine; without a day, all that it holds now.
    Whatever else the key signed is refused. Raises ``NotFound("keys.unknown")``, ``Refused("keys.ended")`` when it was
    withdrawn before.
    """
    key = _known(store, key_id)
    for end in public_keys(store).ends_of(key_id):
        if end.how == "compromised" and not _is_current(store, key, now):
            raise Refused("keys.ended", key=key_id, on=end.on, how=end.how)
    return _give_up(store, key, "compromised", reason, since, now)


def _known(store: Store, key_id: str) -> PublicKey:
    key = public_keys(store).find(key_id)
    if key is None:
        raise NotFound("keys.unknown", key=key_id)
    return key


def _is_current(store: Store, key: PublicKey, now: datetime) -> bool:
    return current_key(store, key.purpose, key.authority, now) == key.key_id


def _give_up(store: Store, key: PublicKey, how: How, reason: str, since: date | None, now: datetime) -> str:
    """The new private key first: dying anywhere behind that leaves a key that signs, and doing it again ends the old.

    All of it happens while nobody else can write to the log, so that every entry is before or behind the end.
    """
    name, today = secret_name(key.purpose, key.authority), local_date(now).isoformat()
    log = folder_of(store)
    around, prepare = (locked(log.path), partial(_sign_again, store)) if key.purpose == LOG_PURPOSE \
        and log.checkpoint() else (nullcontext(), None)
    with around, store.unit_of_work() as session:
        entries = _trusted_entries(session, since)
        if _is_current(store, key, now):
            store.keys.replace(name, prepare)
        new = current_key(store, key.purpose, key.authority, now)
        public_keys(store).publish_end(KeyEnd(key.key_id, how, today, entries, reason))
        enter_keys(store, session, now)
        record(session, None, f"key.{how}", f"key:{key.key_id}", now, new=new, entries=entries, reason=reason)
    return new


def _trusted_entries(session: Session, since: date | None) -> int:
    """How many entries the log had at the end of the day before ``since``; without a day, how many it has."""
    last = last_entry(session)
    if last is None:
        return 0
    return last.sequence if since is None else last_before(session, since)


def _sign_again(store: Store, private: bytes) -> None:
    """Signs the last checkpoint with the new key as well, so that whoever knows the old one sees the two belong."""
    folder = folder_of(store)
    note = folder.checkpoint()
    if note is not None:
        folder.write(CHECKPOINT, read_checkpoint(note).signed(origin(store), private).note.encode())
