"""Checkpoints (C2SP): size and root of the log as a note that the log signs and witnesses cosign.

``text`` is what is signed: origin, size, root in base64, one a line. A signature line names its key and carries four
bytes that tell keys of one name apart. Of a witness, the signature also covers when it saw the checkpoint.
"""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from hashlib import sha256

from assess.certificates.signing import check, public_key, sign
from assess.errors import BadInput

_ED25519, _COSIGNATURE = 1, 4
_DASH = "— "
LONGEST = 16_384
"""Bytes of the largest note that is read."""


@dataclass(frozen=True)
class NoteKey:
    """A public key as notes name it: of a log, or of a witness."""

    name: str
    public: bytes
    witness: bool = False

    @property
    def hint(self) -> bytes:
        """The four bytes that a signature by this key begins with."""
        return sha256(self.name.encode() + b"\n" + bytes([self._kind]) + self.public).digest()[:4]

    @property
    def text(self) -> str:
        """The key as other programs take it: name, hint, and key in base64, joined by ``+``."""
        return f"{self.name}+{self.hint.hex()}+{b64encode(bytes([self._kind]) + self.public).decode()}"

    @property
    def _kind(self) -> int:
        return _COSIGNATURE if self.witness else _ED25519


@dataclass(frozen=True)
class Signature:
    """One signature line: the name of the key, and its bytes with the hint in front."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Checkpoint:
    """What a log said of itself: so many entries under this root."""

    origin: str
    size: int
    root: bytes
    signatures: tuple[Signature, ...] = ()

    @property
    def text(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"

    @property
    def note(self) -> str:
        """The signed note, as it is published."""
        lines = (f"{_DASH}{each.name} {b64encode(each.data).decode()}\n" for each in self.signatures)
        return f"{self.text}\n{''.join(lines)}"

    def signed(self, name: str, private: bytes) -> Checkpoint:
        """The checkpoint with the log's own signature."""
        key = NoteKey(name, public_key(private))
        return self._with(Signature(name, key.hint + sign(private, self.text.encode())))

    def cosigned(self, name: str, private: bytes, seconds: int) -> Checkpoint:
        """The checkpoint with the signature of a witness that saw it at ``seconds`` since 1970."""
        key = NoteKey(name, public_key(private), witness=True)
        made = seconds.to_bytes(8, "big") + sign(private, _seen(self.text, seconds))
        return self._with(Signature(name, key.hint + made))

    def signed_by(self, key: NoteKey) -> bool:
        """Whether a signature by ``key`` is among the signatures, and right."""
        return any(_holds(self.text, key, each.data) for each in self.signatures
                   if each.name == key.name and each.data[:4] == key.hint)

    def _with(self, made: Signature) -> Checkpoint:
        others = tuple(each for each in self.signatures if (each.name, each.data[:4]) != (made.name, made.data[:4]))
        return replace(self, signatures=(*others, made))


def read_checkpoint(note: str) -> Checkpoint:
    """The checkpoint in a signed note; raises ``BadInput("checkpoint.malformed")`` with the line that is wrong."""
    lines = note.split("\n")
    if len(note.encode()) > LONGEST or len(lines) < 6 or lines[3] or lines[-1]:
        raise BadInput("checkpoint.malformed", line=1)
    origin, size, tree = lines[:3]
    if not size.isascii() or not size.isdigit() or size != str(int(size[:20] or "0")):
        raise BadInput("checkpoint.malformed", line=2)
    hashed = _base64(tree, 3)
    if len(hashed) != 32 or not origin:
        raise BadInput("checkpoint.malformed", line=3)
    return Checkpoint(origin, int(size), hashed, tuple(_signature(line, number) for number, line
                                                       in enumerate(lines[4:-1], 5)))


def read_key(text: str) -> NoteKey:
    """The key written as ``NoteKey.text``; raises ``BadInput("checkpoint.key_malformed")``."""
    try:
        name, hint, encoded = text.strip().split("+", 2)  # base64 may hold a + too
        data = b64decode(encoded, validate=True)
        key = NoteKey(name, data[1:], witness=data[0] == _COSIGNATURE)
    except (ValueError, IndexError, binascii.Error) as error:
        raise BadInput("checkpoint.key_malformed") from error
    if len(key.public) != 32 or data[0] not in (_ED25519, _COSIGNATURE) or key.hint.hex() != hint or not name:
        raise BadInput("checkpoint.key_malformed")
    return key


def _signature(line: str, number: int) -> Signature:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    data = _base64(encoded, number)
    if not line.startswith(_DASH) or not name or len(data) < 5:
        raise BadInput("checkpoint.malformed", line=number)
    return Signature(name, data)


def _base64(text: str, line: int) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (ValueError, binascii.Error) as error:
        raise BadInput("checkpoint.malformed", line=line) from error


def _holds(text: str, key: NoteKey, data: bytes) -> bool:
    if not key.witness:
        return check(key.public, text.encode(), data[4:])
    return len(data) == 76 and check(key.public, _seen(text, int.from_bytes(data[4:12], "big")), data[12:])


def _seen(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()
