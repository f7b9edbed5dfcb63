"""The model of ``upload.yaml``: the table in which an authority wants the certificates reported to it (上报表).

Headings, order, words and the form of days are the authority's and so are data; where a value comes from is one of a
closed list. ``rows_of`` makes the table from what is known of each certificate and refuses what would be incomplete.
Pure; the bytes of the file are made elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from assess.certificates.authority import Locale
from assess.errors import Problem, Problems
from assess.people.identity import DocumentType
from assess.standards.document import Finding, in_order
from assess.standards.model import LEVELS, Closed
from assess.standards.parse import MAX_PROBLEMS, parse
from assess.standards.validate import validate

Known = Mapping[str, str | date | None]
"""What is known of one certificate, by source; a source that is missing or None has no value."""

SOURCES = (
    "person.name", "person.name_zh", "person.name_latin", "person.surname", "person.given", "person.born",
    "person.document_kind", "person.document_number",
    "sitting.code", "sitting.level", "sitting.held_on", "sitting.place", "sitting.seat",
    "certificate.number", "certificate.issued_on", "certificate.issuer", "certificate.occupation",
    "certificate.occupation_code", "certificate.trade", "certificate.grade", "certificate.address",
    "result.outcome",
)
"""Besides ``part.<id>.total``: the points of a part, as they are shown."""

_PART = re.compile(r"part\.[a-z][a-z0-9-]{0,39}\.total")
_DAYS = ("person.born", "sitting.held_on", "certificate.issued_on")
_CODES: Mapping[str, tuple[str, ...]] = {
    "sitting.level": LEVELS,
    "person.document_kind": tuple(kind.value for kind in DocumentType),
    "result.outcome": ("passed",),
}
"""Sources whose values are codes; each authority has its own words for them."""
_DATES = {"2026-11-23": "%Y-%m-%d", "2026/11/23": "%Y/%m/%d", "20261123": "%Y%m%d", "2026.11.23": "%Y.%m.%d",
          "23/11/2026": "%d/%m/%Y", "2026年11月23日": "%Y年%m月%d日"}

_Short = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Column(Closed):
    """One column: its heading as the authority writes it, and what stands in it."""

    header: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    source: str | None = None
    """One of ``SOURCES``, or ``part.<id>.total``."""
    value: _Short | None = None
    """The same text in every row, instead of a source."""
    words: dict[str, _Short] = Field(default_factory=dict)
    """The authority's words for the codes of a source (``resident_id: 居民身份证``)."""
    date: Literal["2026-11-23", "2026/11/23", "20261123", "2026.11.23", "23/11/2026", "2026年11月23日"] = "2026-11-23"
    """How a day is written, shown by an example."""
    empty: Annotated[str, StringConstraints(max_length=20)] | None = None
    """What stands where there is no value; not set: a row without one is refused."""


class Upload(Closed):
    """The file: a workbook, or text with commas in the encoding that the authority's system reads."""

    format: Literal["1"]
    file: Literal["xlsx", "csv"]
    encoding: Literal["utf-8-sig", "gb18030"] = "utf-8-sig"
    """Of a csv file."""
    sheet: Annotated[str, StringConstraints(pattern=r"^[^\[\]:*?/\\']{1,31}$")] = "Sheet1"
    """The name of the workbook's sheet."""
    language: Locale
    """In which names of occupations, grades and documents are written."""
    columns: Annotated[tuple[Column, ...], Field(min_length=1, max_length=100)]


@dataclass(frozen=True)
class Line:
    """One certificate to be reported; ``where`` names it in messages."""

    where: str
    known: Known


def parse_upload(data: bytes, name: str) -> Upload:
    """The upload file in ``data``; raises ``Problems("upload.invalid")`` with every fault and its line and column."""
    try:
        document = parse(data, name)
    except Problems as error:
        raise Problems("upload.invalid", error.problems, where=name) from error
    upload, findings = validate(Upload, document.data)
    if upload is not None:
        findings.extend(_check(upload))
    problems = in_order([*document.problems, *map(document.problem, findings)])
    if upload is None or problems:
        raise Problems("upload.invalid", problems[:MAX_PROBLEMS], where=name)
    return upload


def rows_of(upload: Upload, lines: Sequence[Line]) -> list[list[str]]:
    """The table without its headings, one row for each line.

    Raises ``Problems("upload.incomplete")`` with every cell that has no value, or a code without a word.
    """
    problems: list[Problem] = []
    rows = []
    for line in lines:
        row = []
        for column in upload.columns:
            text = _text(column, line.known)
            if isinstance(text, str):
                row.append(text)
            else:
                problems.append(Problem(text[0], line.where, {"header": column.header, **text[1]}))
        rows.append(row)
    if problems:
        raise Problems("upload.incomplete", problems[:MAX_PROBLEMS])
    return rows


def _text(column: Column, known: Known) -> str | tuple[str, dict[str, str]]:
    """The text of a cell, or code and parameters of what keeps it from being written."""
    if column.value is not None:
        return column.value
    value = known.get(column.source or "")
    if value is None or value == "":
        return ("upload.no_value", {}) if column.empty is None else column.empty
    if isinstance(value, date):
        return value.strftime(_DATES[column.date])
    if column.words:
        return column.words.get(value) or ("upload.no_word", {"got": value})
    return value


def _check(upload: Upload) -> Iterator[Finding]:
    """What the model alone cannot know: sources that exist, one origin for each column, words that mean something."""
    headers = [column.header for column in upload.columns]
    for number, column in enumerate(upload.columns):
        place = ("columns", number)
        if headers.index(column.header) != number:
            yield Finding("upload.header_twice", (*place, "header"), {"header": column.header})
        if (column.source is None) == (column.value is None):
            yield Finding("upload.one_origin", place, {"header": column.header})
        elif column.source is not None:
            yield from _check_source(column, column.source, place)


def _check_source(column: Column, source: str, place: tuple[str | int, ...]) -> Iterator[Finding]:
    if source not in SOURCES and not _PART.fullmatch(source):
        near = get_close_matches(source, SOURCES, 1)
        yield Finding("upload.source_unknown", (*place, "source"),
                      {"got": source, "reason": "near" if near else "", "near": near[0] if near else "",
                       "known": ", ".join((*SOURCES, "part.<id>.total"))})
        return
    codes = _CODES.get(source, ())
    for word in column.words:
        if word not in codes:
            yield Finding("upload.word_unknown", (*place, "words", word),
                          {"got": word, "known": ", ".join(codes) or "–"}, at_key=True)
    if source in ("sitting.level", "result.outcome") and not column.words:
        yield Finding("upload.words_missing", place, {"source": source, "codes": ", ".join(codes)})
    if "date" in column.model_fields_set and source not in _DAYS:
        yield Finding("upload.no_date", (*place, "date"), {"source": source})
