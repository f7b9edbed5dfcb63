"""Makes certificate numbers from an authority's pattern.

A mainland number (人社鉴发〔2019〕2号) has 22 characters and no check digit: it proves nothing and can be guessed, so
it never opens a certificate by itself. The serial comes from a counter that the caller keeps.
"""

from __future__ import annotations

import unicodedata

from assess.certificates.authority import PLACEHOLDER, Authority
from assess.errors import BadInput, Refused
from assess.standards.model import Level


def format_number(authority: Authority, year: int, level: Level, serial: int) -> str:
    """The number of the ``serial``-th certificate of that year and level; a specimen's where no code was assigned.

    Raises ``BadInput("number.level_not_issued")``, and ``Refused("number.exhausted")`` when the serial has more digits
    than the pattern.
    """
    if level not in authority.levels:
        raise BadInput("number.level_not_issued", authority=authority.id, level=level)
    pattern = authority.number if authority.assigned and authority.number else authority.specimen_number
    values = {
        "letter": authority.letter,
        "body": authority.body,
        "province": authority.province,
        "serial_of_body": authority.serial_of_body,
        "year": f"{year % 100:02d}",
        "level": level[1:],
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


def series(authority: Authority) -> str:
    """Name of the counter: specimens are counted apart, so that real numbers begin at 1 once a code is assigned."""
    return authority.id if authority.assigned else f"{authority.id}/specimen"


def typed_number(text: str) -> str:
    """What a person typed as a number, as it is stored: capitals, no spaces, full-width forms folded."""
    folded = unicodedata.normalize("NFKC", text).upper()
    return "".join(character for character in folded if not character.isspace())
