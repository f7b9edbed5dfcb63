"""One figure of a statistic: an exact number, or the reason why there is none – never NaN, nor a 0 in its place."""

from __future__ import annotations

from decimal import Context, Decimal
from enum import Enum
from fractions import Fraction

_ROOTS = Context(prec=40)
_MILLION = 10**6


class Undefined(Enum):
    """Why a figure has no value."""

    TOO_FEW = "too_few"
    """Fewer candidates, examiners or items than the figure needs."""
    ALL_EQUAL = "all_equal"
    """All values are the same: there is no difference that could go with anything."""
    NOT_LINKED = "not_linked"
    """Examiners who share no candidates, by themselves or by others between them: they cannot be compared."""
    HIDDEN = "hidden"
    """It would point at a person, and the reader may not see persons."""


Figure = Fraction | Undefined
Count = int | Undefined


def mean(values: list[Fraction]) -> Figure:
    """The exact mean; ``TOO_FEW`` of nothing."""
    return sum(values, Fraction(0)) / len(values) if values else Undefined.TOO_FEW


def root(value: Fraction) -> Fraction:
    """The square root to 40 digits: the one place where a figure stops being exact."""
    ratio = _ROOTS.divide(Decimal(value.numerator), Decimal(value.denominator))
    return Fraction(ratio.sqrt(_ROOTS))


def millionths(value: Fraction) -> Fraction:
    """``value``, which came of a root, to six decimals: nobody needs more of it, and sums with it stay short."""
    return Fraction(round(value * _MILLION), _MILLION)


def standard_error(values: list[Fraction]) -> Figure:
    """The standard error of the mean of ``values``: their standard deviation (n − 1) divided by √n."""
    if len(values) < 2:
        return Undefined.TOO_FEW
    centre = sum(values, Fraction(0)) / len(values)
    squares = sum(((value - centre) ** 2 for value in values), Fraction(0))
    return millionths(root(squares / (len(values) - 1) / len(values)))
