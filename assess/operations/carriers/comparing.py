"""Holds what was read from a paper against what this installation signed, stored and logged for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from assess.certificates import carriers
from assess.certificates.carriers import Carrier, Fault, Paper, Signed, Stand
from assess.certificates.credential import multikey, proof_holds
from assess.certificates.enclosure import PROOF, RECORD, Record, read_record
from assess.certificates.payload import payload_from_bytes
from assess.certificates.signing import check
from assess.errors import AssessError, BadInput
from assess.ledger.entry import leaf_of
from assess.ledger.proof import read_proof
from assess.operations.authorities import authority_named
from assess.operations.carriers.reading import Read, first_difference
from assess.operations.credentials import contexts
from assess.operations.keys import trusted_keys
from assess.operations.public_log.auditing import log_keys
from assess.store.certificates import credentials_of
from assess.store.files import FileFolder
from assess.store.session import Store

_RECORD_FACTS = ("number", "name", "occupation", "grade", "issued_on", "issuer", "token")


@dataclass(frozen=True)
class Kept:
    """What the installation holds of one issued certificate."""

    signed: Signed
    payload: bytes
    entry: int
    """The number of the log entry by which it was issued: a key compromised later still speaks for it."""
    paper: bytes | None
    """The stored paper; None when the file is gone or was altered."""
    credentials: Mapping[str, bytes]
    """By language; those that are gone or were altered are left out, and then nothing agrees."""


def kept(store: Store, certificate_id: int, payload: bytes, paper_sha256: str, entry: int) -> Kept:
    """The signed record with the stored files of that certificate."""
    opened = payload_from_bytes(payload)
    with store.reading() as session:
        hashes = credentials_of(session, certificate_id)
    stored = {locale: _file(store, "json", sha256) for locale, sha256 in hashes.items()}
    return Kept(
        Signed(opened, authority_named(store, opened.authority)), payload, entry, _file(store, "pdf", paper_sha256),
        {locale: data for locale, data in stored.items() if data is not None},
    )


def compared(store: Store, read: Read, original: Read | None, of: Kept) -> tuple[Carrier, ...]:
    """The five carriers of a paper; ``original`` is what is read from the stored one."""
    paper, signed = read.paper, of.signed
    if original is None:
        text = Carrier("visible", Stand.UNREADABLE, fault=Fault("no_original"))
    else:
        text = carriers.visible(paper, original.paper, first_difference(read, original), signed)
    return (
        text,
        codes(store, paper.codes, original.paper.codes if original else None, signed, of.entry),
        carriers.credential(paper, of.credentials, all_proven(store, of), signed),
        carriers.seal(paper),
        log(store, paper, of),
    )


def codes(store: Store, found: tuple[str, ...], original: tuple[str, ...] | None, signed: Signed, entry: int) \
        -> Carrier:
    """The QR codes of a paper or a photo; see ``carriers.qr``."""
    publics = [bytes.fromhex(key.public) for key in trusted_keys(store, "qr", signed.payload.authority, entry)]
    return carriers.qr(found, original, signed, publics, store.config.base_url)


def all_proven(store: Store, of: Kept) -> bool:
    """Whether every stored credential carries a proof by a key that the authority published for it."""
    return set(of.credentials) == set(of.signed.authority.languages) and all(
        proven(store, of.signed.payload.authority, data, of.entry) for data in of.credentials.values()
    )


def proven(store: Store, authority: str, data: bytes, entry: int) -> bool:
    """Whether a stored credential carries the proof of a key that the authority trusts for that log entry.

    Only for documents that are ours: what a stranger hands in could be made so that bringing it into order never ends.
    """
    document = json.loads(data)
    keys = [bytes.fromhex(key.public) for key in trusted_keys(store, "payload", authority, entry)]
    return any(_names(document, key) and proof_holds(document, key, contexts(store)) for key in keys)


def _names(document: dict[str, object], key: bytes) -> bool:
    """Whether the proof names that key of its issuer."""
    issuer, proof = document.get("issuer"), document.get("proof")
    method = proof[0].get("verificationMethod") if isinstance(proof, list) and proof else None
    did = issuer.get("id") if isinstance(issuer, dict) else None
    return bool(method == f"{did}#{multikey(key)}")


def log(store: Store, paper: Paper, of: Kept) -> Carrier:
    """The attached record and the attached proof that the public log holds its entry."""
    attached = dict(paper.attached)
    if RECORD not in attached or PROOF not in attached:
        missing = RECORD if RECORD not in attached else PROOF
        return Carrier("log", Stand.MISSING, fault=Fault("no_proof", said=missing))
    try:
        record = read_record(attached[RECORD])
        payload = payload_from_bytes(record.payload)
        says = carriers.facts_in(payload, of.signed.authority.languages[0])
    except (BadInput, TypeError, AttributeError, LookupError):
        return Carrier("log", Stand.UNREADABLE, fault=Fault("record_unreadable"))
    if record.payload != of.payload:
        return Carrier("log", Stand.DIFFERS, _texts(says), _first(says, of.signed.facts))
    fault = _record_fault(store, record, of, attached[PROOF])
    if fault is not None:
        return Carrier("log", Stand.NOT_OURS, _texts(says), fault)
    return Carrier("log", Stand.AGREES, _texts(says))


def _record_fault(store: Store, record: Record, of: Kept, proof: bytes) -> Fault | None:
    """What is wrong with signature, leaf or proof of an attached record."""
    authority = of.signed.payload.authority
    keys = {key.key_id: bytes.fromhex(key.public) for key in trusted_keys(store, "payload", authority, of.entry)}
    if record.key not in keys or not check(keys[record.key], record.payload, record.signature):
        return Fault("record_signature")
    try:
        entry = json.loads(record.entry)
        if not isinstance(entry, dict) or entry.get("kind") != "issue" or entry.get("authority") != authority \
                or entry.get("leaf") != leaf_of(record.salt, record.payload):
            return Fault("record_entry")
        told = read_proof(proof.decode("utf-8"))
    except (ValueError, AssessError):
        return Fault("proof_unreadable")
    faults = [told.fault(record.entry, key) for key in log_keys(store)]
    return None if "" in faults else Fault("proof", said=told.checkpoint.origin)


def _texts(says: Mapping[str, object]) -> dict[str, str]:
    return {name: str(text)[:200] for name, text in says.items()}


def _first(says: Mapping[str, object], signed: Mapping[str, str]) -> Fault:
    """The first fact in which an attached record is another's."""
    for name in _RECORD_FACTS:
        if says[name] != signed[name]:
            return Fault("fact", name, str(says[name])[:80], signed[name])
    return Fault("record_other")


def _file(store: Store, ending: str, sha256: str) -> bytes | None:
    try:
        return FileFolder(store.config.instance / "files", ending).read(sha256)
    except AssessError:
        return None
