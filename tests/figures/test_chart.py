"""Bars: as long as they should be, every figure as text, nothing that a policy against inline code would stop."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from assess.figures.chart import Bar, bars, key, lines_of

SVG = "{http://www.w3.org/2000/svg}"


def bar(name: str, *values: str | None) -> Bar:
    return Bar(name, tuple(None if value is None else (Decimal(value), f"{value} %") for value in values))


def widths(svg: str) -> list[str]:
    """The lengths of the bars, tracks left out."""
    return [r.attrib["width"] for r in ElementTree.fromstring(svg).iter(f"{SVG}rect") if "stroke" in r.attrib]


def test_a_bar_is_as_long_as_its_share() -> None:
    assert widths(bars([bar("操作", "12.5", "40")], ["理论", "技能"], "权重")) == ["12.5%", "40%"]


def test_what_does_not_apply_has_no_bar_and_zero_has_one_with_its_figure() -> None:
    svg = bars([bar("a", None, "0")], ["theory", "skill"], "weights")
    assert widths(svg) == ["0%"] and svg.count("0 %") == 1


def test_nothing_is_longer_than_the_whole() -> None:
    assert widths(bars([bar("a", "130")], ["theory"], "weights")) == ["100%"]


def test_blocks_do_not_overlap_and_the_picture_is_as_high_as_they_are() -> None:
    svg = ElementTree.fromstring(bars([bar("a", "1", "2"), bar("b", "3", None), bar("c")], ["x", "y"], "t"))
    tops = [int(r.attrib["y"]) for r in svg.iter(f"{SVG}rect") if "stroke" not in r.attrib]
    assert tops == sorted(set(tops)) and all(later - earlier >= 20 for earlier, later in pairwise(tops))
    assert int(svg.attrib["height"]) > tops[-1]


def test_hostile_names_stay_text() -> None:
    svg = bars([bar('<script>"&', "1")], ['"><b>'], '" onload="x')
    assert "<script" not in svg and "<b>" not in svg
    assert ElementTree.fromstring(svg).attrib["aria-label"] == '" onload="x'


def test_there_is_no_style_for_a_policy_to_stop() -> None:
    assert not re.search(r"style|<script|href", bars([bar("a", "1", "2")], ["x", "y"], "t") + key(["x", "y"]))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("安全生产", ["安全生产"]),
        ("整车下线检测与数据追溯以及异常处置全过程与报告", ["整车下线检测与数据追溯以及异常处置全过程", "与报告"]),
        ("Inspection and commissioning of the whole vehicle", ["Inspection and commissioning of the", "whole vehicle"]),
    ],
)
def test_long_names_are_broken_where_people_would(text: str, lines: list[str]) -> None:
    assert lines_of(text) == lines
