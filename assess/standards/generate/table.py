"""Reads a table of skill weights: JSON, one member for each occupation, function → level → percent.

The places of faults are those of the JSON file, found with the reader of our YAML files: JSON is YAML in flow style.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from assess.errors import BadInput, NotFound, Problem, Problems
from assess.standards.check.faults import plain
from assess.standards.document import Document, Finding, Path, shown
from assess.standards.generate.vocabulary import id_for
from assess.standards.model import LEVELS, Level, Percent
from assess.standards.parse import parse
from assess.standards.validate import validate


def _absent(value: Any) -> Any:
    """None for the null of JSON, which stands for the dash of a printed table; so does an empty text."""
    return None if value in ("null", "") else value


Cell = Annotated[Percent | None, BeforeValidator(_absent)]


class WeightTableInput(BaseModel):
    """技能要求权重表 of one occupation: function → level → percent. A level that is absent lacks the function."""

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True, populate_by_name=True)

    code: Annotated[str, StringConstraints(pattern=r"^\d(-\d\d){3}$"), Field(alias="occupation_code")]
    name: Annotated[str, StringConstraints(min_length=1, max_length=80), Field(alias="occupation_name")]
    edition: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z.-]{0,19}$")]
    document: Annotated[str, StringConstraints(max_length=200), Field(alias="source_pdf")] = ""
    """The document that the figures were taken from."""
    skill_weights: dict[Annotated[str, StringConstraints(min_length=1, max_length=80)], dict[Level, Cell]]


@dataclass(frozen=True)
class Occupation:
    """An occupation that a file has a table for."""

    code: str
    name: str


@dataclass(frozen=True)
class Row:
    """One function of the table: its id, and its weights from the lowest level up, none of them 0."""

    id: str
    name: str
    weights: dict[Level, Decimal]


def read_weight_table(data: bytes, name: str, occupation: str) -> WeightTableInput:
    """The table of that occupation, of its newest edition when there are several.

    Raises ``NotFound`` ("weights.occupation_unknown") with those that the file has, and ``Problems``
    ("weights.invalid") with ``file:line:column`` for what is no JSON, no such table, or a column that is not 100.
    """
    document = _document(data, name)
    at = _entry(document, occupation)
    table, findings = validate(WeightTableInput, document.data[at[0]][at[1]])
    if table is not None:
        findings += _columns(table)
    problems = [document.problem(_below(at, finding)) for finding in findings]
    if table is None or problems:
        raise Problems("weights.invalid", problems, where=name)
    return table


def occupations_in(data: bytes, name: str) -> tuple[Occupation, ...]:
    """The occupations that the file has tables for, each once; raises ``Problems`` as ``read_weight_table`` does."""
    document = _document(data, name)
    entries = _entries(document)
    found = {str(code): str(one.get("occupation_name", "")) for one in entries if (code := one.get("occupation_code"))}
    if not found:
        problem = document.problem(Finding("weights.none", ("standards",), at_key=True))
        raise Problems("weights.invalid", [problem], where=name)
    return tuple(Occupation(code, called) for code, called in found.items())


def rows_of(table: WeightTableInput) -> list[Row]:
    """The functions of the table, those of the lower levels first; raises ``BadInput`` for a column that is not 100."""
    for finding in _columns(table):
        raise BadInput(finding.code, **finding.params)
    cells = {
        name: {level: column[level] for level in LEVELS if column.get(level)}
        for name, column in table.skill_weights.items()
    }
    order = sorted((name for name in cells if cells[name]), key=lambda name: LEVELS.index(next(iter(cells[name]))))
    rows: list[Row] = []
    for number, name in enumerate(order, start=1):
        taken = {row.id for row in rows}
        weights = {level: weight for level, weight in cells[name].items() if weight is not None}
        rows.append(Row(id_for(name, number, taken), name, weights))
    return rows


def _document(data: bytes, name: str) -> Document:
    try:
        text = data.decode("utf-8-sig")
        json.loads(text)
    except json.JSONDecodeError as error:
        problem = Problem("weights.not_json", shown((name, error.lineno, error.colno)), {"reason": error.msg})
        raise Problems("weights.invalid", [problem], where=name) from None
    except (UnicodeDecodeError, RecursionError):
        text = ""  # which the reader of YAML refuses in its own words
    try:
        document = parse(_whole_characters(text).encode() if text else data, name)
    except Problems as error:
        raise Problems("weights.invalid", error.problems, where=name) from None
    if document.problems:
        raise Problems("weights.invalid", document.problems, where=name)
    return document


def _whole_characters(text: str) -> str:
    """``text`` with the characters that JSON escapes as two halves written out, as YAML wants them."""
    pair = r"(?<!\\)\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    return re.sub(pair, lambda found: str(json.loads(f'"{found.group()}"')), text)


def _entry(document: Document, occupation: str) -> tuple[str, int]:
    """The way to the table of the occupation."""
    entries = _entries(document)
    found = [
        (str(entry.get("edition")), number)
        for number, entry in enumerate(entries)
        if entry.get("occupation_code") == occupation
    ]
    if not found:
        known = (f"{entry.get('occupation_code')} {entry.get('occupation_name')}" for entry in entries if entry)
        raise NotFound("weights.occupation_unknown", occupation=occupation, where=document.name, known=", ".join(known))
    return "standards", max(found)[1]


def _entries(document: Document) -> list[dict[str, Any]]:
    """The tables of the file in their order; an empty one stands for what is none."""
    entries = document.data.get("standards") if isinstance(document.data, dict) else None
    if not isinstance(entries, list):
        problem = document.problem(Finding("standard.key_missing", (), {"key": "standards"}))
        raise Problems("weights.invalid", [problem], where=document.name)
    return [entry if isinstance(entry, dict) else {} for entry in entries]


def _below(at: Path, finding: Finding) -> Finding:
    among = tuple((*at, *path) for path in finding.among)
    return Finding(finding.code, (*at, *finding.path), finding.params, finding.severity, finding.at_key, among)


def _columns(table: WeightTableInput) -> list[Finding]:
    """A fault for every level whose figures are not 100, and one for a table without any figure."""
    columns: dict[Level, dict[str, Decimal]] = {}
    for name, column in table.skill_weights.items():
        for level, weight in column.items():
            if weight is not None:
                columns.setdefault(level, {})[name] = weight
    faults = [] if columns else [Finding("weights.none", ("skill_weights",), at_key=True)]
    for level, figures in columns.items():
        total = sum(figures.values(), Decimal(0))
        if total != 100:
            shares = ", ".join(f"{name} {plain(weight)}" for name, weight in figures.items())
            params: dict[str, object] = {"column": f"skill_weights.{level}", "got": plain(total), "figures": shares}
            faults.append(Finding("standard.weights_sum", ("skill_weights", next(iter(figures)), level), params))
    return faults
