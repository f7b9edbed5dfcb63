"""The standards of an installation: the library, reading files, publishing an edition."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from assess.canonical import sha256_hex
from assess.config import Config
from assess.errors import NotFound, Problems, Refused
from assess.i18n.formats import local_date
from assess.operations.files import read_file
from assess.standards.check.below import UNSIGNED
from assess.standards.library import INDEX, Library, Shelved, broken, file_of, library_of, shelve, with_published
from assess.standards.load import Reading, read_standard, wanted
from assess.store.ledger import is_logged, kinds_of_leaves, take_up
from assess.store.session import Store
from assess.store.shelf import Shelf, Stamp

_lock = threading.Lock()
_known: dict[Path, tuple[Stamp, Shelved]] = {}


def library(config: Config) -> Library:
    """All editions of the installation; raises ``Problems`` when a published one was changed or cannot be read."""
    found = shelved(config)
    if not isinstance(found, Library):
        raise broken(found)
    return found


def shelved(config: Config) -> Shelved:
    """The published editions with their faults; the ``Library`` itself when there are none.

    For authors, whose drafts must not wait until somebody puts a published file right. Read again only when a file of
    the folder changed.
    """
    shelf = Shelf(config.standards)
    with _lock:
        stamp = shelf.stamp()
        known = _known.get(config.standards)
        if known is None or known[0] != stamp:
            files = shelf.read_all()
            found = shelve(files)
            known = (stamp, found if found.faults else library_of(found, files))
            _known[config.standards] = known
        return known[1]


def read_path(config: Config, path: Path) -> Reading:
    """The edition in one file; raises ``BadInput`` with what is wrong in it."""
    return _read(path, library(config))


def publish(config: Config, path: Path, day: date) -> Reading:
    """Pins the edition in the file for ever by an entry in the index.

    Raises ``Problems`` when it has errors, may lie below its base without a signature (``standard.floors_unsigned``) or
    is not complete (``standard.not_ready``), ``Refused`` when it was published before or lies in the wrong place.
    """
    shelf = Shelf(config.standards)
    reading = _read(path, library(config))
    if shelf.name_of(path) != file_of(reading):
        raise Refused("standard.misplaced", file=str(path), expected=f"{config.standards.name}/{file_of(reading)}")
    _require_ready(reading, day)
    with _writing(shelf):
        _index(shelf, reading, day)
    return reading


def pin(config: Config, reading: Reading, data: bytes, day: date, *, may_replace: Callable[[str], bool]) -> None:
    """Writes ``data``, whose reading this is, to where the edition belongs and pins it for ever; the file goes first.

    A file that lies there already is replaced only if ``may_replace`` says so of its digest; done again with the same
    bytes it changes nothing. Raises ``Refused``: ``standard.published_before``, ``standard.file_in_the_way`` or
    ``standard.folder_not_writable``; ``Problems`` as ``publish`` does.
    """
    _require_ready(reading, day)
    shelf = Shelf(config.standards)
    file = file_of(reading)
    with _writing(shelf):
        published = library(config).editions.get((reading.standard.id, reading.standard.edition))
        if published is not None and published.entry.sha256 == reading.sha256:
            return
        if published is None:
            _write_file(shelf, file, data, may_replace)
        _index(shelf, reading, day)


def enter_standard(session: Session, folder: str, sha256: str, now: datetime) -> None:
    """Enters in the log that an edition was published in that folder of the standards, unless it is there already."""
    if not is_logged(session, "standard", sha256):
        take_up(session, "standard", folder, sha256, local_date(now))


def enter_standards(store: Store, now: datetime) -> int:
    """Enters every published edition that the log does not hold yet, and returns how many those were.

    Raises ``Problems`` when a published edition was changed or cannot be read.
    """
    entries = [one.entry for one in library(store.config).editions.values()]
    with store.reading() as session:
        logged = kinds_of_leaves(session, [entry.sha256 for entry in entries])
    missing = [entry for entry in entries if (entry.sha256, "standard") not in logged]
    if missing:
        with store.unit_of_work() as session:
            for entry in missing:
                enter_standard(session, entry.file.partition("/")[0], entry.sha256, now)
    return len(missing)


def text_of_edition(config: Config, id_: str, edition: str) -> str:
    """The text of a published edition as it lies in its file; raises ``NotFound``."""
    shelves = library(config)
    shelves.get(id_, edition)
    return Shelf(config.standards).read(shelves.editions[id_, edition].entry.file).decode()


def _require_ready(reading: Reading, day: date) -> None:
    """Refuses an edition that is not complete, or may lie below its base in a place that nobody answers for."""
    unsigned = [replace(found, severity="error") for found in reading.warnings if found.code == UNSIGNED]
    if unsigned:
        raise Problems("standard.floors_unsigned", unsigned, where=reading.name)
    lacking = [problem for problem in wanted(reading, day.isoformat()) if problem.severity == "error"]
    if lacking:
        raise Problems("standard.not_ready", lacking, where=reading.name)


@contextmanager
def _writing(shelf: Shelf) -> Iterator[None]:
    """Alone with the folder: two who publish at once must not take each other's entry out of the index."""
    try:
        with shelf.locked():
            yield
    except OSError as error:
        raise Refused("standard.folder_not_writable", folder=str(shelf.folder), why=error.strerror) from error


def _index(shelf: Shelf, reading: Reading, day: date) -> None:
    index = shelf.read(INDEX) if (shelf.folder / INDEX).exists() else b""
    shelf.write(INDEX, with_published(index, reading, file_of(reading), day.isoformat()))


def _write_file(shelf: Shelf, file: str, data: bytes, may_replace: Callable[[str], bool]) -> None:
    try:
        present = sha256_hex(shelf.read(file))
    except NotFound:
        present = ""
    if present and present != sha256_hex(data) and not may_replace(present):
        raise Refused("standard.file_in_the_way", file=f"{shelf.folder.name}/{file}")
    shelf.write(file, data)


def _read(path: Path, shelves: Library) -> Reading:
    return read_standard(read_file(path), str(path), shelves.published)
