"""Two texts beside each other, by lines."""

from __future__ import annotations

import pytest

from assess.web.author.differences import differences


def told(old: str, new: str) -> str:
    return " ".join(f"{line.sign}{line.number or ''}{line.text}" for line in differences(old, new))


@pytest.mark.parametrize(
    ("old", "new", "told_lines"),
    [
        ("a\nb", "a\nb", ""),
        ("a\nb\nc", "a\nx\nc", " 1a -2b +2x  3c"),
        ("a", "a\nb", " 1a +2b"),
        ("", "a", "-1 +1a"),
        ("a\n" + "=\n" * 9 + "z", "b\n" + "=\n" * 9 + "y", "-1a +1b  2=  3= …  9=  10= -11z +11y"),
    ],
)
def test_lines_are_numbered_in_their_own_text_and_shown_with_what_is_around(
    old: str, new: str, told_lines: str
) -> None:
    assert told(old, new) == told_lines


def test_a_long_text_of_lines_that_repeat_is_compared_in_a_moment() -> None:
    items = "".join(f"- id: i{number}\n  type: points\n  max: 5\n" for number in range(4_000))
    lines = differences(items, items.replace("id: i2000\n", "id: other\n"))
    assert [line.text for line in lines if line.sign in "+-"] == ["- id: i2000", "- id: other"]
