"""Draws the fixed vector art of a design on a reportlab canvas.

Guilloche is mathematics, not a picture: the same numbers give the same bytes. Curves are cubic Béziers through sampled
points with the exact tangents there, so they stay smooth at any magnification. Repeated parts are drawn by moving or
turning one and the same path, which deflate then stores almost once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from assess.certificates.design import Design
from assess.certificates.design.art import Art, Band, Box, Ring, Rosette, Rule, Waves

MM = 72 / 25.4

Point = tuple[float, float]
Curve = Callable[[float], tuple[Point, Point]]  # parameter → (point, derivative)


def paint(canvas: Canvas, design: Design, items: Sequence[Art]) -> None:
    """Draws ``items`` on a reportlab canvas of the design's size."""
    canvas.setLineJoin(1)
    for item in items:
        canvas.saveState()
        _DRAWERS[item.kind](canvas, item, design)
        canvas.restoreState()


def _box(canvas: Canvas, item: Box, design: Design) -> None:
    _paint(canvas, item.fill, item.colour, item.stroke)
    x, y = item.x * MM, (design.paper.height - item.y - item.height) * MM
    flags = {"fill": int(item.fill is not None), "stroke": int(item.colour is not None)}
    if item.radius:
        canvas.roundRect(x, y, item.width * MM, item.height * MM, item.radius * MM, **flags)
    else:
        canvas.rect(x, y, item.width * MM, item.height * MM, **flags)


def _rule(canvas: Canvas, item: Rule, design: Design) -> None:
    _paint(canvas, None, item.colour, item.stroke)
    if item.dash:
        canvas.setDash(item.dash * MM, item.dash * MM)
    high = design.paper.height
    canvas.line(item.x * MM, (high - item.y) * MM, item.to_x * MM, (high - item.to_y) * MM)


def _ring(canvas: Canvas, item: Ring, design: Design) -> None:
    _paint(canvas, item.fill, item.colour, item.stroke)
    flags = {"fill": int(item.fill is not None), "stroke": int(item.colour is not None)}
    canvas.circle(item.x * MM, (design.paper.height - item.y) * MM, item.radius * MM, **flags)


def _band(canvas: Canvas, item: Band, design: Design) -> None:
    """Four straight weaves between the corner squares, which a rosette of the design covers."""
    inset, corner = item.inset + item.width / 2, item.corner or item.width
    wide, high = design.paper.width - 2 * inset, design.paper.height - 2 * inset
    sides = (
        (inset, inset, 0, wide),
        (design.paper.width - inset, inset, 90, high),
        (design.paper.width - inset, design.paper.height - inset, 180, wide),
        (inset, design.paper.height - inset, 270, high),
    )
    for x, y, angle, length in sides:
        canvas.saveState()
        canvas.translate(x * MM, y * MM)
        canvas.rotate(angle)
        _weave(canvas, item, corner, length - 2 * corner)
        canvas.restoreState()


def _weave(canvas: Canvas, item: Band, start: float, length: float) -> None:
    """One side, period after period of the same path."""
    swings = max(1, round(length / item.period))
    period = length / swings * MM
    half = item.width / 2 * MM
    for index in range(item.strands):
        phase = 2 * math.pi * index / item.strands
        curve = _swing(period, half / (1 + item.harmonic), item.harmonic, phase)
        _paint(canvas, None, item.colours[index % len(item.colours)], item.stroke)
        canvas.saveState()
        canvas.translate(start * MM, 0)
        for _ in range(swings):
            _trace(canvas, curve, 0, period, 12)
            canvas.translate(period, 0)
        canvas.restoreState()


def _swing(period: float, height: float, harmonic: float, phase: float) -> Curve:
    pace = 2 * math.pi / period

    def curve(at: float) -> tuple[Point, Point]:
        first, third = pace * at + phase, 3 * pace * at + phase
        y = height * (math.sin(first) + harmonic * math.sin(third))
        slope = height * pace * (math.cos(first) + 3 * harmonic * math.cos(third))
        return (at, y), (1.0, slope)

    return curve


def _rosette(canvas: Canvas, item: Rosette, design: Design) -> None:
    canvas.translate(item.x * MM, (design.paper.height - item.y) * MM)
    if item.fill:
        _paint(canvas, item.fill, None, 0)
        canvas.circle(0, 0, item.outer * MM, stroke=0, fill=1)
    middle, swing = (item.outer + item.inner) / 2 * MM, (item.outer - item.inner) / 2 * MM / (1 + abs(item.overtone))
    curve = _petals(middle, swing, item.petals, item.overtone)
    for index in range(item.strands):
        _paint(canvas, None, item.colours[index % len(item.colours)], item.stroke)
        _trace(canvas, curve, 0, 2 * math.pi, item.petals * 10, closed=True)
        canvas.rotate(360 / item.petals / item.strands)


def _petals(middle: float, swing: float, petals: int, overtone: float) -> Curve:
    def curve(angle: float) -> tuple[Point, Point]:
        wave = math.cos(petals * angle) + overtone * math.cos(2 * petals * angle)
        slope = -petals * (math.sin(petals * angle) + 2 * overtone * math.sin(2 * petals * angle))
        radius, change = middle + swing * wave, swing * slope
        cos, sin = math.cos(angle), math.sin(angle)
        return (radius * cos, radius * sin), (change * cos - radius * sin, change * sin + radius * cos)

    return curve


def _waves(canvas: Canvas, item: Waves, design: Design) -> None:
    period = item.width / max(1, round(item.width / item.period)) * MM
    canvas.translate(item.x * MM, (design.paper.height - item.y) * MM)
    for index in range(item.lines):
        phase = math.radians(item.turn) * index / item.lines
        curve = _swing(period, item.swing * MM, 0.25, phase)
        _paint(canvas, None, item.colours[index % len(item.colours)], item.stroke)
        canvas.saveState()
        canvas.translate(0, -item.height * MM * (index + 0.5) / item.lines)
        for _ in range(round(item.width * MM / period)):
            _trace(canvas, curve, 0, period, 12)
            canvas.translate(period, 0)
        canvas.restoreState()


def _trace(canvas: Canvas, curve: Curve, start: float, end: float, steps: int, *, closed: bool = False) -> None:
    """Strokes the curve from ``start`` to ``end`` as ``steps`` cubic segments (Hermite form: tangent / 3)."""
    third = (end - start) / steps / 3
    path = canvas.beginPath()
    (x, y), (dx, dy) = curve(start)
    path.moveTo(x, y)
    for step in range(1, steps + 1):
        (to_x, to_y), (to_dx, to_dy) = curve(start + (end - start) * step / steps)
        path.curveTo(x + dx * third, y + dy * third, to_x - to_dx * third, to_y - to_dy * third, to_x, to_y)
        x, y, dx, dy = to_x, to_y, to_dx, to_dy
    if closed:
        path.close()
    canvas.drawPath(path, stroke=1, fill=0)


def _paint(canvas: Canvas, fill: str | None, colour: str | None, stroke: float) -> None:
    if fill:
        canvas.setFillColor(HexColor(fill))
    if colour:
        canvas.setStrokeColor(HexColor(colour))
        canvas.setLineWidth(stroke)


_DRAWERS: dict[str, Callable[..., None]] = {
    "box": _box,
    "rule": _rule,
    "ring": _ring,
    "band": _band,
    "rosette": _rosette,
    "waves": _waves,
}
