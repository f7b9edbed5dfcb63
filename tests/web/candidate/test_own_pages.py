"""What candidates see of their exams and do with their certificates."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask.testing import FlaskClient
from one_exam import EXAM, actor, paper_of
from sqlalchemy import update

from assess.operations import consent, issuing
from assess.store.session import Store
from assess.store.sittings import SittingRow

ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def chan(client: FlaskClient, sign_in) -> FlaskClient:  # type: ignore[no-untyped-def]
    """A browser in which Chan is signed in."""
    sign_in(client, "chan")
    return client


@pytest.fixture
def xavier(client: FlaskClient, sign_in) -> FlaskClient:  # type: ignore[no-untyped-def]
    """A browser in which Xavier is signed in, who did not pass."""
    sign_in(client, "xavier")
    return client


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address, headers=ENGLISH)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def test_the_first_page_lists_exams_and_certificates(chan: FlaskClient, store: Store) -> None:
    shown = page(chan, "/my/")
    numbers = [paper_of(store, EXAM, "chan", authority).number for authority in ("jiangmen-demo", "dsal-demo")]
    assert all(number in shown for number in numbers) and "2026-BY-01" in shown and "Passed" in shown


def test_the_own_identity_number_is_masked(chan: FlaskClient) -> None:
    shown = page(chan, "/my/")
    assert "1******9" in shown and "12345679" not in shown


def test_a_result_shows_each_part_with_score_and_pass_mark(chan: FlaskClient) -> None:
    shown = page(chan, f"/my/results/{EXAM.enrolments['chan']}")
    assert "Theory test" in shown and "Practical test" in shown and "60 of 100" in shown
    assert "Level 3 / senior worker" in shown and "Not passed" not in shown


def test_a_failed_part_says_why(xavier: FlaskClient) -> None:
    shown = page(xavier, f"/my/results/{EXAM.enrolments['xavier']}")
    for reason in ("You were absent.", "A fault occurred that fails", "Not passed"):
        assert reason in shown


def test_nothing_is_shown_before_the_public_notice(chan: FlaskClient, store: Store) -> None:
    with store.unit_of_work() as session:
        session.execute(update(SittingRow).values(state="settled"))
    shown = page(chan, f"/my/results/{EXAM.enrolments['chan']}")
    assert "Your score" not in shown and "they appear here with the public notice" in shown


def test_somebody_elses_result_consent_and_certificate_are_not_reached(chan: FlaskClient, store: Store) -> None:
    lei, enrolment = paper_of(store, EXAM, "lei", "jiangmen-demo").id, EXAM.enrolments["lei"]
    assert page(chan, f"/my/results/{enrolment}", 404) and page(chan, f"/my/consent/{enrolment}/dsal-demo", 403)
    assert page(chan, f"/my/certificates/{lei}", 404) and page(chan, f"/my/certificates/{lei}/paper.pdf", 404)


def test_the_download_is_the_stored_file_under_a_telling_name(chan: FlaskClient, store: Store) -> None:
    paper = paper_of(store, EXAM, "chan", "jiangmen-demo")
    answer = chan.get(f"/my/certificates/{paper.id}/paper.pdf", headers=ENGLISH)
    assert answer.data == issuing.paper(store, actor(store, "chan"), paper.id)
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("application/pdf", "private, no-store")
    name = answer.headers["Content-Disposition"]
    assert name.startswith('attachment; filename="Certificate-of-Vocational-Skill-Level-SPECIMEN')
    assert "filename*=UTF-8''Certificate%20of%20Vocational%20Skill%20Level%20%E9%99%88%E4%B6%AE%20SPECIMEN" in name


def test_the_link_to_share_is_the_one_that_strangers_open(chan: FlaskClient, store: Store) -> None:
    paper = paper_of(store, EXAM, "chan", "jiangmen-demo")
    shown = page(chan, f"/my/certificates/{paper.id}")
    assert f'href="http://127.0.0.1:8000/v/{paper.token}"' in shown and "<svg" in shown
    assert chan.get(f"/v/{paper.token}").status_code == 200


def test_the_credential_of_every_language_can_be_downloaded(chan: FlaskClient, store: Store) -> None:
    paper = paper_of(store, EXAM, "chan", "dsal-demo")
    shown = page(chan, f"/my/certificates/{paper.id}")
    for locale in ("zh-Hant-MO", "pt-MO"):
        address = f"/v/{paper.token}/credential.{locale}.json"
        assert f'href="http://127.0.0.1:8000{address}" download="{paper.number}.{locale}.json"' in shown
        assert chan.get(address).get_json(force=True)["id"].endswith(address)
    assert "credential.zh-Hans.json" not in shown


def answer(client: FlaskClient, given: str, version: str = "2026-11") -> None:
    sent = client.post(f"/my/consent/{EXAM.enrolments['lei']}/dsal-demo", data={"given": given, "version": version})
    assert sent.status_code == 302, sent.get_data(as_text=True)


def given_at(store: Store) -> datetime | None:
    [question] = consent.asked(store, actor(store, "lei"), EXAM.enrolments["lei"])
    assert question is not None
    return question.given_at


def test_consent_is_given_and_taken_back(client: FlaskClient, store: Store, sign_in) -> None:  # type: ignore[no-untyped-def]
    sign_in(client, "lei")
    shown = page(client, f"/my/consent/{EXAM.enrolments['lei']}/dsal-demo")
    assert "Version 2026-11" in shown and "Personal Data" in shown and "You have not agreed" in shown
    answer(client, "yes")
    assert given_at(store) is not None
    assert "Take the consent back" in page(client, f"/my/consent/{EXAM.enrolments['lei']}/dsal-demo")
    answer(client, "no")
    assert given_at(store) is None


def test_an_answer_to_an_older_text_is_not_taken(client: FlaskClient, store: Store, sign_in) -> None:  # type: ignore[no-untyped-def]
    sign_in(client, "lei")
    sent = client.post(f"/my/consent/{EXAM.enrolments['lei']}/dsal-demo", data={"given": "yes", "version": "2020-01"})
    assert sent.status_code == 200 and 'value="2026-11"' in sent.get_data(as_text=True)
    assert given_at(store) is None
