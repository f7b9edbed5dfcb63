"""The arithmetic of scores: exact from the typed text to the verdict, rounded once, half up, for show.

Marks come as text and become ``Decimal``, sums and means are ``Fraction``; no float occurs. What is displayed never
says "pass mark" for a score that failed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from math import lcm

from assess.errors import BadInput

_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
_MINUS = ("-", "−", "–")
_TIME = re.compile(r"[0-9]{1,7}|[0-9]{1,5}:[0-5][0-9]|[0-9]{1,3}:[0-5][0-9]:[0-5][0-9]")


def read_number(text: str) -> Decimal:
    """The number a person typed: full-width digits and a decimal comma are understood, nothing else is guessed.

    Raises ``BadInput("mark.not_a_number")`` for anything that is no plain decimal number (signs, exponents, groups).
    """
    return _read_plain(unicodedata.normalize("NFKC", text).strip(), text)


def read_signed(text: str) -> Decimal:
    """The number a person typed, which may be below 0: as ``read_number``, with a sign in front where it has one.

    A minus is taken as keyboards (-) and word processors (− –) write it.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    negative = typed[:1] in _MINUS
    number = _read_plain(typed[1:] if negative or typed[:1] == "+" else typed, text)
    return -number if negative and number else number


def read_seconds(text: str) -> int:
    """The time a person typed, in seconds: whole seconds (750), ``m:ss`` (12:30) or ``h:mm:ss`` (1:02:30).

    Full-width digits and colons are understood. Raises ``BadInput("mark.not_a_time")`` for anything else: 12.5 may be
    minutes or seconds, and 12:5 half a minute or five seconds.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    if not _TIME.fullmatch(typed):
        raise BadInput("mark.not_a_time", got=text)
    seconds = 0
    for figure in typed.split(":"):
        seconds = seconds * 60 + int(figure)
    return seconds


def clock_text(seconds: int) -> str:
    """Seconds as ``m:ss``, or ``h:mm:ss`` from an hour on; ``read_seconds`` reads it back."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def fits_unit(value: Decimal, unit: Decimal) -> bool:
    """Whether ``value`` is a whole multiple of ``unit`` (0.5, 0.1, 0.25 …)."""
    return Fraction(value) % Fraction(unit) == 0


@lru_cache(maxsize=4096)
def exact(text: str) -> Fraction:
    """The number that a canonical text stands for; a sitting has 100,000 marks, but few different ones."""
    return Fraction(text)


def added(values: Iterable[Fraction]) -> Fraction:
    """The exact sum."""
    return Fraction(*_whole(tuple(values)))


def mean(values: Sequence[Fraction]) -> Fraction:
    """The exact arithmetic mean; an empty sequence is a fault of the caller (``ZeroDivisionError``)."""
    total, parts = _whole(values)
    return Fraction(total, parts * len(values))


def combined(values: Sequence[Fraction], how: str) -> Fraction:
    """One value of those of several examiners: their exact ``mean``, ``median`` or ``trimmed-mean``.

    The median of an even number is the mean of the middle two. The trimmed mean leaves out one highest and one lowest
    value, however many are equal to them; of one or two values, where nothing would be left, it is the mean.
    """
    if how == "mean":
        return mean(values)
    ordered, half = sorted(values), len(values) // 2
    if how == "median":
        return ordered[half] if len(ordered) % 2 else mean(ordered[half - 1 : half + 1])
    return mean(ordered[1:-1] if how == "trimmed-mean" and len(ordered) > 2 else ordered)


def weighted(values: Sequence[Fraction], weights: Sequence[Fraction], whole: Fraction = Fraction(100)) -> Fraction:
    """Σ value × weight / whole; weights that do not add up to ``whole`` exactly are refused, never normalised."""
    total = sum(weights, Fraction(0))
    if len(values) != len(weights) or total != whole:
        raise BadInput("weights.sum", got=exact_text(total), expected=exact_text(whole))
    return sum((value * weight for value, weight in zip(values, weights, strict=True)), Fraction(0)) / whole


def judged(maximum: Fraction, steps: Sequence[Fraction | int], how: str = "mean") -> Fraction:
    """Worth of a judged item: maximum × the combined step (0–3) of the judges / 3; of the mean, × sum / (3n)."""
    return maximum * combined([Fraction(step) for step in steps], how) / 3


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
    if (places := _terminating_places(value.denominator)) is not None:
        return f"{rounded(value, places):f}"
    while Fraction(text) >= mark:
        decimals += 1
        text = rounded(value, decimals)
    return f"{text:f}"


def exact_text(value: Fraction) -> str:
    """``value`` as a plain decimal where it terminates, otherwise as ``p/q``; for records and messages."""
    return _exact_text(value.numerator, value.denominator)


def ratio_text(value: Fraction) -> str:
    """``value`` as ``p/q`` in lowest terms, the form that records keep."""
    return f"{value.numerator}/{value.denominator}"


def _read_plain(typed: str, got: str) -> Decimal:
    plain = typed.strip().replace("。", ".")
    if re.search(r",\d{3}$", plain):
        # 1,000 may be a thousand or one: the person has to say which.
        raise BadInput("mark.not_a_number", got=got)
    plain = plain.replace(",", ".")
    if not plain or len(plain) > 20 or not all(char in "0123456789." for char in plain) or plain.count(".") > 1:
        raise BadInput("mark.not_a_number", got=got)
    try:
        return Decimal(plain)
    except InvalidOperation as error:
        raise BadInput("mark.not_a_number", got=got) from error


def _whole(values: Sequence[Fraction]) -> tuple[int, int]:
    """The sum as a number of parts of one denominator: whole numbers add many times as fast as fractions do."""
    common = lcm(*[value.denominator for value in values])
    return sum([value.numerator * (common // value.denominator) for value in values]), common


@lru_cache(maxsize=4096)
def _exact_text(numerator: int, denominator: int) -> str:
    places = _terminating_places(denominator)
    if places is None:
        return f"{numerator}/{denominator}"
    if not places:
        return str(numerator)
    digits = f"{abs(numerator) * 10**places // denominator:0{places + 1}d}"
    return f"{'-' if numerator < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def _terminating_places(denominator: int) -> int | None:
    """How many decimal places a fraction in lowest terms with that denominator has; None when it never ends."""
    rest, twos, fives = denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None
