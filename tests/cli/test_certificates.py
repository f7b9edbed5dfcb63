"""``assess certificates``: answers in words and by exit status."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assess.cli import main
from assess.operations import issuing
from tests.operations.conftest import CONSENTING, Noticed, noticed, noticed_instance  # noqa: F401 – fixtures


@pytest.fixture
def line(noticed: Noticed, monkeypatch: pytest.MonkeyPatch) -> issuing.CertificateLine:  # noqa: F811
    """One issued certificate of the installation that the commands use."""
    monkeypatch.setenv("ASSESS_INSTANCE", str(noticed.store.config.instance))
    return noticed.issued(CONSENTING[0])


def run(*words: str) -> int:
    return main(["--lang", "en", "certificates", *words])


def test_a_file_an_address_and_a_number_with_name_are_answered_with_0(
    line: issuing.CertificateLine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = tmp_path / "paper.pdf"
    assert run("export", str(line.id), str(paper), "--as", "office") == 0
    for words in ([str(paper)], [line.address.upper()], [line.token], [line.number, "--name", "陳嘉敏"]):
        assert run("verify", *words) == 0
        told = capsys.readouterr().out
        assert told.startswith("A genuine SPECIMEN") and "陳嘉敏 CHAN Ka Man" in told and "51234568" not in told


def test_what_is_not_genuine_is_answered_with_1(
    line: issuing.CertificateLine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cut = tmp_path / "cut.pdf"
    assert run("export", str(line.id), str(cut), "--as", "office") == 0
    cut.write_bytes(cut.read_bytes()[:5000])
    assert run("verify", str(cut)) == 1
    assert capsys.readouterr().out.startswith("Not genuine")
    assert run("verify", line.number, "--name", "陳嘉") == 1
    assert run("verify", "HTTPS://EVIL.EXAMPLE/V/ABCDEFGHIJKL") == 1
    assert "evil.example" in capsys.readouterr().out


def test_what_cannot_be_asked_is_answered_with_2(
    line: issuing.CertificateLine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    taken = tmp_path / "taken.pdf"
    taken.write_bytes(b"")
    for words, told in (
        (["verify", str(tmp_path / "photo.jpg")], "neither a PDF"),
        (["verify", str(tmp_path / "missing.pdf")], "no file"),
        (["verify", line.number], "--name"),
        (["export", str(line.id), str(taken), "--as", "office"], "exists already"),
        (["export", "999", str(tmp_path / "x.pdf"), "--as", "office"], "no such certificate"),
        (["list", "--as", "checker"], "may not"),
    ):
        assert run(*words) == 2
        assert told in capsys.readouterr().err


def test_the_list_names_every_certificate(line: issuing.CertificateLine, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list", "--as", "office") == 0
    assert f"{line.number}\t陳嘉敏\tjiangmen-demo\tissued\tvalid" in capsys.readouterr().out


def test_the_program_itself_answers(line: issuing.CertificateLine) -> None:
    program = "import sys; from assess.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "certificates", "verify", line.address]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
