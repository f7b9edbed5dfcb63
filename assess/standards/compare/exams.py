"""Exams that ask less: lower pass marks, less time, fewer or less qualified examiners, parts that are gone."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assess.standards.compare.floor import Floor
from assess.standards.compare.places import Step, Where, member, plain, value_of
from assess.standards.model import Grading, LevelAssessment, Part, Standard, Task


def exams(base: Standard, own: Standard) -> Iterator[Floor]:
    """Parts of every level that both examine, and the tasks that both have."""
    for level, assessment in base.assessment.items():
        if level not in own.assessment:
            continue
        way: Where = (Step("assessment"), member(level))
        yield from _kept(way, assessment, own.assessment[level])
        mine = {part.id: part for part in own.assessment[level].parts}
        for part in assessment.parts:
            yield from _part((*way, Step("parts"), member(part.id, part.name)), part, mine.get(part.id))
        tasks = {task.id: task for task in own.assessment[level].tasks}
        for task in assessment.tasks:
            if task.id in tasks:
                yield from _time((*way, Step("tasks"), member(task.id, task.name)), task, tasks[task.id])


def grading(base: Standard, own: Standard) -> Iterator[Floor]:
    """Grades that are reached with fewer points, and a comparison that rounds up to the pass mark."""
    if base.grading.kind != own.grading.kind:
        yield Floor((Step("grading"), Step("kind")), "floor.grading_other", base.grading.kind, own.grading.kind)
    else:
        yield from _bands(base.grading, own.grading)
    if own.arithmetic.compare == "rounded":
        before, after = base.arithmetic, own.arithmetic
        if before.compare == "exact":
            yield Floor((Step("arithmetic"), Step("compare")), "floor.rounded", before.compare, after.compare)
        elif after.decimals < before.decimals:
            old, new = str(before.decimals), str(after.decimals)
            yield Floor((Step("arithmetic"), Step("decimals")), "floor.rounded", old, new)


def _part(way: Where, part: Part, own: Part | None) -> Iterator[Floor]:
    if own is None:
        yield Floor(way, "floor.part_missing", part.name, None)
        return
    if own.award is not None and part.award is None:
        yield Floor((*way, Step("award")), "floor.part_for_award", None, own.award)
    # Of 120 points 60 are less than of 100, and so are 36 of 60 in figures: both are listed.
    if own.pass_mark < part.pass_mark or own.pass_mark * part.points < part.pass_mark * own.points:
        old, new = (f"{plain(one.pass_mark)}/{plain(one.points)}" for one in (part, own))
        yield Floor((*way, Step("pass")), "floor.pass_lower", old, new)
    yield from _time(way, part, own)
    yield from _marking(way, part, own)
    mine, theirs = own.examiners, part.examiners
    way = (*way, Step("examiners"))
    if mine.minimum < theirs.minimum:
        yield Floor((*way, Step("minimum")), "floor.examiners_fewer", str(theirs.minimum), str(mine.minimum))
    if theirs.odd and not mine.odd:
        yield Floor((*way, Step("odd")), "floor.examiners_odd", "true", "false")
    if (theirs.qualification, mine.qualification) == ("senior-examiner", "examiner"):
        yield Floor(
            (*way, Step("qualification")), "floor.qualification_lower", theirs.qualification, mine.qualification
        )


def _kept(way: Where, base: LevelAssessment, own: LevelAssessment) -> Iterator[Floor]:
    """A passed part that counts for longer; a base that does not speak of it leaves it open."""
    if base.keep_passed is not None and own.keep_passed is not None and own.keep_passed > base.keep_passed:
        old, new = str(base.keep_passed), str(own.keep_passed)
        yield Floor((*way, Step("keep_passed")), "floor.kept_longer", old, new)


def _marking(way: Where, base: Part, own: Part) -> Iterator[Floor]:
    """Fewer totals that a further examiner looks at, names that examiners see, examiners who are not calibrated."""
    if base.near is not None and (own.near is None or own.near < base.near):
        yield Floor((*way, Step("near")), "floor.near_smaller", value_of(base.near), value_of(own.near))
    if base.blind and not own.blind:
        yield Floor((*way, Step("blind")), "floor.blind_dropped", "true", "false")
    if base.calibration and not own.calibration:
        yield Floor((*way, Step("calibration")), "floor.calibration_dropped", "true", "false")


def _time(way: Where, base: Part | Task, own: Part | Task) -> Iterator[Floor]:
    """Less time, or none that is set."""
    if base.minutes is not None and (own.minutes is None or own.minutes < base.minutes):
        yield Floor((*way, Step("minutes")), "floor.minutes_fewer", value_of(base.minutes), value_of(own.minutes))


def _bands(base: Grading, own: Grading) -> Iterator[Floor]:
    least: dict[str, Decimal] = {band.grade: band.at_least for band in base.bands if band.grade}
    for number, band in enumerate(own.bands, start=1):
        if band.grade and band.grade in least and band.at_least < least[band.grade]:
            way = (Step("grading"), Step("bands"), member(str(number)), Step("from"))
            yield Floor(way, "floor.band_lower", plain(least[band.grade]), plain(band.at_least))
