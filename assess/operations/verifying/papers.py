"""Answers who holds a PDF: its bytes are the issued ones, or each of its carriers is held against the signed record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace

from assess.canonical import sha256_hex
from assess.certificates.carriers import (
    Carrier,
    Fault,
    Paper,
    Stand,
    credential_facts,
    only_seal_lost,
    token_in,
)
from assess.certificates.enclosure import RECORD, read_record
from assess.certificates.payload import payload_from_bytes
from assess.certificates.verify import Check, Verdict, Verification, step, verify
from assess.errors import BadInput
from assess.operations.carriers.comparing import Kept, compared, kept
from assess.operations.carriers.reading import Read, read_paper
from assess.operations.keys import published_keys
from assess.operations.verifying.look_up import by_sha256, found_in, rows_of_token
from assess.store.session import Store

Reader = Callable[[bytes, list[bytes]], Read | None]
"""Reads the carriers of a PDF, given the certificates of the seals that are ours."""
_STEPS = {"visible": "text", "qr": "codes", "credential": "credential", "seal": "paper_seal", "log": "proof"}


def by_file(store: Store, data: bytes, reader: Reader = read_paper) -> Verification:
    """The verification of a PDF.

    The very bytes that were issued are genuine as a file. Of any other file, every carrier is compared with the signed
    record that its codes and attachments lead to: where all agree and only the seal is lost, as after a viewer saved
    the file again, the certificate is shown and the file is called so; else the carrier that disagrees is named.
    Raises ``BadInput("verify.no_pdf")`` for what is no PDF at all.
    """
    if not data.startswith(b"%PDF-"):
        raise BadInput("verify.no_pdf")
    known = by_sha256(store, sha256_hex(data))
    seals = [bytes.fromhex(key.public) for key in published_keys(store) if key.purpose == "seal"]
    if known is not None and known.certificate is None:
        return known
    read = reader(data, seals)
    if known is not None and known.certificate is not None:
        # The bytes are the issued ones; what they say is read for the reader's eyes and changes nothing.
        held = kept_of(store, known.certificate.token)
        return replace(known, carriers=compared(store, read, read, held[0]) if read and held and held[0] else ())
    if read is None:
        return Verification((step("file", False),), carriers=(Carrier("visible", Stand.UNREADABLE,
                                                                      fault=Fault("unreadable")),))
    return _of_another_file(store, read, lambda paper: reader(paper, seals))


def _of_another_file(store: Store, read: Read, reader: Callable[[bytes], Read | None]) -> Verification:
    """What a file that is not on the register is worth."""
    before = (step("file", False),)
    for token in _tokens(store, read.paper):
        held = kept_of(store, token)
        if held is None:
            continue
        of, checked = held
        if checked.erased is not None:  # nothing is left that would tell whose file it is
            return checked
        if of is None:
            return replace(checked, checks=(*before, *checked.checks))
        original = reader(of.paper) if of.paper is not None else None
        carriers = compared(store, read, original, of)
        checks = (*before, *checked.checks, *(_step(each) for each in carriers))
        return Verification(checks, checked.certificate if only_seal_lost(carriers) else None, carriers)
    foreign = next((host for code in read.paper.codes for host, token in [token_in(code, store.config.base_url)]
                    if not token), "")
    fault = Fault("host", said=foreign) if foreign else Fault("no_code")
    return Verification(before, carriers=(Carrier("qr", Stand.NOT_OURS if foreign else Stand.MISSING, fault=fault),))


def kept_of(store: Store, token: str) -> tuple[Kept | None, Verification] | None:
    """What is held of the certificate of that token, and how its record verifies; None where there is none.

    A record that does not verify is no measure: then nothing is handed out.
    """
    rows = rows_of_token(store, token)
    if not rows:
        return None
    found = found_in(store, rows)
    answer = verify(found)
    if answer.certificate is None or found.payload is None:
        return None if answer.verdict is Verdict.UNKNOWN else (None, answer)
    return kept(store, rows[0].id, found.payload, rows[0].paper_sha256, rows[0].log_sequence), answer


def _tokens(store: Store, paper: Paper) -> Iterator[str]:
    """The certificates that a file names: by its record, its codes, its credentials. Never by its number.

    A number can be guessed, and the answer would tell the name that belongs to it.
    """
    attached = dict(paper.attached)
    with suppress(BadInput, TypeError):
        yield str(payload_from_bytes(read_record(attached.get(RECORD, b"")).payload).token)
    for code in paper.codes:
        yield token_in(code, store.config.base_url)[1]
    for name, data in paper.attached:
        if name.startswith("credential."):
            yield (credential_facts(data) or {}).get("token", "")


def _step(carrier: Carrier) -> Check:
    return step(_STEPS[carrier.name], carrier.agrees, carrier.fault.code if carrier.fault else "")
