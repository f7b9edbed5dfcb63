"""Figures on both sides of 0: where they lie, how far they reach, every figure as text."""

from __future__ import annotations

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from assess.figures.ranges import Point, ranges, scale

SVG = "{http://www.w3.org/2000/svg}"


def point(value: str | None, reach: str | None = None, name: str = "a", text: str = "") -> Point:
    return Point(name, Decimal(value) if value else None, Decimal(reach) if reach else None, text or f"{value}")


def drawn(*rows: Point, furthest: str = "1") -> ElementTree.Element:
    return ElementTree.fromstring(ranges(rows, "title", Decimal(furthest)))


def test_zero_is_in_the_middle_and_the_ends_are_at_the_ends() -> None:
    svg = drawn(point("0"), point("1"), point("-1"))
    assert [dot.attrib["cx"] for dot in svg.iter(f"{SVG}circle")] == ["50%", "98%", "2%"]


def test_what_is_beyond_is_cut_and_not_drawn_outside() -> None:
    svg = drawn(point("7"), point("-7", "3"))
    assert [dot.attrib["cx"] for dot in svg.iter(f"{SVG}circle")] == ["98%", "2%"]


def test_a_range_reaches_as_far_as_it_is_unsure() -> None:
    svg = drawn(point("0.5", "0.25"))
    reaches = [line.attrib for line in svg.iter(f"{SVG}line") if "stroke-width" in line.attrib]
    assert [(line["x1"], line["x2"]) for line in reaches] == [("62%", "86%")]


def test_without_a_value_only_the_reason_is_shown() -> None:
    svg = drawn(point(None, text="too few to say"))
    assert not list(svg.iter(f"{SVG}circle")) and not list(svg.iter(f"{SVG}rect"))
    assert "too few to say" in "".join(svg.itertext())


def test_rows_do_not_overlap() -> None:
    svg = drawn(point("1", name="很长的考核内容名称" * 5), point(None, text="–"), point("0.2"))
    tops = [int(text.attrib["y"]) for text in svg.iter(f"{SVG}text") if "y" in text.attrib]
    assert tops == sorted(tops) and len(set(tops)) == 3 and int(svg.attrib["height"]) > tops[-1]


@pytest.mark.parametrize(("most", "furthest"), [("0.96", "1"), ("1", "1"), ("1.1", "2"), ("4", "5"), ("13", "20"),
                                                ("0", "0.1"), ("51", "100")])
def test_the_scale_ends_at_a_round_number(most: str, furthest: str) -> None:
    assert scale([point(most), point("-0.01")] if Decimal(most) > 0 else [point("0"), point(None)]) == Decimal(furthest)


def test_hostile_names_stay_text_and_nothing_is_styled() -> None:
    svg = ranges([point("1", "1", name='<script>"&')], '" onload="x', Decimal(1))
    assert ElementTree.fromstring(svg).attrib["aria-label"] == '" onload="x'
    assert not re.search(r"style|<script|href", svg)
