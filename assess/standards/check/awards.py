"""发证: what a partner asks for its paper goes beyond the standard's own demands, and only where the scheme says so."""

from __future__ import annotations

from collections.abc import Iterator

from assess.standards.check.faults import level_known, plain, unknown
from assess.standards.document import Finding, Path
from assess.standards.model import Award, Standard


def awards(standard: Standard) -> Iterator[Finding]:
    """Faults of every award."""
    seen: dict[str, int] = {}
    for number, award in enumerate(standard.awards):
        at: Path = ("awards", number)
        first = seen.setdefault(award.scheme, number)
        if first != number:
            params: dict[str, object] = {"kind": "scheme", "id": award.scheme}
            yield Finding("standard.id_twice", (*at, "scheme"), params, among=(("awards", first, "scheme"),))
        for key, levels in (("grades", award.grades), ("demands", award.demands)):
            for level in levels:
                yield from level_known(standard, (*at, key, level), level, at_key=True)
        if award.score_rule == "same":
            yield from _nothing_more(standard, at, award)
        yield from _demands(standard, at, award)


def _nothing_more(standard: Standard, at: Path, award: Award) -> Iterator[Finding]:
    """One result counts for both: then nothing may be asked for the partner alone."""
    rule = (*at, "score_rule")
    if award.demands:
        yield Finding("standard.award_same", (*at, "demands"), {"scheme": award.scheme}, at_key=True, among=(rule,))
    for level, examined in standard.assessment.items():
        for i, part in enumerate(examined.parts):
            if part.award == award.scheme:
                where = ("assessment", level, "parts", i, "award")
                yield Finding("standard.award_same", where, {"scheme": award.scheme}, among=(rule,))


def _demands(standard: Standard, at: Path, award: Award) -> Iterator[Finding]:
    """A demand names a part of its level and lies above that part's pass mark, within its points."""
    for level, demands in award.demands.items():
        examined = standard.assessment.get(level)
        parts = {part.id: (i, part) for i, part in enumerate(examined.parts)} if examined else {}
        for k, demand in enumerate(demands):
            where = (*at, "demands", level, k)
            if examined is not None:
                yield from unknown("part", (*where, "part"), demand.part, parts)
            if demand.part in parts:
                i, part = parts[demand.part]
                if not part.pass_mark < demand.pass_mark <= part.points:
                    params: dict[str, object] = {
                        "got": plain(demand.pass_mark), "own": plain(part.pass_mark), "points": plain(part.points),
                        "part": part.id,
                    }  # fmt: skip
                    among = (("assessment", level, "parts", i, "pass"),)
                    yield Finding("standard.award_demand", (*where, "pass"), params, among=among)
