"""The whole way once, as ``assess demo`` walks it: from the standards on disk to papers that a stranger checks."""

from __future__ import annotations

import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import zxingcpp
from PIL import Image

from assess.cli import main
from assess.cli.demo import PAPERS, file_name, issued
from assess.cli.demo.cast import ABSENT, CHILD_CARE, FAILS_THEORY
from assess.cli.demo.lives import COPIED, REVOKED, SUSPENDED
from assess.config import load_config
from assess.operations import life
from assess.operations.accounts import actor_named
from assess.operations.issuing import CertificateLine
from assess.operations.logs import audit
from assess.operations.printing import qr_text
from assess.operations.settling import preview
from assess.operations.sittings import list_sittings
from assess.store.migrate import differences
from assess.store.session import Store, open_store
from assess.web.app import create_app


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation that ``assess demo`` filled."""
    folder = tmp_path_factory.mktemp("journey") / "instance"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASSESS_INSTANCE", str(folder))
        assert main(["demo"]) == 0
    return folder


@pytest.fixture(scope="module")
def store(instance: Path) -> Store:
    return open_store(load_config({"ASSESS_INSTANCE": str(instance)}))


@pytest.fixture(scope="module")
def lines(store: Store) -> list[CertificateLine]:
    return issued(store)


def paper_of(instance: Path, line: CertificateLine) -> Path:
    return instance / PAPERS / file_name(line)


def run(instance: Path, *words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASSESS_INSTANCE", str(instance))
        status = main(list(words))
    output = capsys.readouterr()
    return status, output.out + output.err


def test_who_passed_has_a_certificate_and_nobody_else(lines: list[CertificateLine]) -> None:
    mainland = {line.name for line in lines if line.authority == "jiangmen-demo"}
    assert mainland == {a.name.shown for a in CHILD_CARE} - {FAILS_THEORY, ABSENT}
    assert all(line.state == "issued" and line.specimen for line in lines)


def test_those_from_macau_have_a_second_paper_from_the_same_exam(lines: list[CertificateLine]) -> None:
    partner = {line.name for line in lines if line.authority == "dsal-demo"}
    assert partner == {a.name.shown for a in CHILD_CARE if a.residence == "macau"}
    numbers = [line.number for line in lines if line.edition == 1]
    assert len(numbers) == len(set(numbers)) == 11


def test_the_results_say_why_the_others_have_none(store: Store) -> None:
    office = actor_named(store, "office")
    (finished,) = list_sittings(store, office, search="JM-2026-001")
    results = {line.name: line.result for line in preview(store, office, finished.id)}
    theory, practical = results[FAILS_THEORY].parts
    assert theory.reasons == ("below_pass_mark",) and not results[FAILS_THEORY].passed
    assert practical.passed or "not_admitted" in practical.reasons
    assert {part.reasons for part in results[ABSENT].parts} == {("absent",)}
    assert [part.total for part in results[ABSENT].parts] == [None, None]


def test_every_paper_states_name_and_number_as_readers_extract_them(
    instance: Path, lines: list[CertificateLine]
) -> None:
    for line in lines:
        text = subprocess.run(["pdftotext", "-raw", str(paper_of(instance, line)), "-"],
                              capture_output=True, text=True, check=True).stdout
        assert line.number in text
        assert "".join(line.name.split()) in "".join(text.split())


def test_the_code_on_every_rendered_page_leads_to_its_own_genuine_answer(
    instance: Path, store: Store, lines: list[CertificateLine], tmp_path: Path
) -> None:
    client = create_app(store.config, store).test_client()
    for line in lines:
        subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", str(paper_of(instance, line)),
                        str(tmp_path / "page")], check=True)
        with Image.open(tmp_path / "page.png") as page:
            (code,) = zxingcpp.read_barcodes(page, formats=zxingcpp.BarcodeFormat.QRCode)
        assert code.text == qr_text(store.config.base_url, line.token)
        answer = client.get(urlsplit(code.text).path)
        page_text = answer.get_data(as_text=True)
        assert answer.status_code == 200
        assert line.number in page_text and line.name in page_text and "SPECIMEN" in page_text


def test_the_command_line_says_genuine_and_a_changed_byte_says_not(
    instance: Path, lines: list[CertificateLine], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = paper_of(instance, lines[0])
    status, said = run(instance, "certificates", "verify", str(paper), capsys=capsys)
    assert status == 0 and lines[0].name in said

    altered = bytearray(paper.read_bytes())
    altered[len(altered) // 2] ^= 1
    (tmp_path / "altered.pdf").write_bytes(altered)
    status, said = run(instance, "certificates", "verify", str(tmp_path / "altered.pdf"), capsys=capsys)
    assert status == 1 and "✗" in said


@pytest.mark.parametrize("way", ["number", "address"])
def test_the_command_line_finds_a_certificate_by(
    way: str, instance: Path, store: Store, lines: list[CertificateLine], capsys: pytest.CaptureFixture[str]
) -> None:
    words = [lines[0].number, "--name", lines[0].name] if way == "number" \
        else [qr_text(store.config.base_url, lines[0].token)]
    status, said = run(instance, "certificates", "verify", *words, capsys=capsys)
    assert status == 0 and lines[0].number in said


def test_certificates_were_suspended_revoked_and_copied(store: Store, lines: list[CertificateLine]) -> None:
    stands = {(line.name, line.edition): line.status for line in lines if line.authority == "jiangmen-demo"}
    assert stands[SUSPENDED, 1] == "suspended" and stands[REVOKED, 1] == "revoked"
    assert (stands[COPIED, 1], stands[COPIED, 2]) == ("replaced", "valid")
    assert {notice.kind for notice in life.notices(store, actor_named(store, "officer"))} == {"revoke"}


def test_log_and_register_agree(store: Store) -> None:
    report = audit(store)
    assert report.sound and report.entries > 11


def test_the_migrations_lead_to_the_tables_of_the_models(store: Store) -> None:
    assert differences(store) == []


def test_a_second_demo_changes_nothing_and_tells_the_same(instance: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = run(instance, "demo", capsys=capsys)
    assert first[0] == 0 and run(instance, "demo", capsys=capsys) == first
