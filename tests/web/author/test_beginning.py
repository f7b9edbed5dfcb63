"""Four ways to begin a draft, each leading to its text."""

from __future__ import annotations

import io
import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assess.i18n import LOCALES
from assess.operations import drafts
from tests.desk_of_authors import ENTERPRISE, PUBLISHED, STANDARD, Desk
from tests.web.author.conftest import Visit, words

NEW = "/standards/drafts/new"


def begun(desk: Desk) -> drafts.DraftView:
    """The one draft that there is."""
    (line,) = drafts.drafts_of(desk.store, desk.writer)
    return desk.view(line.id)


def test_a_file_is_taken_with_its_faults(tan: FlaskClient, desk: Desk) -> None:
    file = (io.BytesIO("\ufeffformat: 1\nid: 没有\n".encode()), "draft.yaml")
    answer = tan.post(f"{NEW}/upload", data={"file": file}, follow_redirects=True)
    assert begun(desk).text == "format: 1\nid: 没有\n"
    assert "Line 2" in words(answer) and "errors" in words(answer)


def test_a_file_that_is_no_text_is_refused_beside_its_way(tan: FlaskClient, desk: Desk) -> None:
    answer = tan.post(f"{NEW}/upload", data={"file": (io.BytesIO("名".encode("gb18030")), "x.yaml")})
    assert answer.status_code == 400 and "Save the file as UTF-8" in words(answer)
    assert drafts.drafts_of(desk.store, desk.writer) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_template_is_a_standard_without_a_fault_in_every_language(
    tan: FlaskClient, desk: Desk, locale: str
) -> None:
    tan.get(f"/home?lang={locale}")
    tan.post(f"{NEW}/empty", data={"code": "6-31-01-99", "name": '试验 "电工": #1'})
    view = begun(desk)
    assert view.checked.errors == () and view.checked.blocking == ()
    assert (view.line.standard_id, view.line.edition) == (f"{ENTERPRISE}/6-31-01-99", "2026.1")
    assert view.line.name == '试验 "电工": #1'


def test_a_code_of_another_form_is_refused_beside_its_field(tan: FlaskClient) -> None:
    answer = tan.post(f"{NEW}/empty", data={"code": "631", "name": "电工"})
    assert answer.status_code == 400 and "6-31-01-03" in words(answer)


def test_a_standard_on_a_national_one_begins_as_that_one(tan: FlaskClient, desk: Desk) -> None:
    tan.post(f"{NEW}/building", data={"base": "national/6-23-04-01 · 2024"})
    view = begun(desk)
    assert view.checked.errors == () and view.checked.blocking == () and view.below == ()
    assert view.checked.reading is not None
    standard = view.checked.reading.standard
    assert standard.extends is not None and standard.extends.id == "national/6-23-04-01"
    assert json.dumps(str(standard.author.name), ensure_ascii=False) in view.text  # as in its published edition


def test_the_next_edition_begins_with_the_published_text(tan: FlaskClient, desk: Desk) -> None:
    tan.post(f"{NEW}/next", data={"edition": f"{STANDARD} · 2026.1"})
    assert begun(desk).line.edition == "2026.2"
    assert begun(desk).text.splitlines()[-1] == PUBLISHED.splitlines()[-1]


def test_what_is_not_offered_is_not_begun(tan: FlaskClient, desk: Desk) -> None:
    ways = {"next": {"edition": "national/6-23-04-01 · 2024"}, "building": {"base": f"{STANDARD} · 2026.1"}}
    for way, data in ways.items():
        assert tan.post(f"{NEW}/{way}", data=data).status_code == 400
    assert drafts.drafts_of(desk.store, desk.writer) == []


def test_an_edition_offers_how_to_go_on_with_it(tan: FlaskClient, visit: Visit, workshop: Flask) -> None:
    own, national = f"/standards/{STANDARD}/editions/2026.1", "/standards/national/6-23-04-01/editions/2024"
    assert "Begin the next edition" in words(tan.get(own))
    assert "Build a standard of your own on it" in words(tan.get(national))
    stranger = visit("wumou")
    assert "Begin the next edition" not in words(stranger.get(own))


TABLES = {"standards": [
    {"occupation_code": "1-11-11-11", "occupation_name": "甲工", "edition": "2020",
     "skill_weights": {"装配": {"L5": 60, "L4": 100}, "检测": {"L5": 40}}},
    {"occupation_code": "2-22-22-22", "occupation_name": "乙工", "edition": "2021",
     "skill_weights": {"装配": {"L5": 60}, "检测": {"L5": 45}}},
]}


def with_tables(text: str) -> dict[str, object]:
    """A file of that text, as a form sends it."""
    return {"file": (io.BytesIO(text.encode()), "weights.json")}


def test_a_table_of_weights_becomes_an_enterprise_standard_with_every_level(tan: FlaskClient, desk: Desk) -> None:
    page = tan.post(f"{NEW}/weights", data=with_tables(json.dumps(TABLES)))
    assert "1-11-11-11 甲工" in words(page) and "2-22-22-22 乙工" in words(page)
    assert drafts.drafts_of(desk.store, desk.writer) == []  # nothing is begun before one was chosen
    sent = {"table": json.dumps(TABLES), "file": "weights.json", "occupation": "1-11-11-11"}
    assert tan.post(f"{NEW}/from-weights", data=sent).status_code == 302
    view = begun(desk)
    assert view.checked.errors == () and view.checked.reading is not None
    standard = view.checked.reading.standard
    assert (standard.id, standard.kind, standard.edition) == (f"{ENTERPRISE}/1-11-11-11", "enterprise", "2026.1")
    assert set(standard.assessment) == {"L5", "L4"}


@pytest.mark.parametrize(
    ("text", "said"),
    [("{", "not valid JSON"), ("{}", "weights.json:1:1"), ('{"standards": []}', "There is no weight"),
     ("[1]", "weights.json:1:1")],
)
def test_a_file_without_tables_is_refused_in_words(tan: FlaskClient, text: str, said: str) -> None:
    answer = tan.post(f"{NEW}/weights", data=with_tables(text))
    assert answer.status_code == 400 and said in words(answer)


def test_a_table_that_does_not_add_up_is_refused_at_its_place(tan: FlaskClient, desk: Desk) -> None:
    sent = {"table": json.dumps(TABLES, indent=1), "file": "weights.json", "occupation": "2-22-22-22"}
    answer = tan.post(f"{NEW}/from-weights", data=sent)
    assert answer.status_code == 400 and "weights.json:" in words(answer) and "105" in words(answer)
    assert drafts.drafts_of(desk.store, desk.writer) == []


def test_an_occupation_that_the_file_lacks_is_refused(tan: FlaskClient) -> None:
    sent = {"table": json.dumps(TABLES), "file": "weights.json", "occupation": "3-33-33-33"}
    assert "Not a valid choice." in words(tan.post(f"{NEW}/from-weights", data=sent))
