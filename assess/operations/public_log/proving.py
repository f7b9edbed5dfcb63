"""Proves that entries stand in the published log."""

from __future__ import annotations

from assess.errors import NotFound
from assess.ledger.checkpoint import Checkpoint, read_checkpoint, read_key
from assess.ledger.entry import entry_bytes
from assess.ledger.merkle import inclusion
from assess.ledger.proof import Proof, read_proof
from assess.ledger.tiles import TiledTree
from assess.operations.public_log.publishing import folder_of, publish
from assess.store.certificates import CertificateRow
from assess.store.ledger import entry_of, issue_of
from assess.store.log_files import WITNESSED
from assess.store.session import Store


def prove(store: Store, number: str) -> tuple[bytes, Proof]:
    """The entry by which the newest certificate of that number was issued, and the proof that the public log holds it.

    Raises ``NotFound``: ``certificate.unknown``, or ``log.not_published`` before the entry is public.
    """
    with store.reading() as session:
        row = session.query(CertificateRow).filter(
            CertificateRow.number == number, CertificateRow.state.in_(("logged", "issued"))
        ).order_by(CertificateRow.id.desc()).first()
        entry = issue_of(session, row.leaf) if row is not None else None
        if entry is None:
            raise NotFound("certificate.unknown", certificate=number)
        index, data = entry.sequence - 1, entry_bytes(entry_of(entry))
    return data, prove_entry(store, index)


def prove_published(store: Store, index: int) -> Proof:
    """The proof of the entry at ``index`` (counted from 0), after publishing what was not public yet."""
    note = folder_of(store).checkpoint()
    if note is None or index >= read_checkpoint(note).size:
        publish(store)
    return prove_entry(store, index)


def prove_entry(store: Store, index: int) -> Proof:
    """The proof that the public log holds the entry at ``index``; raises ``NotFound("log.not_published")``.

    It leads to the newest checkpoint that the required witnesses have cosigned, or to the last one where they have not
    seen the entry yet.
    """
    folder = folder_of(store)
    checkpoint = _speaks_of(index, folder.checkpoint(WITNESSED)) or _speaks_of(index, folder.checkpoint())
    if checkpoint is None:
        raise NotFound("log.not_published", entry=index + 1)
    path = inclusion(index, checkpoint.size, TiledTree(checkpoint.size, folder.read).subtree)
    return Proof(index, tuple(path), checkpoint)


def check_proof(entry: bytes, proof: str, key: str, witnesses: tuple[str, ...] = ()) -> str:
    """Why ``proof`` does not show ``entry`` in the log of ``key`` (see ``Proof.fault``); empty when it does.

    Every one of ``witnesses`` must have cosigned; all keys as texts.
    """
    return read_proof(proof).fault(entry, read_key(key), [read_key(each) for each in witnesses])


def _speaks_of(index: int, note: str | None) -> Checkpoint | None:
    checkpoint = read_checkpoint(note) if note else None
    return checkpoint if checkpoint is not None and index < checkpoint.size else None
