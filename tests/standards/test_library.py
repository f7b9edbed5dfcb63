"""Published editions are pinned by the digest of their files; everything else is a draft."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from assess.errors import NotFound, Problems, Refused
from assess.standards.library import Library, library_of, shelve, with_published
from assess.standards.load import read_standard
from tests.standards.cases import SMALL, changed

LADDER = (Path(__file__).parents[2] / "standards" / "ladder.yaml").read_bytes()
FILE = "national/9-99-99-99/2026.yaml"
READING = read_standard(SMALL.encode(), f"standards/{FILE}")
INDEX = with_published(b"# The index.\n", READING, FILE, "2026-11-23")


def files(**changes: bytes) -> dict[str, bytes]:
    """A folder with one published standard."""
    return {"ladder.yaml": LADDER, "index.yaml": INDEX, FILE: SMALL.encode(), **changes}


def read_library(files: Mapping[str, bytes]) -> Library:
    return library_of(shelve(files), files)


def test_a_published_edition_is_found_by_id_and_edition() -> None:
    library = read_library(files())
    assert library.get("national/9-99-99-99", "2026").sha256 == READING.sha256
    assert library.latest("national/9-99-99-99").standard.edition == "2026"
    assert library.drafts == ()


def test_an_edition_that_is_not_published_is_not_found() -> None:
    library = read_library({**files(), "index.yaml": b"# Nothing yet.\n"})
    with pytest.raises(NotFound, match=r"standard\.not_published"):
        library.get("national/9-99-99-99", "2026")
    with pytest.raises(NotFound, match=r"standard\.not_published"):
        library.latest("national/9-99-99-99")
    assert [draft.file for draft in library.drafts] == [FILE]


@pytest.mark.parametrize("appended", [b"\n", b"# a comment\n"], ids=["a line end", "a comment"])
def test_a_published_file_that_changed_by_a_byte_is_refused(appended: bytes) -> None:
    with pytest.raises(Problems) as caught:
        read_library({**files(), FILE: SMALL.encode() + appended})
    (problem,) = caught.value.problems
    assert (problem.code, problem.where) == ("standard.published_changed", f"standards/{FILE}:1:1")
    assert problem.params["expected"] == READING.sha256


def test_a_draft_may_change() -> None:
    # The control for the test above: the same change in a file that the index does not name.
    library = read_library({**files(), "index.yaml": b"", FILE: SMALL.encode() + b"# a comment\n"})
    assert [(draft.file, draft.problems) for draft in library.drafts] == [(FILE, ())]


def test_a_missing_published_file_is_refused() -> None:
    present = files()
    del present[FILE]
    with pytest.raises(Problems) as caught:
        read_library(present)
    assert [problem.code for problem in caught.value.problems] == ["standard.published_missing"]


def test_a_faulty_draft_is_listed_and_stops_nobody() -> None:
    library = read_library({**files(), "works/draft.yaml": b"format: 1\n"})
    assert library.published("national/9-99-99-99", "2026") is not None
    (draft,) = library.drafts
    assert draft.reading is None and "standard.key_missing" in {problem.code for problem in draft.problems}


def test_the_index_must_call_an_edition_what_its_file_says() -> None:
    with pytest.raises(Problems) as caught:
        read_library({**files(), "index.yaml": INDEX.replace(b'edition: "2026"', b'edition: "2027"')})
    assert [problem.code for problem in caught.value.problems] == ["standard.index_differs"]


def test_publishing_adds_an_entry_and_leaves_the_rest_of_the_index_alone() -> None:
    assert INDEX.startswith(b"# The index.\n- id: national/9-99-99-99\n")
    newer = read_standard(changed(('"2026"', '"2027"')).encode(), "x")
    longer = with_published(INDEX, newer, "national/9-99-99-99/2027.yaml", "2027-01-02")
    assert longer.startswith(INDEX)
    present = {**files(), "index.yaml": longer, "national/9-99-99-99/2027.yaml": changed(('"2026"', '"2027"')).encode()}
    assert read_library(present).latest("national/9-99-99-99").standard.edition == "2027"


def test_publishing_the_same_edition_twice_is_refused() -> None:
    other = read_standard(changed(("overview: ", "overview: 又")).encode(), "x")
    with pytest.raises(Refused, match=r"standard\.published_before"):
        with_published(INDEX, other, FILE, "2027-01-02")


def test_the_ladder_has_eight_grades_of_which_five_carry_a_digit() -> None:
    ladder = read_library(files()).ladder
    assert [rung.rank for rung in ladder.rungs] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [(rung.id, rung.digit) for rung in ladder.rungs if rung.digit] == [
        ("L5", "5"), ("L4", "4"), ("L3", "3"), ("L2", "2"), ("L1", "1"),
    ]  # fmt: skip
    assert {rung.id for rung in ladder.rungs if not rung.way.startswith("exam")} == {"apprentice", "special", "chief"}


def test_a_shelf_with_faults_still_has_every_edition_that_can_be_read() -> None:
    other = changed(('"2026"', '"2027"')).encode()
    longer = with_published(INDEX, read_standard(other, "x"), "national/9-99-99-99/2027.yaml", "2027-01-02")
    changed_file = {FILE: SMALL.encode() + b"\n"}
    shelved = shelve({**files(), **changed_file, "index.yaml": longer, "national/9-99-99-99/2027.yaml": other})
    assert [problem.code for problem in shelved.faults] == ["standard.published_changed"]
    assert shelved.published("national/9-99-99-99", "2027") is not None


def test_an_index_that_cannot_be_read_is_a_fault_of_the_shelf() -> None:
    shelved = shelve({**files(), "index.yaml": b"- id: [\n"})
    assert shelved.entries == {} and [problem.code for problem in shelved.faults] == ["yaml.syntax"]
