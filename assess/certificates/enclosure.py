"""What travels inside a paper: its credentials, its signed record, and the proof that the log holds its issue.

With these three and the public keys anybody can check the paper without asking us, also when we are gone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from assess.canonical import canonical
from assess.errors import BadInput
from assess.typesetting.archival import Attachment

RECORD = "record.json"
PROOF = "log-proof.txt"
_FIELDS = {"payload", "salt", "signature", "key", "entry"}


@dataclass(frozen=True)
class Record:
    """The signed bytes of a certificate, and what ties them to the log.

    ``entry`` is the entry of its issue as the log holds it; SHA-256 over ``salt`` and ``payload`` is the leaf in it.
    """

    payload: bytes
    salt: bytes
    signature: bytes
    key: str
    entry: bytes

    def to_bytes(self) -> bytes:
        """Canonical JSON: texts as they are, salt and signature hexadecimal."""
        return canonical({
            "payload": self.payload.decode(), "salt": self.salt.hex(), "signature": self.signature.hex(),
            "key": self.key, "entry": self.entry.decode(),
        })


def read_record(data: bytes) -> Record:
    """The record in ``data``; raises ``BadInput("record.unreadable")``."""
    try:
        said = json.loads(data)
        if not isinstance(said, dict) or said.keys() != _FIELDS or not all(isinstance(v, str) for v in said.values()):
            raise ValueError("fields")
        return Record(said["payload"].encode(), bytes.fromhex(said["salt"]), bytes.fromhex(said["signature"]),
                      said["key"], said["entry"].encode())
    except (ValueError, RecursionError) as error:
        raise BadInput("record.unreadable") from error


def credential_name(locale: str) -> str:
    """The name of the attached credential in that language."""
    return f"credential.{locale}.json"


def enclosed(credentials: Mapping[str, bytes], record: Record, proof: str) -> tuple[Attachment, ...]:
    """The attachments of a paper; ``credentials`` by language, the document's own first."""
    made = [
        Attachment(credential_name(locale), "application/ld+json", "Source", f"Open Badges 3.0 credential ({locale})",
                   data)
        for locale, data in credentials.items()
    ]
    return (
        *made,
        Attachment(RECORD, "application/json", "Data", "Signed record", record.to_bytes()),
        Attachment(PROOF, "text/plain", "Supplement", "Proof that the public log holds the issue", proof.encode()),
    )
