"""Ways to be admitted that are open to more people than the base's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assess.standards.compare.floor import Floor
from assess.standards.compare.implying import admits_no_more
from assess.standards.compare.places import Step, Where, member
from assess.standards.model import Route, Standard


def admission(base: Standard, own: Standard) -> Iterator[Floor]:
    """Easier routes to the levels of both and to their appointments; a route that was dropped is no floor."""
    for level, routes in base.eligibility.items():
        yield from _easier((Step("eligibility"), member(level)), routes, own.eligibility.get(level, ()))
    for grade, appointment in base.appointments.items():
        way = (Step("appointments"), member(grade), Step("eligibility"))
        if grade in own.appointments:
            yield from _easier(way, appointment.eligibility, own.appointments[grade].eligibility)


def _easier(way: Where, base: Sequence[Route], own: Sequence[Route]) -> Iterator[Floor]:
    known = {route.id: route for route in base}
    for route in own:
        if not admits_no_more(route, base):
            before = known.get(route.id)
            code = "floor.route_added" if before is None else "floor.route_easier"
            yield Floor((*way, member(route.id)), code, before, route)
