"""Draws bar charts as SVG, from numbers alone: no script, no style attribute, no outside file.

Bars are as long as their share of the width, whatever that is, and texts keep their size: the same picture is read on a
phone, on a wide screen and on paper. Colour is never the only sign: the first series is solid, the second an outline,
and every bar has its figure as text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

_LINE = 20
_BAR = 14
_GAP = 12
_LOOKS = ('fill="#16264a" stroke="#16264a"', 'fill="#fff" stroke="#8a5a00" stroke-width="2"')
"""Solid and outlined, in colours that differ in lightness as well."""
_NARROWEST = 300
"""Width in pixels that a text may take: what a phone of 360 pixels leaves."""
_WIDE = 15
_NARROW = 8
"""What a Chinese and a Latin character take of it, rather too much than too little."""


@dataclass(frozen=True)
class Bar:
    """One row: its name, and for each series the value (None: it does not apply, which is not 0) with its text."""

    name: str
    values: tuple[tuple[Decimal, str] | None, ...]


def bars(rows: Sequence[Bar], series: Sequence[str], title: str, whole: Decimal = Decimal(100)) -> str:
    """An SVG of horizontal bars, one block for each row and one bar for each of its values, of at most two series.

    ``whole`` is the value of a bar over the full width; longer ones are cut there.
    """
    top, drawn = 0, []
    for row in rows:
        block, height = _row(row, series, whole, top)
        drawn.append(block)
        top += height + _GAP
    return (
        f'<svg class="chart" role="img" aria-label="{escape(title)}" width="100%" height="{max(top - _GAP, 0)}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(drawn)}</svg>'
    )


def key(series: Sequence[str]) -> str:
    """The legend: a small bar of each series with its name."""
    signs = "".join(
        f'<rect {look} x="1" y="{number * _LINE + 4}" width="24" height="{_BAR - 2}"/>'
        f'<text x="34" y="{number * _LINE + 15}">{escape(name)}</text>'
        for number, (name, look) in enumerate(zip(series, _LOOKS, strict=False))
    )
    return (
        f'<svg class="chart chart-key" aria-hidden="true" width="100%" height="{len(series) * _LINE}" '
        f'xmlns="http://www.w3.org/2000/svg">{signs}</svg>'
    )


def lines_of(text: str, width: int = _NARROWEST) -> list[str]:
    """``text`` in lines that fit: broken at a space where there is one, between any two Chinese characters else."""
    lines, line, taken, space = [], "", 0, -1
    for character in text:
        taken += _width(character)
        if taken > width and line:
            cut = space if space > 0 and character != " " else len(line)
            lines.append(line[:cut].rstrip())
            line = line[cut:].lstrip()
            taken, space = sum(map(_width, line)) + _width(character), -1
        if character == " ":
            space = len(line)
        line += character
    return [*lines, line] if line else lines or [""]


def _row(row: Bar, series: Sequence[str], whole: Decimal, top: int) -> tuple[str, int]:
    names = lines_of(row.name)
    texts = "".join(
        f'<tspan x="0" y="{top + 15 + number * _LINE}">{escape(line)}</tspan>' for number, line in enumerate(names)
    )
    height = len(names) * _LINE
    parts = [f'<text class="chart-name">{texts}</text>']
    for name, look, value in zip(series, _LOOKS, row.values, strict=False):
        if value is not None:
            parts.append(_bar(name, look, value, whole, top + height))
            height += _LINE
    return f"<g>{''.join(parts)}</g>", height


def _bar(name: str, look: str, value: tuple[Decimal, str], whole: Decimal, top: int) -> str:
    """A bar on its track; the figure stands in a column of its own at the right, where no bar reaches."""
    length = min(value[0] / whole, Decimal(1)) * 100
    track = f'<rect fill="#e9ebf0" x="0" y="{top}" width="100%" height="{_BAR}"/>'
    bar = f'<rect {look} x="1" y="{top + 1}" width="{float(length):.4g}%" height="{_BAR - 2}"/>'
    return (
        f'<svg x="0" width="84%" overflow="hidden">{track}{bar}</svg>'
        f'<text class="chart-figure" x="100%" y="{top + 12}" text-anchor="end">'
        f"<title>{escape(name)}</title>{escape(value[1])}</text>"
    )


def _width(character: str) -> int:
    return _WIDE if character > "⺀" else _NARROW
