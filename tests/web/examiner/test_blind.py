"""In a blind part an examiner sees seats: no page, file or answer of theirs holds a candidate's name or photo."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from PIL import Image

from assess.config import Config, load_config
from assess.errors import Forbidden
from assess.operations import enrolling, scoring
from assess.operations.photos import read_photo
from assess.operations.score_import import read_scores, template
from assess.operations.scoring.standing import standing_digest
from assess.store.session import Store
from tests import marking as sittings
from tests.marking import NAMES, THEN, Marking, hold, standards_folder

SignIn = Callable[[FlaskClient, str], None]
PART = "{id: practical, kind: practical, name: 技能考核, minutes: 120,"
PLANTED = NAMES[0]
both = pytest.mark.parametrize("blind", [True, False], ids=["blind", "not blind"])


@pytest.fixture
def blind() -> bool:
    """Whether the practical part is blind; each test says it."""
    return True


@pytest.fixture
def config(empty_instance: Path, tmp_path: Path, blind: bool, monkeypatch: pytest.MonkeyPatch) -> Config:
    """Settings of an installation whose only standard says so."""
    own, text = tmp_path / "repository" / "tests", (sittings.HERE / "every_kind.yaml").read_text(encoding="utf-8")
    own.mkdir(parents=True)
    (own / "every_kind.yaml").write_text(text.replace(PART, f"{PART} blind: {str(blind).lower()},"), encoding="utf-8")
    (own.parent / "standards").symlink_to(sittings.HERE.parent / "standards")
    monkeypatch.setattr(sittings, "HERE", own)
    shutil.copytree(empty_instance, tmp_path / "instance")
    return replace(load_config({"ASSESS_INSTANCE": str(tmp_path / "instance")}), standards=standards_folder(tmp_path))


@pytest.fixture
def marking(store: Store) -> Marking:
    """The sitting; the candidate in seat 1 has a photo, a signed sheet, and an amendment that waits."""
    held, target = hold(store), BytesIO()
    Image.new("RGB", (400, 560), "white").save(target, "JPEG")
    enrolling.keep_photo(store, held.actors["office"], held.sheet().enrolment_id, read_photo(target.getvalue()), THEN)
    held.signed()
    held.asked("t1.cut-depth", "17")
    held.fill(2)
    return held


def answers(app: Flask, client: FlaskClient, marking: Marking) -> Iterator[tuple[str, bytes]]:
    """Every page and file that an examiner can ask for, and what comes of signing and of handing in a workbook."""
    known = {"sitting_id": [str(marking.sitting_id)], "part": ["practical"],
             "sheet_id": [str(sheet.id) for sheet in marking.sheets().sheets]}
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("examiner.") and "GET" in (rule.methods or ()):
            addresses = [rule.rule]
            for name in rule.arguments:
                addresses = [re.sub(rf"<(\w+:)?{name}>", value, address)
                             for address in addresses for value in known.get(name, ["1"])]
            yield from ((address, client.get(f"{address}?lang=en").data) for address in addresses)
    base = f"/examiner/sittings/{marking.sitting_id}/practical"
    sheet = marking.sheet(2)
    chosen = {"sheet": f"{sheet.id}:{standing_digest(sheet.cells)}"}
    yield "sign", client.post(f"{base}/sign/confirm?lang=en", data=chosen).data
    for data in (filled(marking), filled(marking, "别人的名字")):
        yield "import", client.post(f"{base}/import?lang=en", data={"workbook": (BytesIO(data), "x.xlsx")}).data


def filled(marking: Marking, name: str = "") -> bytes:
    """The template of the workbook with one value that differs, and another name beside the seat."""
    part = marking.sheets()
    book = load_workbook(BytesIO(template(part, "Seat", "Name", {field.key: field.key for field in part.form.fields})))
    sheet, target = book.active, BytesIO()
    sheet.cell(3, 3).value = "12.5"
    if name:
        sheet.cell(3, 2).value = name
    book.save(target)
    return target.getvalue()


def texts(data: bytes) -> str:
    """What can be read in an answer; of a workbook in all of its files."""
    if is_zipfile(BytesIO(data)):
        with ZipFile(BytesIO(data)) as packed:
            return "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    return data.decode("utf-8", "replace")


@both
def test_no_answer_to_an_examiner_names_a_candidate(app: Flask, sign_in: SignIn, marking: Marking, blind: bool) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    sign_in(client, "first")
    found = {address for address, data in answers(app, client, marking) if any(name in texts(data) for name in NAMES)}
    if blind:
        assert found == set()
    else:
        sheet, part = marking.sheet().id, f"/examiner/sittings/{marking.sitting_id}/practical"
        assert {f"/examiner/sheets/{sheet}", part, f"{part}/sign", f"{part}/import/template.xlsx", "sign",
                "import"} <= found


@both
def test_a_photo_is_shown_to_examiners_who_may_know_the_candidate(
    app: Flask, sign_in: SignIn, marking: Marking, blind: bool
) -> None:
    client, sheet = app.test_client(), marking.sheet()
    sign_in(client, "first")
    assert (client.get(f"/examiner/sheets/{sheet.id}/photo").status_code, sheet.has_photo) == (
        (403, False) if blind else (200, True))
    if blind:
        with pytest.raises(Forbidden, match=r"^sheet\.blind\b"):
            scoring.photo_on_sheet(marking.store, marking.actors["first"], sheet.id)


def test_checker_and_office_still_see_who_it_is(marking: Marking) -> None:
    seen = (scoring.sheets_to_check(marking.store, marking.actors["checker"], marking.sitting_id, "practical"),
            scoring.all_sheets(marking.store, marking.actors["office"], marking.sitting_id, "practical"))
    assert [part.sheets[0].name for part in seen] == [PLANTED, PLANTED]
    assert marking.sheet().name == ""


def test_a_part_that_is_not_blind_shows_names_beside_one_that_is(marking: Marking) -> None:
    assert marking.sheet(username="reader", part="theory").name == PLANTED


def test_a_name_in_the_workbook_of_a_blind_part_is_left_aside(marking: Marking) -> None:
    changes = read_scores(filled(marking, "别人的名字"), marking.sheets(), "page")
    assert [(change.seat, change.name) for change in changes] == [(2, "")]
