"""The vector art that a design may paint: frames, rules, rings, guilloche."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
Length = Annotated[float, Field(ge=0, le=1000)]
Stroke = Annotated[float, Field(gt=0, le=10)]


class Strict(BaseModel):
    """A value of the file: unknown keys are refused, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Box(Strict):
    """A filled, stroked or rounded rectangle."""

    kind: Literal["box"]
    x: Length
    y: Length
    width: Length
    height: Length
    fill: Colour | None = None
    colour: Colour | None = None
    stroke: Stroke = 0.4
    radius: Length = 0


class Rule(Strict):
    """A straight line; ``dash`` is the length of dashes and gaps."""

    kind: Literal["rule"]
    x: Length
    y: Length
    to_x: Length
    to_y: Length
    colour: Colour
    stroke: Stroke = 0.3
    dash: Length = 0


class Ring(Strict):
    """A circle, stroked or filled."""

    kind: Literal["ring"]
    x: Length
    y: Length
    radius: Length
    colour: Colour | None = None
    fill: Colour | None = None
    stroke: Stroke = 0.4


class Band(Strict):
    """A guilloche frame: sine strands woven along the four sides of a rectangle ``inset`` from the paper's edge.

    ``strands`` curves, each shifted in phase, swing over ``width`` with about one swing every ``period``; the program
    fits whole swings to each side, so the weave closes at the corners. ``colours`` are taken in turn.
    """

    kind: Literal["band"]
    inset: Length
    width: Length
    period: Annotated[float, Field(ge=2, le=100)]
    strands: Annotated[int, Field(ge=1, le=24)]
    harmonic: Annotated[float, Field(ge=0, le=1)] = 0.3
    corner: Length = 0
    colours: Annotated[tuple[Colour, ...], Field(min_length=1, max_length=6)]
    stroke: Stroke = 0.25


class Rosette(Strict):
    """A guilloche rosette: r(θ) swings between ``inner`` and ``outer`` with ``petals`` waves, ``strands`` times turned.

    ``overtone`` adds a second wave of twice the petals, which gives the lace its double rim.
    """

    kind: Literal["rosette"]
    x: Length
    y: Length
    outer: Length
    inner: Length
    petals: Annotated[int, Field(ge=3, le=72)]
    strands: Annotated[int, Field(ge=1, le=48)]
    overtone: Annotated[float, Field(ge=-1, le=1)] = 0.25
    colours: Annotated[tuple[Colour, ...], Field(min_length=1, max_length=6)]
    stroke: Stroke = 0.2
    fill: Colour | None = None


class Waves(Strict):
    """A field of fine parallel waves, for the ground of the paper."""

    kind: Literal["waves"]
    x: Length
    y: Length
    width: Length
    height: Length
    lines: Annotated[int, Field(ge=1, le=200)]
    period: Annotated[float, Field(ge=4, le=300)]
    swing: Length
    turn: Annotated[float, Field(ge=0, le=720)] = 360
    colours: Annotated[tuple[Colour, ...], Field(min_length=1, max_length=6)]
    stroke: Stroke = 0.18


Art = Annotated[Box | Rule | Ring | Band | Rosette | Waves, Field(discriminator="kind")]
