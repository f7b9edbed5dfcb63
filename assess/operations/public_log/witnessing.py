"""Witnesses: this installation cosigns the logs of others, and publishes what others cosigned of its own.

Only files travel, by whatever way: a copy of the log's folder to the witness, a cosigned checkpoint back. A witness
remembers the last checkpoint that it signed of each log, and signs only what begins with it; a log that shows one
history to one and another to the other is therefore found by either.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from assess.canonical import sha256_hex
from assess.certificates.signing import public_key
from assess.errors import BadInput, NotFound, Refused
from assess.ledger.checkpoint import Checkpoint, NoteKey, read_checkpoint, read_key
from assess.ledger.tiles import TiledTree
from assess.operations.keys import LOG_PURPOSE
from assess.operations.public_log.publishing import folder_of, follows, origin
from assess.people.roles import OPERATOR
from assess.store.audit import record
from assess.store.files import locked
from assess.store.log_files import CHECKPOINT, WITNESSED, WITNESSES, LogFolder, kept_checkpoint
from assess.store.session import Store


def witness_key(store: Store) -> NoteKey:
    """The key with which this installation cosigns the checkpoints of others."""
    return NoteKey(origin(store), public_key(store.keys.read(LOG_PURPOSE)), witness=True)


def witness(store: Store, other: Path, key: str, now: datetime) -> Checkpoint:
    """The checkpoint of the log in the folder ``other`` with this installation's cosignature.

    What was seen of that log before is remembered, and the new tree must begin with it. The cosigned checkpoint is
    published here too, below ``public/log/witnessed``: whoever compares finds a log of two histories. Raises
    ``BadInput`` (``log.not_signed``) and ``Refused``: ``log.rolled_back`` for a tree that is smaller than one seen
    before, ``log.rewritten`` for one that does not begin with it, ``log.own`` for this installation's own log.
    """
    theirs, folder = read_key(key), LogFolder(other)
    note = folder.checkpoint()
    if note is None:
        raise NotFound("log.nothing_published", path=str(other))
    checkpoint = read_checkpoint(note)
    if checkpoint.origin != theirs.name or not checkpoint.signed_by(theirs):
        raise BadInput("log.not_signed", origin=checkpoint.origin)
    if theirs.name == origin(store):
        raise Refused("log.own", origin=theirs.name)
    name = sha256_hex(theirs.name.encode())[:16]
    memory = LogFolder(store.config.instance / "witness" / name)
    memory.path.mkdir(mode=0o700, parents=True, exist_ok=True)
    with locked(memory.path):
        seen = memory.checkpoint()
        _require_grown(read_checkpoint(seen) if seen else None, checkpoint, folder)
        cosigned = checkpoint.cosigned(origin(store), store.keys.read(LOG_PURPOSE), int(now.timestamp()))
        memory.write(CHECKPOINT, cosigned.note.encode())
        folder_of(store).write(f"witnessed/{name}", cosigned.note.encode())
        return cosigned


def accept(store: Store, note: str) -> Checkpoint:
    """This log's checkpoint of that size, with the lines of known witnesses in ``note`` added; published so.

    Raises ``NotFound("log.checkpoint_unknown")`` for a size under which nothing was published, ``Refused``
    (``log.split_view``) for another root than the published one, and ``BadInput("log.no_witness")`` when no known
    witness has signed.
    """
    folder, known, cosigned = folder_of(store), witnesses(store), read_checkpoint(note)
    if cosigned.origin != origin(store):
        raise BadInput("log.foreign", origin=cosigned.origin, expected=origin(store))
    with locked(folder.path):
        ours = folder.checkpoint(kept_checkpoint(cosigned.size))
        if ours is None:
            raise NotFound("log.checkpoint_unknown", size=cosigned.size)
        checkpoint = read_checkpoint(ours)
        if checkpoint.text != cosigned.text:
            raise Refused("log.split_view", size=cosigned.size)
        signed = [key for key in known if cosigned.signed_by(key)]
        if not signed:
            raise BadInput("log.no_witness", known=", ".join(key.name for key in known) or "–")
        for key in signed:
            checkpoint = _with_line_of(checkpoint, cosigned, key)
        _publish_cosigned(folder, checkpoint, known)
        return checkpoint


def witnesses(store: Store) -> tuple[NoteKey, ...]:
    """The keys of the witnesses that this log requires, as the file ``public/log/witnesses`` lists them."""
    listed = folder_of(store).checkpoint(WITNESSES) or ""
    return tuple(read_key(line) for line in listed.splitlines() if line.strip())


def require_witness(store: Store, key: str, now: datetime) -> NoteKey:
    """Requires the cosignature of the witness with that key from now on; its older key of the same name goes.

    Raises ``BadInput``: ``checkpoint.key_malformed``, or ``log.no_witness_key`` for the key of a log.
    """
    wanted = read_key(key)
    if not wanted.witness:
        raise BadInput("log.no_witness_key", name=wanted.name)
    others = tuple(each for each in witnesses(store) if each.name != wanted.name)
    _list(store, (*others, wanted), "log.require_witness", wanted.text, now)
    return wanted


def spare_witness(store: Store, name: str, now: datetime) -> None:
    """Requires the cosignature of that witness no longer; raises ``NotFound("log.witness_unknown")``."""
    known = witnesses(store)
    left = tuple(each for each in known if each.name != name)
    if left == known:
        raise NotFound("log.witness_unknown", name=name)
    _list(store, left, "log.spare_witness", name, now)


def _list(store: Store, keys: tuple[NoteKey, ...], action: str, about: str, now: datetime) -> None:
    folder = folder_of(store)
    with store.unit_of_work() as session:
        record(session, OPERATOR, action, "log:witnesses", now, witness=about)
        folder.write(WITNESSES, "".join(f"{key.text}\n" for key in keys).encode())
    (folder.path / WITNESSED).unlink(missing_ok=True)  # it was the newest that others, or fewer, had cosigned


def _require_grown(before: Checkpoint | None, checkpoint: Checkpoint, folder: LogFolder) -> None:
    """Raises ``Refused`` when the tree does not hold the signed root, or does not begin with what was seen."""
    tree = TiledTree(checkpoint.size, folder.read)
    if before is not None and before.size > checkpoint.size:
        raise Refused("log.rolled_back", size=checkpoint.size, seen=before.size)
    if tree.root() != checkpoint.root or (before is not None and not follows(before, checkpoint.size, tree)):
        raise Refused("log.rewritten", size=before.size if before else checkpoint.size)


def _with_line_of(checkpoint: Checkpoint, cosigned: Checkpoint, key: NoteKey) -> Checkpoint:
    """The checkpoint with the witness's line in place of an older one by the same key."""
    lines = [each for each in cosigned.signatures if (each.name, each.data[:4]) == (key.name, key.hint)]
    others = [each for each in checkpoint.signatures if (each.name, each.data[:4]) != (key.name, key.hint)]
    return replace(checkpoint, signatures=(*others, *lines))


def _publish_cosigned(folder: LogFolder, checkpoint: Checkpoint, required: tuple[NoteKey, ...]) -> None:
    data = checkpoint.note.encode()
    folder.write(kept_checkpoint(checkpoint.size), data)
    last = folder.checkpoint()
    if last is not None and read_checkpoint(last).text == checkpoint.text:
        folder.write(CHECKPOINT, data)
    newest = folder.checkpoint(WITNESSED)
    grown = newest is None or read_checkpoint(newest).size <= checkpoint.size
    if grown and all(checkpoint.signed_by(key) for key in required):
        folder.write(WITNESSED, data)
