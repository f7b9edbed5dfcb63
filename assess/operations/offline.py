"""The keys with which anybody checks offline codes without asking us."""

from __future__ import annotations

from typing import TypedDict

from assess.i18n import LOCALES
from assess.operations.authorities import authorities
from assess.operations.keys import published_keys
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
    known = authorities(store)
    return [
        CodeKey(
            id=key.key_id, authority=key.authority, since=key.since, public=key.public, compromised=False,
            names={each: known[key.authority].name.in_locale(each) for each in LOCALES} if key.authority in known else {},
        )
        for key in published_keys(store) if key.purpose == "qr"
    ]
