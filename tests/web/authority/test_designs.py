"""An officer tries a changed design of the own authority, and keeps it; nobody else's can be changed."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assess.config import Config
from assess.operations.printing import design_in_force
from assess.people.roles import Role

AREA = "/authority/designs/design.yaml"


@pytest.fixture
def officer(app: Flask, client: FlaskClient, make_account, sign_in) -> FlaskClient:  # type: ignore[no-untyped-def]
    make_account("somebody", Role.OFFICER, authority="dsal-demo")
    sign_in(client, "somebody")
    return client


def text(config: Config) -> str:
    return (config.certs / "authorities/dsal-demo/design.yaml").read_text(encoding="utf-8")


def base(page: str) -> str:
    found = re.search(r'name="base"[^>]*value="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


def send(officer: FlaskClient, design: str, base: str, act: str, sure: str = "") -> str:
    sent = {"text": design, "base": base, "act": act} | ({"sure": "y"} if sure else {})
    return officer.post(AREA + "?lang=en", data=sent, follow_redirects=True).get_data(as_text=True)


def test_a_design_is_tried_then_kept_when_that_is_confirmed(officer: FlaskClient, config: Config) -> None:
    shown = officer.get(AREA + "?lang=en").get_data(as_text=True)
    assert shown.count('src="data:image/png;base64,') == 4, "face and back, of an ordinary and of the longest specimen"
    changed = text(config).replace("{text: scan_zh, x: 49,", "{text: scan_zh, x: 48,")
    assert changed != text(config)
    assert "data:image/png" in send(officer, changed, base(shown), "try")
    assert "Confirm this first." in send(officer, changed, base(shown), "keep")
    assert design_in_force(config, "dsal-demo", "design.yaml").read_text(encoding="utf-8") == text(config)
    assert "Kept as version 1." in send(officer, changed, base(shown), "keep", "yes")
    assert design_in_force(config, "dsal-demo", "design.yaml").read_text(encoding="utf-8") == changed
    earlier = officer.get(AREA + "/versions/0").get_data(as_text=True)
    assert earlier == text(config)
    again = send(officer, text(config), base(shown), "keep", "yes")
    assert "Somebody kept another version" in again


def test_a_design_without_a_required_entry_is_never_kept(officer: FlaskClient, config: Config) -> None:
    shown = officer.get(AREA).get_data(as_text=True)
    lost = text(config).replace("{field: level_zh,", "{field: number,").replace("{field: level_pt,", "{field: number,")
    answer = send(officer, lost, base(shown), "keep", "yes")
    assert "must show “level”" in answer and re.search(r"design\.yaml:\d+:\d+", answer)
    assert "data:image/png" not in answer
    assert not list((config.instance / "designs").glob("*/*"))


def test_another_authoritys_design_is_out_of_reach(officer: FlaskClient) -> None:
    assert officer.get("/authority/designs/record.yaml").status_code == 404
    assert "jiangmen" not in officer.get("/authority/designs/").get_data(as_text=True)
