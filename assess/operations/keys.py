"""The keys with which authorities sign: made once, published before they are used, found again by name."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from assess.certificates.seal import Sealer, seal_certificate
from assess.certificates.signing import key_id, p256, p256_public, public_key
from assess.i18n.formats import local_date
from assess.operations.authorities import authority_named
from assess.store.keys import PublicKey, PublicKeys
from assess.store.session import Store
from assess.store.shelves import load_authorities

LOG_PURPOSE = "log"
"""The key that signs the checkpoints of the log."""
PURPOSES = ("payload", "seal", "qr")
"""What an authority has a key for; each lies in the file ``<purpose>-<authority>``."""


def create_authority_keys(store: Store, now: datetime) -> list[PublicKey]:
    """Makes the key of the log, and every key that an authority has not got yet; publishes the public halves."""
    store.keys.create(LOG_PURPOSE)
    for authority in load_authorities(store.config.certs):
        for purpose in PURPOSES:
            store.keys.create(f"{purpose}-{authority}")
        signing_key(store, authority, now)
        sealer_of(store, authority, now)
        code_key(store, authority, now)
    return published_keys(store)


def signing_key(store: Store, authority: str, now: datetime) -> tuple[bytes, str]:
    """The private key of the authority and the name of its key, whose public half is published by then.

    Raises ``NotFound("keys.missing")`` when it was never made: a key that is lost must not be replaced unnoticed.
    """
    private = store.keys.read(f"payload-{authority}")
    public = public_key(private)
    name = key_id(authority, public)
    since = local_date(now).isoformat()
    public_keys(store).publish(PublicKey(name, authority, "payload", "Ed25519", public.hex(), since))
    return private, name


def sealer_of(store: Store, authority: str, now: datetime) -> Sealer:
    """What seals the authority's papers; the certificate of its key is published by then. Raises as ``signing_key``."""
    private = p256(store.keys.read(f"seal-{authority}"))
    name = key_id(f"seal-{authority}", p256_public(private))
    known = public_keys(store).find(name)
    if known is None:
        title = authority_named(store, authority).name.in_locale("zh-Hans")
        made = seal_certificate(private, title, now)
        known = PublicKey(name, authority, "seal", "X.509", made.hex(), local_date(now).isoformat())
        public_keys(store).publish(known)
        known = public_keys(store).find(name) or known  # another process may have been faster
    return _sealer(private, bytes.fromhex(known.public))


def code_key(store: Store, authority: str, now: datetime) -> bytes:
    """The private key (PKCS #8, DER) of the authority's offline codes, published by then. Raises as ``signing_key``."""
    private = p256(store.keys.read(f"qr-{authority}"))
    public = p256_public(private)
    name = key_id(f"qr-{authority}", public)
    since = local_date(now).isoformat()
    public_keys(store).publish(PublicKey(name, authority, "qr", "P-256", public.hex(), since))
    return private


def published_keys(store: Store) -> list[PublicKey]:
    """Every public key that ever signed here, the oldest first; anyone may have them."""
    return public_keys(store).all()


def public_keys(store: Store) -> PublicKeys:
    """The folder of the public keys of this installation."""
    return _folder(store.config.instance)


@lru_cache(maxsize=16)
def _folder(instance: Path) -> PublicKeys:
    return PublicKeys(instance / "public" / "keys")


@lru_cache(maxsize=16)
def _sealer(private: bytes, certificate: bytes) -> Sealer:
    return Sealer(private, certificate)
