"""Standards come and go as files on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from assess.cli import main
from tests.operations.test_exchange import TABLES, cells, edited
from tests.standards.test_marking_scheme import SHORT, changed

EDITION = "national/6-31-01-03@2018"
HEAD = ("--id", "city/web", "--code", "4-04-05-01", "--author", "city", "--author-name", "市技能竞赛办公室")


@pytest.fixture(autouse=True)
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSESS_INSTANCE", str(tmp_path / "instance"))


def run(*words: object) -> int:
    return main(["--lang", "en", "standards", *map(str, words)])


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "draft.yaml"
    file.write_text(TABLES, encoding="utf-8")
    return file


@pytest.fixture
def items(draft: Path, tmp_path: Path) -> Path:
    """The draft's items with one text changed."""
    out = tmp_path / "items.xlsx"
    assert run("export", draft, "--format", "xlsx", "--out", out) == 0
    data = out.read_bytes()
    place = next(place for place, word in cells(data).items() if word == "选线")
    out.write_bytes(edited(data, {"Items": {place: "剪线"}}))
    return out


def scheme(tmp_path: Path, rows: object = SHORT) -> Path:
    file = tmp_path / "scheme.xlsx"
    with Workbook(str(file)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):  # type: ignore[arg-type]
            sheet.write_row(number, 0, row)
    return file


def test_an_edition_is_exported_as_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "electrician.json"
    assert run("export", EDITION, "--format", "case", "--out", out) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["CFDocument"]["title"] == "Electrician 2018"
    assert str(out) in capsys.readouterr().out


def test_without_an_edition_the_empty_workbook_is_written(tmp_path: Path) -> None:
    out = tmp_path / "empty.xlsx"
    assert run("export", "--format", "xlsx", "--out", out) == 0
    assert cells(out.read_bytes())["A2"] == "level"
    assert run("export", "--format", "case", "--out", tmp_path / "x.json") == 2


def test_a_file_is_never_overwritten(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", EDITION, "--format", "case", "--out", draft) == 2
    assert draft.read_text(encoding="utf-8") == TABLES and str(draft) in capsys.readouterr().err


def test_without_out_the_import_only_tells(draft: Path, items: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run("import", "--items", items, "--into", draft) == 0
    said = capsys.readouterr().out
    assert "assessment.L5.tasks.t1.items.i1.text: 选线 → 剪线" in said and "1 differences, 0 errors" in said
    assert draft.read_text(encoding="utf-8") == TABLES


def test_items_are_put_into_a_draft(draft: Path, items: Path, tmp_path: Path) -> None:
    out = tmp_path / "new.yaml"
    assert run("import", "--items", items, "--into", draft, "--out", out) == 0
    assert "剪线" in out.read_text(encoding="utf-8") and run("check", out) == 0


def test_faults_of_cells_are_listed(draft: Path, items: Path, capsys: pytest.CaptureFixture[str]) -> None:
    items.write_bytes(edited(items.read_bytes(), {"Items": {"A3": "L9"}}))
    assert run("import", "--items", items, "--into", draft) == 2
    assert "Items!A3: L9 is no level" in capsys.readouterr().err


def test_a_marking_scheme_becomes_a_draft_that_passes_the_check(tmp_path: Path) -> None:
    out = tmp_path / "web.yaml"
    assert run("import", "--marking-scheme", scheme(tmp_path), *HEAD, "--out", out) == 0
    assert run("check", out) == 0


def test_contradictions_are_told_and_errors_change_the_exit_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = scheme(tmp_path, changed(SHORT, (5, 6, 8)))
    assert run("import", "--marking-scheme", file, *HEAD) == 0
    assert "Sheet1!G5: warning: The total of criterion A is stated as 8" in capsys.readouterr().out
    file = scheme(tmp_path, changed(SHORT, (15, 2, "X1")))
    assert run("import", "--marking-scheme", file, *HEAD) == 1


def test_what_a_scheme_cannot_say_has_to_be_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run("import", "--marking-scheme", scheme(tmp_path), "--id", "city/web")
    assert "--code, --author, --author-name" in capsys.readouterr().err
