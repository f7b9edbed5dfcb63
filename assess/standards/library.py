"""The published editions, each pinned in ``standards/index.yaml`` by the digest of its file; all else is a draft.

A published edition never changes: exams and certificates point to its digest. A file that differs from its entry is
refused. Opens no files: takes their bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import StringConstraints

from assess.canonical import sha256_hex
from assess.errors import BadInput, NotFound, Problem, Problems, Refused
from assess.standards.ladder import Ladder
from assess.standards.load import Reading, read_data_file, read_standard
from assess.standards.model import Closed

INDEX = "index.yaml"
LADDER = "ladder.yaml"
_NOT_STANDARDS = (INDEX, LADDER)


class Entry(Closed):
    """One published edition: its file below ``standards/``, its digest, and the day it was published."""

    id: str
    edition: str
    file: str
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    published: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")]


@dataclass(frozen=True)
class Edition:
    """A published edition with its entry."""

    entry: Entry
    reading: Reading


@dataclass(frozen=True)
class Draft:
    """A file that is not published: its reading, or what keeps it from being one."""

    file: str
    reading: Reading | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Shelved:
    """What the entries of the index and their files came to: the editions that can be read, and all faults."""

    entries: Mapping[str, Entry]
    """File → its entry."""
    editions: Mapping[tuple[str, str], Edition]
    """By (id, edition), in the order of the index; with faults, also those whose file is not what was published."""
    faults: tuple[Problem, ...]

    def published(self, id_: str, edition: str) -> Reading | None:
        """The edition or None: what an enterprise standard may build on."""
        found = self.editions.get((id_, edition))
        return found.reading if found else None

    def get(self, id_: str, edition: str) -> Reading:
        """The published edition; raises ``NotFound``."""
        try:
            return self.editions[id_, edition].reading
        except KeyError:
            raise NotFound("standard.not_published", id=id_, edition=edition) from None

    def latest(self, id_: str) -> Reading:
        """The edition of that standard that was published last; raises ``NotFound``."""
        of_id = [edition for edition in self.editions.values() if edition.entry.id == id_]
        if not of_id:
            raise NotFound("standard.not_published", id=id_, edition="–")
        # max keeps the first of equals, and the index grows at its end.
        return max(reversed(of_id), key=lambda edition: edition.entry.published).reading


@dataclass(frozen=True)
class Library(Shelved):
    """All editions of an installation, the published ones without a fault."""

    drafts: tuple[Draft, ...]
    ladder: Ladder


def broken(shelved: Shelved, folder: str = "standards") -> Problems:
    """The error for a shelf with faults, which no exam may use."""
    return Problems("standard.library_broken", shelved.faults, where=f"{folder}/{INDEX}")


def library_of(shelved: Shelved, files: Mapping[str, bytes], folder: str = "standards") -> Library:
    """The library in ``files``, of which ``shelved`` came; raises ``Problems`` of all published files at once.

    A faulty draft is listed with its problems and stops nobody; a ladder that is missing or faulty stops everybody.
    """
    if shelved.faults:
        raise broken(shelved, folder)
    if LADDER not in files:
        raise NotFound("file.not_found", file=f"{folder}/{LADDER}")
    ladder = read_data_file(Ladder, files[LADDER], f"{folder}/{LADDER}")
    drafts = tuple(
        _draft(files[file], f"{folder}/{file}", file, shelved)
        for file in sorted(files)
        if file not in shelved.entries and file not in _NOT_STANDARDS
    )
    return Library(shelved.entries, shelved.editions, (), drafts, ladder)


def shelve(files: Mapping[str, bytes], folder: str = "standards") -> Shelved:
    """The published editions in ``files`` with everything that is wrong with any of them; raises nothing."""
    try:
        entries = _entries(files.get(INDEX, b""), f"{folder}/{INDEX}")
    except Problems as error:
        return Shelved({}, {}, error.problems)
    shelving = _Shelving(files, folder)
    for entry in entries:
        shelving.put(entry)
    return Shelved({entry.file: entry for entry in entries}, shelving.editions, tuple(shelving.problems))


def with_published(index: bytes, reading: Reading, file: str, day: str) -> bytes:
    """The index with one more entry at its end, everything else byte for byte as it was.

    Raises ``Refused`` when the edition was published before.
    """
    standard = reading.standard
    for entry in _entries(index, INDEX):
        if (entry.id, entry.edition) == (standard.id, standard.edition):
            raise Refused("standard.published_before", id=entry.id, edition=entry.edition, published=entry.published)
    added = (
        f'- id: {standard.id}\n  edition: "{standard.edition}"\n  file: {file}\n'
        f"  sha256: {reading.sha256}\n  published: {day}\n"
    )
    return index.rstrip(b"\n") + (b"\n" if index.strip() else b"") + added.encode()


def _entries(index: bytes, name: str) -> tuple[Entry, ...]:
    """The entries; an index of comments alone has none."""
    lines = (line.strip() for line in index.splitlines())
    if all(not line or line.startswith(b"#") for line in lines):
        return ()
    return read_data_file(tuple[Entry, ...], index, name)


def file_of(reading: Reading) -> str:
    """Where the file of an edition belongs below ``standards/``."""
    return f"{reading.standard.id}/{reading.standard.edition}.yaml"


class _Shelving:
    """Puts published editions on the shelf one by one and collects what is wrong with any of them."""

    def __init__(self, files: Mapping[str, bytes], folder: str) -> None:
        self.files = files
        self.folder = folder
        self.editions: dict[tuple[str, str], Edition] = {}
        self.problems: list[Problem] = []

    def put(self, entry: Entry) -> None:
        """One entry with its file, checked against each other."""
        name, data = f"{self.folder}/{entry.file}", self.files.get(entry.file)
        if data is None:
            self._fault("standard.published_missing", name, entry)
            return
        if changed := changed_since(entry, data, name):
            self.problems.append(changed)
        try:
            reading = read_standard(data, name, self._base)
        except Problems as error:
            self.problems.extend(error.problems)
            return
        if (reading.standard.id, reading.standard.edition) != (entry.id, entry.edition):
            self._fault("standard.index_differs", name, entry)
        elif (entry.id, entry.edition) in self.editions:
            self._fault("standard.published_twice", name, entry)
        # A file that was changed stays there for what builds on it, which then has a fault of its own: its digest.
        self.editions[entry.id, entry.edition] = Edition(entry, reading)

    def _base(self, id_: str, edition: str) -> Reading | None:
        found = self.editions.get((id_, edition))
        return found.reading if found else None

    def _fault(self, code: str, name: str, entry: Entry) -> None:
        self.problems.append(Problem(code, f"{name}:1:1", {"id": entry.id, "edition": entry.edition}))


def changed_since(entry: Entry, data: bytes, name: str) -> Problem | None:
    """The fault of a published file that is no longer what was published."""
    got = sha256_hex(data)
    if got == entry.sha256:
        return None
    params = {"id": entry.id, "edition": entry.edition, "got": got, "expected": entry.sha256}
    return Problem("standard.published_changed", f"{name}:1:1", params)


def _draft(data: bytes, name: str, file: str, shelved: Shelved) -> Draft:
    try:
        reading = read_standard(data, name, shelved.published)
    except BadInput as error:
        return Draft(file, None, error.problems if isinstance(error, Problems) else ())
    return Draft(file, reading, reading.warnings)
