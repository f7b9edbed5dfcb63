"""Checking and publishing files of an installation: by operation and on the command line."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path

import pytest

from assess.cli import standards as command
from assess.config import Config, load_config
from assess.errors import NotFound, Problems, Refused
from assess.operations.checking import check_paths
from assess.operations.standards import library, publish
from assess.store.shelf import Shelf
from tests.standards.cases import SMALL, changed

DAY = date(2026, 11, 23)
LADDER = (Path(__file__).parents[2] / "standards" / "ladder.yaml").read_bytes()
FAULTY = changed(("points: 60\n", "pionts: 60\n"))


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """An installation with one draft."""
    folder = tmp_path / "standards"
    (folder / "national" / "9-99-99-99").mkdir(parents=True)
    (folder / "ladder.yaml").write_bytes(LADDER)
    (folder / "national" / "9-99-99-99" / "2026.yaml").write_text(SMALL, encoding="utf-8")
    return load_config({"ASSESS_INSTANCE": str(tmp_path), "ASSESS_STANDARDS": str(folder)})


@pytest.fixture
def draft(config: Config) -> Path:
    return config.standards / "national" / "9-99-99-99" / "2026.yaml"


def run(config: Config, *words: str) -> int:
    parser = argparse.ArgumentParser()
    command.register(parser.add_subparsers())
    args = parser.parse_args(words)
    args.lang = "en"
    status: int = args.func(args, config)
    return status


def test_a_published_draft_is_in_the_library_at_the_next_call(config: Config, draft: Path) -> None:
    assert library(config).editions == {}
    publish(config, draft, DAY)
    assert library(config).get("national/9-99-99-99", "2026").warnings == ()


def test_the_library_is_not_read_again_while_no_file_changes(config: Config) -> None:
    assert library(config) is library(config)


def test_a_changed_published_file_is_noticed_at_the_next_call(config: Config, draft: Path) -> None:
    publish(config, draft, DAY)
    library(config)
    draft.write_text(SMALL + "# one more line\n", encoding="utf-8")
    with pytest.raises(Problems, match=r"standard\.library_broken"):
        library(config)


def test_a_faulty_file_cannot_be_published(config: Config, draft: Path) -> None:
    draft.write_text(FAULTY, encoding="utf-8")
    with pytest.raises(Problems, match=r"standard\.invalid"):
        publish(config, draft, DAY)
    assert not (config.standards / "index.yaml").exists()


def test_a_file_in_the_wrong_place_cannot_be_published(config: Config, draft: Path) -> None:
    elsewhere = config.standards / "2026.yaml"
    draft.rename(elsewhere)
    with pytest.raises(Refused, match=r"standard\.misplaced"):
        publish(config, elsewhere, DAY)


def test_every_file_of_a_folder_is_checked(config: Config, draft: Path) -> None:
    draft.with_name("2027.yaml").write_text(FAULTY, encoding="utf-8")
    reports = check_paths(config, [config.standards])
    assert [(Path(report.file).name, report.passed) for report in reports] == [
        ("2026.yaml", True),
        ("2027.yaml", False),
    ]


def test_a_path_that_does_not_exist_is_named(config: Config) -> None:
    with pytest.raises(NotFound, match=r"file\.not_found"):
        check_paths(config, [config.standards / "nothing.yaml"])


def test_check_exits_with_1_when_there_are_errors_and_0_for_warnings(
    config: Config, draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(config, "standards", "check", str(draft)) == 0
    draft.write_text(changed((", pt-MO: Técnico de ensaio", "")), encoding="utf-8")
    assert run(config, "standards", "check", str(draft)) == 0
    draft.write_text(FAULTY, encoding="utf-8")
    assert run(config, "standards", "check", str(draft)) == 1
    said = capsys.readouterr().out
    assert f"{draft}:52:9: error: There is no key “pionts” here. Do you mean “points”?" in said


def test_check_speaks_json_and_the_language_of_github(
    config: Config, draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft.write_text(FAULTY, encoding="utf-8")
    run(config, "standards", "check", "--format", "json", str(draft))
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["code"], problem["where"]) == ("standard.key_unknown", f"{draft}:52:9")
    run(config, "standards", "check", "--format", "github", str(draft))
    assert capsys.readouterr().out.startswith(f"::error file={draft},line=52,col=9,title=standard.key_unknown::")


def test_list_shows_editions_and_drafts(config: Config, draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(config, "standards", "publish", str(draft))
    draft.with_name("2027.yaml").write_text(FAULTY, encoding="utf-8")
    capsys.readouterr()
    run(config, "standards", "list")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("national/9-99-99-99\t2026\tTest worker\t")
    assert lines[1] == "national/9-99-99-99/2027.yaml\tdraft, 1 problems"


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "national/../../secret"])
def test_a_shelf_never_leaves_its_folder(config: Config, name: str) -> None:
    (config.standards.parent / "secret").write_text("s", encoding="utf-8")
    with pytest.raises(NotFound):
        Shelf(config.standards).read(name)


def test_a_link_out_of_the_shelf_is_not_followed(config: Config) -> None:
    (config.standards.parent / "secret").write_text("s", encoding="utf-8")
    (config.standards / "link.yaml").symlink_to(config.standards.parent / "secret")
    with pytest.raises(NotFound):
        Shelf(config.standards).read("link.yaml")


def test_a_folder_cannot_be_published(config: Config, draft: Path) -> None:
    with pytest.raises(NotFound, match=r"file\.not_found"):
        publish(config, draft.parent, DAY)


def test_a_published_file_that_was_changed_stops_no_other_check(config: Config, draft: Path) -> None:
    publish(config, draft, DAY)
    draft.write_text(SMALL + "# one more line\n", encoding="utf-8")
    draft.with_name("2027.yaml").write_text(changed(('"2026"', '"2027"')), encoding="utf-8")
    reports = {Path(report.file).name: report for report in check_paths(config, [config.standards])}
    assert [problem.code for problem in reports["2026.yaml"].problems] == ["standard.published_changed"]
    assert not reports["2026.yaml"].passed and reports["2027.yaml"].passed


def test_an_entry_without_a_file_is_a_fault_of_the_index(config: Config, draft: Path) -> None:
    publish(config, draft, DAY)
    draft.rename(draft.with_name("2027.yaml"))
    reports = {Path(report.file).name: report for report in check_paths(config, [config.standards])}
    assert [problem.code for problem in reports["index.yaml"].problems] == ["standard.published_missing"]
    assert not reports["index.yaml"].passed and "2027.yaml" in reports


def test_what_a_draft_needs_before_publishing_is_a_warning_of_the_check_and_refuses_publishing(
    config: Config, draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft.write_text(changed(("kind: national", "kind: enterprise")), encoding="utf-8")
    assert run(config, "standards", "check", str(draft)) == 0
    said = "Missing in “filing”: number, date, document. (needed before publishing)"
    assert said in capsys.readouterr().out
    with pytest.raises(Problems, match=r"standard\.not_ready"):
        publish(config, draft, DAY)


def test_a_published_edition_is_not_asked_for_what_it_needed_before(config: Config, draft: Path) -> None:
    publish(config, draft, DAY)
    (report,) = check_paths(config, [draft])
    assert report.problems == ()


def test_other_places_of_a_fault_are_in_every_format(
    config: Config, draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft.write_text(changed(("ethics: {L5: 10,", "ethics: {L5: 11,")), encoding="utf-8")
    run(config, "standards", "check", str(draft))
    assert "ethics 11, wiring 90. (see also 37:14)" in capsys.readouterr().out
    run(config, "standards", "check", "--format", "json", str(draft))
    found = json.loads(capsys.readouterr().out)["problems"]
    assert [problem["also"] for problem in found if problem["severity"] == "error"] == [[f"{draft}:37:14"]]
    run(config, "standards", "check", "--format", "github", str(draft))
    assert "(see also 37:14)" in capsys.readouterr().out
