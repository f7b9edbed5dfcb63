"""Rosters of applicants as workbooks: the template to fill in, and reading one back with every fault at its cell.

A roster has the readers' headings in row 1 and the stable keys of the columns in row 2; rows from 3 on are people.
Words of a column with a choice (type of document …) are taken in every language that the caller names.
"""

from __future__ import annotations

import json
import re
import unicodedata
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assess.errors import BadInput, Problem, Problems
from assess.exams.eligibility import Background, Held
from assess.operations.enrolling import Applicant, background_data, background_from, name_from
from assess.operations.workbooks import Cell, Sheet, read_first_sheet
from assess.people.identity import Document, DocumentType, PersonName, document_from
from assess.standards.grid import fold
from assess.store.session import Store

COLUMNS = ("name_zh", "surname", "given", "document_type", "document_number", "born", "residence", "workshop",
           "working_since", "grade", "grade_since", "title", "title_since", "diploma", "diploma_finished")
CHOICES = ("document_type", "residence", "grade", "title", "diploma")
DATES = ("born", "working_since", "grade_since", "title_since", "diploma_finished")
LONGEST = 500
"""People in one roster."""
EXAMPLE = {"name_zh": "示例", "document_number": "000000000000000000"}
"""What marks the example row of the template; a row that holds only one of the two is a mistake, not an example."""

Words = Mapping[str, Mapping[str, str]]
"""For each column of ``CHOICES``: the words people may write, and the value each stands for."""

_FIRST_ROW = 3
_FIELDS = {"zh": "name_zh", "number": "document_number", "kind": "document_type"}
"""Fields of an application that are called otherwise in the roster."""


@dataclass(frozen=True)
class RosterRow:
    """One person of the roster with the number of the row, for showing it again."""

    row: int
    applicant: Applicant


def read_roster(data: bytes, words: Words) -> list[RosterRow]:
    """The people in a workbook; raises ``Problems("roster.problems")`` with every fault as ``Sheet!C7``.

    Raises ``BadInput`` when the workbook cannot be a roster at all: ``workbook.…``, ``roster.no_keys`` (row 2 lacks the
    keys of the template), ``roster.empty``, ``roster.too_long``.
    """
    sheet = read_first_sheet(data)
    columns = _columns(sheet)
    people, problems = [], []
    for number in range(_FIRST_ROW, len(sheet.rows) + 1):
        cells = {key: sheet.cell(number, column) for key, column in columns.items()}
        if all(cell.empty for cell in cells.values()):
            continue
        row = _Row(cells, words)
        if row.is_example():
            continue
        applicant = row.applicant()
        problems += row.problems
        people.append(RosterRow(number, applicant))
    if problems:
        raise Problems("roster.problems", problems)
    if not people:
        raise BadInput("roster.empty", sheet=sheet.name)
    if len(people) > LONGEST:
        raise BadInput("roster.too_long", got=len(people), most=LONGEST)
    return people


def pack(store: Store, sitting_id: int, applicants: Sequence[Applicant]) -> str:
    """The applicants as encrypted text that a page can carry from the dry run to its confirmation.

    Bound to the sitting: it opens for no other one, and nobody can change it on the way.
    """
    plain = json.dumps([_to_data(applicant) for applicant in applicants]).encode()
    return urlsafe_b64encode(store.vault.close(zlib.compress(plain, 9), _place(sitting_id))).decode()


def unpack(store: Store, sitting_id: int, packed: str) -> list[Applicant]:
    """The applicants that ``pack`` closed; raises ``BadInput("roster.changed")`` for anything else."""
    try:
        plain = zlib.decompress(store.vault.open(urlsafe_b64decode(packed), _place(sitting_id)))
    except (BadInput, Base64Error, ValueError) as error:
        raise BadInput("roster.changed") from error
    return [_from_data(data) for data in json.loads(plain)]


def _place(sitting_id: int) -> str:
    return f"roster.sitting.{sitting_id}"


def _columns(sheet: Sheet) -> dict[str, int]:
    """Which column holds which key; those that the template has beside them may be missing or in another order."""
    keys = [cell.text for cell in sheet.rows[1]] if len(sheet.rows) > 1 else []
    found = {key: index for index, key in enumerate(keys) if key in COLUMNS}
    needed = ("name_zh", "document_type", "document_number")
    if missing := [key for key in needed if key not in found]:
        raise BadInput("roster.no_keys", sheet=sheet.name, missing=", ".join(missing))
    return found


class _Row:
    """One row on its way to an applicant; what is wrong with it collects in ``problems``."""

    def __init__(self, cells: Mapping[str, Cell], words: Words) -> None:
        self._cells = cells
        self._words = words
        self.problems: list[Problem] = [
            Problem("workbook.formula", cell.place) for cell in cells.values() if cell.formula
        ]

    def is_example(self) -> bool:
        """Whether this is the template's example row; half of it is a problem."""
        same = [self._text(key) == value for key, value in EXAMPLE.items()]
        if any(same) and not all(same):
            self._fault("roster.example_overwritten", "name_zh")
        return all(same)

    def applicant(self) -> Applicant:
        """The person of this row; unusable once there are problems."""
        document = self._document()
        born = self._date("born")
        return Applicant(
            name=name_from(self._text("name_zh"), self._text("surname"), self._text("given")),
            document=document,
            born=born,
            residence=self._word("residence") or "mainland",
            workshop=self._text("workshop"),
            background=self._background(born),
            places={field: cell.place for field, cell in self._by_field().items()},
        )

    def _by_field(self) -> dict[str, Cell]:
        fields = {column: field for field, column in _FIELDS.items()}
        return {fields.get(column, column): cell for column, cell in self._cells.items()}

    def _background(self, born: date | None) -> Background:
        since = self._date("working_since")
        return Background(
            born=born,
            works=since is not None,
            working_since=since,
            grades=self._held("grade", "grade_since"),
            titles=self._held("title", "title_since"),
            diplomas=self._held("diploma", "diploma_finished", unfinished=True),
        )

    def _held(self, what: str, when: str, unfinished: bool = False) -> tuple[Held, ...]:
        value, since = self._word(what), self._date(when)
        if value and since is None and not unfinished:
            self._fault("roster.date_missing", when if when in self._cells else what)
        if since is not None and not value:
            self._fault("roster.date_without_thing", when)
        return (Held(value, since),) if value else ()

    def _document(self) -> Document:
        kind = self._word("document_type")
        if self._cells["document_type"].empty:
            self._fault("roster.word_missing", "document_type")
        cell = self._cells["document_number"]
        if cell.number is not None and cell.number >= 10**15:
            self._fault("workbook.number_lost", "document_number")
        return document_from(DocumentType(kind or "resident_id"), self._text("document_number"))

    def _word(self, key: str) -> str:
        """The value that the words in a cell stand for; empty for an empty cell."""
        text = self._text(key)
        if not text:
            return ""
        value = {fold(word): value for word, value in self._words[key].items()}.get(fold(text))
        if value is None:
            first = {value: word for word, value in reversed(list(self._words[key].items()))}
            known = " / ".join(dict.fromkeys(first[value] for value in self._words[key].values()))
            self._fault("roster.unknown_word", key, got=text[:40], known=known)
        return value or ""

    def _date(self, key: str) -> date | None:
        cell = self._cells.get(key)
        if cell is None or cell.empty:
            return None
        day = cell.date or read_date(cell.text)
        if day is None:
            self._fault("roster.not_a_date", key, got=cell.text[:40])
        return day

    def _text(self, key: str) -> str:
        return self._cells[key].text if key in self._cells else ""

    def _fault(self, code: str, key: str, **params: object) -> None:
        self.problems.append(Problem(code, self._cells[key].place, params))


def read_date(text: str) -> date | None:
    """The day that people write as 2001-02-03, 2001/2/3, 2001.2.3, 2001年2月3日 or 20010203; None for anything else."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    found = (re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", plain)
             or re.fullmatch(r"(\d{4})年(\d{1,2})月(\d{1,2})日", plain)
             or re.fullmatch(r"(\d{4})(\d{2})(\d{2})", plain))
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _to_data(applicant: Applicant) -> dict[str, Any]:
    return {
        "name": [applicant.name.zh, applicant.name.surname, applicant.name.given],
        "document": [applicant.document.kind.value, applicant.document.number],
        "born": applicant.born.isoformat() if applicant.born else None,
        "residence": applicant.residence,
        "workshop": applicant.workshop,
        "background": background_data(applicant.background),
        "places": dict(applicant.places),
    }


def _from_data(data: dict[str, Any]) -> Applicant:
    return Applicant(
        name=PersonName(*data["name"]),
        document=Document(DocumentType(data["document"][0]), data["document"][1]),
        born=date.fromisoformat(data["born"]) if data["born"] else None,
        residence=data["residence"],
        workshop=data["workshop"],
        background=background_from(data["background"]),
        places=data["places"],
    )
