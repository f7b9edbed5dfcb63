"""The entries of the log and the hash that chains them; an entry says nothing about a person."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from assess.canonical import canonical
from assess.errors import BadInput

GENESIS = "0" * 64
"""The head before the first entry."""

Kind = Literal[
    "issue", "suspend", "resume", "revoke", "replace", "status", "key", "key_end", "standard", "form", "sheet",
]
"""What happened to a certificate, or: a status list, a key, the end of a key, a standard, a form, a sheet was fixed."""
KINDS: tuple[str, ...] = get_args(Kind)
OF_CERTIFICATES = ("issue", "suspend", "resume", "revoke", "replace")
"""The kinds whose leaf is a certificate's."""


@dataclass(frozen=True)
class Entry:
    """One fact: on ``day`` the authority did ``kind`` to what is behind ``leaf``.

    For a certificate that is the salted hash of its payload, for a sheet the salted hash of its digest; for what is
    public anyway – keys, status lists, standards, forms – the SHA-256 of its bytes. The day of what is no certificate's
    fate is the one on which the log took it up.
    """

    kind: Kind
    day: date
    authority: str
    leaf: str


def entry_bytes(entry: Entry) -> bytes:
    """What the public log holds of an entry: canonical JSON, the same bytes for everybody."""
    return canonical({"kind": entry.kind, "day": entry.day.isoformat(), "authority": entry.authority,
                      "leaf": entry.leaf})


def read_entry(data: bytes) -> Entry:
    """The entry in bytes of the public log; raises ``BadInput("entry.unreadable")`` for any others."""
    try:
        said = json.loads(data)
        entry = Entry(said["kind"], date.fromisoformat(said["day"]), said["authority"], said["leaf"])
        if entry.kind not in KINDS or entry_bytes(entry) != data:
            raise ValueError("another text")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadInput("entry.unreadable") from error
    return entry


def leaf_of(salt: bytes, payload: bytes) -> str:
    """SHA-256 over a 32-byte random salt and the payload; meaningless once salt and payload are erased."""
    return hashlib.sha256(salt + payload).hexdigest()


def chain(head: str, entry: Entry) -> str:
    """The head after ``entry``: SHA-256 over the previous head and the canonical entry, 64 hexadecimal digits."""
    return hashlib.sha256(bytes.fromhex(head) + entry_bytes(entry)).hexdigest()
