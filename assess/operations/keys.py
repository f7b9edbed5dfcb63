"""The keys with which authorities sign: made once, published before they are used, found again by name."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from sqlalchemy.orm import Session

from assess.certificates.seal import Sealer, seal_certificate
from assess.certificates.signing import key_id, p256, p256_public, public_key
from assess.i18n.formats import local_date
from assess.ledger.entry import Entry, Kind
from assess.operations.authorities import authority_named
from assess.store.ledger import append, kinds_of_leaves
from assess.store.public_keys import PublicKey, PublicKeys
from assess.store.session import Store
from assess.store.shelves import load_authorities

LOG_PURPOSE = "log"
"""The key that signs the checkpoints of the log; the name of the authority in its public half as well."""
PURPOSES = ("payload", "seal", "qr")
"""What an authority has a key for; each lies in the file ``<purpose>-<authority>``."""


def create_authority_keys(store: Store, now: datetime) -> list[PublicKey]:
    """Makes the key of the log, and every key that an authority has not got yet; publishes and logs them.

    Raises ``Refused("clock.behind_log")`` while the clock shows a day before the log's last entry.
    """
    store.keys.create(LOG_PURPOSE)
    current_key(store, LOG_PURPOSE, LOG_PURPOSE, now)
    for authority in load_authorities(store.config.certs):
        for purpose in PURPOSES:
            store.keys.create(secret_name(purpose, authority))
            current_key(store, purpose, authority, now)
    log_keys(store, now)
    return published_keys(store)


def secret_name(purpose: str, authority: str) -> str:
    """The file of the private key."""
    return LOG_PURPOSE if purpose == LOG_PURPOSE else f"{purpose}-{authority}"


def current_key(store: Store, purpose: str, authority: str, now: datetime) -> str:
    """The name of the key that signs now; its public half is published by then. Raises as ``signing_key``."""
    if purpose == "payload":
        return signing_key(store, authority, now)[1]
    if purpose == "seal":
        return _seal_key(store, authority, now)[1].key_id
    if purpose == "qr":
        return _published_code_key(store, authority, now)[1]
    public = public_key(store.keys.read(LOG_PURPOSE))
    name = key_id(LOG_PURPOSE, public)
    _publish(store, name, LOG_PURPOSE, LOG_PURPOSE, "Ed25519", public, now)
    return name


def signing_key(store: Store, authority: str, now: datetime) -> tuple[bytes, str]:
    """The private key of the authority and the name of its key, whose public half is published by then.

    Raises ``NotFound("keys.missing")`` when it was never made: a key that is lost must not be replaced unnoticed.
    """
    private = store.keys.read(f"payload-{authority}")
    public = public_key(private)
    name = key_id(authority, public)
    _publish(store, name, authority, "payload", "Ed25519", public, now)
    return private, name


def sealer_of(store: Store, authority: str, now: datetime) -> Sealer:
    """What seals the authority's papers; the certificate of its key is published by then. Raises as ``signing_key``."""
    private, known = _seal_key(store, authority, now)
    return _sealer(private, bytes.fromhex(known.public))


def code_key(store: Store, authority: str, now: datetime) -> bytes:
    """The private key (PKCS #8, DER) of the authority's offline codes, published by then. Raises as ``signing_key``."""
    return _published_code_key(store, authority, now)[0]


def published_keys(store: Store) -> list[PublicKey]:
    """Every public key that ever signed here, the oldest first; anyone may have them."""
    return public_keys(store).all()


def trusted_keys(store: Store, purpose: str, authority: str, entry: int = 0) -> list[PublicKey]:
    """The authority's keys for that purpose but compromised ones; rotated ones are among them.

    With ``entry`` – the number of the log entry by which a certificate was issued – also those that were compromised
    after it: what we made for that certificate, and keep, stays good. For anything else, that a signature holds does
    not tell when it was made.
    """
    known = public_keys(store)
    return [
        key for key in known.all() if (key.purpose, key.authority) == (purpose, authority)
        and all(end.how == "rotated" or 0 < entry <= end.entries for end in known.ends_of(key.key_id))
    ]


def public_keys(store: Store) -> PublicKeys:
    """The folder of the public keys of this installation."""
    return _folder(store.config.instance)


def log_keys(store: Store, now: datetime) -> None:
    """Enters in the log every key, and every end of a key, that is published and not there yet.

    Raises ``Refused("clock.behind_log")``.
    """
    with store.reading() as session:
        if not _unlogged(store, session):
            return
    with store.unit_of_work() as session:
        enter_keys(store, session, now)


def enter_keys(store: Store, session: Session, now: datetime) -> None:
    """The same within a transaction."""
    for kind, key in _unlogged(store, session):
        append(session, Entry(kind, local_date(now), key.authority, key.leaf))


def _unlogged(store: Store, session: Session) -> list[tuple[Kind, PublicKey]]:
    """What is to be logged: ``key`` once for each key, ``key_end`` once for each of its ends, in order."""
    known = public_keys(store)
    keys = known.all()
    logged = Counter(kinds_of_leaves(session, [key.leaf for key in keys]))
    missing: list[tuple[Kind, PublicKey]] = []
    for key in keys:
        missing += [("key", key)] * (1 - logged[key.leaf, "key"])
        missing += [("key_end", key)] * (len(known.ends_of(key.key_id)) - logged[key.leaf, "key_end"])
    return missing


def _seal_key(store: Store, authority: str, now: datetime) -> tuple[bytes, PublicKey]:
    private = p256(store.keys.read(f"seal-{authority}"))
    name = key_id(f"seal-{authority}", p256_public(private))
    known = public_keys(store).find(name)
    if known is None:
        title = authority_named(store, authority).name.in_locale("zh-Hans")
        made = seal_certificate(private, title, now)
        _publish(store, name, authority, "seal", "X.509", made, now)
        known = public_keys(store).find(name)  # another process may have been faster, with a certificate of its own
        assert known is not None
    return private, known


def _published_code_key(store: Store, authority: str, now: datetime) -> tuple[bytes, str]:
    private = p256(store.keys.read(f"qr-{authority}"))
    public = p256_public(private)
    name = key_id(f"qr-{authority}", public)
    _publish(store, name, authority, "qr", "P-256", public, now)
    return private, name


def _publish(store: Store, name: str, authority: str, purpose: str, algorithm: str, public: bytes,
             now: datetime) -> None:
    since = local_date(now).isoformat()
    public_keys(store).publish(PublicKey(name, authority, purpose, algorithm, public.hex(), since))


@lru_cache(maxsize=16)
def _folder(instance: Path) -> PublicKeys:
    return PublicKeys(instance / "public" / "keys")


@lru_cache(maxsize=16)
def _sealer(private: bytes, certificate: bytes) -> Sealer:
    return Sealer(private, certificate)
