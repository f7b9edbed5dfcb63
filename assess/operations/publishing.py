"""Brings everything that strangers check certificates with into static files below ``instance/public``.

The folder can be copied to any web server as it is: its files lie where the addresses in credentials and codes say.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from assess.canonical import canonical
from assess.certificates.credential import Place, did_document, multikey
from assess.errors import NotFound
from assess.operations import public_log
from assess.operations.keys import log_keys, published_keys, trusted_keys
from assess.operations.standards import enter_standards, shelved
from assess.operations.status_lists import publish_status_lists
from assess.store.files import write_durably
from assess.store.session import Store

_NAME = re.compile(
    r"authorities/[a-z0-9-]+/(did|status/[0-9]+/(revocation|suspension))\.json"
    r"|keys/(ended/)?[a-z0-9-]+(\.(rotated|compromised))?\.json"
    r"|log/(checkpoint|checkpoints/[0-9]+/[0-9]+|tile/(entries|[0-9]+)/(x[0-9]{3}/)*[0-9]{3}(\.p/[0-9]+)?)"
)


def publish_issuers(store: Store, _now: datetime | None = None) -> None:
    """Publishes the keys of every authority as the document that its name as an issuer (did:web) leads to."""
    payload_keys = [key for key in published_keys(store) if key.purpose == "payload"]
    place = Place(store.config.base_url.rstrip("/"), 0)
    for authority in sorted({key.authority for key in payload_keys}):
        own = {key.key_id: bytes.fromhex(key.public) for key in payload_keys if key.authority == authority}
        trusted = {key.key_id for key in trusted_keys(store, "payload", authority)}
        in_force = {multikey(public): public for key_id, public in own.items() if key_id in trusted}
        withdrawn = {multikey(public): f"{place.base_url}/keys/ended/{key_id}.compromised.json"
                     for key_id, public in own.items() if key_id not in trusted}
        data = canonical(did_document(place.did(authority), in_force, withdrawn))
        file = store.config.instance / "public" / "authorities" / authority / "did.json"
        if not file.is_file() or file.read_bytes() != data:
            write_durably(file, data)


def publish_standards(store: Store, now: datetime) -> None:
    """Enters in the log what the command line published; nothing while the folder of the standards has faults.

    Whoever opens a page about standards, and the monitor, says which.
    """
    if not shelved(store.config).faults:
        enter_standards(store, now)


def publish_log(store: Store, _now: datetime) -> None:
    """Publishes the log when it grew."""
    if public_log.unpublished(store):
        public_log.publish(store)


STEPS: tuple[Callable[[Store, datetime], object], ...] = (
    log_keys, publish_standards, publish_issuers, publish_status_lists, publish_log,
)
"""In this order: what the log shall hold is made before the log is published."""


def publish_changes(store: Store, now: datetime) -> None:
    """Publishes whatever changed; nothing at all when nothing did. Raises as its steps do."""
    for step in STEPS:
        step(store, now)


def published_file(store: Store, name: str) -> bytes:
    """The bytes of a published file by its name below ``instance/public``; raises ``NotFound("published.unknown")``."""
    file = store.config.instance / "public" / name
    if not _NAME.fullmatch(name) or not file.is_file():
        raise NotFound("published.unknown", name=name)
    return file.read_bytes()
