"""The keys with which authorities sign: made once, published before they are used, found again by name."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from assess.certificates.signing import key_id, public_key
from assess.i18n.formats import local_date
from assess.store.keys import PublicKey, PublicKeys
from assess.store.session import Store
from assess.store.shelves import load_authorities

LOG_PURPOSE = "log"
"""The key that signs the checkpoints of the log."""


def create_authority_keys(store: Store, now: datetime) -> list[PublicKey]:
    """Makes the key of the log, and of every authority that has none yet; publishes the public halves of those."""
    store.keys.create(LOG_PURPOSE)
    for authority in load_authorities(store.config.certs):
        store.keys.create(_purpose(authority))
        signing_key(store, authority, now)
    return published_keys(store)


def signing_key(store: Store, authority: str, now: datetime) -> tuple[bytes, str]:
    """The private key of the authority and the name of its key, whose public half is published by then.

    Raises ``NotFound("keys.missing")`` when it was never made: a key that is lost must not be replaced unnoticed.
    """
    private = store.keys.read(_purpose(authority))
    public = public_key(private)
    name = key_id(authority, public)
    since = local_date(now).isoformat()
    public_keys(store).publish(PublicKey(name, authority, "Ed25519", public.hex(), since))
    return private, name


def published_keys(store: Store) -> list[PublicKey]:
    """Every public key that ever signed here, the oldest first; anyone may have them."""
    return public_keys(store).all()


def public_keys(store: Store) -> PublicKeys:
    """The folder of the public keys of this installation."""
    return _folder(store.config.instance)


@lru_cache(maxsize=16)
def _folder(instance: Path) -> PublicKeys:
    return PublicKeys(instance / "public" / "keys")


def _purpose(authority: str) -> str:
    return f"payload-{authority}"
