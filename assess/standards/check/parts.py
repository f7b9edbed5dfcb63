"""What is said of each part besides its points: its kind, its examiners, its order."""

from __future__ import annotations

from collections.abc import Iterator

from assess.standards.check.faults import unknown
from assess.standards.document import Finding, Path
from assess.standards.model import Level, Part, Standard

REVIEWED: tuple[Level, ...] = ("L2", "L1")
"""综合评审 exists for 技师 and 高级技师 only (人社部发〔2022〕14号)."""

TRIMMED = 3
"""One highest and one lowest mark are left out, so that the mean needs at least so many."""


def settings(standard: Standard) -> Iterator[Finding]:
    """Faults of the parts of every level."""
    for level, examined in standard.assessment.items():
        known = [part.id for part in examined.parts]
        for number, part in enumerate(examined.parts):
            at: Path = ("assessment", level, "parts", number)
            if part.kind == "review" and level not in REVIEWED:
                yield Finding("standard.review_level", (*at, "kind"), {"level": level, "levels": ", ".join(REVIEWED)})
            yield from _examiners((*at, "examiners"), part)
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
