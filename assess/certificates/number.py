"""Makes certificate numbers from an authority's pattern.

A mainland number (人社鉴发〔2019〕2号) has 22 characters and no check digit: it proves nothing and can be guessed, so
it never opens a certificate by itself. The serial comes from a counter that the caller keeps.
"""

from __future__ import annotations

import unicodedata

from assess.certificates.authority import PLACEHOLDER, Authority, RecordName
from assess.errors import BadInput, Refused


def only_specimens(authority: Authority, level: str, sampled: bool) -> bool:
    """Whether the authority's paper of that grade is a specimen: it has no assigned code, or the standard is a sample.

    A record needs no assigned code, only a pattern of the body's own.
    """
    named = authority.paper_of(level)
    assigned = named.number is not None if isinstance(named, RecordName) else authority.assigned
    return sampled or not assigned


def format_number(authority: Authority, year: int, level: str, serial: int, *, sampled: bool = False) -> str:
    """The number of the ``serial``-th paper of that year and grade, or of the specimen (``only_specimens``).

    Raises ``BadInput("number.level_not_issued")``, and ``Refused("number.exhausted")`` when the serial has more digits
    than the pattern.
    """
    named = authority.paper_of(level)
    if named is None:
        raise BadInput("number.level_not_issued", authority=authority.id, level=level)
    own = named.number if isinstance(named, RecordName) else authority.number
    pattern = (None if only_specimens(authority, level, sampled) else own) or authority.specimen_number
    values = {
        "letter": authority.letter,
        "body": authority.body,
        "province": authority.province,
        "serial_of_body": authority.serial_of_body,
        "year": f"{year % 100:02d}",
        "level": authority.level_code(level),
        "serial": str(serial),
    }
    number, at = "", 0
    for found in PLACEHOLDER.finditer(pattern):
        width = int(found[2] or 0)
        text = str(values[found[1]]).rjust(width, "0")
        if width and len(text) > width:
            raise Refused("number.exhausted", authority=authority.id, year=year, level=level, serial=serial)
        number += pattern[at : found.start()] + text
        at = found.end()
    return number + pattern[at:]


def series(authority: Authority, level: str, *, sampled: bool = False) -> str:
    """Name of the counter: specimens are counted apart, so that real numbers begin at 1 once a code is assigned."""
    return f"{authority.id}/specimen" if only_specimens(authority, level, sampled) else authority.id


def typed_number(text: str) -> str:
    """What a person typed as a number, as it is stored: capitals, no spaces, full-width forms folded."""
    folded = unicodedata.normalize("NFKC", text).upper()
    return "".join(character for character in folded if not character.isspace())
