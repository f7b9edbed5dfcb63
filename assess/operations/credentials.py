"""Signs credentials with the contexts of this installation, and the digits of offline codes."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from assess.canonical import canonical
from assess.certificates.authority import Authority
from assess.certificates.credential import OPEN_BADGES, Contexts, Document, Place, badge, multikey, signed
from assess.certificates.offline_code import VERSION, Stated, offline_code
from assess.certificates.payload import Payload, in_locale
from assess.certificates.signing import public_key
from assess.errors import NotFound
from assess.operations.keys import code_key, signing_key
from assess.operations.printing import qr_text
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.certificates import certificate, credentials_of, is_erased
from assess.store.credential_files import credential_at
from assess.store.files import FileFolder
from assess.store.session import Store
from assess.store.shelf import Shelf

_OPEN_BADGES_FILE = "contexts/ob-v3p0-context-3.0.3.json"


def contexts(store: Store) -> Contexts:
    """The contexts that documents may name; pinned files of ``certs/contexts``. Raises ``NotFound``."""
    return _contexts(store.config.certs)


def place_of(store: Store, status_place: int) -> Place:
    """Where the credential of the certificate with that place in the status lists lives."""
    return Place(store.config.base_url.rstrip("/"), status_place)


def sign_document(store: Store, authority: str, document: Document, now: datetime) -> Document:
    """The document with the authority's proof of ``now``."""
    private, _name = signing_key(store, authority, now)
    did = Place(store.config.base_url.rstrip("/"), 0).did(authority)
    method = f"{did}#{multikey(public_key(private))}"
    return signed(document, private, method, now.strftime("%Y-%m-%dT%H:%M:%SZ"), contexts(store))


def credentials(store: Store, payload: Payload, authority: Authority, status_place: int, now: datetime) \
        -> dict[str, bytes]:
    """The signed credentials of a certificate in the languages of its paper, canonical JSON; ``now`` in UTC."""
    place = place_of(store, status_place)
    return {
        locale: canonical(sign_document(store, payload.authority, badge(payload, locale, place), now))
        for locale in authority.languages
    }


def issued_credential(store: Store, token: str, locale: str) -> bytes:
    """The stored credential of the certificate with that token, byte for byte, in the language of ``locale``.

    Whoever has the address of a certificate may have it: it says what the certificate's page says. Raises
    ``NotFound("certificate.no_credential")`` for every other address, and for a certificate that is not issued yet.
    """
    with store.reading() as session:
        sha256 = credential_at(session, token, locale)
    if sha256 is None:
        raise NotFound("certificate.no_credential", locale=locale)
    return FileFolder(store.config.instance / "files", "json").read(sha256)


def own_credentials(store: Store, actor: Actor, certificate_id: int) -> dict[str, str]:
    """The addresses of the credentials of an own certificate by language; none before it was issued, or once erased."""
    with store.reading() as session:
        row = certificate(session, certificate_id)
        require(actor, Action.DOWNLOAD_OWN, own=actor.person_id is not None and row.person_id == actor.person_id)
        has_some = row.state == "issued" and not is_erased(row)
        locales = sorted(credentials_of(session, certificate_id)) if has_some else []
        place = place_of(store, row.status_place)
        return {locale: place.credential(row.token, locale) for locale in locales}


def code_text(store: Store, payload: Payload, authority: Authority, now: datetime) -> str:
    """The text of the paper's offline code: its address and, behind ``#``, the signed digits."""
    language = authority.languages[0]
    stated = Stated(VERSION, payload.number, payload.name.shown, payload.occupation_code,
                    in_locale(payload.grade, language), payload.issued_on, in_locale(payload.issuer, language))
    digits = offline_code(stated, code_key(store, payload.authority, now))
    return f"{qr_text(store.config.base_url, payload.token)}#{digits}"


@lru_cache(maxsize=4)
def _contexts(certs: Path) -> Contexts:
    return Contexts({OPEN_BADGES: json.loads(Shelf(certs).read(_OPEN_BADGES_FILE))})
