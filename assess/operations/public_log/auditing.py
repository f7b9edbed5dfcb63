"""Compares what was published with the database: every tile, every entry, every checkpoint that was kept.

The database is read once, a tile of entries at a time; of the tree only the roots of its tiles stay in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice

from assess.errors import BadInput, NotFound
from assess.ledger.checkpoint import Checkpoint, NoteKey, read_checkpoint
from assess.ledger.entry import entry_bytes
from assess.ledger.merkle import leaf_hash, root
from assess.ledger.tiles import WIDTH, Tile, TiledTree, bundle, entries_path
from assess.operations.keys import LOG_PURPOSE, public_keys
from assess.operations.public_log.publishing import folder_of, follows, log_key
from assess.store.ledger import all_lines, log_size
from assess.store.log_files import CHECKPOINT, WITNESSED, LogFolder, kept_checkpoint
from assess.store.session import Store

Fault = tuple[str, str]
"""What is wrong – ``signature``, ``ahead``, ``differs``, ``missing``, ``checkpoint`` – and in which file."""


def log_keys(store: Store) -> tuple[NoteKey, ...]:
    """Every key that ever signed checkpoints of this log, the one of today first."""
    now = log_key(store)
    older = (NoteKey(now.name, bytes.fromhex(key.public)) for key in public_keys(store).all()
             if key.purpose == LOG_PURPOSE)
    return (now, *(key for key in older if key.public != now.public))


def faults_of_published(store: Store) -> tuple[str, ...]:
    """The names of what is wrong with the published log, each once; empty when it is the database's."""
    return tuple(dict.fromkeys(name for name, _file in faults_in(store)))


def faults_in(store: Store) -> Iterator[Fault]:
    """What is wrong between the published log and the database, file by file.

    ``signature``: a checkpoint is not signed by this log. ``ahead``: it holds more entries than the database.
    ``differs``, ``missing``: a file is not what the entries of the database give. ``checkpoint``: one that was kept
    speaks of another tree.
    """
    folder = folder_of(store)
    note = folder.checkpoint()
    if note is None:
        return
    checkpoint = _signed(note, log_keys(store)[:1])
    if checkpoint is None:
        yield "signature", CHECKPOINT
        return
    with store.reading() as session:
        if log_size(session) < checkpoint.size:
            yield "ahead", CHECKPOINT
            return
    tree = list(_faults_of_tree(store, folder, checkpoint.size))
    yield from tree
    if not tree:
        yield from _faults_of_checkpoints(store, folder, checkpoint)


def _faults_of_tree(store: Store, folder: LogFolder, size: int) -> Iterator[Fault]:
    """Every tile and every file of entries, made again from the database, the lowest level first."""
    roots: list[bytes] = []
    for number, entries in enumerate(_tiles_of_entries(store, size)):
        hashes = [leaf_hash(entry) for entry in entries]
        yield from _compared(folder, partial(_tile_path, 0, number), hashes, b"".join)
        yield from _compared(folder, partial(entries_path, number), entries, bundle)
        roots += [root(hashes)] if len(hashes) == WIDTH else []
    level = 1
    while roots:
        parts = [roots[start:start + WIDTH] for start in range(0, len(roots), WIDTH)]
        for number, part in enumerate(parts):
            yield from _compared(folder, partial(_tile_path, level, number), part, b"".join)
        roots, level = [root(part) for part in parts if len(part) == WIDTH], level + 1


def _tiles_of_entries(store: Store, size: int) -> Iterator[list[bytes]]:
    with store.reading() as session:
        lines = islice(all_lines(session), size)
        while part := [entry_bytes(line.entry) for line in islice(lines, WIDTH)]:
            yield part


def _compared(
    folder: LogFolder, name_of: Callable[[int], str], parts: list[bytes], made: Callable[[list[bytes]], bytes]
) -> Iterator[Fault]:
    """One file of the width of ``parts``, and those of its smaller widths that are still there."""
    beside = folder.path / f"{name_of(WIDTH)}.p"
    older = {int(file.name) for file in beside.glob("*") if file.name.isdigit()}
    for width in sorted({len(parts), *(width for width in older if width < len(parts))}):
        try:
            if (folder.path / name_of(width)).read_bytes() != made(parts[:width]):
                yield "differs", name_of(width)
        except OSError:
            yield "missing", name_of(width)


def _tile_path(level: int, number: int, width: int) -> str:
    return Tile(level, number, width).path


def _faults_of_checkpoints(store: Store, folder: LogFolder, last: Checkpoint) -> Iterator[Fault]:
    """The last checkpoint speaks of the tree, and all that were kept of its beginnings."""
    tree, keys = TiledTree(last.size, folder.read), log_keys(store)
    if tree.root() != last.root:
        yield "differs", CHECKPOINT
    for name in (WITNESSED, *(kept_checkpoint(size) for size in folder.sizes())):
        note = folder.checkpoint(name)
        if note is None:
            continue
        kept = _signed(note, keys)
        if kept is None:
            yield "signature", name
        elif not _begins(kept, tree):
            yield "checkpoint", name


def _begins(kept: Checkpoint, tree: TiledTree) -> bool:
    try:
        return follows(kept, tree.size, tree)
    except (NotFound, ValueError):
        return False


def _signed(note: str, keys: tuple[NoteKey, ...]) -> Checkpoint | None:
    """The checkpoint, if this log signed it by one of the keys."""
    try:
        checkpoint = read_checkpoint(note)
    except BadInput:
        return None
    ours = checkpoint.origin == keys[0].name and any(checkpoint.signed_by(key) for key in keys)
    return checkpoint if ours else None
