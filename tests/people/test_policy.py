"""The table of who may do what, row by row, and the ways in which it must say no."""

from __future__ import annotations

import pytest

from assess.errors import Forbidden
from assess.people.policy import GRANTS, Action, may, require, role_may
from assess.people.roles import Actor, Role

ALLOWED = {
    Action.ACCOUNT: set(Role),
    Action.READ_STANDARDS: {Role.AUTHOR, Role.OFFICE, Role.EXAMINER, Role.SUPERVISOR, Role.ADMINISTRATOR},
    Action.EDIT_STANDARD: {Role.AUTHOR},
    Action.REVIEW_STANDARD: {Role.AUTHOR},
    Action.PUBLISH_STANDARD: {Role.AUTHOR},
    Action.PLAN_SITTING: {Role.OFFICE},
    Action.ENROL: {Role.OFFICE},
    Action.ASSIGN: {Role.OFFICE},
    Action.RECORD_PART_STATE: {Role.OFFICE},
    Action.SEE_SITTING: {Role.OFFICE, Role.SUPERVISOR},
    Action.SEE_JUDGING: {Role.OFFICE, Role.SUPERVISOR, Role.EXAMINER},
    Action.CALIBRATE: {Role.OFFICE, Role.EXAMINER},
    Action.OPEN_MARKING: {Role.EXAMINER},
    Action.ENTER_SCORES: {Role.EXAMINER},
    Action.SIGN_SHEET: {Role.EXAMINER},
    Action.CHECK_SHEET: {Role.CHECKER},
    Action.CONSENT_AMENDMENT: {Role.CHECKER, Role.EXAMINER},
    Action.SEAL_SHEET: {Role.OFFICE},
    Action.SETTLE: {Role.OFFICE},
    Action.CONFIRM_PLACINGS: {Role.OFFICE},
    Action.RECORD_OBJECTION: {Role.OFFICE},
    Action.DECIDE_REMEDY: {Role.OFFICE},
    Action.PREPARE_CERTIFICATES: {Role.OFFICE},
    Action.APPROVE_CERTIFICATES: {Role.OFFICE},
    Action.EXPORT_SITTING: {Role.OFFICE, Role.SUPERVISOR},
    Action.EXPORT_UPLOAD: {Role.OFFICE},
    Action.CHANGE_CERTIFICATE: {Role.OFFICE},
    Action.CHANGE_DESIGN: {Role.OFFICER},
    Action.ENDORSE: {Role.OFFICER},
    Action.RELEASE: {Role.OFFICER},
    Action.SEE_OWN_RESULTS: {Role.CANDIDATE},
    Action.ASK_SCORE_REVIEW: {Role.CANDIDATE},
    Action.DOWNLOAD_OWN: {Role.CANDIDATE},
    Action.CONSENT: {Role.CANDIDATE, Role.OFFICE},
    Action.APPLY: {Role.CANDIDATE},
    Action.SEE_REVIEW: {Role.OFFICE, Role.SUPERVISOR},
    Action.HOLD_REVIEW: {Role.OFFICE},
    Action.VOTE: {Role.REVIEWER},
    Action.APPOINT: {Role.OFFICE},
    Action.MANAGE_ACCOUNTS: {Role.ADMINISTRATOR},
}


def person(*roles: Role, authority: str | None = None, enterprise: str | None = None) -> Actor:
    return Actor(1, "somebody", frozenset(roles), authority=authority, enterprise=enterprise)


def test_every_action_has_a_row() -> None:
    assert set(GRANTS) == set(Action) == {*ALLOWED, Action.PUBLIC}


@pytest.mark.parametrize("action", ALLOWED, ids=lambda action: action.value)
def test_roles_are_let_in_as_the_table_says(action: Action) -> None:
    assert {role for role in Role if role_may(person(role), action)} == ALLOWED[action]


@pytest.mark.parametrize("action", ALLOWED, ids=lambda action: action.value)
def test_a_stranger_may_nothing_but_what_is_public(action: Action) -> None:
    assert not role_may(None, action)
    assert not may(None, action, own=True, examined=False, prepared_by_me=False, authority="macau",
                   enterprise="works", edited=False, leads=True)
    assert may(None, Action.PUBLIC)


CONDITIONS = [
    (Role.EXAMINER, Action.ENTER_SCORES, {"own": False}, "own"),
    (Role.EXAMINER, Action.SIGN_SHEET, {"own": False}, "own"),
    (Role.EXAMINER, Action.SEE_JUDGING, {"leads": False}, "leads"),
    (Role.EXAMINER, Action.CALIBRATE, {"leads": False}, "leads"),
    (Role.EXAMINER, Action.OPEN_MARKING, {"leads": False}, "leads"),
    (Role.CHECKER, Action.CHECK_SHEET, {"examined": True}, "not_examined"),
    (Role.CHECKER, Action.CONSENT_AMENDMENT, {"examined": True}, "not_examined"),
    (Role.EXAMINER, Action.CONSENT_AMENDMENT, {"leads": False, "own": False}, "leads"),
    (Role.EXAMINER, Action.CONSENT_AMENDMENT, {"leads": True, "own": True}, "not_own"),
    (Role.OFFICE, Action.SEAL_SHEET, {"examined": True}, "not_examined"),
    (Role.OFFICE, Action.SETTLE, {"examined": True}, "not_examined"),
    (Role.OFFICE, Action.CONFIRM_PLACINGS, {"examined": True, "prepared_by_me": False}, "not_examined"),
    (Role.OFFICE, Action.CONFIRM_PLACINGS, {"examined": False, "prepared_by_me": True}, "not_prepared"),
    (Role.OFFICE, Action.DECIDE_REMEDY, {"examined": True}, "not_examined"),
    (Role.CANDIDATE, Action.ASK_SCORE_REVIEW, {"own": False}, "own"),
    (Role.OFFICE, Action.APPROVE_CERTIFICATES, {"examined": True, "prepared_by_me": False}, "not_examined"),
    (Role.OFFICE, Action.APPROVE_CERTIFICATES, {"examined": False, "prepared_by_me": True}, "not_prepared"),
    (Role.OFFICE, Action.EXPORT_UPLOAD, {"examined": True}, "not_examined"),
    (Role.OFFICE, Action.HOLD_REVIEW, {"examined": True}, "not_examined"),
    (Role.REVIEWER, Action.VOTE, {"own": False}, "own"),
    (Role.OFFICE, Action.APPOINT, {"examined": True}, "not_examined"),
    (Role.OFFICER, Action.ENDORSE, {"authority": "jiangmen"}, "own_authority"),
    (Role.OFFICER, Action.CHANGE_DESIGN, {"authority": "jiangmen"}, "own_authority"),
    (Role.OFFICER, Action.RELEASE, {"authority": "jiangmen", "examined": False, "prepared_by_me": False},
     "own_authority"),
    (Role.OFFICER, Action.RELEASE, {"authority": "macau", "examined": True, "prepared_by_me": False}, "not_examined"),
    (Role.OFFICER, Action.RELEASE, {"authority": "macau", "examined": False, "prepared_by_me": True}, "not_prepared"),
    (Role.CANDIDATE, Action.SEE_OWN_RESULTS, {"own": False}, "own"),
    (Role.CANDIDATE, Action.DOWNLOAD_OWN, {"own": False}, "own"),
    (Role.CANDIDATE, Action.CONSENT, {"own": False}, "own"),
    (Role.AUTHOR, Action.EDIT_STANDARD, {"enterprise": "other"}, "own_enterprise"),
    (Role.AUTHOR, Action.REVIEW_STANDARD, {"enterprise": "other", "edited": False}, "own_enterprise"),
    (Role.AUTHOR, Action.REVIEW_STANDARD, {"enterprise": "works", "edited": True}, "not_edited"),
    (Role.AUTHOR, Action.PUBLISH_STANDARD, {"enterprise": "other"}, "own_enterprise"),
]


@pytest.mark.parametrize(("role", "action", "relation", "reason"), CONDITIONS)
def test_a_condition_that_fails_is_named(role: Role, action: Action, relation: dict[str, object], reason: str) -> None:
    with pytest.raises(Forbidden) as caught:
        require(person(role, authority="macau", enterprise="works"), action, **relation)  # type: ignore[arg-type]
    assert caught.value.code == "policy.forbidden"
    assert caught.value.params == {"action": action.value, "reason": reason}


@pytest.mark.parametrize(("role", "action", "relation", "reason"), CONDITIONS)
def test_the_same_person_may_when_all_conditions_hold(
    role: Role, action: Action, relation: dict[str, object], reason: str
) -> None:
    good = {"own": True, "examined": False, "prepared_by_me": False, "authority": "macau", "enterprise": "works",
            "edited": False, "leads": True}
    good["own"] = action is not Action.CONSENT_AMENDMENT  # that one nobody may for a sheet of their own
    somebody = person(role, authority="macau", enterprise="works")
    assert may(somebody, action, **{name: good[name] for name in relation})  # type: ignore[arg-type]


def test_an_examiner_who_also_works_in_the_office_cannot_settle_the_own_sitting() -> None:
    both = person(Role.EXAMINER, Role.OFFICE)
    assert not may(both, Action.SETTLE, examined=True)
    assert may(both, Action.SETTLE, examined=False)


def test_an_officer_without_an_authority_endorses_nothing() -> None:
    assert not may(person(Role.OFFICER), Action.ENDORSE, authority="macau")


def test_an_author_without_an_enterprise_edits_nothing() -> None:
    assert not may(person(Role.AUTHOR), Action.EDIT_STANDARD, enterprise="works")


def test_a_fact_that_was_not_stated_is_a_fault_and_never_a_permission() -> None:
    with pytest.raises(TypeError, match="examined"):
        may(person(Role.OFFICE), Action.SETTLE)
