"""Compares the five carriers of a certificate with its signed record, and says which one disagrees, and in what.

The carriers are the visible text, the QR codes, the embedded credential, the seal of the PDF and the public log. What
they hold was read elsewhere and is a parameter; nothing here opens a file. The signed record decides what is right.
"""

from assess.certificates.carriers.codes import qr, token_in
from assess.certificates.carriers.enclosed import credential, credential_facts, seal
from assess.certificates.carriers.model import (
    CARRIERS,
    FIELDS,
    Carrier,
    Fault,
    Line,
    Paper,
    Signed,
    Stand,
    compared_facts,
    facts_in,
    first_fault,
    only_seal_lost,
)
from assess.certificates.carriers.pages import visible

__all__ = [
    "CARRIERS",
    "FIELDS",
    "Carrier",
    "Fault",
    "Line",
    "Paper",
    "Signed",
    "Stand",
    "compared_facts",
    "credential",
    "credential_facts",
    "facts_in",
    "first_fault",
    "only_seal_lost",
    "qr",
    "seal",
    "token_in",
    "visible",
]
