"""Lists of what became of certificates (W3C Bitstring Status List): one bit each, fetched as a whole.

Whoever checks a certificate fetches the list of them all, so that nobody learns which one is looked at. A list says
what the log says on the day it is made; the log decides.
"""

from __future__ import annotations

import gzip
from base64 import urlsafe_b64encode
from collections.abc import Collection

from assess.certificates.credential import LIST_SIZE, VC, Document


def encoded(places: Collection[int]) -> str:
    """The list with the bits at ``places`` set, as credentials carry it: compressed, base64url, mark ``u``."""
    bits = bytearray(LIST_SIZE // 8)
    for place in places:
        if not 0 <= place < LIST_SIZE:
            raise ValueError(f"no place {place} in a list of {LIST_SIZE}")
        bits[place // 8] |= 0x80 >> place % 8
    return "u" + urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).decode().rstrip("=")


def status_list(address: str, issuer: str, purpose: str, places: Collection[int], valid_from: str) -> Document:
    """The unsigned credential that carries a list; ``purpose`` is ``revocation`` or ``suspension``."""
    return {
        "@context": [VC],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": valid_from,
        "credentialSubject": {"id": f"{address}#list", "type": "BitstringStatusList", "statusPurpose": purpose,
                              "encodedList": encoded(places)},
    }
