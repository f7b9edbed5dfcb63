"""The text of a draft: checked while it is typed, saved over what was seen, never lost."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.desk_of_authors import TEXT, Desk
from tests.web.author.conftest import Visit, words

JSON = {"Accept": "application/json"}
BROKEN = TEXT.replace("value: 25", "value: 35", 1)


def save(browser: FlaskClient, draft_id: int, text: str, version: int, **more: str):  # type: ignore[no-untyped-def]
    return browser.post(f"/standards/drafts/{draft_id}", data={"text": text, "version": version, **more})


def test_the_page_is_a_form_that_does_without_script(tan: FlaskClient, desk: Desk) -> None:
    page = tan.get(f"/standards/drafts/{desk.open(BROKEN)}").get_data(as_text=True)
    assert re.search(r'<textarea id="text" name="text"', page)
    assert "<noscript>" in page and re.search(r'<button class="button" type="submit">', page)


def test_every_fault_stands_with_its_line_and_what_is_there(tan: FlaskClient, desk: Desk) -> None:
    draft_id = desk.open(BROKEN)
    for path in ("", "/faults"):
        page = words(tan.get(f"/standards/drafts/{draft_id}{path}"))
        assert "1 error" in page and "110" in page
        (line,) = re.findall(r"Error Line (\d+) ", page)
        assert BROKEN.splitlines()[int(line) - 1].strip() in page


def test_a_text_is_checked_as_it_is_typed_and_nothing_of_it_is_kept(tan: FlaskClient, desk: Desk) -> None:
    draft_id = desk.open()
    answer = tan.post(f"/standards/drafts/{draft_id}/check", json={"text": BROKEN})
    errors = [one for one in answer.json["problems"] if one["severity"] == "error"]  # type: ignore[index]
    assert errors and set(errors[0]) == {"code", "line", "column", "severity", "message", "also"}
    assert errors[0]["line"] and "110" in errors[0]["message"]
    assert desk.view(draft_id).text == TEXT
    fine = tan.post(f"/standards/drafts/{draft_id}/check", json={"text": TEXT})
    assert [one for one in fine.json["problems"] if one["severity"] == "error"] == []  # type: ignore[index]


@pytest.mark.parametrize("body", [None, [], {}, {"text": 5}])
def test_a_check_of_anything_but_a_text_is_refused(tan: FlaskClient, desk: Desk, body: object) -> None:
    assert tan.post(f"/standards/drafts/{desk.open()}/check", json=body).status_code == 400


def test_a_text_is_saved_with_its_faults(tan: FlaskClient, desk: Desk) -> None:
    draft_id = desk.open()
    assert save(tan, draft_id, BROKEN.replace("\n", "\r\n"), 1).status_code == 302
    assert (desk.view(draft_id).text, desk.view(draft_id).version) == (BROKEN, 2)


def test_a_script_is_told_the_version_to_name_next(tan: FlaskClient, desk: Desk) -> None:
    draft_id = desk.open()
    answer = tan.post(f"/standards/drafts/{draft_id}", data={"text": BROKEN, "version": 1}, headers=JSON)
    assert answer.json["version"] == 2 and answer.json["problems"]  # type: ignore[index]
    late = tan.post(f"/standards/drafts/{draft_id}", data={"text": TEXT + "#", "version": 1}, headers=JSON)
    assert (late.status_code, late.json["code"]) == (409, "draft.changed_meanwhile")  # type: ignore[index]


def test_a_conflict_shows_both_texts_and_mine_can_be_saved_over_the_other(
    tan: FlaskClient, guan: FlaskClient, desk: Desk
) -> None:
    draft_id = desk.open()
    mine, theirs = TEXT + "# 我的\n", TEXT + "# 她的\n"
    save(guan, draft_id, theirs, 1)
    answer = save(tan, draft_id, mine, 1)
    page = words(answer)
    assert answer.status_code == 409 and "关穗芳" in page and "# 我的" in page and "# 她的" in page
    assert desk.view(draft_id).text == theirs
    version = re.search(r'name="version" value="(\d+)"', answer.get_data(as_text=True))
    assert version and save(tan, draft_id, mine, int(version[1])).status_code == 302
    assert desk.view(draft_id).text == mine


def test_a_reviewed_text_is_changed_only_by_somebody_who_knows_what_that_means(tan: FlaskClient, desk: Desk) -> None:
    draft_id = desk.reviewed()
    version = desk.version(draft_id)
    assert "it becomes a draft again" in words(tan.get(f"/standards/drafts/{draft_id}"))
    refused = save(tan, draft_id, TEXT + "# more\n", version)
    assert refused.status_code == 400 and "# more" in words(refused)
    assert desk.version(draft_id) == version
    assert save(tan, draft_id, TEXT + "# more\n", version, confirmed="y").status_code == 302
    assert desk.view(draft_id).state.value == "draft"


def test_a_published_text_can_only_be_read(tan: FlaskClient, desk: Desk) -> None:
    draft_id = desk.filed()
    desk.publish(draft_id)
    page = tan.get(f"/standards/drafts/{draft_id}").get_data(as_text=True)
    assert "readonly" in page and "never changes" in page
    assert save(tan, draft_id, "x", desk.version(draft_id)).status_code == 400


def test_hostile_text_stays_text(tan: FlaskClient, desk: Desk) -> None:
    draft_id = desk.open('name: "</textarea><script>alert(1)</script>"\n')
    for path in ("", "/faults", "/versions/1", "/history"):
        assert "<script>alert" not in tan.get(f"/standards/drafts/{draft_id}{path}").get_data(as_text=True)


def test_another_enterprise_neither_reads_nor_writes_it(visit: Visit, desk: Desk) -> None:
    draft_id, stranger = desk.open(), visit("wumou")
    for path in ("", "/faults", "/preview", "/weights", "/changes", "/history", "/versions/1", "/submit"):
        assert stranger.get(f"/standards/drafts/{draft_id}{path}").status_code == 403
    assert save(stranger, draft_id, "x", 1).status_code == 403
    assert desk.view(draft_id).text == TEXT


def test_the_schema_is_served_to_the_editor_once(tan: FlaskClient) -> None:
    first = tan.get("/standards/schema.json")
    assert first.json["$defs"]["Task"]  # type: ignore[index]
    again = tan.get("/standards/schema.json", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
