"""Which piece stands on which page."""

from __future__ import annotations

import pytest

from assess.exams.paper.pages import BOTTOM, ROOM, TOP, paginated
from assess.exams.paper.setting import Line
from assess.exams.paper.strips import Cell, ItemRow, Measured, Strip, gap

HEAD = Strip((Cell(0, 100),), 20, keep=True, name="head")


def strip(height: float, name: str = "", *, keep: bool = False) -> Strip:
    return Strip((Cell(0, 100),), height, keep, name)


def row(lines: int, *, keep: bool = False) -> ItemRow:
    """A row of so many lines, of a table with the head ``HEAD``."""
    content = tuple(Line(str(number), "text", 10) for number in range(lines))
    return ItemRow((), content, (), (Measured((), False, 20),), (), (HEAD,), keep)


def names(*pieces: Strip | ItemRow) -> list[list[str]]:
    return [[piece.name if isinstance(piece, Strip) else "row" for _y, piece in page.placed]
            for page in paginated(pieces)]


def test_pieces_stand_one_below_the_other_within_the_margins() -> None:
    page, = paginated([strip(100), strip(50)])
    assert [y for y, _piece in page.placed] == [TOP, TOP - 100]
    assert page.y == TOP - 150 > BOTTOM


@pytest.mark.parametrize(("height", "pages"), [(ROOM - 101, 1), (ROOM - 99, 2)])
def test_a_page_is_full_when_nothing_more_fits(height: float, pages: int) -> None:
    assert len(paginated([strip(height), strip(100)])) == pages


def test_a_heading_goes_with_what_it_is_kept_with() -> None:
    before, after = strip(ROOM - 60, "a"), strip(40, "b")
    assert names(before, strip(30, "heading", keep=True), after) == [["a"], ["heading", "b"]]
    assert names(before, strip(30, "heading"), after) == [["a", "heading"], ["b"]], "the control"


def test_no_page_begins_with_a_gap() -> None:
    assert names(strip(ROOM - 10, "a"), gap(20), strip(40, "b")) == [["a"], ["b"]]


def test_a_table_that_goes_on_has_its_head_again() -> None:
    pages = names(HEAD, *[row(10)] * 8)
    assert len(pages) > 1 and all(page[0] == "head" for page in pages)
    assert sum(page.count("row") for page in pages) == 8


def test_a_row_that_a_page_can_hold_is_never_cut() -> None:
    pages = paginated([strip(ROOM / 2), row(40)])
    assert [len(page.placed) for page in pages] == [1, 2]


def test_a_row_that_no_page_can_hold_is_cut_between_lines() -> None:
    pages = paginated([HEAD, row(200, keep=True), strip(30, "sum")])
    pieces = [piece for page in pages for _y, piece in page.placed if isinstance(piece, ItemRow)]
    assert [int(line.text) for piece in pieces for line in piece.content] == list(range(200))
    assert all(page.y >= BOTTOM for page in pages)
    assert len(pieces) == len(pages) and pages[-1].placed[-1][1].height == 30


def test_what_is_kept_together_and_longer_than_a_page_still_comes_to_an_end() -> None:
    pages = paginated([strip(100, keep=True) for _ in range(30)])
    assert sum(len(page.placed) for page in pages) == 30
    assert len(pages) == 5
