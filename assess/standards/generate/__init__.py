"""Starts an author from a table of skill weights: a whole standard, correct in every sum, to be rewritten by experts.

The names of the functions and their weights are the table's, the conditions of application those of the 2023 rules.
All else is a skeleton, and the file says so: in ``sample``, and in comments above what has to be replaced. Nothing is
passed off as the words of a published standard.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from assess.errors import BadInput
from assess.standards.generate import wording
from assess.standards.generate.assessing import assessment, smallest_step, theory_weights
from assess.standards.generate.conditions import CONDITIONS
from assess.standards.generate.table import (
    Occupation,
    Row,
    WeightTableInput,
    occupations_in,
    read_weight_table,
    rows_of,
)
from assess.standards.model import Id
from assess.standards.write import yaml_text

__all__ = ["Kind", "Occupation", "WeightTableInput", "generate", "occupations_in", "place_of", "read_weight_table"]

Kind = Literal["national", "enterprise"]
MINISTRY = "mohrss"
"""The author of national standards (人力资源和社会保障部)."""


def generate(table: WeightTableInput, *, kind: Kind = "national", author: str = "", edition: str = "") -> str:
    """The text of a draft that loads, has no errors, and gives a form with exact totals for every level of ``table``.

    ``author``: id of who writes it; an enterprise must be named, a national standard is the ministry's. ``edition``:
    that of the table when it is not given. Raises ``BadInput`` when a column of weights is not 100.
    """
    author = _author(kind, author)
    rows = rows_of(table)
    levels = [level for level in CONDITIONS if any(level in row.weights for row in rows)]
    theory, unit = theory_weights(rows, levels), smallest_step(rows)
    data = {
        **_head(table, kind, author, edition or table.edition),
        "overview": wording.overview(table.name),
        "levels": levels,
        "eligibility": {level: CONDITIONS[level] for level in levels},
        "basics": wording.BASICS,
        "functions": [_function(row) for row in rows],
        "weights": {"theory": theory, "skill": {row.id: row.weights for row in rows}},
        "assessment": {level: assessment(level, rows, unit) for level in levels},
        "arithmetic": {"unit": unit, "decimals": 2 if unit < wording.TENTH else 1, "compare": "exact"},
        "grading": {"kind": "per_level"},
    }
    return yaml_text(data, wording.comments(table, levels))


def place_of(table: WeightTableInput, *, kind: Kind = "national", author: str = "", edition: str = "") -> str:
    """Where such a draft belongs below the folder of standards: ``<id>/<edition>.yaml``."""
    return f"{_id(table, kind, _author(kind, author))}/{edition or table.edition}.yaml"


def _author(kind: Kind, author: str) -> str:
    if not author and kind == "enterprise":
        raise BadInput("generate.author_missing")
    try:
        return TypeAdapter(Id).validate_python(author or MINISTRY)
    except ValidationError as error:
        pattern = error.errors()[0]["ctx"]["pattern"]
        raise BadInput("standard.value_form", got=author, pattern=pattern, reason="id") from error


def _id(table: WeightTableInput, kind: Kind, author: str) -> str:
    return f"{'national' if kind == 'national' else author}/{table.code}"


def _head(table: WeightTableInput, kind: Kind, author: str, edition: str) -> dict[str, Any]:
    return {
        "format": 1,
        "id": _id(table, kind, author),
        "kind": kind,
        "code": table.code,
        "name": table.name,
        "edition": edition,
        "author": {"id": author, "name": wording.MINISTRY_NAME if author == MINISTRY else wording.AUTHOR_NAME},
        "source": wording.source(table),
        "sample": wording.SAMPLE,
    }


def _function(row: Row) -> dict[str, Any]:
    return {"id": row.id, "name": row.name, "contents": [wording.content(row, level) for level in row.weights]}
