"""``assess standards compare``: words, data, and the exit status of diff."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assess.cli import main
from assess.config import load_config
from tests.editions import BASE, OWN, SIGNATURE, lower_pass_mark, with_own_folder, write_next

ENTERPRISE, NATIONAL = f"{OWN}@2026.1", f"{BASE}@2024"


@pytest.fixture(autouse=True)
def installation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ASSESS_INSTANCE", str(tmp_path / "instance"))


def compare(*args: str, lang: str = "en") -> int:
    return main(["--lang", lang, "standards", "compare", *args])


def test_differences_are_said_in_words_and_end_with_status_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert compare(NATIONAL, ENTERPRISE) == 1
    said = capsys.readouterr().out
    assert "  Level 4 / intermediate worker · Practical test: Pass mark 60 → 70\n" in said
    assert "  Inspection: content added: 下线数据追溯\n    Level: Level 4 / intermediate worker\n" in said


def test_the_words_are_those_of_the_reader(capsys: pytest.CaptureFixture[str]) -> None:
    compare(ENTERPRISE, lang="zh-Hans")
    assert "四级/中级工 · 技能考核" in capsys.readouterr().out


def test_one_that_builds_on_another_is_compared_with_its_base(capsys: pytest.CaptureFixture[str]) -> None:
    compare(NATIONAL, ENTERPRISE)
    both = capsys.readouterr().out
    assert compare(ENTERPRISE) == 1
    assert capsys.readouterr().out == both


def test_no_difference_is_status_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert compare(NATIONAL, NATIONAL) == 0
    assert capsys.readouterr().out == f"{NATIONAL} and {NATIONAL} do not differ.\n"


def test_what_cannot_be_compared_is_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert compare(NATIONAL) == 2
    assert "builds on no other standard" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("entries", "who"), [((), "not signed"), ((SIGNATURE,), "signed by 陈欣怡, 2026-03-01: 设备换代期间的过渡")]
)
def test_floors_come_first_with_who_signed_for_them(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, entries: tuple[str, ...], who: str
) -> None:
    config = with_own_folder(load_config({}), tmp_path)
    path = write_next(config, OWN, "2026.1", "2026.2", *lower_pass_mark(*entries))
    assert compare(str(path)) == 1
    first, floor, at, *_ = capsys.readouterr().out.splitlines()
    assert first.startswith("Places that may lie below the national standard: 1")
    assert floor.endswith(f"lower pass mark: 60/100 → 50/100 – {who}")
    assert at.strip() == "assessment.L4.parts.practical.pass"


def test_the_data_say_the_same_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert compare(ENTERPRISE, "--format", "json") == 1
    found = json.loads(capsys.readouterr().out)
    (change,) = [change for change in found["changes"] if change["at"] == "assessment.L4.parts.practical.pass"]
    assert (change["kind"], change["old"], change["new"], change["section"]) == ("changed", "60", "70", "parts")
    (task,) = [change for change in found["changes"] if change["at"] == "assessment.L4.tasks.line-end-data"]
    assert [inner["at"].rpartition(".")[2] for inner in task["inside"]][:3] == ["function", "points", "minutes"]
