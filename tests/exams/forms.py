"""Small exam forms for tests of the arithmetic: parts, tasks and items without a file around them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from assess.exams.form import ExamForm, FormAward, FormPart
from assess.exams.scores import Entry, ScoreSheet
from assess.standards.model import Arithmetic, Choice, Grading, Part, Task


def part(*items: dict[str, Any], id: str = "practical", unit: str = "0.01", **fields: Any) -> FormPart:
    """A part with one task ``t`` that holds these items; ``fields`` are those of the part."""
    return part_of(task("t", *items, part=id), id=id, unit=unit, **fields)


def part_of(
    *tasks: Task, id: str = "practical", unit: str = "0.01", choices: tuple[Choice, ...] = (), **fields: Any
) -> FormPart:
    """A part with these tasks."""
    data = {"id": id, "kind": "practical", "name": "技能考核", "points": "1000", "pass": "60", **fields}
    return FormPart(part=Part.model_validate(data), tasks=tasks, choices=choices, unit=Decimal(unit))


def choice(id: str = "either", take: int = 1) -> Choice:
    """A choice of so many tasks."""
    return Choice.model_validate({"id": id, "name": id, "take": take})


def task(id: str, *items: dict[str, Any], **fields: Any) -> Task:
    """A task with these items."""
    items = tuple({"text": item["id"], **item} for item in items)
    return Task.model_validate({"id": id, "name": id, "points": "100", "items": items, **fields})


def form(*parts: FormPart, level: str = "L4", awards: tuple[FormAward, ...] = (), **arithmetic: Any) -> ExamForm:
    """A form of these parts, for a standard of grading by level."""
    return ExamForm(standard="test", edition="1", standard_sha256="0" * 64, level=cast(Any, level), parts=parts,
                    arithmetic=Arithmetic.model_validate(arithmetic), grading=Grading(), awards=awards)


def points(id: str, max: str = "100", **fields: Any) -> dict[str, Any]:
    """An item of points."""
    return {"id": id, "type": "points", "max": max, **fields}


def judge(id: str, max: str = "100", spread: int = 1) -> dict[str, Any]:
    """An item that is judged 0–3."""
    return {"id": id, "type": "judge", "max": max, "descriptors": list("0123"), "spread": spread}


def veto(id: str, effect: str, of: str | None = None) -> dict[str, Any]:
    """A veto; ``of`` is the item that one of effect ``item`` zeroes."""
    return {"id": id, "type": "veto", "effect": effect, "of": of}


def measure(id: str, *bands: tuple[str, str, str], nominal: str = "50", step: str = "0.01") -> dict[str, Any]:
    """A measured item in mm: bands of (lower, upper, points), the first with the full points."""
    listed = [{"lower": lower, "upper": upper, "points": worth} for lower, upper, worth in bands]
    return {"id": id, "type": "measure", "max": bands[0][2], "nominal": nominal, "unit": "mm", "step": step,
            "bands": listed}


def timed(id: str, max: str, limit: int, loss: str, cap: str | None = None, counts: str = "started") -> dict[str, Any]:
    """An item of time: limit in minutes, loss for every minute over it."""
    return {"id": id, "type": "time", "max": max, "limit": limit, "loss": loss, "cap": cap, "counts": counts}


def deduct(id: str, max: str, *deductions: tuple[str, str, str | None]) -> dict[str, Any]:
    """An item less deductions: (id, amount, cap)."""
    listed = [{"id": name, "text": name, "amount": amount, **({"cap": cap} if cap else {})}
              for name, amount, cap in deductions]
    return {"id": id, "type": "deduct", "max": max, "deductions": listed}


def sheet(examiner: str = "1", **values: str) -> ScoreSheet:
    """A sheet of the task ``t``; ``i1="5"`` fills the item ``i1``, ``i1__torn="2"`` counts a fault."""
    entries = {f"t.{key.replace('__', '.')}": Entry(value, "reason") for key, value in values.items()}
    return ScoreSheet(examiner, entries)
