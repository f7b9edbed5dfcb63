"""The proof that an entry stands in the public log, as a text to be kept beside the certificate (C2SP tlog-proof).

It holds the entry's place, the path to the root and the signed checkpoint: whoever has the entry and the log's key
needs nothing else, and nobody has to be asked.
"""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from assess.errors import BadInput
from assess.ledger.checkpoint import LONGEST, Checkpoint, NoteKey, read_checkpoint
from assess.ledger.merkle import includes, leaf_hash

_HEAD = "c2sp.org/tlog-proof@v1"


@dataclass(frozen=True)
class Proof:
    """Where an entry stands, the hashes beside its way to the root, and the checkpoint that signs the root."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: Checkpoint

    @property
    def text(self) -> str:
        """The proof as it is handed out."""
        lines = [_HEAD, f"index {self.index}", *(b64encode(each).decode() for each in self.path), ""]
        return "\n".join(lines) + "\n" + self.checkpoint.note

    def fault(self, entry: bytes, log: NoteKey, witnesses: Sequence[NoteKey] = ()) -> str:
        """Why the proof does not hold for ``entry``: ``origin``, ``signature``, ``path``, ``witness``; empty: it does.

        Every one of ``witnesses`` must have cosigned the checkpoint.
        """
        note = self.checkpoint
        if note.origin != log.name:
            return "origin"
        if not note.signed_by(log):
            return "signature"
        if not includes(leaf_hash(entry), self.index, note.size, self.path, note.root):
            return "path"
        return "" if all(note.signed_by(witness) for witness in witnesses) else "witness"


def read_proof(text: str) -> Proof:
    """The proof in ``text``; raises ``BadInput``: ``proof.malformed`` with the line, ``checkpoint.malformed``."""
    head, parted, note = text.partition("\n\n")
    lines = head.split("\n")
    if len(text) > 2 * LONGEST or not parted or lines[0] != _HEAD:
        raise BadInput("proof.malformed", line=1)
    number = lines[1].removeprefix("index ") if len(lines) > 1 else ""
    if not number.isascii() or not number.isdigit() or len(number) > 18:
        raise BadInput("proof.malformed", line=2)
    return Proof(int(number), tuple(_hash(line, place) for place, line in enumerate(lines[2:], 3)),
                 read_checkpoint(note))


def _hash(line: str, place: int) -> bytes:
    try:
        data = b64decode(line, validate=True)
    except (ValueError, binascii.Error) as error:
        raise BadInput("proof.malformed", line=place) from error
    if len(data) != 32:
        raise BadInput("proof.malformed", line=place)
    return data
