"""``assess results verify``: without an installation, in words or as JSON, and by exit status."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from assess.cli import main
from tests.exams.result_files import GOLDEN
from tests.exams.test_result_files import FILES, mutant

THIRDS = GOLDEN / "1" / "thirds.json"


@pytest.fixture(autouse=True)
def no_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place where there is none and none is made."""
    monkeypatch.setenv("ASSESS_INSTANCE", str(tmp_path / "nowhere"))
    return tmp_path


def run(*words: object, lang: str = "en") -> int:
    return main(["--lang", lang, "results", "verify", *map(str, words)])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_result_that_holds_is_answered_with_0(
    file: Path, no_installation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(file) == 0
    told = capsys.readouterr()
    assert told.out.startswith("The file agrees with itself") and "✗" not in told.out and told.err == ""
    assert not (no_installation / "nowhere").exists()


def test_every_step_and_every_total_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    run(THIRDS)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines if "✓" in line] == list("12345678")
    assert "  技能考核: 500/9 = 55.6 · below the pass mark" in lines


def test_a_forged_result_is_answered_with_1_and_the_first_difference(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forged = tmp_path / "result.json"
    forged.write_bytes(THIRDS.read_bytes().replace(b"500/9", b"540/9"))
    assert run(forged) == 1
    told = capsys.readouterr().out
    assert told.startswith("The file does not hold") and "the file says 540/9, computed is 500/9" in told


def test_the_answer_as_json_says_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(THIRDS, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["holds"] and told["digest"] == json.loads(THIRDS.read_bytes())["digest"]
    assert [step["number"] for step in told["steps"]] == list(range(1, 9))
    assert told["parts"] == [{"part": "practical", "total": "500/9", "shown": "55.6", "passed": False,
                              "reasons": ["below_pass_mark"]}]
    (tmp_path / "x.json").write_bytes(b"{")
    assert run(tmp_path / "x.json", "--json") == 1
    assert json.loads(capsys.readouterr().out)["steps"][0]["told"]


def test_a_file_that_is_not_there_is_answered_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "none.json") == 2
    assert "none.json" in capsys.readouterr().err


def test_mutants_get_an_answer_and_never_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance, file = random.Random(2026), tmp_path / "result.json"
    files = [one.read_bytes() for one in FILES]
    for number in range(160):
        file.write_bytes(mutant(chance, chance.choice(files)))
        assert run(file, lang=("en", "zh-Hans", "pt-MO", "zh-Hant-MO")[number % 4]) in (0, 1)
    assert "Traceback" not in capsys.readouterr().out
