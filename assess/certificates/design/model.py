"""The model of ``design.yaml``: the model class is the schema of the file.

Lengths are millimetres from the top left corner of the paper, type sizes points, colours ``#rrggbb``, angles degrees.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from assess.certificates.design.art import Art, Colour, Length, Strict, Stroke

Align = Literal["left", "centre", "right"]
Size = Annotated[float, Field(ge=4, le=200)]
QR_AT_LEAST = 30.0  # printed modules, without the quiet zone
OFFLINE_AT_LEAST = 45.0  # of the larger code on the back


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
    """How a text is set that must fit a place.

    It is tried on one line from ``size`` down to ``min_size``, then on up to ``max_lines`` lines; what still does not
    fit is refused. ``anywhere`` lets long addresses break between any two characters. An optional empty line is left
    out and the others of its cell move together.
    """

    font: str
    size: Size
    min_size: Size | None = None
    max_lines: Annotated[int, Field(ge=1, le=12)] = 1
    leading: Annotated[float, Field(ge=1, le=3)] = 1.22
    """From one row to the next, in type sizes."""
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
    """A place for fields; ``named`` are the labels that say what stands in it: they are read aloud just before it."""

    lines: Annotated[tuple[FieldLine, ...], Field(min_length=1)]
    named: tuple[str, ...] = ()


class AddressCell(Place):
    """The place for the plain text of the code's address; ``named`` as in a cell."""

    line: Line
    named: tuple[str, ...] = ()


class PassageLine(Line):
    """A paragraph of fixed text."""

    text: str


class Passage(Place):
    """A place for paragraphs of fixed text, which break by themselves."""

    lines: Annotated[tuple[PassageLine, ...], Field(min_length=1)]


class Photo(Strict):
    """The photo is cut to this rectangle from its middle; without a photo the ruled frame stays empty."""

    x: Length
    y: Length
    width: Length
    height: Length
    colour: Colour
    stroke: Stroke = 0.3
    alt: str
    """The text that says whom the photo shows to who cannot see it; the name follows it."""


class Code(Strict):
    """The QR code: ``x`` and ``y`` of its first module, ``size`` without the quiet zone of four modules."""

    x: Length
    y: Length
    size: Annotated[float, Field(ge=QR_AT_LEAST, le=100)]
    colour: Colour
    alt: str
    """The text that says what the code is to who cannot see it."""
    address: AddressCell


class OfflineCode(Code):
    """The code that proves the paper without network; it holds far more, so it is larger."""

    size: Annotated[float, Field(ge=OFFLINE_AT_LEAST, le=120)]


class Seal(Strict):
    """The artwork of the seal: one picture to who has it read aloud, with ``alt`` as its words."""

    alt: str
    art: Annotated[tuple[Art, ...], Field(min_length=1)]
    labels: tuple[Label, ...] = ()
    arcs: tuple[Arc, ...] = ()


class Specimen(Strict):
    """Marks of a paper that is no certificate: a large word across the ground, under all else, and plain lines."""

    text: str
    x: Length
    y: Length
    angle: Annotated[float, Field(ge=-360, le=360)]
    font: str
    size: Size
    colour: Colour
    tracking: Annotated[float, Field(ge=-5, le=50)] = 0
    lines: Annotated[tuple[Label, ...], Field(min_length=1)]


class Page(Strict):
    """One side of the paper.

    Painted in this order: the design's ``ground``, the specimen word, the design's ``border``, the page's own ``art``,
    then what is read, in the order of reading: the specimen lines; the labels before the first one that names a cell;
    passages; each cell after its own labels; the code's address and the code; photo and seal; the labels that are left.
    """

    art: tuple[Art, ...] = ()
    labels: Annotated[tuple[Label, ...], Field(min_length=1)]
    passages: tuple[Passage, ...] = ()
    cells: Annotated[tuple[Cell, ...], Field(min_length=1)]
    qr: Code
    specimen: Specimen

    def lines(self) -> Iterator[FieldLine]:
        """Every line that shows a field, in reading order of the file."""
        for cell in self.cells:
            yield from cell.lines

    def worded(self) -> list[Label | Arc | Specimen | PassageLine]:
        """Everything that is printed the same on every paper, with the name of its text and of its font."""
        passages = [line for passage in self.passages for line in passage.lines]
        return [*self.labels, *passages, self.specimen, *self.specimen.lines]

    def named(self) -> Iterator[str]:
        """The labels that name a cell."""
        for cell in self.cells:
            yield from cell.named
        yield from self.qr.address.named


class Back(Page):
    """The second side: the code that proves the paper without network, and plain words about it."""

    qr: OfflineCode


class Design(Page):
    """One paper of one authority: its face, and its back; ``ground`` and ``border`` are the art of both."""

    design: Literal["1"]
    paper: Paper
    fonts: Annotated[dict[str, Annotated[tuple[str, ...], Field(min_length=1)]], Field(min_length=1)]
    texts: dict[str, Annotated[str, Field(min_length=1)]]
    ground: tuple[Art, ...] = ()
    border: tuple[Art, ...] = ()
    photo: Photo | None = None
    """Not set: the paper shows no photo."""
    seal: Seal | None = None
    back: Back

    def worded(self) -> list[Label | Arc | Specimen | PassageLine]:
        """Those of the face, the seal's included."""
        return super().worded() + ([*self.seal.labels, *self.seal.arcs] if self.seal else [])

    def pages(self) -> tuple[Page, Page]:
        """Face and back."""
        return self, self.back

    def fixed(self) -> Iterator[tuple[str, str]]:
        """(chain name, text) of everything that is printed the same on every paper."""
        for page in self.pages():
            for item in page.worded():
                yield item.font, self.texts[item.text]
