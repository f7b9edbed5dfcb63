"""Answers who holds a photo or a scan of a paper: by the QR codes in it. A picture cannot prove the text."""

from __future__ import annotations

from dataclasses import replace

from assess.certificates.carriers import Carrier, Fault, Stand, token_in
from assess.certificates.verify import Verification, step, verify
from assess.errors import BadInput
from assess.operations.carriers.comparing import codes as compare_codes
from assess.operations.carriers.reading import read_codes
from assess.operations.verifying.papers import kept_of
from assess.store.session import Store

_HEIF = (b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis", b"avif")


def is_picture(data: bytes) -> bool:
    """Whether a file begins as pictures do: JPEG, PNG, and the formats of telephones."""
    return data.startswith((b"\xff\xd8\xff", b"\x89PNG")) or (data[4:8] == b"ftyp" and data[8:12] in _HEIF)


def by_picture(store: Store, data: bytes) -> Verification:
    """The verification of a paper by a photo or a scan of it (JPEG or PNG).

    All QR codes in the picture are read: one that leads to another site, or to a second certificate, is named and
    nothing is shown. An offline code is checked as well and compared with the register. Raises ``BadInput``:
    ``verify.heif``, ``verify.no_code`` when no code can be read, ``verify.too_costly``, and see ``photos.decoded``.
    """
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF:
        raise BadInput("verify.heif")
    found = tuple(read_codes(data))
    if not found:
        raise BadInput("verify.no_code")
    return by_codes(store, found)


def by_codes(store: Store, found: tuple[str, ...]) -> Verification:
    """The verification of a paper by the texts of all QR codes that were read from it."""
    read = [token_in(code, store.config.base_url) for code in found]
    text = Carrier("visible", Stand.NOT_COMPARED)
    foreign = next((host for host, token in read if not token), None)
    if foreign is not None:
        fault = Fault("host", said=foreign)
        return Verification((step("address", False, foreign),), carriers=(text, Carrier("qr", Stand.NOT_OURS,
                                                                                        fault=fault)))
    here, tokens = step("address", True, read[0][0]), {token for _host, token in read}
    if len(tokens) > 1:
        fault = Fault("codes", said=str(len(tokens)), signed="1")
        return Verification((here, step("codes", False)), carriers=(text, Carrier("qr", Stand.DIFFERS, fault=fault)))
    held = kept_of(store, tokens.pop())
    if held is None:
        return verify(None, (here,))
    of, checked = held
    if checked.certificate is None or of is None:
        return replace(checked, checks=(here, *checked.checks))
    code = compare_codes(store, found, None, of.signed, of.entry)
    checks = (here, *checked.checks, step("codes", code.agrees, code.fault.code if code.fault else ""))
    return Verification(checks, checked.certificate if code.agrees else None, (text, code))
