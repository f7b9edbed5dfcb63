"""One block of a text is replaced, added or taken away; all the rest stays byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess.errors import BadInput, Problems
from assess.standards.edit import with_block, without_block
from assess.standards.parse import parse
from assess.standards.write import yaml_text

FILING = {"number": "江人社备-2027-009", "date": "2027-01-04", "document": {"zh-Hans": "函: 一", "en": "Reply # 1"}}
BLOCK = yaml_text({"filing": FILING})
SHIPPED = sorted((Path(__file__).parents[2] / "standards").glob("*/*/*.yaml"))


def data(text: str) -> dict[str, object]:
    read: dict[str, object] = parse(text.encode(), "x").data
    return read


# How people write values, each after "key:"; the last ones end in ways that a careless cut would change.
VALUES = (
    " 1", ' "two: #2"', " {a: 1, b: [2, 3]}", "\n  a: 1\n  b:\n    - 2", "\n- 1\n- 2", " plain\n  goes on",
    ' "quoted\n  goes on"', " |\n  text\n  # no comment", " >-\n  folded\n\n  text", " |+\n  kept\n\n",
    " # said so\n  a: 1", "\n  # about a\n  a: 1\n  # after a", "", " [\n  1,\n  2\n]",
)  # fmt: skip
BETWEEN = ("", "\n", "# a comment\n", "\n# one\n\n# two\n")
KEYS = ("format", "id", "name", "edition", "author", "extends", "below", "trades", "overview", "levels", "grading")


@st.composite
def texts(draw: st.DrawFn, with_filing: bool) -> tuple[str, str, str]:
    """What stands before the block, the block or nothing, and what comes after it."""
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=2, max_size=6, unique=True))
    indent = draw(st.sampled_from(("", "  ")))
    chunks = [f"{key}:{draw(st.sampled_from(VALUES))}\n{draw(st.sampled_from(BETWEEN))}" for key in keys]
    place = draw(st.integers(0, len(keys)))
    old = f"filing:{draw(st.sampled_from(VALUES))}\n" if with_filing else ""
    first, last = draw(st.sampled_from(("", "# The head.\n", "---\n"))), draw(st.sampled_from(("", "...\n")))
    head = first + "".join(indented(chunk, indent) for chunk in chunks[:place])
    tail = "".join(indented(chunk, indent) for chunk in chunks[place:]) + last
    return head, indented(old, indent), tail


def indented(chunk: str, indent: str) -> str:
    return "".join(indent + line if line.strip() else line for line in chunk.splitlines(keepends=True))


@settings(max_examples=300, deadline=None)
@given(texts(with_filing=True))
def test_a_block_is_replaced_and_nothing_else(parts: tuple[str, str, str]) -> None:
    head, old, tail = parts
    before = head + old + tail
    after = with_block(before, "filing", BLOCK)
    assert data(after) == {**data(before), "filing": FILING}
    assert after.startswith(head) and after.endswith(tail.lstrip("\n"))


@settings(max_examples=300, deadline=None)
@given(texts(with_filing=False), st.booleans())
def test_a_block_is_added_and_nothing_else(parts: tuple[str, str, str], last_line_ends: bool) -> None:
    before = "".join(parts) if last_line_ends else "".join(parts).removesuffix("\n")
    after = with_block(before, "filing", BLOCK)
    assert data(after) == {**data(before), "filing": FILING}
    added = indented(BLOCK, "  " if "  filing:" in after else "")
    assert after.replace(added, "", 1) == before


@settings(max_examples=300, deadline=None)
@given(texts(with_filing=True))
def test_a_block_is_taken_away_and_nothing_else(parts: tuple[str, str, str]) -> None:
    head, old, tail = parts
    after = without_block(head + old + tail, "filing")
    assert data(after) == {key: value for key, value in data(head + old + tail).items() if key != "filing"}
    assert after.startswith(head) and after.endswith(tail.lstrip("\n"))


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: f"{file.parts[-2]}/{file.stem}")
def test_a_shipped_standard_is_filed_and_unfiled_without_a_changed_line(file: Path) -> None:
    bare = without_block(file.read_text(encoding="utf-8"), "filing")
    assert without_block(with_block(bare, "filing", BLOCK), "filing") == bare
    assert without_block(bare, "filing") == bare


def test_a_new_block_stands_where_the_model_has_it_and_not_between_a_comment_and_its_key() -> None:
    text = "format: 1\nid: a\n\n# What it is about.\noverview: x\nlevels: [L4]\n"
    assert with_block(text, "filing", "filing: {number: A}\n") == (
        "format: 1\nid: a\n\nfiling: {number: A}\n# What it is about.\noverview: x\nlevels: [L4]\n"
    )


def test_the_ends_of_lines_stay_what_they_are() -> None:
    changed = with_block("format: 1\r\noverview: x\r\n", "filing", "filing:\n  number: A\n")
    assert changed == "format: 1\r\nfiling:\r\n  number: A\r\noverview: x\r\n"


@pytest.mark.parametrize("text", ["{format: 1, filing: {number: A}}", "format: 1\n? filing\n: A\n", "- a\n"])
def test_a_text_that_is_not_written_line_by_line_is_refused_rather_than_damaged(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        with_block(text, "filing", BLOCK)
    assert caught.value.code == "standard.block_not_editable"


def test_a_text_that_cannot_be_read_is_not_edited() -> None:
    with pytest.raises(Problems):
        with_block("format: [\n", "filing", BLOCK)
