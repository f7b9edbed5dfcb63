"""Decides what one field of a design cannot know by itself: names that exist, labels that are on their page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel

from assess.certificates.design.model import Design, Page
from assess.standards.document import Finding, Path


def check(design: Design) -> Iterator[Finding]:
    """Every text, font and label that is named and does not exist, with its way through the file."""
    for path, key, value in _named((), design):
        if key in ("text", "alt") and value not in design.texts:
            yield Finding("design.text_unknown", path, {"got": value})
        if key == "font" and value not in design.fonts:
            yield Finding("design.font_unknown", path, {"got": value, "known": ", ".join(design.fonts)})
    for side, page in (((), design), (("back",), design.back)):
        yield from _labels(side, page)


def _labels(side: Path, page: Page) -> Iterator[Finding]:
    """The labels that cells are named by stand on the same page."""
    labels = {label.text for label in page.labels}
    places: list[tuple[Path, Sequence[str]]] = [(("qr", "address", "named"), page.qr.address.named)]
    places += [(("cells", index, "named"), cell.named) for index, cell in enumerate(page.cells)]
    for path, names in places:
        for index, name in enumerate(names):
            if name not in labels:
                yield Finding("design.label_unknown", (*side, *path, index), {"got": name})


def _named(path: Path, value: Any) -> Iterator[tuple[Path, str, str]]:
    """Every text in the values of the design, with its path and key."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if isinstance(inner, str):
                yield (*path, name), name, inner
            else:
                yield from _named((*path, name), inner)
    elif isinstance(value, tuple):
        for index, member in enumerate(value):
            yield from _named((*path, index), member)
