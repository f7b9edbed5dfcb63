"""The model of ``design.yaml``: the model class is the schema of the file.

Lengths are millimetres from the top left corner of the paper, type sizes points, colours ``#rrggbb``, angles degrees.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from assess.certificates.design.art import Art, Colour, Length, Strict, Stroke

Align = Literal["left", "centre", "right"]
Size = Annotated[float, Field(ge=4, le=200)]
QR_AT_LEAST = 30.0  # printed modules, without the quiet zone


class Paper(Strict):
    """The size of the sheet."""

    width: Length
    height: Length


class Label(Strict):
    """A fixed text on one line; ``y`` is the baseline, ``x`` the left end, the middle or the right end."""

    text: str
    x: Length
    y: Length
    font: str
    size: Size
    colour: Colour
    align: Align = "left"
    tracking: Annotated[float, Field(ge=-5, le=50)] = 0


class Arc(Strict):
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


class Line(Strict):
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


class Place(Strict):
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


class Photo(Strict):
    """The photo is cut to this rectangle from its middle; without a photo the ruled frame stays empty."""

    x: Length
    y: Length
    width: Length
    height: Length
    colour: Colour
    stroke: Stroke = 0.3


class Code(Strict):
    """The QR code: ``x`` and ``y`` of its first module, ``size`` without the quiet zone of four modules."""

    x: Length
    y: Length
    size: Annotated[float, Field(ge=QR_AT_LEAST, le=100)]
    colour: Colour
    address: AddressCell


class Specimen(Strict):
    """Marks of a paper that is no certificate: a large word across the ground, under all else, and plain lines."""

    text: str
    x: Length
    y: Length
    angle: float
    font: str
    size: Size
    colour: Colour
    tracking: float = 0
    lines: Annotated[list[Label], Field(min_length=1)]


class Design(Strict):
    """One paper of one authority.

    Painted in this order: ``ground``, the specimen word, ``art``, fixed texts, fields, code, photo.
    """

    design: Literal[1]
    paper: Paper
    fonts: Annotated[dict[str, Annotated[list[str], Field(min_length=1)]], Field(min_length=1)]
    texts: dict[str, Annotated[str, Field(min_length=1)]]
    ground: list[Art] = Field(default_factory=list)
    art: list[Art]
    labels: list[Label]
    arcs: list[Arc] = Field(default_factory=list)
    cells: Annotated[list[Cell], Field(min_length=1)]
    photo: Photo | None = None
    """Not set: the paper shows no photo."""
    qr: Code
    specimen: Specimen

    def lines(self) -> Iterator[FieldLine]:
        """Every line that shows a field, in reading order of the file."""
        for cell in self.cells:
            yield from cell.lines

    def fixed(self) -> Iterator[tuple[str, str]]:
        """(chain name, text) of everything that is printed the same on every paper."""
        for item in self._worded():
            yield item.font, self.texts[item.text]

    def _worded(self) -> list[Label | Arc | Specimen]:
        return [*self.labels, *self.arcs, self.specimen, *self.specimen.lines]

    @model_validator(mode="after")
    def _names_exist(self) -> Design:
        for item in self._worded():
            if item.text not in self.texts:
                raise ValueError(f"text {item.text!r} is not among texts")
        lines = [line.font for line in (*self.lines(), self.qr.address.line)]
        for font in (*(item.font for item in self._worded()), *lines):
            if font not in self.fonts:
                raise ValueError(f"font {font!r} is not among fonts")
        return self
