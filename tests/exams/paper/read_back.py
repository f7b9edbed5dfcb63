"""Score sheets printed for tests, and what readers of PDF find in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from assess.config import load_config
from assess.exams.form import ExamForm, derive_form
from assess.operations.standards import library
from assess.standards.load import Reading, read_standard
from assess.standards.model import Level, Standard

TESTS = Path(__file__).parents[2]


@cache
def shipped() -> dict[str, Reading]:
    """The published editions that lead to exams, by ``id@edition``."""
    editions = (edition.reading for edition in library(load_config({})).editions.values())
    return {f"{one.standard.id}@{one.standard.edition}": one for one in editions if one.standard.assessment}


def exam_of(name: str, level: Level) -> tuple[Standard, ExamForm]:
    """A published edition and its form of that level."""
    reading = shipped()[name]
    return reading.standard, derive_form(reading.standard, level, reading.sha256)


@cache
def small() -> Reading:
    """A standard with one item of most kinds, from a file of the tests."""
    return read_standard((TESTS / "every_kind.yaml").read_bytes(), "every_kind.yaml", lambda *_: None)


def pages_of(data: bytes) -> list[str]:
    """The text of every page."""
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def flat(text: str) -> str:
    """A text without white space, for what may be broken into lines."""
    return re.sub(r"\s", "", text)


def type_sizes(data: bytes) -> set[float]:
    """The sizes of all texts of a file, those in repeated drawings included."""
    return {round(size, 2) for size in _sizes(data)}


def _sizes(data: bytes) -> Iterator[float]:
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            for found in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=3):
                size = pdfium.c_float()
                assert pdfium.FPDFTextObj_GetFontSize(found.raw, size)
                yield size.value
