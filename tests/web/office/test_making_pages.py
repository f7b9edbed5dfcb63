"""How far the papers are, what failed and why, trying again; the ZIP, copies for the printer, the list to sign."""

from __future__ import annotations

import subprocess
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from assess.canonical import sha256_hex
from assess.jobs import worker
from assess.operations.issuing.handing_out import file_name
from assess.store.certificates import CertificateFileRow, CertificatePhotoRow
from assess.store.jobs import JobRow
from assess.store.session import Store
from tests.conftest import NOW
from tests.operations.conftest import PASSED, noticed_instance
from tests.web.office.conftest import SignIn, text_of
from tests.web.office.test_certificate_pages import PAGE, config, office, second, signed_in

__all__ = ["config", "noticed_instance", "office", "second"]


@pytest.fixture
def approved(office: FlaskClient, second: FlaskClient) -> FlaskClient:
    """The office, after a colleague approved."""
    office.post(f"{PAGE}/prepare")
    second.post(f"{PAGE}/approve")
    return office


def test_the_page_says_how_far_the_papers_are_and_loads_itself_again(approved: FlaskClient, store: Store) -> None:
    page = approved.get(PAGE)
    assert "0 of 5 papers are made. 0 stand in the public log." in text_of(page)
    assert b'http-equiv="refresh"' in page.data
    worker.run_until_idle(store, NOW)
    page = approved.get(PAGE)
    assert "papers are made" not in text_of(page) and b'http-equiv="refresh"' not in page.data
    assert "Print and hand out" in text_of(page)


def test_what_failed_is_named_with_its_reason_and_tried_again_on_request(approved: FlaskClient, store: Store) -> None:
    with store.unit_of_work() as session:
        first, other = session.scalars(select(CertificatePhotoRow).limit(2))
        right, first.image_sealed = first.image_sealed, other.image_sealed
    worker.run_until_idle(store, NOW)
    page = text_of(approved.get(PAGE))
    assert "4 of 5 papers are made." in page
    assert "is not the one that was approved" in page and "(1 attempt)" in page and "{" not in page
    with store.unit_of_work() as session:
        session.execute(update(CertificatePhotoRow).values(image_sealed=right))
    assert worker.run_until_idle(store, NOW) == 0, "its pause is not over"
    assert "1 certificates are tried again now." in text_of(approved.post(f"{PAGE}/try-again", follow_redirects=True))
    assert worker.run_until_idle(store, NOW) == 2
    assert "papers are made" not in text_of(approved.get(PAGE))


def test_a_fault_of_the_machine_is_told_without_its_text(approved: FlaskClient, store: Store) -> None:
    with store.unit_of_work() as session:
        session.execute(update(JobRow).values(error="OSError", lease_until=NOW + timedelta(hours=1)))
    assert "A fault of the program or the machine (OSError)." in text_of(approved.get(PAGE))



def test_zip_list_and_printers_copies_hold_every_paper_in_the_order_of_seats(
        app: Flask, sign_in: SignIn, approved: FlaskClient, store: Store, tmp_path: Path) -> None:
    assert approved.post(f"{PAGE}/zip").status_code == 404
    worker.run_until_idle(store, NOW)
    with store.reading() as session:
        stored = set(session.scalars(select(CertificateFileRow.sha256)))
    answer = approved.post(f"{PAGE}/zip")
    assert answer.mimetype == "application/zip"
    with zipfile.ZipFile(BytesIO(answer.data)) as packed:
        names = packed.namelist()
        assert {sha256_hex(packed.read(name)) for name in names} == stored, "the sealed bytes, unchanged"
    assert names == sorted(names) and all(name in "".join(names) for name in PASSED)
    page = text_of(approved.get(f"{PAGE}/handing-out"))
    assert [page.index(name) for name in PASSED] == sorted(page.index(name) for name in PASSED)
    assert "Papers 1 to 5" in page and "the file itself proves nothing" in page
    copy = tmp_path / "copy.pdf"
    copy.write_bytes(approved.post(f"{PAGE}/print/1").data)
    text = subprocess.run(["pdftotext", copy, "-"], capture_output=True, text=True, check=True).stdout
    assert all(name.split(" ")[0][:4] in text for name in PASSED)
    seals = subprocess.run(["pdfsig", copy], capture_output=True, text=True, check=False)
    assert "does not contain any signatures" in seals.stdout
    assert approved.post(f"{PAGE}/print/2").status_code == 404
    examiner = signed_in(app, sign_in, "examiner1")
    assert examiner.post(f"{PAGE}/zip").status_code == 403, "an examiner takes no papers out"


@pytest.mark.parametrize(("name", "shown"), [
    ("欧阳䶮", "0007 S1 欧阳䶮.pdf"),
    ('A/B\\C:D*E?"F<G>H|I', "0007 S1 A B C D E F G H I.pdf"),
    ("Tail. ", "0007 S1 Tail.pdf"),
    ("N" * 200, f"0007 S1 {'N' * 92}.pdf"),
])
def test_names_of_files_are_taken_by_every_file_system(name: str, shown: str) -> None:
    assert file_name(7, "S1", name) == shown
