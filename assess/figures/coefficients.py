"""How far values go together: correlation, agreement, weighted kappa, intraclass correlation; sums are exact.

Every coefficient is ``Undefined`` where its formula would divide by nothing. Sums run over whole numbers of the
smallest common step, which is the same and ten times as fast.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from assess.figures.figure import Figure, Undefined, millionths, root

Pair = tuple[Fraction, Fraction]


def correlation(pairs: Sequence[Pair]) -> Figure:
    """Pearson's r; of fewer than three pairs it says nothing, because two points always lie on a line."""
    n = len(pairs)
    if n < 3:
        return Undefined.TOO_FEW
    first, second = _whole([a for a, _ in pairs]), _whole([b for _, b in pairs])
    x, y = sum(first), sum(second)
    together = n * sum(a * b for a, b in zip(first, second, strict=True)) - x * y
    spread = (n * sum(a * a for a in first) - x * x) * (n * sum(b * b for b in second) - y * y)
    return millionths(together / root(Fraction(spread))) if spread else Undefined.ALL_EQUAL


def exact_agreement(rows: Sequence[Sequence[Fraction]]) -> Figure:
    """The share of rows – one item of one candidate, the marks of all examiners – whose marks are all the same."""
    if not rows:
        return Undefined.TOO_FEW
    return Fraction(sum(len(set(row)) == 1 for row in rows), len(rows))


def weighted_kappa(strata: Iterable[tuple[Sequence[Pair], Fraction]]) -> Figure:
    """Cohen's kappa with quadratic weights of two examiners, over several items: 1 − Σ observed / Σ expected.

    Each of ``strata`` holds the pairs of marks of one item and its full points, in shares of which distances count.
    Observed is the mean squared distance of an item's two marks, expected the same if the marks of each examiner were
    dealt out by chance; both are summed over the items, so that easy beside hard items do not pass for agreement. With
    one item it is the weighted kappa of Cohen, Psychological Bulletin 70 (1968) 213.
    """
    known = [_distances(pairs, full) for pairs, full in strata if pairs and full]
    if not known:
        return Undefined.TOO_FEW
    expected = sum((by_chance for _, by_chance in known), Fraction(0))
    return 1 - sum((seen for seen, _ in known), Fraction(0)) / expected if expected else Undefined.ALL_EQUAL


@dataclass(frozen=True)
class Intraclass:
    """ICC(2,1), how much one examiner's total says, and ICC(2,k), how much the mean of all k says."""

    single: Figure
    average: Figure


def intraclass(rows: Sequence[Sequence[Fraction]]) -> Intraclass:
    """Two-way random, absolute agreement, of a table of candidates (rows) by examiners (columns) without gaps.

    Shrout & Fleiss, Psychological Bulletin 86 (1979) 420: the mean squares of the two-way analysis of variance.
    """
    n, k = len(rows), len(rows[0]) if rows else 0
    if n < 2 or k < 2:
        return Intraclass(Undefined.TOO_FEW, Undefined.TOO_FEW)
    values = _whole([value for row in rows for value in row])
    correction = Fraction(sum(values) ** 2, n * k)
    of_rows = Fraction(sum(sum(values[start:start + k]) ** 2 for start in range(0, n * k, k)), k) - correction
    of_columns = Fraction(sum(sum(values[start::k]) ** 2 for start in range(k)), n) - correction
    rest = sum(value * value for value in values) - correction - of_rows - of_columns
    between, examiners, error = of_rows / (n - 1), of_columns / (k - 1), rest / ((n - 1) * (k - 1))
    unlike = (examiners - error) / n
    return Intraclass(
        _ratio(between - error, between + (k - 1) * error + k * unlike), _ratio(between - error, between + unlike)
    )


def _ratio(part: Fraction, whole: Fraction) -> Figure:
    return part / whole if whole else Undefined.ALL_EQUAL


def _whole(values: Sequence[Fraction]) -> list[int]:
    """``values`` as multiples of their smallest common step."""
    step = lcm(*(value.denominator for value in values))
    return [value.numerator * (step // value.denominator) for value in values]


def _distances(pairs: Sequence[Pair], full: Fraction) -> tuple[Fraction, Fraction]:
    """The mean of (a − b)² of ``pairs`` and of every a with every b, both in shares of ``full``."""
    n = len(pairs)
    *values, whole = _whole([value for pair in pairs for value in pair] + [full])
    first, second = values[::2], values[1::2]
    seen = sum((a - b) ** 2 for a, b in zip(first, second, strict=True))
    squares = sum(value * value for value in values)
    by_chance = n * squares - 2 * sum(first) * sum(second)
    return Fraction(seen, n * whole**2), Fraction(by_chance, n**2 * whole**2)
