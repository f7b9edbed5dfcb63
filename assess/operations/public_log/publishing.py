"""Publishes the log as static files: tiles and entries first, then the checkpoint that names them.

The database keeps the entries; what is published can only grow: before a checkpoint is signed, the tree under the last
one must be the beginning of the tree of now. What it costs does not depend on the length of the log: one tile of
entries is read, and of the tree the few tiles beside its right edge.
"""

from __future__ import annotations

from dataclasses import dataclass

from assess.certificates.signing import public_key
from assess.errors import BadInput, Refused
from assess.ledger.checkpoint import Checkpoint, NoteKey, read_checkpoint
from assess.ledger.entry import entry_bytes
from assess.ledger.merkle import consistency, consistent, leaf_hash, root
from assess.ledger.tiles import WIDTH, Tile, TiledTree, bundle, entries_path, tiles_of
from assess.operations.keys import LOG_PURPOSE
from assess.store.files import locked
from assess.store.ledger import entries_from, log_size
from assess.store.log_files import CHECKPOINT, LogFolder, kept_checkpoint
from assess.store.session import Store

STRIDE = 256 * WIDTH
"""So many entries at most are published under one checkpoint: a log that is new and long stays within memory."""


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
    """Publishes every entry that is not public yet and returns the checkpoint that speaks of them all.

    Raises ``Refused("log.rewritten")`` when what was published is no longer the beginning of the log.
    """
    folder, key = folder_of(store), log_key(store)
    folder.path.mkdir(mode=0o700, parents=True, exist_ok=True)
    with locked(folder.path):
        checkpoint = _last(folder, key)
        with store.reading() as session:
            wanted = log_size(session)
        if checkpoint is not None and wanted < checkpoint.size:
            raise Refused("log.rewritten", size=checkpoint.size)
        while checkpoint is None or checkpoint.size < wanted:
            checkpoint = _published_further(store, folder, key, checkpoint)
        return checkpoint


def unpublished(store: Store) -> int:
    """How many entries of the log are not public yet."""
    note = folder_of(store).checkpoint()
    with store.reading() as session:
        return log_size(session) - (read_checkpoint(note).size if note else 0)


def published(store: Store) -> Published | None:
    """The last checkpoint and the key of the log; None before anything was published."""
    note = folder_of(store).checkpoint()
    return None if note is None else Published(read_checkpoint(note), log_key(store))


def follows(before: Checkpoint, size: int, tree: TiledTree) -> bool:
    """Whether the tree of ``size`` entries begins with the one that ``before`` speaks of."""
    path = consistency(before.size, size, tree.subtree)
    return consistent(before.size, before.root, size, tree.root(), path)


def new_tiles(folder: LogFolder, known: int, size: int, first: int, hashes: list[bytes]) -> dict[Tile, bytes]:
    """The tiles that the grown tree has and the published one had not, each level made from the one below.

    ``hashes`` are those of the entries from ``first`` on, a multiple of the width of a tile.
    """
    made: dict[Tile, bytes] = {}
    for tile in tiles_of(size, known):
        if tile.level == 0:
            start = tile.number * WIDTH - first
            made[tile] = b"".join(hashes[start:start + tile.width])
            continue
        below = (Tile(tile.level - 1, tile.number * WIDTH + place) for place in range(tile.width))
        made[tile] = b"".join(_root_of(made[each] if each in made else folder.read(each)) for each in below)
    return made


def _published_further(store: Store, folder: LogFolder, key: NoteKey, before: Checkpoint | None) -> Checkpoint:
    """The checkpoint after the next entries, ``STRIDE`` at most."""
    known = before.size if before else 0
    first = known // WIDTH * WIDTH
    with store.reading() as session:
        entries = [entry_bytes(entry) for entry in entries_from(session, first, STRIDE)]
    size = first + len(entries)
    made = new_tiles(folder, known, size, first, [leaf_hash(entry) for entry in entries])
    tree = TiledTree(size, lambda tile: made[tile] if tile in made else folder.read(tile))
    if before is not None and not follows(before, size, tree):
        raise Refused("log.rewritten", size=known)
    files = {tile.path: data for tile, data in made.items()}
    for start in range(0, len(entries), WIDTH):
        inside = entries[start:start + WIDTH]
        files[entries_path((first + start) // WIDTH, len(inside))] = bundle(inside)
    after = Checkpoint(key.name, size, tree.root()).signed(key.name, store.keys.read(LOG_PURPOSE))
    folder.write_all(files)
    folder.write_all({kept_checkpoint(size): after.note.encode()})
    folder.write(CHECKPOINT, after.note.encode())
    folder.forget_parts([tile for tile in made if tile.width == WIDTH])
    return after


def _last(folder: LogFolder, key: NoteKey) -> Checkpoint | None:
    note = folder.checkpoint()
    if note is None:
        return None
    checkpoint = read_checkpoint(note)
    if checkpoint.origin != key.name or not checkpoint.signed_by(key):
        raise BadInput("log.not_signed", origin=checkpoint.origin)
    return checkpoint


def _root_of(tile: bytes) -> bytes:
    return root([tile[place:place + 32] for place in range(0, len(tile), 32)])
