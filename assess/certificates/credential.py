"""The certificate as an Open Badges 3.0 credential (W3C Verifiable Credentials 2.0): made, signed, and checked.

A credential holds the payload's facts in one language and no identity number. Its proof is Data Integrity with the
suite ``eddsa-rdfc-2022``: the document is read as linked data, brought into canonical order (RDFC-1.0) and signed with
the authority's Ed25519 key. Contexts are parameters; any other is refused, so that no meaning comes from the network.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from pyld import jsonld
from pyld.documentloader.frozen import BUNDLED_CONTEXTS, FrozenDocumentLoader

from assess.certificates.payload import Payload, in_locale
from assess.certificates.signing import check, sign
from assess.errors import BadInput

VC = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
SUITE = "eddsa-rdfc-2022"
LIST_SIZE = 131_072
"""Places in a status list: the least number that the standard allows, for privacy in the crowd."""

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519_PUBLIC = b"\xed\x01"
"""How multicodec announces an Ed25519 public key."""

Document = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """Where the credential of one certificate lives: what its addresses and its issuer's are made from."""

    base_url: str
    """The address of this installation, without a slash at its end."""
    status_place: int
    """Its place among all places of the authority's status lists, which are filled one after another."""

    @property
    def status_index(self) -> int:
        """Its place in its list."""
        return self.status_place % LIST_SIZE

    def did(self, authority: str) -> str:
        """The authority's name as an issuer (did:web): anybody finds its keys under it."""
        host, _, path = self.base_url.partition("://")[2].partition("/")
        parts = [quote(host, safe=""), *filter(None, path.split("/")), "authorities", authority]
        return "did:web:" + ":".join(parts)

    def status_list(self, authority: str) -> str:
        """The address of the authority's list that tells whether this certificate was revoked."""
        return f"{self.base_url}/authorities/{authority}/status/{self.status_place // LIST_SIZE}/revocation.json"

    def credential(self, token: str, locale: str) -> str:
        """The address of the credential in that language."""
        return f"{self.base_url}/v/{token}/credential.{locale}.json"


@dataclass(frozen=True)
class Contexts:
    """The contexts that documents may name, by address; those of the W3C come with the library."""

    documents: Mapping[str, Document]

    def hashed(self, document: Document) -> bytes:
        """SHA-256 of the document's canonical statements.

        Raises ``BadInput("credential.not_linked_data")``, also for a term that no context explains: it would be left
        out of what is signed.
        """
        try:
            options = {"documentLoader": self._loader}
            expanded = jsonld.expand(document, options, on_property_dropped=_refuse)
            _require_absolute(expanded)
            statements = jsonld.normalize(expanded, {
                **options, "algorithm": "URDNA2015", "format": "application/n-quads",
            })
        except (jsonld.JsonLdError, RecursionError, TypeError, ValueError, KeyError, AttributeError) as error:
            raise BadInput("credential.not_linked_data") from error
        return sha256(statements.encode()).digest()

    @cached_property
    def _loader(self) -> FrozenDocumentLoader:
        return FrozenDocumentLoader({VC: BUNDLED_CONTEXTS[VC], **self.documents})


def _refuse(term: str) -> None:
    raise ValueError(f"no context explains {term!r}")


def _require_absolute(node: object) -> None:
    """Refuses names that are no addresses: as statements they would be left out silently."""
    if isinstance(node, list):
        for each in node:
            _require_absolute(each)
    elif isinstance(node, dict):
        types = node.get("@type", ())
        for name in (*([types] if isinstance(types, str) else types), *([node["@id"]] if "@id" in node else [])):
            if ":" not in name:
                _refuse(name)
        for each in node.values():
            _require_absolute(each)


def badge(payload: Payload, locale: str, place: Place) -> Document:
    """The unsigned credential in the language of ``locale``."""
    said = {name: in_locale(getattr(payload, name), locale) for name in ("issuer", "occupation", "trade", "grade")}
    subject = f"{said['occupation']}{' · ' + said['trade'] if said['trade'] else ''}"
    return {
        "@context": [VC, OPEN_BADGES],
        "id": place.credential(payload.token, locale),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"{subject} · {said['grade']}",
        "issuer": {"id": place.did(payload.authority), "type": ["Profile"], "name": said["issuer"],
                   "url": place.base_url},
        "validFrom": f"{payload.issued_on}T00:00:00+08:00",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [{"type": "IdentityObject", "hashed": False, "identityType": "name",
                            "identityHash": payload.name.shown}],
            "achievement": {
                "id": f"urn:sha256:{payload.form_sha256 or payload.standard_sha256}",
                "type": ["Achievement"],
                "achievementType": "Certification",
                "humanCode": payload.occupation_code,
                "inLanguage": locale,
                "name": f"{subject} · {said['grade']}",
                "description": f"{payload.standard} · {payload.edition}",
                "criteria": {"narrative": f"{payload.standard} {payload.edition} · SHA-256 {payload.standard_sha256}"},
            },
            "licenseNumber": payload.number,
        },
        "credentialStatus": {
            "id": f"{place.status_list(payload.authority)}#{place.status_index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(place.status_index),
            "statusListCredential": place.status_list(payload.authority),
        },
    }


def signed(document: Document, private: bytes, method: str, created: str, contexts: Contexts) -> Document:
    """The document with one proof; ``method`` is the address of the key, ``created`` a moment in UTC (ISO 8601)."""
    options = {"type": "DataIntegrityProof", "cryptosuite": SUITE, "created": created, "verificationMethod": method,
               "proofPurpose": "assertionMethod"}
    value = base58(sign(private, _to_sign(document, options, contexts)))
    return {**document, "proof": [{**options, "proofValue": value}]}


def proof_holds(document: Document, public: bytes, contexts: Contexts) -> bool:
    """Whether the document's one proof is by the holder of ``public``; anything malformed does not hold."""
    proofs = document.get("proof")
    if not isinstance(proofs, list) or len(proofs) != 1 or not isinstance(proofs[0], dict):
        return False
    options = dict(proofs[0])
    value = options.pop("proofValue", None)
    if options.get("cryptosuite") != SUITE or not isinstance(value, str):
        return False
    bare = {key: value for key, value in document.items() if key != "proof"}
    try:
        return check(public, _to_sign(bare, options, contexts), unbase58(value))
    except BadInput:
        return False


def _to_sign(document: Document, options: Document, contexts: Contexts) -> bytes:
    config = {"@context": deepcopy(document.get("@context")), **options}
    return contexts.hashed(config) + contexts.hashed(document)


# -- keys and texts as multibase ---------------------------------------------------------------------------------


def base58(data: bytes) -> str:
    """``data`` in base 58 of Bitcoin's letters with the multibase mark ``z``."""
    number, letters = int.from_bytes(data, "big"), ""
    while number:
        number, place = divmod(number, 58)
        letters = _BASE58[place] + letters
    return "z" + "1" * (len(data) - len(data.lstrip(b"\0"))) + letters


def unbase58(text: str) -> bytes:
    """What ``base58`` wrote; raises ``BadInput("credential.not_base58")``."""
    letters = text[1:]
    if not text.startswith("z") or len(text) > 200 or set(letters) - set(_BASE58):
        raise BadInput("credential.not_base58")
    number = 0
    for letter in letters:
        number = number * 58 + _BASE58.index(letter)
    zeros = len(letters) - len(letters.lstrip("1"))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def multikey(public: bytes) -> str:
    """An Ed25519 public key as did:web documents carry it."""
    return base58(_ED25519_PUBLIC + public)


def did_document(did: str, in_force: Mapping[str, bytes], withdrawn: Mapping[str, bytes]) -> Document:
    """The issuer's keys as anybody finds them under its name: those that sign or signed, and those to be refused.

    Keys are given by the last part of their address. A key that was rotated out stays in force for what it signed; one
    that was compromised is listed, so that its use can be explained, but asserts nothing.
    """
    methods = [
        {"id": f"{did}#{name}", "type": "Multikey", "controller": did, "publicKeyMultibase": multikey(public)}
        for name, public in (*in_force.items(), *withdrawn.items())
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [f"{did}#{name}" for name in in_force],
    }
