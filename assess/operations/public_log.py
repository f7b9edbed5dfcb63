"""Publishes the log as static files, proves that entries stand in it, and cosigns the checkpoints of other logs.

The database keeps the entries; what is published can only grow: before a checkpoint is signed, the tree under the last
one must be the beginning of the tree of now. A log that was rewritten is refused here, and by every witness.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from assess.canonical import sha256_hex
from assess.certificates.signing import public_key
from assess.errors import BadInput, NotFound, Refused
from assess.ledger.checkpoint import Checkpoint, NoteKey, read_checkpoint, read_key
from assess.ledger.entry import entry_bytes
from assess.ledger.merkle import consistency, consistent, inclusion, leaf_hash, root
from assess.ledger.proof import Proof, read_proof
from assess.ledger.tiles import WIDTH, Tile, TiledTree, bundle, entries_path, tiles_of
from assess.operations.keys import LOG_PURPOSE
from assess.store.certificates import CertificateRow
from assess.store.files import locked
from assess.store.ledger import entries_from, entry_of, issue_of, log_size
from assess.store.log_files import CHECKPOINT, LogFolder
from assess.store.session import Store

KIND = "publish_log"
"""The kind of its job; the argument means nothing, because everything that is new is published."""


@dataclass(frozen=True)
class Published:
    """What stands in the published log: the last checkpoint, and the key by which to check it."""

    checkpoint: Checkpoint
    key: NoteKey


def folder_of(store: Store) -> LogFolder:
    """Where the log of this installation lies."""
    return LogFolder(store.config.instance / "public" / "log")


def log_key(store: Store) -> NoteKey:
    """The public key of the log, named by ``origin``. Raises ``NotFound("keys.missing")`` before it is made."""
    return NoteKey(origin(store), public_key(store.keys.read(LOG_PURPOSE)))


def origin(store: Store) -> str:
    """The log's name for ever: its address without the scheme."""
    return store.config.base_url.partition("://")[2].rstrip("/").lower() + "/log"


def publish(store: Store) -> Checkpoint:
    """Publishes every entry that is not public yet: tiles first, then the checkpoint that names them.

    Raises ``Refused("log.rewritten")`` when what was published is no longer the beginning of the log.
    """
    folder, key = folder_of(store), log_key(store)
    folder.path.mkdir(mode=0o700, parents=True, exist_ok=True)
    with locked(folder.path):
        before = _last(folder, key)
        known = before.size if before else 0
        first = known // WIDTH * WIDTH
        with store.reading() as session:
            entries = [entry_bytes(entry) for entry in entries_from(session, first)]
        size = first + len(entries)
        if before is not None and size == known:
            return before
        made = _new_tiles(folder, known, size, first, [leaf_hash(entry) for entry in entries])
        tree = TiledTree(size, lambda tile: made[tile] if tile in made else folder.read(tile))
        if before is not None and not _follows(before, size, tree):
            raise Refused("log.rewritten", size=known)
        for number in range(first // WIDTH, -(-size // WIDTH)):
            inside = entries[number * WIDTH - first:][:WIDTH]
            folder.write(entries_path(number, len(inside)), bundle(inside))
        for tile, data in made.items():
            folder.write(tile.path, data)
        after = Checkpoint(key.name, size, tree.root()).signed(key.name, store.keys.read(LOG_PURPOSE))
        folder.write(CHECKPOINT, after.note.encode())
        return after


def unpublished(store: Store) -> int:
    """How many entries of the log are not public yet."""
    note = folder_of(store).checkpoint()
    with store.reading() as session:
        return log_size(session) - (read_checkpoint(note).size if note else 0)


def published(store: Store) -> Published | None:
    """The last checkpoint and the key of the log; None before anything was published."""
    note = folder_of(store).checkpoint()
    return None if note is None else Published(read_checkpoint(note), log_key(store))


def prove(store: Store, number: str) -> tuple[bytes, Proof]:
    """The entry by which the newest certificate of that number was issued, and the proof that the public log holds it.

    Raises ``NotFound``: ``certificate.unknown``, or ``log.not_published`` before the entry is public.
    """
    with store.reading() as session:
        row = session.query(CertificateRow).filter_by(number=number).order_by(CertificateRow.id.desc()).first()
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
    """The proof that the public log holds the entry at ``index``; raises ``NotFound("log.not_published")``."""
    folder = folder_of(store)
    note = folder.checkpoint()
    checkpoint = read_checkpoint(note) if note else None
    if checkpoint is None or index >= checkpoint.size:
        raise NotFound("log.not_published", entry=index + 1)
    path = inclusion(index, checkpoint.size, TiledTree(checkpoint.size, folder.read).subtree)
    return Proof(index, tuple(path), checkpoint)


def check_proof(entry: bytes, proof: str, key: str) -> str:
    """Why ``proof`` does not show ``entry`` in the log of ``key`` (see ``Proof.fault``); empty when it does."""
    return read_proof(proof).fault(entry, read_key(key))


def witness(store: Store, other: Path, key: str, now: datetime) -> Checkpoint:
    """The checkpoint of the log in the folder ``other`` with this installation's cosignature.

    What was seen of that log before is remembered, and the new tree must begin with it. Raises ``BadInput``
    (``log.not_signed``) and ``Refused``: ``log.rolled_back`` for a tree that is smaller than one seen before,
    ``log.rewritten`` for one that does not begin with it.
    """
    theirs, folder = read_key(key), LogFolder(other)
    note = folder.checkpoint()
    if note is None:
        raise NotFound("log.nothing_published", path=str(other))
    checkpoint = read_checkpoint(note)
    if checkpoint.origin != theirs.name or not checkpoint.signed_by(theirs):
        raise BadInput("log.not_signed", origin=checkpoint.origin)
    memory = LogFolder(store.config.instance / "witness" / sha256_hex(theirs.name.encode())[:16])
    memory.path.mkdir(mode=0o700, parents=True, exist_ok=True)
    with locked(memory.path):
        seen = memory.checkpoint()
        before = read_checkpoint(seen) if seen else None
        tree = TiledTree(checkpoint.size, folder.read)
        if before is not None and before.size > checkpoint.size:
            raise Refused("log.rolled_back", size=checkpoint.size, seen=before.size)
        if tree.root() != checkpoint.root or (before is not None and not _follows(before, checkpoint.size, tree)):
            raise Refused("log.rewritten", size=before.size if before else checkpoint.size)
        cosigned = checkpoint.cosigned(origin(store), store.keys.read(LOG_PURPOSE), int(now.timestamp()))
        memory.write(CHECKPOINT, cosigned.note.encode())
        return cosigned


def faults_of_published(store: Store) -> tuple[str, ...]:
    """What is wrong between the published log and the database, by name: ``signature``, ``ahead``, ``differs``."""
    folder = folder_of(store)
    note = folder.checkpoint()
    if note is None:
        return ()
    checkpoint = read_checkpoint(note)
    if not checkpoint.signed_by(log_key(store)):
        return ("signature",)
    with store.reading() as session:
        hashes = [leaf_hash(entry_bytes(entry)) for entry in entries_from(session, 0)]
    if len(hashes) < checkpoint.size:
        return ("ahead",)
    tiles = _new_tiles(folder, 0, checkpoint.size, 0, hashes)
    same = root(hashes[:checkpoint.size]) == checkpoint.root
    return () if same and all(folder.read(tile) == data for tile, data in tiles.items()) else ("differs",)


def _last(folder: LogFolder, key: NoteKey) -> Checkpoint | None:
    note = folder.checkpoint()
    if note is None:
        return None
    checkpoint = read_checkpoint(note)
    if checkpoint.origin != key.name or not checkpoint.signed_by(key):
        raise BadInput("log.not_signed", origin=checkpoint.origin)
    return checkpoint


def _new_tiles(folder: LogFolder, known: int, size: int, first: int, hashes: list[bytes]) -> dict[Tile, bytes]:
    """The tiles that the grown tree has and the published one had not, each level made from the one below."""
    made: dict[Tile, bytes] = {}
    for tile in tiles_of(size, known):
        if tile.level == 0:
            start = tile.number * WIDTH - first
            made[tile] = b"".join(hashes[start:start + tile.width])
            continue
        below = (Tile(tile.level - 1, tile.number * WIDTH + place) for place in range(tile.width))
        made[tile] = b"".join(_root_of(made[each] if each in made else folder.read(each)) for each in below)
    return made


def _root_of(tile: bytes) -> bytes:
    return root([tile[place:place + 32] for place in range(0, len(tile), 32)])


def _follows(before: Checkpoint, size: int, tree: TiledTree) -> bool:
    if before.size > size:
        return False
    path = consistency(before.size, size, tree.subtree)
    return consistent(before.size, before.root, size, tree.root(), path)
