"""The tasks of a part add up to its points, and its pass mark can be reached."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from assess.standards.check.faults import listed, plain
from assess.standards.check.points.figures import Figures
from assess.standards.check.points.functions import part_is_wrong
from assess.standards.document import Finding, Path


def parts(figures: Figures) -> Iterator[Finding]:
    """Faults of the parts of one level."""
    explained = _explained(figures)
    for number, part in enumerate(figures.parts):
        at: Path = ("assessment", figures.level, "parts", number)
        tasks = [k for share in figures.shares if share.part == part.id for k in share.tasks]
        total, reachable = figures.in_part(part.id), Fraction(part.points)
        if tasks and total != part.points and not (explained and part.id in figures.own):
            reachable = max(reachable, total)
            yield _sum(figures, at, part.id, sorted(tasks))
        elif not tasks and part.kind != "theory":
            # Without tasks a part is scored as a whole, which only theory may be.
            yield Finding("standard.part_without_tasks", at, {"part": part.id}, within=(figures.all_tasks,))
        if not 0 < part.pass_mark <= reachable:
            params: dict[str, object] = {"pass": plain(part.pass_mark), "points": plain(part.points)}
            code = "standard.pass_above_points" if part.pass_mark else "standard.pass_zero"
            yield Finding(code, (*at, "pass"), params, among=((*at, "points"),))


def _explained(figures: Figures) -> bool:
    """Whether the faults of functions are why the own practical parts do not add up."""
    if not figures.weights or part_is_wrong(figures):
        return False
    surplus = sum((figures.in_part(part) for part in figures.own), Fraction(0)) - figures.available
    unplaced = sum((share.points for share in figures.unplaced), Fraction(0))
    return surplus == sum(figures.off.values(), Fraction(0)) + unplaced


def _sum(figures: Figures, at: Path, part: str, tasks: list[int]) -> Finding:
    """The tasks of a part that do not add up to its points; of a choice, as many as are taken count."""
    said = next(each.points for each in figures.parts if each.id == part)
    params: dict[str, object] = {
        "part": part, "got": plain(figures.in_part(part)), "points": plain(said),
        "figures": listed(f"{figures.tasks[k].id} {plain(figures.points[k])}" for k in tasks),
    }  # fmt: skip
    among = tuple(figures.at(k, "points") for k in tasks)
    return Finding("standard.part_sum", (*at, "points"), params, among=among, within=(figures.all_tasks,))
