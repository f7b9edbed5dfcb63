"""What strangers see of the log: read from the published files alone, so it is what everybody else sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from assess.errors import NotFound
from assess.ledger.checkpoint import Checkpoint, NoteKey, read_checkpoint
from assess.ledger.entry import Entry, read_entry
from assess.ledger.merkle import leaf_hash
from assess.ledger.proof import Proof
from assess.ledger.tiles import WIDTH
from assess.operations.public_log.proving import prove_entry
from assess.operations.public_log.publishing import folder_of, log_key
from assess.operations.public_log.witnessing import witnesses
from assess.store.log_files import WITNESSED, kept_checkpoint
from assess.store.session import Store

PAGE = 50
"""So many entries, or checkpoints, stand on one page."""


@dataclass(frozen=True)
class LogPage:
    """The log at a glance; ``checkpoint`` is None before anything was published."""

    checkpoint: Checkpoint | None
    key: NoteKey
    witnesses: Sequence[tuple[NoteKey, bool]]
    """Each required witness, and whether it has cosigned the last checkpoint."""
    witnessed: int
    """Entries under the newest checkpoint that all of them have cosigned; 0 for none."""


@dataclass(frozen=True)
class EntryLine:
    """One entry with its number, counted from 1."""

    number: int
    entry: Entry
    data: bytes


@dataclass(frozen=True)
class Browsed:
    """The entries of one page, in order, and how many the published log has."""

    lines: Sequence[EntryLine]
    size: int

    @property
    def before(self) -> int | None:
        """Where the page before begins."""
        first = self.lines[0].number if self.lines else 1
        return max(1, first - PAGE) if first > 1 else None

    @property
    def after(self) -> int | None:
        """Where the next page begins."""
        last = self.lines[-1].number if self.lines else self.size
        return last + 1 if last < self.size else None


@dataclass(frozen=True)
class CheckpointLine:
    """One checkpoint that was kept, and the names of those who cosigned it."""

    size: int
    root: str
    cosigners: Sequence[str]


@dataclass(frozen=True)
class OneEntry:
    """An entry, its hash in the tree, and the proof that it stands there."""

    line: EntryLine
    hashed: str
    proof: Proof
    size: int


def front(store: Store) -> LogPage:
    """What the first page of the log says."""
    folder = folder_of(store)
    note, witnessed = folder.checkpoint(), folder.checkpoint(WITNESSED)
    checkpoint = read_checkpoint(note) if note else None
    stand = [(key, checkpoint is not None and checkpoint.signed_by(key)) for key in witnesses(store)]
    return LogPage(checkpoint, log_key(store), stand, read_checkpoint(witnessed).size if witnessed else 0)


def entries(store: Store, first: int | None = None) -> Browsed:
    """A page of entries from number ``first`` on; without one, the newest."""
    size = _size(store)
    start = max(1, size - PAGE + 1) if first is None else min(max(1, first), max(1, size))
    return Browsed(_lines(store, start, min(size, start + PAGE - 1), size), size)


def one_entry(store: Store, number: int) -> OneEntry:
    """The entry of that number, counted from 1; raises ``NotFound("log.not_published")``."""
    size = _size(store)
    if not 0 < number <= size:
        raise NotFound("log.not_published", entry=number)
    line = _lines(store, number, number, size)[0]
    return OneEntry(line, leaf_hash(line.data).hex(), prove_entry(store, number - 1), size)


def checkpoints(store: Store, below: int | None = None) -> list[CheckpointLine]:
    """The newest checkpoints that were kept, of less than ``below`` entries where given; ``PAGE`` at most."""
    folder, known = folder_of(store), witnesses(store)
    found = []
    for size in islice(folder.sizes(below), PAGE):
        checkpoint = read_checkpoint(folder.checkpoint(kept_checkpoint(size)) or "")
        cosigners = [key.name for key in known if checkpoint.signed_by(key)]
        found.append(CheckpointLine(size, checkpoint.root.hex(), cosigners))
    return found


def checkpoint_at(store: Store, size: int) -> str:
    """The signed note of the checkpoint of that size; raises ``NotFound("log.checkpoint_unknown")``."""
    note = folder_of(store).checkpoint(kept_checkpoint(size))
    if note is None:
        raise NotFound("log.checkpoint_unknown", size=size)
    return note


def witnessed_note(store: Store) -> str:
    """The newest checkpoint that every required witness has cosigned, as it was signed; empty before the first."""
    return folder_of(store).checkpoint(WITNESSED) or ""


def witness_keys(store: Store) -> str:
    """The keys of the required witnesses, one a line."""
    return "".join(f"{key.text}\n" for key in witnesses(store))


def _size(store: Store) -> int:
    note = folder_of(store).checkpoint()
    return read_checkpoint(note).size if note else 0


def _lines(store: Store, first: int, last: int, size: int) -> list[EntryLine]:
    """The entries ``first`` … ``last``, each file of them read once."""
    folder, lines = folder_of(store), []
    for tile in range((first - 1) // WIDTH, (last - 1) // WIDTH + 1):
        held = folder.entries(tile, min(WIDTH, size - tile * WIDTH))
        for number in range(max(first, tile * WIDTH + 1), min(last, tile * WIDTH + WIDTH) + 1):
            data = held[number - 1 - tile * WIDTH]
            lines.append(EntryLine(number, read_entry(data), data))
    return lines
