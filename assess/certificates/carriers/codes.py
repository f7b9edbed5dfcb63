"""The QR codes of a paper beside those that were printed on it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from assess.certificates.carriers.model import LONGEST, Carrier, Facts, Fault, Signed, Stand, compared_facts
from assess.certificates.offline_code import Stated, read_offline_code
from assess.errors import BadInput


def qr(codes: Sequence[str], original: Sequence[str] | None, signed: Signed, publics: list[bytes],
       base_url: str) -> Carrier:
    """All codes on the paper beside those that were printed on it; ``original`` is None for a photo.

    ``publics`` are the keys of offline codes (P-256, DER). A code that was printed on the paper is right, wherever this
    site may have moved since; of any other, host, token and signed facts are looked at.
    """
    if not codes:
        return Carrier("qr", Stand.MISSING, fault=Fault("no_code"))
    said: dict[str, str] = {}
    for code in codes:
        told, stand, fault = _code(code, signed, publics, base_url)
        said |= told
        if fault is not None and code not in (original or ()):
            return Carrier("qr", stand, said, fault)
    if original is not None and sorted(codes) != sorted(original):
        return Carrier("qr", Stand.DIFFERS, said, Fault("codes", said=str(len(codes)), signed=str(len(original))))
    return Carrier("qr", Stand.AGREES, said)


def token_in(code: str, base_url: str) -> tuple[str, str]:
    """Host and token of a code's address; the token is empty when the address is no certificate's of this site."""
    try:
        address, ours = urlsplit(code if "//" in code else f"//{code}"), urlsplit(base_url)
    except ValueError:
        return code[:LONGEST], ""
    prefix = f"{ours.path.rstrip('/')}/v/".lower()
    host = address.netloc.lower()
    here = host == ours.netloc.lower() and address.path.lower().startswith(prefix)
    return host or code[:LONGEST], address.path[len(prefix):].rstrip("/").upper() if here else ""


def _code(code: str, signed: Signed, publics: list[bytes], base_url: str) -> tuple[Facts, Stand, Fault | None]:
    host, token = token_in(code, base_url)
    if not token:
        return {}, Stand.NOT_OURS, Fault("host", said=host)
    if token != signed.payload.token:
        return {"token": token}, Stand.DIFFERS, Fault("fact", "token", token, signed.payload.token)
    digits = code.partition("#")[2]
    if not digits:
        return {"token": token}, Stand.AGREES, None
    try:
        stated = read_offline_code(digits, publics)
    except BadInput as error:
        return {"token": token}, Stand.NOT_OURS, Fault("offline", said=error.code.rpartition(".")[2])
    told = _facts_of(stated) | {"token": token}
    return told, *compared_facts(told, signed, ("occupation",))


def _facts_of(stated: Stated) -> dict[str, str]:
    return {"number": stated.number, "name": stated.name, "occupation": stated.occupation_code, "grade": stated.grade,
            "issued_on": stated.issued_on, "issuer": stated.issuer}
