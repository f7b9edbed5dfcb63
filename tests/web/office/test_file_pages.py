"""The office's files of a sitting: the archive, and what authorities want reported."""

from __future__ import annotations

import secrets
import shutil
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assess.config import Config, load_config
from assess.operations import issuing
from assess.operations.accounts import actor_named
from assess.people.roles import Role
from assess.store.session import Store
from tests.conftest import NOW, MakeAccount
from tests.operations.conftest import PASSED, noticed_instance
from tests.web.office.conftest import SignIn, text_of

__all__ = ["noticed_instance"]
FILES, UPLOAD = "/office/sittings/1/files", "/office/sittings/1/files/jiangmen-demo"


@pytest.fixture
def config(noticed_instance: Path, tmp_path: Path) -> Config:
    """An installation whose only sitting stands in public notice, which is over."""
    shutil.copytree(noticed_instance, tmp_path / "instance")
    return load_config({"ASSESS_INSTANCE": str(tmp_path / "instance")})


def signed_in(app: Flask, sign_in: SignIn, username: str) -> FlaskClient:
    client = app.test_client()
    sign_in(client, username)
    client.get("/office/?lang=en")
    return client


@pytest.fixture
def office(app: Flask, sign_in: SignIn) -> FlaskClient:
    return signed_in(app, sign_in, "office")


@pytest.fixture
def approved(store: Store) -> None:
    """All certificates prepared and approved."""
    office, second = actor_named(store, "office"), actor_named(store, "office2")
    issuing.prepare(store, office, 1, NOW, secrets.token_bytes)
    issuing.approve(store, second, 1, NOW)


def test_the_archive_is_downloaded_once_a_reason_is_given(office: FlaskClient) -> None:
    assert "identity numbers are not" in text_of(office.get(FILES))
    answer = office.post(FILES, data={"reason": "归档"})
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert "attachment" in answer.headers["Content-Disposition"] and "no-store" in answer.headers["Cache-Control"]
    with ZipFile(BytesIO(answer.data)) as packed:
        assert {"sitting.xlsx", "marks.jsonl", "manifest.json"} < set(packed.namelist())
    assert "downloaded the archive – “归档”" in text_of(office.get("/office/sittings/1/history"))


def test_without_a_reason_the_page_asks_for_it(office: FlaskClient) -> None:
    answer = office.post(FILES, data={"reason": " "})
    assert answer.status_code == 400 and "Give the reason." in text_of(answer)


def test_a_supervisor_has_the_archive_and_no_identity_numbers(
    app: Flask, make_account: MakeAccount, sign_in: SignIn, approved: None
) -> None:
    make_account("supervisor", Role.SUPERVISOR)
    supervisor = signed_in(app, sign_in, "supervisor")
    page = supervisor.get(FILES)
    assert "Jiangmen Model Body" in text_of(page) and UPLOAD not in page.get_data(as_text=True)
    assert supervisor.post(FILES, data={"reason": "抽查"}).mimetype == "application/zip"
    assert supervisor.get(UPLOAD).status_code == supervisor.post(UPLOAD, data={"reason": "x"}).status_code == 403


def test_the_file_for_the_authority_is_made_for_whoever_says_why(office: FlaskClient, approved: None) -> None:
    assert UPLOAD in office.get(FILES).get_data(as_text=True)
    assert f"{len(PASSED)} certificates, with the holders' identity numbers" in text_of(office.get(UPLOAD))
    answer = office.post(UPLOAD, data={"reason": "上报"})
    assert answer.status_code == 200 and answer.data[:2] == b"PK"
    assert "made a file with identity numbers" in text_of(office.get("/office/sittings/1/history"))


def test_before_the_approval_there_is_nothing_to_send(office: FlaskClient) -> None:
    assert "nothing to report yet" in text_of(office.get(FILES))
    page = office.get(UPLOAD)
    assert "There is nothing to report" in text_of(page)
    assert '<button class="button"' not in page.get_data(as_text=True)
    assert office.post(UPLOAD, data={"reason": "上报"}).status_code == 404


def test_who_signed_in_long_ago_is_asked_to_do_it_again(app: Flask, office: FlaskClient, approved: None) -> None:
    app.config["CLOCK"] = lambda: NOW + timedelta(minutes=11)
    answer = office.post(UPLOAD, data={"reason": "上报"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400 and "sign in again" in text_of(answer)
    assert f'href="/sign-in?next={UPLOAD}"' in page.replace("%2F", "/")


def test_a_fault_in_the_authoritys_file_is_named_by_line_and_the_archive_is_still_made(
    app: Flask, config: Config, sign_in: SignIn, approved: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certs = tmp_path / "certs"
    shutil.copytree(config.certs, certs, ignore=shutil.ignore_patterns("fonts"))
    (certs / "authorities" / "jiangmen-demo" / "upload.yaml").write_text("format: \"1\"\nfile: doc\n", encoding="utf-8")
    object.__setattr__(app.extensions["assess_store"], "config",
                       load_config({"ASSESS_INSTANCE": str(config.instance), "ASSESS_CERTS": str(certs)}))
    office = signed_in(app, sign_in, "office")
    assert "upload.yaml:2:7" in text_of(office.get(FILES))
    assert office.post(FILES, data={"reason": "归档"}).status_code == 200
    assert "upload.yaml:2:7" in text_of(office.post(UPLOAD, data={"reason": "上报"}))
