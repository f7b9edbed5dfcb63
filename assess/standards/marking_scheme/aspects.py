"""One aspect of a marking scheme as one item of a task; nothing is read into its words that does not stand there.

Judgement becomes ``judge``. Measurement becomes ``measure`` where the requirement is a nominal value with tolerance and
unit and nothing else, ``deduct`` where every clause of the extra description takes away a figure, ``check`` where only
the description stands there, and ``points`` with all its words as the criterion otherwise.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from assess.standards.check.faults import plain
from assess.standards.grid import figure
from assess.standards.marking_scheme.scheme import Aspect

_CLAUSE = re.compile(
    r"deduct\s+(?P<amount>\d+(?:[.,]\d+)?)\s*(?:marks?|points?)?\s+(?P<how>per|for\s+(?:each|every|any)|if)\s+(?P<text>.+)",
    re.IGNORECASE,
)
_LIMITED = re.compile(r"\b(max(imum)?|at most|up to|no more|only)\b", re.IGNORECASE)
"""Words that say how much can be lost, in ways too many to read."""
_NUMBER = r"\d+(?:[.,]\d+)?"
_UNIT = r"(?P<unit>[^\W\d_][^\d\s±+]{0,11}|°C?|%|µm|Ω)"
_TOLERANCE = re.compile(
    rf"(?P<sign>[Øø⌀]?\s*)(?P<nominal>-?{_NUMBER})\s*(?P<first>{_UNIT.replace('unit', 'unit1')})?\s*"
    rf"(?:(?:±|\+/-)\s*(?P<both>{_NUMBER})|\+\s*(?P<upper>{_NUMBER})\s*/?\s*[-−]\s*(?P<lower>{_NUMBER}))\s*"
    rf"(?P<second>{_UNIT.replace('unit', 'unit2')})?"
)


def item_of(aspect: Aspect, id_: str) -> dict[str, Any]:
    """The item as data; what the workbook leaves out stays out, for the model to name."""
    item: dict[str, Any] = {"id": id_, "type": aspect.kind.lower(), "text": _text(aspect)}
    if aspect.mark is not None:
        item["max"] = figure(aspect.mark.text)
    if aspect.kind == "J":
        return item | _judged(aspect)
    if aspect.kind != "M":
        return item
    words = _words(aspect)
    measured = tolerance(aspect.requirement) if not (aspect.extra or aspect.calculation) else None
    if measured is not None:
        bands = [{"lower": measured["lower"], "upper": measured["upper"], "points": item.get("max", "")}]
        return item | {"type": "measure", "criterion": aspect.requirement, "nominal": measured["nominal"],
                       "unit": measured["unit"], "step": measured["step"], "bands": bands}
    faults = deductions(aspect.extra) if not (aspect.requirement or aspect.calculation) else None
    if faults:
        return item | {"type": "deduct", "criterion": words, "deductions": faults}
    return item | ({"type": "points", "criterion": words} if words else {"type": "check"})


def tolerance(requirement: str) -> dict[str, str] | None:
    """Nominal value, unit, step and both deviations of a requirement such as ``20.5 ±0.1 mm``; None for other words.

    The step is the last place that is written; the workbook does not say what the instrument shows.
    """
    found = _TOLERANCE.fullmatch(requirement.strip().replace("−", "-"))
    units = {unit for unit in (found["first"], found["second"]) if unit} if found else set()
    if found is None or len(units) != 1:
        return None
    nominal = figure(found["nominal"])
    upper, lower = figure(found["both"] or found["upper"]), figure(found["both"] or found["lower"])
    places = max(-int(Decimal(each).as_tuple().exponent) for each in (nominal, upper, lower))
    return {"nominal": nominal, "unit": units.pop(), "step": plain(Decimal(1).scaleb(-places)),
            "lower": f"-{lower}" if Decimal(lower) else "0", "upper": upper}


def deductions(extra: list[str]) -> list[dict[str, Any]] | None:
    """The faults of a description such as ``Deduct 0.25 per missing element``; None when any clause says else.

    "if" happens once, so that its amount is also the most that it can take.
    """
    clauses = [clause.strip().rstrip(".") for text in extra for clause in re.split(r"[;\n]", text) if clause.strip()]
    found = [_CLAUSE.fullmatch(clause) for clause in clauses]
    faults: list[dict[str, Any]] = []
    for number, match in enumerate(found, start=1):
        if match is None or _LIMITED.search(match["text"]):
            return None
        amount = figure(match["amount"])
        fault = {"id": f"d{number}", "text": match["text"], "amount": amount}
        faults.append(fault | ({"cap": amount} if match["how"].lower() == "if" else {}))
    return faults or None


def _text(aspect: Aspect) -> str:
    return f"{aspect.group}: {aspect.text}" if aspect.group else aspect.text


def _words(aspect: Aspect) -> str:
    return "\n".join(filter(None, (*aspect.extra, aspect.requirement, aspect.calculation)))


def _judged(aspect: Aspect) -> dict[str, Any]:
    """Four descriptors; a missing one stays empty in its place, so that the others keep their scores."""
    descriptors = [aspect.scores[score].text if score in aspect.scores else "" for score in range(4)]
    words = _words(aspect)
    return {"type": "judge", "descriptors": descriptors} | ({"criterion": words} if words else {})
