"""The pages on which examiners enter scores, sent as forms without script and as single marks."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from assess.operations import enrolling, scoring, settling
from assess.people.roles import Role
from tests.marking import NAMES, THEN, Marking, bir

SignIn = Callable[[FlaskClient, str], None]
DEPTH = "t1.cut-depth"


def grid_url(marking: Marking, part: str = "practical") -> str:
    return f"/examiner/sittings/{marking.sitting_id}/{part}"


def inputs(page: str) -> dict[str, str]:
    """What a browser without script would send of the form of scores."""
    form = page[page.index('id="scores"'):]
    found = {}
    for tag in re.findall(r"<input ([^>]*)>", form):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attributes.get("type") in ("radio", "checkbox") and not re.search(r"\bchecked\b", tag):
            continue
        if "name" in attributes:
            found[attributes["name"]] = attributes.get("value", "")
    return found


def text(response: TestResponse) -> str:
    return response.get_data(as_text=True)


def send(client: FlaskClient, url: str, **changes: str) -> TestResponse:
    """Opens the page, changes these cells and sends it all."""
    return client.post(f"{url}?lang=en", data={**inputs(text(client.get(f"{url}?lang=en"))), **changes})


def cell(marking: Marking, seat: int, name: str, kind: str = "f") -> str:
    return f"s{marking.sheet(seat).id}-{kind}_{name}"


# --- the list ---------------------------------------------------------------------------------------------------


def test_the_list_says_where_and_how_far(first: FlaskClient, marking: Marking) -> None:
    marking.signed(1)
    page = text(first.get("/examiner/?lang=en"))
    assert "2026-CP-01" in page and "江门市新会区" in page and "1 of 3 sheets signed" in page


def test_an_empty_list_says_what_to_expect(client: FlaskClient, make_account: Callable[..., object],
                                           sign_in: SignIn) -> None:
    make_account("newcomer", Role.EXAMINER)
    sign_in(client, "newcomer")
    assert "No sitting waits for your scores" in text(client.get("/examiner/?lang=en"))


# --- the grid ---------------------------------------------------------------------------------------------------


def test_the_grid_has_a_cell_for_every_candidate_and_field(first: FlaskClient, marking: Marking) -> None:
    names = set(inputs(text(first.get(grid_url(marking)))))
    assert {cell(marking, seat, "t1__shape__torn") for seat in (1, 2, 3)} <= names
    assert cell(marking, 2, "t2__mould", "r") in names


def test_the_grid_shows_names_and_no_identity_number(first: FlaskClient, marking: Marking) -> None:
    page = text(first.get(grid_url(marking)))
    assert all(name in page for name in NAMES[:3])
    assert not any(bir(number) in page for number in range(3))


def test_a_sent_page_saves_what_changed_and_nothing_else(first: FlaskClient, marking: Marking) -> None:
    answer = send(first, grid_url(marking), **{cell(marking, 1, "t1__cut_hdepth"): "18,5",
                                               cell(marking, 2, "t2__colour"): "3"})
    assert answer.status_code == 302
    assert "2 values saved." in text(first.get(answer.location))
    assert marking.sheet(1).cells.keys() == {DEPTH}
    assert marking.sheet(2).cells["t2.colour"].value == "3"


def test_the_same_page_sent_twice_counts_once(first: FlaskClient, marking: Marking) -> None:
    data = {**inputs(text(first.get(grid_url(marking)))), cell(marking, 1, "t1__cut_hdepth"): "18"}
    assert [first.post(grid_url(marking), data=data).status_code for _ in range(2)] == [302, 302]
    assert marking.sheet(1).cells[DEPTH].version == 1


def test_a_refused_cell_keeps_what_was_typed_and_the_others_are_saved(first: FlaskClient, marking: Marking) -> None:
    answer = send(first, grid_url(marking), **{cell(marking, 1, "t1__cut_hdepth"): "20.3",
                                               cell(marking, 1, "t1__tools"): "1"})
    page = text(answer)
    assert answer.status_code == 400
    assert "20.3 is too much. Type a number from 0 to 20." in page
    assert inputs(page)[cell(marking, 1, "t1__cut_hdepth")] == "20.3"
    for place in ("href=\"#", "id=\""):
        assert f'{place}{cell(marking, 1, "t1__cut_hdepth")}"' in page
    assert marking.sheet(1).cells.keys() == {"t1.tools"}


def test_a_second_tab_gets_both_values_and_overwrites_nothing(first: FlaskClient, marking: Marking) -> None:
    other_tab = inputs(text(first.get(grid_url(marking))))
    marking.enter(DEPTH, "18")
    answer = first.post(f"{grid_url(marking)}?lang=en", data={**other_tab, cell(marking, 1, "t1__cut_hdepth"): "12"})
    assert "Meanwhile “18” was entered elsewhere; you typed “12”." in text(answer)
    assert marking.sheet(1).cells[DEPTH].value == "18"
    again = inputs(text(answer))
    assert again[cell(marking, 1, "t1__cut_hdepth")] == "12"
    assert first.post(grid_url(marking), data=again).status_code == 302
    assert marking.sheet(1).cells[DEPTH].value == "12"


def test_a_stale_tab_does_not_take_back_what_it_did_not_touch(first: FlaskClient, marking: Marking) -> None:
    other_tab = inputs(text(first.get(grid_url(marking))))
    marking.enter(DEPTH, "18")
    assert first.post(grid_url(marking), data={**other_tab, cell(marking, 2, "t1__tools"): "1"}).status_code == 302
    assert marking.sheet(1).cells[DEPTH].value == "18"


def test_a_sheet_signed_in_another_tab_refuses_the_page(first: FlaskClient, marking: Marking) -> None:
    sheet_id = marking.fill(1)
    other_tab = {**inputs(text(first.get(grid_url(marking)))), cell(marking, 1, "t1__cut_hdepth"): "1"}
    scoring.sign(marking.store, marking.actors["first"], [sheet_id], THEN)
    answer = first.post(f"{grid_url(marking)}?lang=en", data=other_tab)
    assert "it was signed meanwhile. The value was not saved." in text(answer)
    assert marking.sheet(1).cells[DEPTH].value == "18.5"


def test_only_open_candidates_on_request(first: FlaskClient, marking: Marking) -> None:
    marking.fill(1)
    page = text(first.get(f"{grid_url(marking)}?only=open"))
    assert NAMES[0] not in page and NAMES[1] in page


@pytest.mark.parametrize(("state", "words"), [("absent", "absence is not a score of 0"), ("void", "Void by decision")])
def test_a_candidate_without_marks_is_shown_in_words(first: FlaskClient, marking: Marking, state: str,
                                                     words: str) -> None:
    settling.record_part_state(marking.store, marking.actors["office"], marking.sheet(2).enrolment_id, "practical",
                               state, "reason", THEN)
    page = text(first.get(f"{grid_url(marking)}?lang=en"))
    assert words in page
    assert cell(marking, 2, "t1__tools") not in inputs(page)


def test_names_and_reasons_are_escaped(first: FlaskClient, marking: Marking) -> None:
    marking.enter("t2.mould", "1", note='"><script>')
    assert "<script>" not in text(first.get(grid_url(marking))).split("</main>")[0]


def test_versions_of_another_form_are_refused(first: FlaskClient, marking: Marking) -> None:
    assert send(first, grid_url(marking), **{f"s{marking.sheet(1).id}-v": "1 2 3"}).status_code == 400


# --- one candidate ----------------------------------------------------------------------------------------------


def test_the_page_of_one_candidate_saves_every_kind(first: FlaskClient, marking: Marking) -> None:
    url = f"/examiner/sheets/{marking.sheet(2).id}"
    answer = send(first, url, **{
        cell(marking, 2, "t1__cut_hdepth"): "18.5", cell(marking, 2, "t1__cut_hdepth", "n"): "左侧偏深",
        cell(marking, 2, "t1__tools"): "0", cell(marking, 2, "t1__shape__torn"): "2",
        cell(marking, 2, "t2__colour"): "2",
        cell(marking, 2, "t2__mould"): "1", cell(marking, 2, "t2__mould", "r"): "内侧霉斑",
    })
    assert answer.status_code == 302
    cells = {key: (entry.value, entry.note) for key, entry in marking.sheet(2).cells.items()}
    assert cells == {DEPTH: ("18.5", "左侧偏深"), "t1.tools": ("0", ""), "t1.shape.torn": ("2", ""),
                     "t2.colour": ("2", ""), "t2.mould": ("1", "内侧霉斑")}


def test_the_page_shows_again_what_was_entered(first: FlaskClient, marking: Marking) -> None:
    marking.fill(2)
    marking.enter("t2.mould", "1", 2, note="内侧霉斑")
    again = inputs(text(first.get(f"/examiner/sheets/{marking.sheet(2).id}")))
    assert again[cell(marking, 2, "t2__colour")] == "2"
    assert (again[cell(marking, 2, "t2__mould")], again[cell(marking, 2, "t2__mould", "r")]) == ("1", "内侧霉斑")


def test_a_ticked_veto_without_reason_is_refused(first: FlaskClient, marking: Marking) -> None:
    answer = send(first, f"/examiner/sheets/{marking.sheet(2).id}", **{cell(marking, 2, "t2__mould"): "1"})
    assert "A veto needs its reason" in text(answer)
    assert marking.sheet(2).cells == {}


def test_a_sheet_given_back_says_why(first: FlaskClient, marking: Marking) -> None:
    scoring.give_back(marking.store, marking.actors["checker"], marking.signed(1), "色泽漏判", THEN)
    assert "色泽漏判" in text(first.get(f"/examiner/sheets/{marking.sheet(1).id}"))


def test_nobody_opens_the_sheet_of_another(first: FlaskClient, marking: Marking) -> None:
    assert first.get(f"/examiner/sheets/{marking.sheet(1, 'second').id}").status_code == 403
    assert first.get(grid_url(marking, "theory")).status_code == 404


def test_the_photo_is_for_the_examiner_and_nobody_else(first: FlaskClient, marking: Marking, sign_in: SignIn) -> None:
    sheet = marking.sheet(1)
    assert first.get(f"/examiner/sheets/{sheet.id}/photo").status_code == 404
    enrolling.keep_photo(marking.store, marking.actors["office"], sheet.enrolment_id, b"\xff\xd8jpeg", THEN)
    answer = first.get(f"/examiner/sheets/{sheet.id}/photo")
    assert (answer.data, answer.mimetype) == (b"\xff\xd8jpeg", "image/jpeg")
    assert "no-store" in answer.headers["Cache-Control"]
    sign_in(first, "reader")
    assert first.get(f"/examiner/sheets/{sheet.id}/photo").status_code == 403


def test_a_page_sent_after_the_session_ended_comes_back_whole(app: Flask, client: FlaskClient, marking: Marking,
                                                              sign_in: SignIn) -> None:
    sign_in(client, "first")
    data = {**inputs(text(client.get(grid_url(marking)))), cell(marking, 1, "t1__cut_hdepth"): "18.5"}
    client.post("/sign-out")
    kept = client.post(grid_url(marking), data=data, headers={"Origin": "http://localhost"})
    assert kept.status_code == 401
    assert f'name="{cell(marking, 1, "t1__cut_hdepth")}" value="18.5"' in text(kept)
    assert marking.sheet(1).cells == {}
    sign_in(client, "first")
    assert client.post(grid_url(marking), data=data).status_code == 302
    assert marking.sheet(1).cells[DEPTH].value == "18.5"
