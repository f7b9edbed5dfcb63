"""The model of ``design.yaml``: what a paper of one authority looks like, as data that officials can review.

Lengths are millimetres from the top left corner of the paper, type sizes are points, colours ``#rrggbb``, angles degrees.
The model is the schema: keys it does not know are refused by name, and every fault is reported with file and field path.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assess.errors import Problem, Problems

Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
Length = Annotated[float, Field(ge=0, le=1000)]
Size = Annotated[float, Field(ge=4, le=200)]
Stroke = Annotated[float, Field(gt=0, le=10)]
Align = Literal["left", "centre", "right"]
QR_AT_LEAST = 30.0  # printed modules, without the quiet zone


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Paper(_Strict):
    """The sheet; ``colour`` fills it, white when absent."""

    width: Length
    height: Length


class Box(_Strict):
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


class Rule(_Strict):
    """A straight line; ``dash`` is the length of dashes and gaps."""

    kind: Literal["rule"]
    x: Length
    y: Length
    to_x: Length
    to_y: Length
    colour: Colour
    stroke: Stroke = 0.3
    dash: Length = 0


class Ring(_Strict):
    """A circle, stroked or filled."""

    kind: Literal["ring"]
    x: Length
    y: Length
    radius: Length
    colour: Colour | None = None
    fill: Colour | None = None
    stroke: Stroke = 0.4


class Band(_Strict):
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
    colours: Annotated[list[Colour], Field(min_length=1, max_length=6)]
    stroke: Stroke = 0.25


class Rosette(_Strict):
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
    colours: Annotated[list[Colour], Field(min_length=1, max_length=6)]
    stroke: Stroke = 0.2
    fill: Colour | None = None


class Waves(_Strict):
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
    colours: Annotated[list[Colour], Field(min_length=1, max_length=6)]
    stroke: Stroke = 0.18


Art = Annotated[Box | Rule | Ring | Band | Rosette | Waves, Field(discriminator="kind")]


class Label(_Strict):
    """A fixed text on one line; ``y`` is the baseline, ``x`` the left end, the middle or the right end."""

    text: str
    x: Length
    y: Length
    font: str
    size: Size
    colour: Colour
    align: Align = "left"
    tracking: Annotated[float, Field(ge=-5, le=50)] = 0


class Arc(_Strict):
    """A fixed text on a circle, centred on ``angle`` (90 is the top); ``inside`` sets it with its feet outwards."""

    text: str
    x: Length
    y: Length
    radius: Length
    angle: Annotated[float, Field(ge=-360, le=360)] = 90
    inside: bool = False
    font: str
    size: Size
    colour: Colour
    tracking: Annotated[float, Field(ge=-5, le=50)] = 0


class Line(_Strict):
    """How one text that differs from paper to paper is set.

    It is tried on one line from ``size`` down to ``min_size``, then on up to ``max_lines`` lines; what still does not
    fit is refused. ``anywhere`` lets long addresses break between any two characters. An optional empty line is left
    out and the others of its cell move together.
    """

    font: str
    size: Size
    min_size: Size | None = None
    max_lines: Annotated[int, Field(ge=1, le=4)] = 1
    colour: Colour
    tracking: Annotated[float, Field(ge=-5, le=50)] = 0
    gap: Length = 0
    anywhere: bool = False


class FieldLine(Line):
    """A line that shows the named field of the paper."""

    field: str
    optional: bool = False


class Place(_Strict):
    """A rectangle in which lines stand one under another."""

    x: Length
    y: Length
    width: Length
    height: Length
    align: Align = "left"
    stand: Literal["top", "middle", "bottom"] = "middle"


class Cell(Place):
    """A place for fields."""

    lines: Annotated[list[FieldLine], Field(min_length=1)]


class AddressCell(Place):
    """The place for the plain text of the code's address."""

    line: Line


class Photo(_Strict):
    """The photo is cut to this rectangle from its middle; without a photo the ruled frame stays empty."""

    x: Length
    y: Length
    width: Length
    height: Length
    colour: Colour
    stroke: Stroke = 0.3


class Code(_Strict):
    """The QR code: ``x`` and ``y`` of its first module, ``size`` without the quiet zone of four modules."""

    x: Length
    y: Length
    size: Annotated[float, Field(ge=QR_AT_LEAST, le=100)]
    colour: Colour
    address: AddressCell


class Specimen(_Strict):
    """Marks of a paper that is no certificate: a large word across the page, under the text, and plain lines."""

    text: str
    x: Length
    y: Length
    angle: float
    font: str
    size: Size
    colour: Colour
    tracking: float = 0
    lines: Annotated[list[Label], Field(min_length=1)]


class Design(_Strict):
    """One paper of one authority."""

    design: Literal[1]
    paper: Paper
    fonts: Annotated[dict[str, Annotated[list[str], Field(min_length=1)]], Field(min_length=1)]
    texts: dict[str, Annotated[str, Field(min_length=1)]]
    art: list[Art]
    labels: list[Label]
    arcs: list[Arc] = []
    cells: Annotated[list[Cell], Field(min_length=1)]
    photo: Photo
    qr: Code
    specimen: Specimen

    def lines(self) -> Iterator[FieldLine]:
        """Every line that shows a field, in reading order of the file."""
        for cell in self.cells:
            yield from cell.lines

    def fixed(self) -> Iterator[tuple[str, str]]:
        """(chain name, text) of everything that is printed the same on every paper."""
        for item in (*self.labels, *self.arcs, self.specimen, *self.specimen.lines):
            yield item.font, self.texts[item.text]

    @model_validator(mode="after")
    def _names_exist(self) -> Design:
        for item in (*self.labels, *self.arcs, self.specimen, *self.specimen.lines):
            if item.text not in self.texts:
                raise ValueError(f"text {item.text!r} is not among texts")
        for line in (*self.labels, *self.arcs, self.specimen, *self.specimen.lines, *self.lines(), self.qr.address.line):
            if line.font not in self.fonts:
                raise ValueError(f"font {line.font!r} is not among fonts")
        return self


class _Loader(yaml.SafeLoader):
    """Plain YAML in which a key may stand only once."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    loader.flatten_mapping(node)
    seen: dict[Hashable, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"key {key!r} stands twice", key_node.start_mark)
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def parse_design(data: bytes, name: str) -> Design:
    """The design in ``data``; ``name`` is its file name, for messages.

    Raises ``Problems("design.invalid")``: every fault with ``file: path.to.field``, or the line and column when the
    file is no YAML.
    """
    try:
        tree = yaml.load(data, Loader=_Loader)  # noqa: S506 – _Loader is a SafeLoader
        return Design.model_validate(tree)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else name
        found = [Problem("design.no_yaml", where, {"reason": getattr(error, "problem", None) or str(error)})]
    except ValidationError as error:
        found = [
            Problem("design.field", f"{name}: {'.'.join(map(str, fault['loc'])) or 'design'}", {"reason": fault["msg"]})
            for fault in error.errors(include_url=False, include_context=False)
        ]
    raise Problems("design.invalid", found, file=name)
