"""Designs of papers: which one is in force, trying a changed one, and keeping it by the authority's own officer.

A kept design never replaces a file: each has its number, the newest is in force, the earlier ones stay to be read. The
first one is what ``certs/authorities/`` came with.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import pypdfium2

from assess.canonical import sha256_hex
from assess.certificates.proof import proof
from assess.config import Config
from assess.errors import Conflict, NotFound
from assess.operations.printing import DESIGNS, design_in_force, font_book, kept_designs
from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.audit import record
from assess.store.session import Store
from assess.store.shelves import load_authorities

_SCALE = 1.4
"""Pixels a point: 100 dpi."""


@dataclass(frozen=True)
class Kept:
    """A design as it stands, and what tells it from an older one."""

    authority: str
    file: str
    data: bytes
    version: int
    """0: the one that the installation came with."""

    @property
    def sha256(self) -> str:
        """The digest of the file."""
        return sha256_hex(self.data)


def designs(store: Store, actor: Actor) -> list[Kept]:
    """The designs of the officer's own authority."""
    require(actor, Action.CHANGE_DESIGN, authority=actor.authority)
    authority = actor.authority or ""
    return [_read(store.config, authority, file) for file in DESIGNS
            if (store.config.certs / "authorities" / authority / file).exists()]


def design(store: Store, actor: Actor, file: str) -> Kept:
    """That design of the officer's own authority; raises ``NotFound("design.missing")``."""
    require(actor, Action.CHANGE_DESIGN, authority=actor.authority)
    if file not in DESIGNS:
        raise NotFound("design.missing", authority=actor.authority, file=file)
    return _read(store.config, actor.authority or "", file)


def tried(config: Config, authority: str, file: str, data: bytes | None = None) -> tuple[bytes, bytes]:
    """An ordinary specimen and one with the longest texts, with the design in ``data`` or else the one in force.

    Raises ``Problems("design.invalid")`` with every fault of the design, ``NotFound``.
    """
    named = load_authorities(config.certs).get(authority)
    if named is None:
        raise NotFound("authority.unknown", authority=authority)
    chosen = design_in_force(config, authority, file).read_bytes() if data is None else data
    return proof(chosen, file, named, DESIGNS[file], font_book(config), config.base_url)


def keep(store: Store, actor: Actor, file: str, data: bytes, base: str, now: datetime) -> int:
    """The number of the version under which the design in ``data`` is kept; papers made from now on have it.

    ``base`` is the digest of the design that was changed. Raises what ``tried`` raises, and
    ``Conflict("design.changed")`` when somebody kept another version in the meantime.
    """
    old = design(store, actor, file)
    if old.sha256 != base:
        raise Conflict("design.changed", file=file, version=old.version)
    tried(store.config, old.authority, file, data)
    number, folder = old.version + 1, store.config.instance / "designs" / old.authority
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f".{file}.{sha256_hex(data)[:16]}"
    with store.unit_of_work() as session:
        record(session, actor, "design.keep", f"authority:{old.authority}", now, file=file, version=number,
               sha256=sha256_hex(data), replaces=base)
        with fresh.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(fresh, folder / f"{number:04d}-{file}")  # whole or not at all, and never over another one
        except FileExistsError as error:
            raise Conflict("design.changed", file=file, version=number) from error
        finally:
            fresh.unlink()
    return number


def version(store: Store, actor: Actor, file: str, number: int) -> bytes:
    """The text of an earlier version, 0 the first; raises ``NotFound("design.missing")``."""
    newest = design(store, actor, file)
    if not 0 <= number <= newest.version:
        raise NotFound("design.missing", authority=newest.authority, file=file)
    first = store.config.certs / "authorities" / newest.authority / file
    return [first, *kept_designs(store.config, newest.authority, file)][number].read_bytes()


def pictures(paper: bytes) -> list[bytes]:
    """The pages of a specimen as PNG, about as large as a screen shows them."""
    found = []
    with pypdfium2.PdfDocument(paper) as document:
        for page in document:
            out = BytesIO()
            page.render(scale=_SCALE).to_pil().save(out, "PNG")
            found.append(out.getvalue())
    return found


def _read(config: Config, authority: str, file: str) -> Kept:
    return Kept(authority, file, design_in_force(config, authority, file).read_bytes(),
                len(kept_designs(config, authority, file)))
