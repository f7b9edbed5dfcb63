"""Answers who holds the text of a credential: who issued it, whether it is the one we made, and what became of it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from assess.certificates.carriers import Carrier, Fault, Stand, compared_facts, credential_facts
from assess.certificates.credential import Place
from assess.certificates.verify import Verification, step, verify
from assess.errors import BadInput
from assess.operations.authorities import authorities
from assess.operations.carriers.comparing import Kept, proven
from assess.operations.verifying.papers import kept_of
from assess.store.session import Store

LARGEST = 100_000
"""Characters; a credential of ours has some two thousand."""


def by_credential(store: Store, text: str) -> Verification:
    """The verification of a pasted credential (JSON).

    Its issuer must be an authority of this site; any other is named. It must be, entry by entry, the one that was
    stored, and that one carries the authority's proof: so nothing that a stranger wrote is brought into canonical
    order, which a document can be made to spin out. What became of the certificate, the log tells. Raises ``BadInput``:
    ``verify.no_json``, ``verify.no_credential``.
    """
    document = _document(text)
    facts = credential_facts(text.encode("utf-8", "replace"))
    issuer = _issuer(document)
    place = Place(store.config.base_url.rstrip("/"), 0)
    if issuer not in {place.did(authority) for authority in authorities(store)}:
        fault = Fault("issuer", said=issuer[:200])
        carrier = Carrier("credential", Stand.NOT_OURS, facts or {}, fault)
        return Verification((step("address", False, issuer[:200]),), carriers=(carrier,))
    here = step("address", True, issuer)
    if facts is None:
        raise BadInput("verify.no_credential")
    held = kept_of(store, facts["token"])
    if held is None:
        return verify(None, (here,))
    of, checked = held
    if checked.certificate is None or of is None:
        return replace(checked, checks=(here, *checked.checks))
    carrier = _carrier(store, document, facts, of)
    checks = (here, *checked.checks, step("credential", carrier.agrees, carrier.fault.code if carrier.fault else ""))
    return Verification(checks, checked.certificate if carrier.agrees else None, (carrier,))


def _document(text: str) -> dict[str, Any]:
    """The JSON object in the text; a name that stands twice is refused, because readers differ in which one counts."""
    try:
        document = json.loads(text[:LARGEST + 1] if len(text) <= LARGEST else "", object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise BadInput("verify.no_json") from error
    if not isinstance(document, dict) or "issuer" not in document:
        raise BadInput("verify.no_credential")
    return document


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name that stands twice")
    return found


def _issuer(document: dict[str, Any]) -> str:
    issuer = document["issuer"]
    return str(issuer.get("id", "–") if isinstance(issuer, dict) else issuer)


def _carrier(store: Store, document: dict[str, Any], facts: dict[str, str], of: Kept) -> Carrier:
    """How the document stands to the stored credentials of its certificate."""
    for data in of.credentials.values():
        if json.loads(data) == document:
            held = proven(store, of.signed.payload.authority, data, of.entry)
            return Carrier("credential", Stand.AGREES, facts) if held else \
                Carrier("credential", Stand.NOT_OURS, facts, Fault("credential_proof"))
    stand, fault = compared_facts(facts, of.signed)
    if fault is None:
        stand, fault = Stand.DIFFERS, Fault("credential_altered")
    return Carrier("credential", stand, facts, fault)
