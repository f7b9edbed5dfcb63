"""``assess standards paper`` writes score sheets."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.cli import main
from tests.exams.paper.read_back import TESTS, pages_of


@pytest.fixture(autouse=True)
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSESS_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.chdir(tmp_path)


def run(*words: object) -> int:
    return main(["--lang", "en", "standards", "paper", *map(str, words)])


def test_the_sheet_of_an_edition_is_named_after_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("national/4-03-02-07@2018", "--level", "L4") == 0
    assert capsys.readouterr().out == "national-4-03-02-07-2018-L4.pdf was written.\n"
    pages = pages_of((tmp_path / "national-4-03-02-07-2018-L4.pdf").read_bytes())
    assert "Theory test · score sheet" in pages[0] and "Practical test · score sheet" in pages[1]


def test_one_part_of_a_file_goes_where_it_is_told(tmp_path: Path) -> None:
    out = tmp_path / "sheet.pdf"
    assert run(TESTS / "every_kind.yaml", "--level", "L4", "--part", "practical", "--out", out) == 0
    assert "practical" in pages_of(out.read_bytes())[0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("national/9-99-99-99@1", "--level", "L4"), "neither a file nor a published edition"),
        (("national/6-23-04-01@2024", "--level", "L4", "--part", "thesis"), "no such part"),
    ],
    ids=["edition", "part"],
)
def test_what_cannot_be_printed_is_said(words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*words) == 2
    assert said in capsys.readouterr().err


def test_no_file_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "sheet.pdf"
    out.write_text("mine")
    assert run("national/4-03-02-07@2018", "--level", "L4", "--part", "theory", "--out", out) == 2
    assert out.read_text() == "mine" and "nothing was written" in capsys.readouterr().err
