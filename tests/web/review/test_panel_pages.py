"""What a member of a panel sees and sends, and what nobody else does."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assess.operations import appointing
from assess.store.session import Store
from tests.conftest import NOW, SignIn
from tests.panel import PDF, Review, config, open_review, staffed_instance

__all__ = ["config", "staffed_instance"]

VOTE = {"vote": "favour", "reason": "成果突出", "sure": "y"}


@pytest.fixture
def review(store: Store) -> Review:
    held = open_review(store)
    held.sit()
    return held


@pytest.fixture
def member(app: Flask, review: Review, sign_in: SignIn) -> FlaskClient:
    client = app.test_client()
    sign_in(client, "panel0")
    client.get("/review/?lang=en")
    return client


def page(client: FlaskClient, review: Review) -> str:
    answer = client.get(f"/review/{review.id}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def open_vote(review: Review, count: int = 5) -> None:
    appointing.open_voting(review.store, review.office, review.id, review.present(count), NOW)


def test_a_member_finds_the_application_and_reads_its_evidence(member: FlaskClient, review: Review) -> None:
    assert f'href="/review/{review.id}"' in member.get("/review/").get_data(as_text=True)
    assert "The vote is not open yet." in page(member, review)
    file = review.view().files[0].id
    assert member.get(f"/review/files/{file}").data == PDF + b"application"


def test_a_vote_is_cast_once_and_seen_by_its_member_alone(member: FlaskClient, review: Review, app: Flask,
                                                         sign_in: SignIn) -> None:
    open_vote(review)
    assert "To the vote" in member.get("/review/").get_data(as_text=True)
    voted = member.post(f"/review/{review.id}", data=VOTE, follow_redirects=True).get_data(as_text=True)
    assert "Your vote was recorded." in voted and "You have voted" in voted and "To the vote" not in voted
    assert "You voted in favour." in page(member, review) and "成果突出" in page(member, review)
    again = member.post(f"/review/{review.id}", data=VOTE).get_data(as_text=True)
    assert "a vote cannot be changed" in again
    other = app.test_client()
    sign_in(other, "panel1")
    assert "成果突出" not in page(other, review)


@pytest.mark.parametrize("left_out", VOTE)
def test_a_vote_needs_its_reason_and_the_tick(member: FlaskClient, review: Review, left_out: str) -> None:
    open_vote(review)
    sent = {key: value for key, value in VOTE.items() if key != left_out}
    assert "Please correct this" in member.post(f"/review/{review.id}", data=sent).get_data(as_text=True)
    assert review.view().facts.votes_missing == 5


def test_a_member_who_is_not_present_has_no_vote(app: Flask, review: Review, sign_in: SignIn) -> None:
    open_vote(review)
    absent = app.test_client()
    sign_in(absent, "panel6")
    absent.get("/review/?lang=en")
    assert "You are not on the list of members present." in page(absent, review)


def test_whoever_is_not_on_the_panel_sees_nothing_of_it(app: Flask, review: Review, sign_in: SignIn) -> None:
    stranger = app.test_client()
    sign_in(stranger, "panel8")
    assert stranger.get(f"/review/{review.id}").status_code == 403
    assert stranger.get(f"/review/files/{review.view().files[0].id}").status_code == 403
    assert review.view().code not in stranger.get("/review/").get_data(as_text=True)


def test_the_papers_are_closed_once_the_votes_are_counted(member: FlaskClient, review: Review) -> None:
    review.vote(5, 0)
    assert member.get(f"/review/{review.id}").status_code == 409
    assert "its papers are closed" in member.get("/review/").get_data(as_text=True)
