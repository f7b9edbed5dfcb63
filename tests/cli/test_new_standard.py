"""An author starts a standard on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assess.cli import main

TABLE = {
    "standards": [
        {
            "occupation_code": "6-20-01-01",
            "occupation_name": "钳工",
            "edition": "2020",
            "skill_weights": {"装配": {"L5": 55, "L4": 100}, "检测": {"L5": 45}},
        }
    ]
}


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ASSESS_INSTANCE", str(tmp_path / "instance"))
    file = tmp_path / "weights.json"
    file.write_text(json.dumps(TABLE), encoding="utf-8")
    return file


def start(weights: Path, *more: str) -> int:
    return main(["--lang", "en", "standards", "new", "--occupation", "6-20-01-01", "--weights", str(weights), *more])


def test_a_draft_is_written_and_passes_the_check(
    weights: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "draft.yaml"
    assert start(weights, "--out", str(out)) == 0
    assert str(out) in capsys.readouterr().out
    assert main(["standards", "check", str(out)]) == 0


def test_a_draft_goes_where_it_belongs_and_is_found_there(
    weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    standards = tmp_path / "standards"
    standards.mkdir()
    shipped = Path(__file__).parents[2] / "standards" / "ladder.yaml"
    (standards / "ladder.yaml").write_bytes(shipped.read_bytes())
    monkeypatch.setenv("ASSESS_STANDARDS", str(standards))
    assert start(weights, "--kind", "enterprise", "--author", "qiaodu") == 0
    (file,) = standards.glob("qiaodu/6-20-01-01/*.1.yaml")
    assert main(["standards", "list"]) == 0
    assert str(file.relative_to(standards)) in capsys.readouterr().out


def test_a_file_is_never_overwritten(weights: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "mine.yaml"
    out.write_text("mine", encoding="utf-8")
    assert start(weights, "--out", str(out)) == 2
    assert out.read_text(encoding="utf-8") == "mine" and str(out) in capsys.readouterr().err


def test_a_table_with_a_wrong_column_writes_nothing(
    weights: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weights.write_text(weights.read_text(encoding="utf-8").replace("55", "54.5"), encoding="utf-8")
    out = tmp_path / "draft.yaml"
    assert start(weights, "--out", str(out)) == 2
    said = capsys.readouterr().err
    assert "skill_weights.L5 adds up to 99.5, must be 100: 装配 54.5, 检测 45" in said
    assert f"{weights}:1:" in said and not out.exists()


@pytest.mark.parametrize("out", ["missing/folder/draft.yaml", "weights.json/draft.yaml"])
def test_what_cannot_be_written_is_said(
    out: str, weights: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start(weights, "--out", str(tmp_path / out)) == 2
    assert out in capsys.readouterr().err


def test_a_table_that_is_not_there_is_said(tmp_path: Path, weights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert start(tmp_path / "none.json") == 2
    assert "none.json" in capsys.readouterr().err
