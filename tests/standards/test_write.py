"""What is written as YAML is read back as the same data, and reads like the standards that were written by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assess.errors import Problems
from assess.standards.parse import parse
from assess.standards.write import WIDTH, yaml_text

SHIPPED = sorted((Path(__file__).parents[2] / "standards" / "national").glob("*/*.yaml"))

# Everything that a file may hold: no controls but tab and line ends, no hidden or half characters.
CLEAN = st.characters(exclude_categories=("Cs", "Cc", "Cf", "Cn", "Zl", "Zp"), include_characters="\n\r\t")
TRICKY = st.text(st.sampled_from("ab -:#,[]{}\"'\n\t\r|>&*!%@`~?=.0电、：\\/"), max_size=12)
TEXTS = st.text(CLEAN, max_size=20) | TRICKY | st.sampled_from("no ~ --- ... 2018 -0.5 << =".split())
KEYS = TEXTS | st.sampled_from(["edition", "id", "k" * 200])
DATA = st.recursive(
    st.none() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


def read(text: str) -> Any:
    document = parse(text.encode(), "x.yaml")
    assert document.problems == ()
    return document.data


@given(st.dictionaries(KEYS, DATA) | st.lists(DATA) | TEXTS)
@example({"a": "b\n\nc", "d": "e\n", "f": "g\n\n", "h": " i\nj", "k": "l\n ", "m": "\n"})
@example([[None], [[]], {"": None}, {"a": None}, [[["- b"]]], "\u00a0", "\u3000", "𫖯"])
@example({"a" * 1500: "b", "c": {"d": ["e" * 200]}})
def test_what_is_written_is_read_back_and_written_the_same_again(data: Any) -> None:
    text = yaml_text(data)
    assert read(text) == data
    assert yaml_text(read(text)) == text


@given(st.dictionaries(KEYS, DATA, min_size=1), st.data(), TRICKY)
def test_a_comment_changes_nothing_of_what_is_read(data: dict[str, Any], draw: st.DataObject, comment: str) -> None:
    ways = list(_ways(data, ()))
    chosen = draw.draw(st.lists(st.sampled_from(ways), max_size=3))
    assert read(yaml_text(data, dict.fromkeys(chosen, comment))) == data


def _ways(value: Any, at: tuple[str | int, ...]) -> Any:
    yield at
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in members:
        yield from _ways(inner, (*at, key))


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.parent.name)
def test_a_shipped_standard_keeps_its_shape(file: Path) -> None:
    hand_made = file.read_text(encoding="utf-8")
    written = yaml_text(read(hand_made))
    assert read(written) == read(hand_made)
    assert abs(len(written.splitlines()) / len(hand_made.splitlines()) - 1) < 0.1


STYLE = """\
# 第一行
# 第二行
id: a/b
edition: "2018"
name: {zh-Hans: 电工, "a, b": c}
levels: [L5, L4]

# 权重
weights:
  ethics: {L5: 5, L4: 5.50}
  none: {}
  empty:
long:
  text: 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十
  more: 一二三四五六七八九十
deductions:
  - {id: d1, text: "no"}

items:
  # 替换
  - id: i1
    key: true
    bands:
      - {a: b}
  - id: i2
    text: "x: y"
  - - a
    - |
      one
      two
"""


def test_the_style_is_that_of_the_shipped_standards() -> None:
    ten = "一二三四五六七八九十"
    data = {
        "id": "a/b",
        "edition": "2018",
        "name": {"zh-Hans": "电工", "a, b": "c"},
        "levels": ["L5", "L4"],
        "weights": {"ethics": {"L5": 5, "L4": Decimal("5.50")}, "none": {}, "empty": None},
        "long": {"text": ten * 4, "more": ten},
        "deductions": [{"id": "d1", "text": "no"}],
        "items": [
            {"id": "i1", "key": True, "bands": [{"a": "b"}]},
            {"id": "i2", "text": "x: y"},
            ["a", "one\ntwo\n"],
        ],
    }
    comments = {(): "第一行\n第二行", ("weights",): "权重", ("items", 0, "id"): "替换"}
    assert yaml_text(data, comments) == STYLE


def test_no_short_map_is_wider_than_a_line() -> None:
    for length in range(90, 130):
        (line, *more) = yaml_text({"a": {"b": "x" * length}}).splitlines()
        assert len(line) <= WIDTH and bool(more) == (length > WIDTH - len("a: {b: }"))


@pytest.mark.parametrize("character", ["\u202e", "\u200b", "\x00", "\x85", "\ufeff", "\ud800"], ids=ascii)
def test_a_character_that_no_file_may_hold_is_written_so_that_reading_refuses_it(character: str) -> None:
    try:
        problems = parse(yaml_text({"a": f"b{character}"}).encode(), "x.yaml").problems
    except Problems as error:
        problems = error.problems
    assert {problem.code for problem in problems} <= {"yaml.hidden_character", "yaml.syntax"} and problems


@pytest.mark.parametrize("value", [1.5, b"a", {"a"}, {"a": [object()]}], ids=lambda value: type(value).__name__)
def test_what_is_no_plain_data_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        yaml_text(value)
