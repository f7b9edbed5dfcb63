"""What a measured value and a used time are worth, with every step on the way: the same steps that a pencil takes.

Value → deviation from the nominal value → first band → points; seconds → seconds over the limit → minutes → loss.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from assess.standards.model import MeasureItem, TimeItem, Tolerance


@dataclass(frozen=True)
class Measurement:
    """A measured value: how far it lies from the nominal one, the band that takes it, and the points of that band."""

    value: Fraction
    deviation: Fraction
    band: Tolerance | None
    """None: outside all bands, which is worth nothing."""
    points: Fraction


@dataclass(frozen=True)
class Timing:
    """A used time: the seconds over the limit, the minutes that count, what they cost, and the points left."""

    seconds: int
    over: int
    minutes: int
    lost: Fraction
    capped: bool
    """Whether the minutes would have cost more than can be lost."""
    points: Fraction


def measured(item: MeasureItem, value: Fraction) -> Measurement:
    """What ``value`` (in the item's unit) is worth: the first band with lower ≤ deviation ≤ upper decides."""
    deviation = value - Fraction(item.nominal)
    for band in item.bands:
        if Fraction(band.lower) <= deviation <= Fraction(band.upper):
            return Measurement(value, deviation, band, Fraction(band.points))
    return Measurement(value, deviation, None, Fraction(0))


def timed(item: TimeItem, seconds: int) -> Timing:
    """What ``seconds`` are worth: the limit itself costs nothing, then every started (or full) minute costs its loss.

    At most the item's cap is lost, without one at most its points: the score is never below 0.
    """
    over = max(seconds - item.limit * 60, 0)
    minutes = -(-over // 60) if item.counts == "started" else over // 60
    cost, most = Fraction(item.loss) * minutes, Fraction(item.max)
    if item.cap is not None:
        most = min(most, Fraction(item.cap))
    lost = min(cost, most)
    return Timing(seconds, over, minutes, lost, cost > most, Fraction(item.max) - lost)
