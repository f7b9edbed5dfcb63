"""Photos on the pages of a sheet: sent as a form or by the script, shown to who may see them."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from assess.people.roles import Role
from tests.marking import Marking

SignIn = Callable[[FlaskClient, str], None]
JSON = {"Accept": "application/json"}


def photo(shade: int = 90) -> tuple[BytesIO, str]:
    target = BytesIO()
    Image.new("RGB", (60, 40), (shade, shade, 0)).save(target, "JPEG")
    return BytesIO(target.getvalue()), "IMG_1.jpg"


def page_of(client: FlaskClient, address: str) -> str:
    return client.get(f"{address}?lang=en", follow_redirects=True).get_data(as_text=True)


def token(page: str, name: str = "csrf_token") -> str:
    """What the form of the photos carries."""
    form = page[page.index('<form id="pictures"'):]
    found = re.search(rf'name="{name}" value="([^"]*)"', form)
    assert found
    return found[1]


def send(client: FlaskClient, marking: Marking, **fields: object) -> str:
    """The page after its form was sent with these fields."""
    address = f"/examiner/sheets/{marking.sheet().id}"
    page = page_of(client, address)
    data = {"csrf_token": token(page), "page": token(page, "page"), **fields}
    answer = client.post(f"{address}/pictures", data=data, content_type="multipart/form-data")
    assert answer.status_code == 302
    return page_of(client, address)


def test_a_photo_is_sent_without_script_and_shown(first: FlaskClient, marking: Marking) -> None:
    page = send(first, marking, **{"picture:t1.tools": photo()})
    assert "1 photo saved." in page
    (kept,), = marking.sheet().pictures.values()
    assert f'src="/examiner/pictures/{kept.id}"' in page
    shown = first.get(f"/examiner/pictures/{kept.id}")
    assert shown.data.startswith(b"\xff\xd8\xff") and shown.mimetype == "image/jpeg"
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert (shown.headers["Cache-Control"], shown.headers["X-Content-Type-Options"]) == ("private, no-store", "nosniff")


def test_every_chosen_photo_is_taken_and_a_wrong_file_keeps_none_back(first: FlaskClient, marking: Marking) -> None:
    wrong = (BytesIO(b"<script>"), "x.jpg")
    page = send(first, marking, **{"picture:t1.tools": photo(), "picture:t2.colour": wrong,
                                   "picture:t1.shape": photo(5)})
    assert "2 photos saved." in page and "no JPEG or PNG photo" in page
    assert set(marking.sheet().pictures) == {"t1.tools", "t1.shape"}
    assert "Choose a photo first." in send(first, marking)


def test_a_form_that_is_sent_twice_keeps_one_photo(first: FlaskClient, marking: Marking) -> None:
    address = f"/examiner/sheets/{marking.sheet().id}"
    page = page_of(first, address)
    for _twice in range(2):
        data = {"csrf_token": token(page), "page": token(page, "page"), "picture:t1.tools": photo()}
        first.post(f"{address}/pictures", data=data, content_type="multipart/form-data")
    assert [len(kept) for kept in marking.sheet().pictures.values()] == [1]


def test_a_photo_is_removed_by_its_button(first: FlaskClient, marking: Marking) -> None:
    send(first, marking, **{"picture:t1.tools": photo()})
    (kept,), = marking.sheet().pictures.values()
    page = send(first, marking, remove=str(kept.id))
    assert marking.sheet().pictures == {} and f"/examiner/pictures/{kept.id}" not in page


def test_the_script_gets_a_receipt_however_often_it_sends(first: FlaskClient, marking: Marking) -> None:
    address = f"/examiner/sheets/{marking.sheet().id}"
    csrf = token(page_of(first, address))

    def sent(**fields: object) -> tuple[int, dict[str, object]]:
        answer = first.post(f"{address}/pictures", data=fields, headers={**JSON, "X-CSRFToken": csrf},
                            content_type="multipart/form-data")
        return answer.status_code, answer.get_json()

    once, again = (sent(operation="a" * 32, **{"picture:t1.tools": photo()}) for _ in range(2))
    assert once == again and once[0] == 200 and once[1]["item"] == "t1.tools"
    assert sent(operation="b" * 32, **{"picture:t1.tools": (BytesIO(b"x"), "x")})[1]["code"] == "photo.not_a_photo"
    assert sent(operation="b" * 32)[1]["code"] == "photo.empty"
    assert sent(operation="no", **{"picture:t1.tools": photo()})[1]["code"] == "request.bad"
    assert sent(remove=str(once[1]["id"]))[0] == 200 and marking.sheet().pictures == {}


def test_a_photo_after_the_session_ended_asks_to_sign_in(app: Flask, marking: Marking) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    answer = app.test_client().post(f"/examiner/sheets/{marking.sheet().id}/pictures", headers=JSON,
                                    data={"picture:t1.tools": photo(), "operation": "a" * 32})
    assert (answer.status_code, answer.get_json()["code"]) == (401, "request.sign_in")


@pytest.mark.parametrize("reader", ["checker", "office", "watch"])
def test_checker_office_and_supervisor_see_photos_and_remarks_of_a_signed_sheet(
    app: Flask, first: FlaskClient, marking: Marking, sign_in: SignIn, make_account: Callable[..., object], reader: str
) -> None:
    send(first, marking, **{"picture:t1.tools": photo()})
    (kept,), = marking.sheet().pictures.values()
    marking.enter("t1.cut-depth", "18.5", note="刀口略偏")
    make_account("watch", Role.SUPERVISOR)
    folder = "checker" if reader == "checker" else "office"
    address = f"/checker/sittings/{marking.sitting_id}/practical" if reader == "checker" \
        else f"/office/sittings/{marking.sitting_id}/evidence/practical"
    client = app.test_client()
    sign_in(client, reader)
    before = page_of(client, address)
    marking.signed()
    after = page_of(client, address)
    for said in ("刀口略偏", f"/{folder}/pictures/{kept.id}"):
        assert said in after and said not in before
    assert client.get(f"/{folder}/pictures/{kept.id}").mimetype == "image/jpeg"


def test_a_signed_sheet_offers_no_camera(first: FlaskClient, marking: Marking) -> None:
    address = f"/examiner/sheets/{marking.sheet().id}"
    assert 'capture="environment"' in page_of(first, address)
    send(first, marking, **{"picture:t1.tools": photo()})
    marking.signed()
    page = page_of(first, address)
    assert 'capture="environment"' not in page and 'name="remove"' not in page and "/examiner/pictures/" in page


def test_the_list_of_what_is_open_leads_to_every_cell(first: FlaskClient, marking: Marking) -> None:
    sheet = marking.sheet()
    page = page_of(first, f"/examiner/sheets/{sheet.id}")
    listed = page[page.index('id="still-open"'):page.index('<form method="post" class="scores one"')]
    links = re.findall(r'href="#([^"]+)"', listed)
    assert len(links) == len(sheet.missing) > 0 and all(f'id="{link}"' in page for link in links)
    grid = page_of(first, f"/examiner/sittings/{marking.sitting_id}/practical")
    assert f'href="/examiner/sheets/{sheet.id}#{links[0]}"' in grid
    marking.fill()
    assert 'id="still-open"' not in page_of(first, f"/examiner/sheets/{sheet.id}")
