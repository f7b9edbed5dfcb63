"""What is said of each part besides its points: its kind, its examiners, its order."""

from __future__ import annotations

from collections.abc import Iterator

from assess.standards.check.faults import plain, unknown
from assess.standards.document import Finding, Path
from assess.standards.model import Level, Part, Standard

REVIEWED: tuple[Level, ...] = ("L2", "L1")
"""综合评审 exists for 技师 and 高级技师 only (人社部发〔2022〕14号)."""

TRIMMED = 3
"""One highest and one lowest mark are left out, so that the mean needs at least so many."""
COMPARED = 2
"""A common example is marked to see how far examiners lie apart, which takes at least so many."""


def settings(standard: Standard) -> Iterator[Finding]:
    """Faults of the parts of every level."""
    for level, examined in standard.assessment.items():
        known = [part.id for part in examined.parts]
        for number, part in enumerate(examined.parts):
            at: Path = ("assessment", level, "parts", number)
            if part.kind == "review" and level not in REVIEWED:
                yield Finding("standard.review_level", (*at, "kind"), {"level": level, "levels": ", ".join(REVIEWED)})
            yield from _examiners((*at, "examiners"), part)
            yield from _near((*at, "near"), part)
            if part.after in known[number:]:
                params: dict[str, object] = {"part": part.id, "after": part.after}
                among = ((*at[:-1], known.index(part.after), "id"),)
                yield Finding("standard.part_order", (*at, "after"), params, among=among, within=(at[:-1],))
            if part.award is not None:
                schemes = [award.scheme for award in standard.awards]
                yield from unknown("scheme", (*at, "award"), part.award, schemes)


def _examiners(at: Path, part: Part) -> Iterator[Finding]:
    minimum = part.examiners.minimum
    if part.examiners.odd and minimum % 2 == 0:
        yield Finding("standard.examiners_even", (*at, "minimum"), {"got": minimum}, among=((*at, "odd"),))
    if part.combine == "trimmed-mean" and minimum < TRIMMED:
        params: dict[str, object] = {"got": minimum, "least": TRIMMED}
        among = ((*at[:-1], "combine"),)
        yield Finding("standard.examiners_few", (*at, "minimum"), params, among=among)
    if part.calibration and minimum < COMPARED:
        params = {"got": minimum, "least": COMPARED}
        yield Finding("standard.calibration_alone", (*at[:-1], "calibration"), params, within=(at,))


def _near(at: Path, part: Part) -> Iterator[Finding]:
    """Near the pass mark is neither full points nor none: else every sheet would need a further examiner."""
    if part.near is None:
        return
    most = min(part.pass_mark, part.points - part.pass_mark)
    if not 0 < part.near < most:
        params: dict[str, object] = {"got": plain(part.near), "below": plain(most)}
        yield Finding("standard.near_range", at, params, among=((*at[:-1], "pass"), (*at[:-1], "points")))
