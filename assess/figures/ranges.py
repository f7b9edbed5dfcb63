"""Draws figures that lie on both sides of 0, with how sure they are: a mark and its range on a scale, as SVG.

As the bars of ``chart``: from numbers alone, without style or script, texts keep their size, every figure is text too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from assess.figures.chart import lines_of

_LINE = 20
_HIGH = 18
_GAP = 10
_INK = "#16264a"
_FAINT = "#8b93a7"


@dataclass(frozen=True)
class Point:
    """One row: its name, the value, how far its range reaches to either side (None: no range), and the figure as text.

    Without a value only the text is shown, which says why.
    """

    name: str
    value: Decimal | None
    reach: Decimal | None
    text: str


def ranges(rows: Sequence[Point], title: str, furthest: Decimal) -> str:
    """An SVG with a scale for each row, from −``furthest`` over 0 to ``furthest``; what is beyond is cut."""
    top, drawn = 0, []
    for row in rows:
        block, height = _row(row, furthest, top)
        drawn.append(block)
        top += height + _GAP
    return (
        f'<svg class="chart" role="img" aria-label="{escape(title)}" width="100%" height="{max(top - _GAP, 0)}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(drawn)}</svg>'
    )


def scale(rows: Sequence[Point]) -> Decimal:
    """A round number that no row goes beyond: 1, 2 or 5 times a power of ten."""
    most = max((abs(row.value) + (row.reach or 0) for row in rows if row.value is not None), default=Decimal(0))
    step = Decimal("0.1")
    while most > step * 5:
        step *= 10
    return next(step * times for times in (1, 2, 5) if most <= step * times)


def _row(row: Point, furthest: Decimal, top: int) -> tuple[str, int]:
    names = lines_of(row.name)
    texts = "".join(
        f'<tspan x="0" y="{top + 15 + number * _LINE}">{escape(line)}</tspan>' for number, line in enumerate(names)
    )
    start = top + len(names) * _LINE
    name, height = f'<text class="chart-name">{texts}</text>', len(names) * _LINE + _LINE
    if row.value is None:
        return f'<g>{name}<text class="chart-figure" x="0" y="{start + 13}">{escape(row.text)}</text></g>', height
    figure = f'<text class="chart-figure" x="100%" y="{start + 13}" text-anchor="end">{escape(row.text)}</text>'
    track = (f'<rect fill="#e9ebf0" x="0" y="{start}" width="100%" height="{_HIGH}"/>'
             f'<line x1="50%" x2="50%" y1="{start}" y2="{start + _HIGH}" stroke="{_FAINT}"/>')
    mark = _mark(row.value, row.reach, furthest, start + _HIGH // 2)
    return f'<g>{name}<svg x="0" width="64%" overflow="hidden">{track}{mark}</svg>{figure}</g>', height


def _mark(value: Decimal, reach: Decimal | None, furthest: Decimal, middle: int) -> str:
    dot = f'<circle cx="{_place(value, furthest)}%" cy="{middle}" r="5" fill="{_INK}"/>'
    if reach is None:
        return dot
    low, high = _place(value - reach, furthest), _place(value + reach, furthest)
    return f'<line x1="{low}%" x2="{high}%" y1="{middle}" y2="{middle}" stroke="{_INK}" stroke-width="2"/>{dot}'


def _place(value: Decimal, furthest: Decimal) -> str:
    """Where a value lies on the scale, in percent of its width; the outermost 2 % are left to the dots."""
    share = max(min(value / furthest, Decimal(1)), Decimal(-1))
    return f"{float(50 + share * 48):.4g}"
