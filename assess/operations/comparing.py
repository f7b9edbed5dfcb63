"""Two editions side by side: what changed, where the newer one may lie below a national standard, who signed for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assess.config import Config
from assess.errors import BadInput, NotFound, Problems, Refused
from assess.operations.standards import library, read_path
from assess.standards.compare import Comparison, Signed, WeightsCompared, compare, signatures, weight_tables
from assess.standards.library import Library
from assess.standards.load import Reading


@dataclass(frozen=True)
class Compared:
    """Two editions, their differences, and the places of the newer one that may lie below the national standard."""

    old: Reading
    new: Reading
    comparison: Comparison
    floors: tuple[Signed, ...]
    weights: tuple[WeightsCompared, ...]

    @property
    def unsigned(self) -> int:
        """How many of the floors nobody answers for."""
        return sum(signed.by is None for signed in self.floors)


def compared(old: Reading, new: Reading) -> Compared:
    """The comparison; floors only where ``old`` is what ``new`` builds on, or a national edition of its occupation."""
    before, after = old.standard, new.standard
    is_base = new.base is not None and new.base.sha256 == old.sha256
    national = (before.kind, after.kind) == ("national", "enterprise") and before.code == after.code
    floors = signatures(before, after) if is_base or national else ()
    return Compared(old, new, compare(before, after), floors, weight_tables(before, after))


def compared_by_name(config: Config, first: str, second: str | None) -> Compared:
    """The comparison of two files or published editions (``id@edition``); of one alone with its own base."""
    one = reading_named(config, first)
    if second is not None:
        return compared(one, reading_named(config, second))
    if one.base is None:
        raise Refused("compare.no_base", standard=one.name)
    return compared(one.base, one)


def published(config: Config, name: str) -> Reading:
    """The published edition called ``id@edition``; raises ``NotFound``."""
    id_, _, edition = name.rpartition("@")
    return library(config).get(id_, edition)


def nearest(shelves: Library, reading: Reading) -> Reading | None:
    """What an edition is first compared with: the edition before it, else its base; None when it has neither."""
    id_ = reading.standard.id
    editions = [one.reading for one in shelves.editions.values() if one.entry.id == id_]
    earlier = editions[: next((i for i, one in enumerate(editions) if one.sha256 == reading.sha256), 0)]
    return earlier[-1] if earlier else reading.base


def newer_edition(config: Config, id_: str, edition: str) -> Reading | None:
    """The edition of that standard that was published after ``edition``, the last of them; None when it is the last."""
    try:
        shelves = library(config)
    except Problems:  # whoever works on a sitting need not wait until the library is put right
        return None
    if shelves.published(id_, edition) is None:
        return None
    latest = shelves.latest(id_)
    return None if latest.standard.edition == edition else latest


def reading_named(config: Config, name: str) -> Reading:
    """The standard in that file, or the published edition ``id@edition``; raises ``BadInput``, ``Problems``."""
    path = Path(name)
    if path.is_file():
        return read_path(config, path)
    try:
        return published(config, name)
    except NotFound:
        raise BadInput("compare.no_such", got=name) from None
