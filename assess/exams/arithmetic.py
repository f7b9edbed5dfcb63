"""The arithmetic of scores: exact from the typed text to the verdict, rounded once, half up, for show.

Marks come as text and become ``Decimal``, sums and means are ``Fraction``; no float occurs. What is displayed never
says "pass mark" for a score that failed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from fractions import Fraction

from assess.errors import BadInput

_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)


def read_number(text: str) -> Decimal:
    """The number a person typed: full-width digits and a decimal comma are understood, nothing else is guessed.

    Raises ``BadInput("mark.not_a_number")`` for anything that is no plain decimal number (signs, exponents, groups).
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace("。", ".")
    if re.search(r",\d{3}$", plain):
        # 1,000 may be a thousand or one: the person has to say which.
        raise BadInput("mark.not_a_number", got=text)
    plain = plain.replace(",", ".")
    if not plain or len(plain) > 20 or not all(char in "0123456789." for char in plain) or plain.count(".") > 1:
        raise BadInput("mark.not_a_number", got=text)
    try:
        return Decimal(plain)
    except InvalidOperation as error:
        raise BadInput("mark.not_a_number", got=text) from error


def fits_unit(value: Decimal, unit: Decimal) -> bool:
    """Whether ``value`` is a whole multiple of ``unit`` (0.5, 0.1, 0.25 …)."""
    return Fraction(value) % Fraction(unit) == 0


def mean(values: Sequence[Fraction]) -> Fraction:
    """The exact arithmetic mean; an empty sequence is a fault of the caller (``ZeroDivisionError``)."""
    return sum(values, Fraction(0)) / len(values)


def weighted(values: Sequence[Fraction], weights: Sequence[Fraction], whole: Fraction = Fraction(100)) -> Fraction:
    """Σ value × weight / whole; weights that do not add up to ``whole`` exactly are refused, never normalised."""
    total = sum(weights, Fraction(0))
    if len(values) != len(weights) or total != whole:
        raise BadInput("weights.sum", got=exact_text(total), expected=exact_text(whole))
    return sum((value * weight for value, weight in zip(values, weights, strict=True)), Fraction(0)) / whole


def judged(maximum: Fraction, steps: Sequence[int]) -> Fraction:
    """Worth of a judged item: maximum × (sum of n judges' steps 0–3) / (3n)."""
    return maximum * sum(steps) / (3 * len(steps))


def rounded(value: Fraction, decimals: int) -> Decimal:
    """``value`` rounded half up (四舍五入, away from zero) to ``decimals`` places."""
    scaled = abs(value) * 10**decimals
    whole = int(scaled + Fraction(1, 2))
    result = Decimal(whole).scaleb(-decimals, context=_EXACT)
    return -result if value < 0 else result


def passes(value: Fraction, mark: Fraction, *, decimals: int, compare: str) -> bool:
    """Whether ``value`` reaches ``mark``: the unrounded value decides unless the standard declares ``rounded``."""
    if compare == "rounded":
        return Fraction(rounded(value, decimals)) >= mark
    return value >= mark


def shown(value: Fraction, *, decimals: int, mark: Fraction | None = None, compare: str = "exact") -> str:
    """The text a reader sees, rounded half up; a value below ``mark`` is never shown as ``mark`` or more.

    Where rounding would do that, a terminating decimal is shown in full (79.55, 59.96), any other with as many digits
    as it takes to be seen below the mark.
    """
    text = rounded(value, decimals)
    if mark is None or compare == "rounded" or value >= mark or Fraction(text) < mark:
        return f"{text:f}"
    if (places := _terminating_places(value)) is not None:
        return f"{rounded(value, places):f}"
    while Fraction(text) >= mark:
        decimals += 1
        text = rounded(value, decimals)
    return f"{text:f}"


def exact_text(value: Fraction) -> str:
    """``value`` as a plain decimal where it terminates, otherwise as ``p/q``; for records and messages."""
    places = _terminating_places(value)
    return f"{value.numerator}/{value.denominator}" if places is None else f"{rounded(value, places):f}"


def ratio_text(value: Fraction) -> str:
    """``value`` as ``p/q`` in lowest terms, the form that records keep."""
    return f"{value.numerator}/{value.denominator}"


def _terminating_places(value: Fraction) -> int | None:
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None
