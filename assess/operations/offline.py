"""The keys with which anybody checks offline codes without asking us."""

from __future__ import annotations

from typing import TypedDict

from assess.certificates.authority import Authority
from assess.i18n import LOCALES
from assess.operations.authorities import authorities
from assess.operations.keys import public_keys, published_keys
from assess.store.public_keys import KeyEnd, PublicKey
from assess.store.session import Store


class CodeKey(TypedDict):
    """One key of the history: ``public`` is DER in hexadecimal, ``names`` the authority's, by locale."""

    id: str
    authority: str
    names: dict[str, str]
    since: str
    public: str
    compromised: bool


def code_keys(store: Store) -> list[CodeKey]:
    """Every key that ever signed offline codes, the oldest first; one that was given up is named as such."""
    known, keys = authorities(store), public_keys(store)
    return [
        _told(key, known.get(key.authority), keys.end_of(key.key_id))
        for key in published_keys(store) if key.purpose == "qr"
    ]


def _told(key: PublicKey, authority: Authority | None, end: KeyEnd | None) -> CodeKey:
    names = {locale: authority.name.in_locale(locale) for locale in LOCALES} if authority else {}
    # Which codes were made before a theft, only the log can tell: without it none counts.
    return CodeKey(id=key.key_id, authority=key.authority, since=key.since, public=key.public, names=names,
                   compromised=end is not None and end.how == "compromised")
