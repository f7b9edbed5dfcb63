"""What a competition says besides its exam: sections that carry its points, and the grades that its prizes lead to."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assess.standards.check.faults import higher, listed, plain, twice
from assess.standards.document import Finding, Path
from assess.standards.model import Competition, Standard


def competition(standard: Standard) -> Iterator[Finding]:
    """Faults of the key ``competition``, which a competition standard has and no other one may have."""
    rule = standard.competition
    if rule is None:
        if standard.kind == "competition":
            yield Finding("standard.competition_missing", ("kind",))
        return
    if standard.kind != "competition":
        params: dict[str, object] = {"kind": standard.kind}
        yield Finding("standard.competition_unused", ("competition",), params, at_key=True, among=(("kind",),))
    at: Path = ("competition", "sections")
    yield from twice("section", (((*at, i), section.id) for i, section in enumerate(rule.sections)))
    yield from _sections(standard, rule)
    yield from _promotions(rule)


def _sections(standard: Standard, rule: Competition) -> Iterator[Finding]:
    """The sections together carry the points of the practical parts, at each level that is examined."""
    total = sum((section.points for section in rule.sections), Decimal(0))
    for level, examined in standard.assessment.items():
        own = [(i, part) for i, part in enumerate(examined.parts) if part.kind == "practical" and part.award is None]
        available = sum((part.points for _, part in own), Decimal(0))
        if rule.sections and own and total != available:
            params: dict[str, object] = {
                "got": plain(total), "points": plain(available), "level": level,
                "figures": listed(f"{section.id} {plain(section.points)}" for section in rule.sections),
            }  # fmt: skip
            among = [("competition", "sections", i, "points") for i in range(len(rule.sections))]
            parts = [("assessment", level, "parts", i, "points") for i, _ in own]
            yield Finding("standard.sections_sum", among[0], params, among=(*among, *parts))
            return


def _promotions(rule: Competition) -> Iterator[Finding]:
    """Each line says whom it raises, to what, and no prize of a group leads to two grades; none is above 高级技师."""
    seen: dict[tuple[str, str], int] = {}
    for number, line in enumerate(rule.promotions):
        at: Path = ("competition", "promotions", number)
        if not line.prizes and line.rank is None:
            yield Finding("standard.promotion_for_nothing", at)
        if line.if_held is not None and not higher(line.if_held, line.to):
            params: dict[str, object] = {"if_held": line.if_held, "to": line.to}
            yield Finding("standard.promotion_not_up", (*at, "if_held"), params, among=((*at, "to"),))
        for k, prize in enumerate(line.prizes):
            first = seen.setdefault((line.group, prize), number)
            if first != number:
                params = {"prize": prize, "group": line.group}
                among = (("competition", "promotions", first, "prizes"),)
                yield Finding("standard.promotion_twice", (*at, "prizes", k), params, among=among)
