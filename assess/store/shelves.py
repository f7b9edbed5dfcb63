"""The folders of authorities and schemes on disk, read again only when a file changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from assess.certificates.authority import Authority, parse_authority
from assess.certificates.scheme import Scheme, parse_scheme
from assess.certificates.upload import Upload, parse_upload
from assess.errors import BadInput

T = TypeVar("T", Authority, Scheme, Upload)
Named = TypeVar("Named", Authority, Scheme)


def load_authorities(certs: Path) -> Mapping[str, Authority]:
    """The authorities by id, from ``authorities/<id>/authority.yaml``.

    Raises ``Problems`` for a file with faults, ``BadInput("shelf.wrong_name")`` where folder and id differ.
    """
    files = sorted((certs / "authorities").glob("*/authority.yaml"))
    return _by_id([(file, file.parent.name, _read(parse_authority, file)) for file in files])


def load_schemes(certs: Path) -> Mapping[str, Scheme]:
    """The schemes by id, from ``schemes/<id>.yaml``.

    Besides what ``load_authorities`` raises: ``BadInput("scheme.unknown_authority")`` and
    ``BadInput("scheme.level_unknown_to_partner")`` when a scheme and its partner do not fit.
    """
    files = sorted((certs / "schemes").glob("*.yaml"))
    schemes = _by_id([(file, file.stem, _read(parse_scheme, file)) for file in files])
    authorities = load_authorities(certs)
    for scheme in schemes.values():
        for authority in (scheme.primary, scheme.partner):
            if authority not in authorities:
                raise BadInput("scheme.unknown_authority", scheme=scheme.id, authority=authority)
        for level in scheme.levels:
            if level not in authorities[scheme.partner].levels:
                raise BadInput("scheme.level_unknown_to_partner", scheme=scheme.id, level=level,
                               authority=scheme.partner)
    return schemes


def load_upload(certs: Path, authority: str) -> Upload | None:
    """The table in which that authority wants certificates reported, from ``authorities/<id>/upload.yaml``, if any.

    Raises ``Problems`` for a file with faults.
    """
    file = certs / "authorities" / authority / "upload.yaml"
    return _read(parse_upload, file) if file.exists() else None


def _by_id(found: list[tuple[Path, str, Named]]) -> Mapping[str, Named]:
    for file, name, value in found:
        if value.id != name:
            raise BadInput("shelf.wrong_name", file=str(file), got=value.id, expected=name)
    return {name: value for _file, name, value in found}


def _read(parser: Callable[[bytes, str], T], file: Path) -> T:
    status = file.stat()
    parsed: T = _parsed(parser, file, status.st_mtime_ns, status.st_size)
    return parsed


@lru_cache(maxsize=256)
def _parsed(parser: Callable[[bytes, str], T], file: Path, changed: int, size: int) -> T:
    """The parsed file; ``changed`` and ``size`` are part of the key, so an edited file is read again."""
    return parser(file.read_bytes(), "/".join(file.parts[-3:]))
