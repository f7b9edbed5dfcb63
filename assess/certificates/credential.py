"""The certificate as an Open Badges 3.0 credential (W3C Verifiable Credentials 2.0): made, signed, and checked.

A credential holds the payload's facts in one language and no identity number. Its proof is Data Integrity with the
suite ``eddsa-rdfc-2022``: the document is read as linked data, brought into canonical order (RDFC-1.0) and signed with
the authority's Ed25519 key. Contexts are parameters; any other is refused, so that no meaning comes from the network.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from pyld import jsonld
from pyld.documentloader.frozen import BUNDLED_CONTEXTS, FrozenDocumentLoader

from assess.certificates.payload import Payload, in_locale, printed_edition
from assess.certificates.signing import check, sign
from assess.errors import BadInput
from assess.i18n.formats import format_date

VC = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
SUITE = "eddsa-rdfc-2022"
LIST_SIZE = 131_072
"""Places in a status list: the least number that the standard allows, for privacy in the crowd."""

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519_PUBLIC = b"\xed\x01"
"""How multicodec announces an Ed25519 public key."""

Document = dict[str, Any]

_SPECIMEN = {
    "zh-Hans": ("SPECIMEN 样本", "样本：为演示而制作，不是证书，不具任何效力"),
    "zh-Hant-MO": ("SPECIMEN 樣本", "樣本：為示範而製作，不是證書，不具任何效力"),
    "pt-MO": ("SPECIMEN · Espécime", "Espécime para demonstração: não é um certificado e não tem qualquer valor"),
    "en": ("SPECIMEN", "Specimen: made for demonstration; it is not a certificate and gives no right"),
}
"""Mark and warning of a specimen. A program that checks credentials calls it valid: its texts have to tell."""
_WAYS = {
    "zh-Hans": {"appointment": "{enterprise}自{day}起聘任", "confirmation": "{enterprise}于{day}认定"},
    "zh-Hant-MO": {"appointment": "{enterprise}自{day}起聘任", "confirmation": "{enterprise}於{day}認定"},
    "pt-MO": {"appointment": "nomeado por {enterprise} a partir de {day}",
              "confirmation": "reconhecido por {enterprise} em {day}"},
    "en": {"appointment": "appointed by {enterprise} from {day}", "confirmation": "confirmed by {enterprise} on {day}"},
}


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

    def status_list(self, authority: str, purpose: str = "revocation") -> str:
        """The address of the authority's list that tells whether this certificate was revoked, or is suspended."""
        return f"{self.base_url}/authorities/{authority}/status/{self.status_place // LIST_SIZE}/{purpose}.json"

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
    mark, warning = _SPECIMEN[locale] if payload.specimen else ("", "")
    title = _joined(mark, said["occupation"], said["trade"], said["grade"])
    about = _joined(warning, payload.standard, payload.edition, _held(payload, locale),
                    printed_edition(payload, locale), in_locale(payload.sample, locale))
    return {
        "@context": [VC, OPEN_BADGES],
        "id": place.credential(payload.token, locale),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": title,
        "description": about,
        "issuer": {"id": place.did(payload.authority), "type": ["Profile"], "name": said["issuer"],
                   "url": place.base_url},
        "validFrom": f"{payload.issued_on}T00:00:00+08:00",
        **({"validUntil": f"{payload.held_until}T23:59:59+08:00"} if payload.held_until else {}),
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
                "name": title,
                "description": about,
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


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _held(payload: Payload, locale: str) -> str:
    """Who appointed or confirmed the holder, and since when; nothing for exams."""
    if payload.way == "exam" or payload.held_from is None:
        return ""
    words = _WAYS[locale][payload.way]
    day = format_date(date.fromisoformat(payload.held_from), locale)
    return words.format(enterprise=in_locale(payload.enterprise, locale), day=day)


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


def did_document(did: str, in_force: Mapping[str, bytes], withdrawn: Mapping[str, str]) -> Document:
    """The issuer's keys as anybody finds them under its name: those that sign or signed.

    Keys are given by the last part of their address. A key that was rotated out stays for what it signed. One that was
    compromised is only named, with the address that tells of its end: programs that take any key of this document for
    one that may assert, as some do, must not find it.
    """
    methods = [
        {"id": f"{did}#{name}", "type": "Multikey", "controller": did, "publicKeyMultibase": multikey(public)}
        for name, public in in_force.items()
    ]
    ends = [
        {"id": f"{did}#withdrawn-{name}", "type": "WithdrawnKey", "serviceEndpoint": address}
        for name, address in withdrawn.items()
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [f"{did}#{name}" for name in in_force],
        **({"service": ends} if ends else {}),
    }
