"""Publishes the lists of what became of certificates: what the log says decides, and the log holds each list.

A list is signed again when one of its bits or the key of its authority changed; it has no end of validity, so that it
can be fetched from any copy of the files.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from assess.canonical import canonical, sha256_hex
from assess.certificates.credential import LIST_SIZE, Place, multikey
from assess.certificates.signing import public_key
from assess.certificates.status_list import encoded, status_list
from assess.i18n.formats import local_date
from assess.ledger.entry import Entry
from assess.operations.credentials import place_of, sign_document
from assess.operations.keys import signing_key
from assess.store.files import locked, write_durably
from assess.store.ledger import append, kinds_of_leaves, log_size
from assess.store.session import Store
from assess.store.status_places import changed_since, highest_places, life_of_places

PURPOSES = ("revocation", "suspension")


@dataclass
class _Bits:
    """The places of one authority that are set for each purpose."""

    revocation: set[int] = field(default_factory=set)
    suspension: set[int] = field(default_factory=set)

    def take(self, kind: str, place: int) -> None:
        """Takes one entry of the log into account. A paper that was replaced is revoked: another one stands for it."""
        if kind in ("revoke", "replace"):
            self.revocation.add(place)
        elif kind == "suspend":
            self.suspension.add(place)
        elif kind == "resume":
            self.suspension.discard(place)

    def of_list(self, purpose: str, number: int) -> set[int]:
        """The places within list ``number``."""
        places: Iterable[int] = self.revocation if purpose == "revocation" else self.suspension
        return {place % LIST_SIZE for place in places if place // LIST_SIZE == number}


def publish_status_lists(store: Store, now: datetime) -> int:
    """Publishes every list that changed since the last time and returns how many; each gets an entry in the log.

    Raises ``Refused("clock.behind_log")``: the list is published then, and its entry is made by the next attempt.
    """
    folder = store.config.instance / "public" / "authorities"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with locked(folder):
        mark = store.config.instance / "status_lists"
        done = int(mark.read_text()) if mark.is_file() else 0
        with store.reading() as session:
            size, changed = log_size(session), changed_since(session, done)
            bits: dict[str, _Bits] = defaultdict(_Bits)
            for authority, place, kind in life_of_places(session) if changed else ():
                bits[authority].take(kind, place)
            highest = highest_places(session) if changed else {}
        made = sum(
            _publish(store, folder, authority, number, purpose, bits[authority].of_list(purpose, number), now)
            for authority, place in highest.items()
            for number in range(place // LIST_SIZE + 1)
            for purpose in PURPOSES
        )
        if size != done:
            write_durably(mark, str(size).encode())
        return made


def _publish(store: Store, folder: Path, authority: str, number: int, purpose: str, places: set[int],
             now: datetime) -> bool:
    """Whether the list was made anew. Its entry in the log is made wherever it is missing."""
    file = folder / authority / "status" / str(number) / f"{purpose}.json"
    private, _name = signing_key(store, authority, now)
    stale = not file.is_file() or not _says(file.read_bytes(), encoded(places), multikey(public_key(private)))
    if stale:
        document = _list(place_of(store, number * LIST_SIZE), authority, purpose, places, now)
        write_durably(file, canonical(sign_document(store, authority, document, now)))
    leaf = sha256_hex(file.read_bytes())
    with store.reading() as session:
        logged = kinds_of_leaves(session, [leaf])
    if not logged:
        with store.unit_of_work() as session:
            append(session, Entry("status", local_date(now), authority, leaf))
    return stale


def _list(place: Place, authority: str, purpose: str, places: set[int], now: datetime) -> dict[str, object]:
    address = place.status_list(authority, purpose)
    return status_list(address, place.did(authority), purpose, places, now.strftime("%Y-%m-%dT%H:%M:%SZ"))


def _says(data: bytes, bits: str, key: str) -> bool:
    """Whether a published list has these bits and is signed with that key."""
    document = json.loads(data)
    proof = document["proof"][0]["verificationMethod"]
    return bool(document["credentialSubject"]["encodedList"] == bits and proof.partition("#")[2] == key)
