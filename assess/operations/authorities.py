"""The authorities and schemes of this installation, as they stand in ``certs/`` now."""

from __future__ import annotations

from collections.abc import Mapping

from assess.certificates.authority import Authority
from assess.certificates.scheme import Scheme
from assess.errors import NotFound
from assess.store.session import Store
from assess.store.shelves import load_authorities, load_schemes


def authorities(store: Store) -> Mapping[str, Authority]:
    """All authorities by id."""
    return load_authorities(store.config.certs)


def authority_named(store: Store, authority: str) -> Authority:
    """The authority of that id; raises ``NotFound``."""
    found = authorities(store).get(authority)
    if found is None:
        raise NotFound("authority.unknown", authority=authority)
    return found


def schemes(store: Store) -> Mapping[str, Scheme]:
    """All schemes by id."""
    return load_schemes(store.config.certs)


def scheme_named(store: Store, scheme: str) -> Scheme:
    """The scheme of that id; raises ``NotFound``."""
    found = schemes(store).get(scheme)
    if found is None:
        raise NotFound("scheme.unknown", scheme=scheme)
    return found
