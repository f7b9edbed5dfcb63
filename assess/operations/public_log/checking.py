"""Checks one certificate against the log, step by step, from what travels with the paper or from the register.

With the record and the proof that lie inside a paper nothing but the log's key and its last checkpoint is asked: what
the database says now plays no part in the first steps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from assess.certificates.enclosure import PROOF, RECORD, Record, read_record
from assess.certificates.payload import Payload, payload_from_bytes
from assess.errors import BadInput, NotFound, Refused
from assess.i18n.formats import local_date
from assess.ledger.checkpoint import NoteKey
from assess.ledger.entry import Entry, entry_bytes, leaf_of, read_entry
from assess.ledger.merkle import includes, leaf_hash
from assess.ledger.proof import Proof, read_proof
from assess.ledger.tiles import TiledTree
from assess.operations.carriers.reading import Read, read_paper
from assess.operations.public_log.auditing import log_keys
from assess.operations.public_log.proving import prove_entry
from assess.operations.public_log.publishing import folder_of, follows, published
from assess.operations.public_log.witnessing import witnesses
from assess.operations.verifying import by_number
from assess.store.certificates import CertificateRow, open_payload, salt_of
from assess.store.ledger import entry_of, issue_of, lines_of
from assess.store.session import Store

STEPS = ("leaf", "path", "signature", "today", "witness")
"""1 the entry is this certificate's · 2 it stands in the tree · 3 the log signed the tree · 4 the log of today begins
with it · 5 the witnesses have seen it."""


@dataclass(frozen=True)
class LogStep:
    """One step: its number and name, whether it held, and what was computed."""

    number: int
    name: str
    held: bool
    detail: str = ""


@dataclass(frozen=True)
class LogCheck:
    """The steps in order, and what they are about."""

    steps: Sequence[LogStep]
    payload: Payload
    entry: Entry
    data: bytes
    """The entry as the log holds it."""
    leaf: str
    """SHA-256 over salt and payload, computed again."""
    proof: Proof
    since: Sequence[tuple[int, Entry]]
    """Every entry about this certificate today, with its number."""
    erased_on: date | None
    """When the issuer erased its record: since then nobody can tell what became of it."""

    @property
    def failed(self) -> tuple[LogStep, ...]:
        """The steps that did not hold."""
        return tuple(step for step in self.steps if not step.held)


def check_enclosed(store: Store, record: bytes, proof: str) -> LogCheck:
    """The check of the two files that lie inside a paper; raises ``BadInput`` for what cannot be read as them."""
    said = read_record(record)
    return _checked(store, said, read_entry(said.entry), read_proof(proof))


def check_paper(
    store: Store, data: bytes, reader: Callable[[bytes, list[bytes]], Read | None] = read_paper
) -> LogCheck:
    """The check of a PDF as it was downloaded; ``BadInput``: ``verify.no_pdf``, ``log.nothing_enclosed``, as above."""
    if not data.startswith(b"%PDF-"):
        raise BadInput("verify.no_pdf")
    read = reader(data, [])
    held = dict(read.paper.attached) if read else {}
    if RECORD not in held or PROOF not in held:
        raise BadInput("log.nothing_enclosed")
    return check_enclosed(store, held[RECORD], held[PROOF].decode("utf-8", "replace"))


def check_number(store: Store, number: str, name: str) -> LogCheck:
    """The check of what the register holds, for who knows number and name.

    Raises ``NotFound``: ``certificate.unknown`` for a wrong number and a wrong name alike, ``log.not_published``;
    ``Refused("certificate.erased")``.
    """
    answer = by_number(store, number, name)
    found = answer.certificate
    if answer.erased is not None:
        raise Refused("certificate.erased", number=answer.erased.number)
    if found is None:
        raise NotFound("certificate.unknown", certificate=number)
    with store.reading() as session:
        row = session.scalars(select(CertificateRow).where(CertificateRow.token == found.token)).one()
        entry = issue_of(session, row.leaf)
        if entry is None:
            raise NotFound("certificate.unknown", certificate=number)
        kept = entry_of(entry)
        record = Record(open_payload(session, row), salt_of(row), row.signature or b"", row.key_id, entry_bytes(kept))
    return _checked(store, record, kept, prove_entry(store, entry.sequence - 1))


def _checked(store: Store, record: Record, entry: Entry, proof: Proof) -> LogCheck:
    note, leaf = proof.checkpoint, leaf_of(record.salt, record.payload)
    keys = log_keys(store)
    signed = note.origin == keys[0].name and any(note.signed_by(key) for key in keys)
    seen = _cosigners(store, proof)
    steps = [
        ("leaf", entry.kind == "issue" and leaf == entry.leaf, leaf),
        ("path", includes(leaf_hash(record.entry), proof.index, note.size, proof.path, note.root), note.root.hex()),
        ("signature", signed, note.origin),
        ("today", _is_beginning(store, proof), ""),
    ]
    if wanted := witnesses(store):
        steps.append(("witness", len(seen) == len(wanted), ", ".join(key.name for key in seen)))
    with store.reading() as session:
        since = lines_of(session, leaf)
        gone = session.scalar(select(CertificateRow.erased_at).where(CertificateRow.leaf == leaf))
    made = [LogStep(STEPS.index(name) + 1, name, held, detail) for name, held, detail in steps]
    return LogCheck(made, payload_from_bytes(record.payload), entry, record.entry, leaf, proof, since,
                    local_date(gone) if gone else None)


def _is_beginning(store: Store, proof: Proof) -> bool:
    """Whether the log that is published today begins with the tree of the proof."""
    known, folder = published(store), folder_of(store)
    if known is None or proof.checkpoint.size > known.checkpoint.size:
        return False
    tree = TiledTree(known.checkpoint.size, folder.read)
    try:
        return tree.root() == known.checkpoint.root and follows(proof.checkpoint, tree.size, tree)
    except (NotFound, ValueError):
        return False


def _cosigners(store: Store, proof: Proof) -> list[NoteKey]:
    """The witnesses that have cosigned the proof's checkpoint, or a later one of the same log."""
    try:
        newest = prove_entry(store, proof.index).checkpoint
    except NotFound:
        newest = proof.checkpoint
    return [key for key in witnesses(store) if proof.checkpoint.signed_by(key) or newest.signed_by(key)]
