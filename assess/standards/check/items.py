"""The figures inside an item: what it can lose or give fits its points, the unit, and what an instrument shows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assess.standards.check.faults import listed, multiple, plain
from assess.standards.document import Finding, Path
from assess.standards.model import DeductItem, Item, MeasureItem, PointsItem, Standard, Task, TimeItem, VetoItem


def items(standard: Standard) -> Iterator[Finding]:
    """Faults of every item by itself."""
    unit = standard.arithmetic.unit
    for level, examined in standard.assessment.items():
        for number, task in enumerate(examined.tasks):
            for k, item in enumerate(task.items):
                yield from _item(("assessment", level, "tasks", number, "items", k), item, task, unit)


def _item(at: Path, item: Item, task: Task, unit: Decimal) -> Iterator[Finding]:
    if not isinstance(item, VetoItem) and item.max == 0:
        yield Finding("standard.points_zero", (*at, "max"), {"item": item.id})
    match item:
        case VetoItem():
            yield from _veto(at, item, task)
        case PointsItem():
            among = ((*at, "unit"),) if item.unit is not None else ()
            yield from multiple((*at, "max"), item.max, unit if item.unit is None else item.unit, among)
        case DeductItem():
            yield from multiple((*at, "max"), item.max, unit)
            yield from _deductions(at, item, unit)
        case MeasureItem():
            yield from _measure(at, item, unit)
        case TimeItem():
            yield from multiple((*at, "max"), item.max, unit)
            yield from _time(at, item, unit)


def _deductions(at: Path, item: DeductItem, unit: Decimal) -> Iterator[Finding]:
    """0 < amount ≤ cap ≤ points of the item."""
    for k, fault in enumerate(item.deductions):
        where = (*at, "deductions", k)
        cap = fault.cap if fault.cap is not None else item.max
        yield from multiple((*where, "amount"), fault.amount, unit)
        if fault.cap is not None:
            yield from multiple((*where, "cap"), fault.cap, unit)
        if not 0 < fault.amount <= cap <= item.max:
            params: dict[str, object] = {"amount": plain(fault.amount), "cap": plain(cap), "max": plain(item.max)}
            # An amount that fits the item is not what is wrong.
            key = "cap" if 0 < fault.amount <= item.max < cap else "amount"
            among = tuple((*where, name) for name in ("amount", "cap") if getattr(fault, name) is not None)
            yield Finding("standard.deduction_range", (*where, key), params, among=(*among, (*at, "max")))


def _time(at: Path, item: TimeItem, unit: Decimal) -> Iterator[Finding]:
    """0 < loss of a minute ≤ all that can be lost ≤ points of the item."""
    yield from multiple((*at, "loss"), item.loss, unit)
    cap = item.max if item.cap is None else item.cap
    if item.cap is not None:
        yield from multiple((*at, "cap"), item.cap, unit)
    if not 0 < item.loss <= cap <= item.max:
        params: dict[str, object] = {"loss": plain(item.loss), "cap": plain(cap), "max": plain(item.max)}
        key = "cap" if 0 < item.loss <= item.max < cap else "loss"
        among = tuple((*at, name) for name in ("loss", "cap", "max") if getattr(item, name) is not None)
        yield Finding("standard.time_loss", (*at, key), params, among=among)


def _measure(at: Path, item: MeasureItem, unit: Decimal) -> Iterator[Finding]:
    """The narrowest band first with all points, each further one around it with fewer; all in what can be read off."""
    yield from multiple((*at, "nominal"), item.nominal, item.step, ((*at, "step"),))
    first = item.bands[0]
    if first.points != item.max:
        params: dict[str, object] = {"got": plain(first.points), "max": plain(item.max)}
        yield Finding("standard.measure_first", (*at, "bands", 0, "points"), params, among=((*at, "max"),))
    elif not first.lower <= 0 <= first.upper and first.lower <= first.upper:
        params = {"lower": plain(first.lower), "upper": plain(first.upper)}
        yield Finding("standard.measure_nominal", (*at, "bands", 0, "lower"), params, severity="warning",
                      among=((*at, "bands", 0, "upper"),))
    for k, band in enumerate(item.bands):
        where = (*at, "bands", k)
        yield from multiple((*where, "points"), band.points, unit)
        for key, deviation in (("lower", band.lower), ("upper", band.upper)):
            yield from multiple((*where, key), deviation, item.step, ((*at, "step"),))
        if band.lower > band.upper:
            params = {"lower": plain(band.lower), "upper": plain(band.upper)}
            yield Finding("standard.measure_empty", (*where, "lower"), params, among=((*where, "upper"),))
        elif k and item.bands[k - 1].lower <= item.bands[k - 1].upper:
            yield from _wider(at, item, k)


def _wider(at: Path, item: MeasureItem, k: int) -> Iterator[Finding]:
    """The band lies around the one before it and is worth less."""
    band, inner = item.bands[k], item.bands[k - 1]
    where, before = (*at, "bands", k), (*at, "bands", k - 1)
    if (band.lower, band.upper) == (inner.lower, inner.upper) or band.lower > inner.lower or band.upper < inner.upper:
        key = "lower" if band.lower > inner.lower else "upper"
        params: dict[str, object] = {
            "lower": plain(band.lower), "upper": plain(band.upper),
            "inner_lower": plain(inner.lower), "inner_upper": plain(inner.upper),
        }  # fmt: skip
        yield Finding("standard.measure_nested", (*where, key), params, among=((*where, "lower"), (*before, key)))
    if band.points >= inner.points:
        params = {"got": plain(band.points), "before": plain(inner.points)}
        yield Finding("standard.measure_falling", (*where, "points"), params, among=((*before, "points"),))


def _veto(at: Path, item: VetoItem, task: Task) -> Iterator[Finding]:
    """``of`` names the item that the veto zeroes: one of the same task that carries points, with that effect only."""
    scored = list(dict.fromkeys(other.id for other in task.items if not isinstance(other, VetoItem)))
    if item.effect == "item" and item.of is None:
        yield Finding("standard.veto_of_missing", (*at, "effect"), {"items": listed(scored)})
    elif item.effect != "item" and item.of is not None:
        yield Finding("standard.veto_of_unused", (*at, "of"), {"effect": item.effect}, at_key=True)
    elif item.of is not None and item.of not in scored:
        params: dict[str, object] = {"of": item.of, "task": task.id, "items": listed(scored)}
        yield Finding("standard.veto_of_unknown", (*at, "of"), params, within=(at[:-1],))
