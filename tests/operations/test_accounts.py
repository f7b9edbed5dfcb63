"""Signing in, delays, sessions and the administration of accounts, on a real database file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from assess.errors import BadInput, Forbidden, NotFound, Refused
from assess.operations.accounts import (
    AccountDetails,
    actor_named,
    actor_of_token,
    change_account,
    change_own_password,
    create_account,
    get_account,
    list_accounts,
    set_active,
    set_password,
    sign_in,
    sign_out,
)
from assess.people.roles import OPERATOR, Actor, Role
from assess.store.accounts import AccountSessionRow
from assess.store.audit import AuditRow
from assess.store.session import Store
from tests.conftest import NOW, PASSWORD

Make = Callable[..., Actor]
SALT = bytes(16)
NEW = "sampan under three bridges"


@pytest.fixture
def li(make_account: Make) -> Actor:
    return make_account("liming", Role.OFFICE, name="李明")


def test_signing_in_opens_a_session(store: Store, li: Actor) -> None:
    assert sign_in(store, "LiMing", PASSWORD, now=NOW, token="t1") == li
    assert actor_of_token(store, "t1", now=NOW) == li
    assert actor_of_token(store, "t2", now=NOW) is None


def test_the_database_holds_no_token(store: Store, li: Actor) -> None:
    sign_in(store, "liming", PASSWORD, now=NOW, token="token-of-liming")
    store.engine.dispose()
    assert b"token-of-liming" not in b"".join(file.read_bytes() for file in store.config.instance.glob("*.sqlite3*"))


@pytest.mark.parametrize("username", ["liming", "nobody"])
def test_unknown_name_and_wrong_password_are_answered_alike(store: Store, li: Actor, username: str) -> None:
    answers = []
    for _ in range(5):
        with pytest.raises(Refused) as caught:
            sign_in(store, username, "wrong", now=NOW, token="t")
        answers.append(caught.value.code)
    assert answers == ["sign_in.failed"] * 4 + ["sign_in.wait"]


def fail(store: Store, times: int) -> None:
    for turn in range(times):
        with pytest.raises(Refused, match=r"sign_in\.failed"):
            sign_in(store, "liming", "wrong", now=NOW + timedelta(minutes=6 * turn), token="t")


def test_the_delay_ends_and_the_account_is_never_locked(store: Store, li: Actor) -> None:
    fail(store, 30)
    last = NOW + timedelta(minutes=6 * 29)
    with pytest.raises(Refused) as caught:
        sign_in(store, "liming", PASSWORD, now=last, token="t")
    assert caught.value.params["seconds"] == 300
    assert sign_in(store, "liming", PASSWORD, now=last + timedelta(seconds=300), token="t") == li


def test_success_forgets_the_failures(store: Store, li: Actor) -> None:
    fail(store, 3)
    sign_in(store, "liming", PASSWORD, now=NOW + timedelta(hours=1), token="t")
    fail(store, 3)


def test_failures_are_recorded_without_what_was_typed(store: Store, li: Actor) -> None:
    with pytest.raises(Refused):
        sign_in(store, "my secret password", "x", now=NOW, token="t")
    with store.reading() as session:
        row = session.scalars(select(AuditRow).where(AuditRow.action == "account.sign_in_failed")).one()
        assert row.details == {"failures": 1}
        assert "secret" not in str(session.execute(text("select * from sign_in_delay")).all())


def test_an_idle_session_ends_and_a_used_one_goes_on(store: Store, li: Actor) -> None:
    sign_in(store, "liming", PASSWORD, now=NOW, token="t")
    assert actor_of_token(store, "t", now=NOW + timedelta(hours=11)) == li
    assert actor_of_token(store, "t", now=NOW + timedelta(hours=22)) == li
    assert actor_of_token(store, "t", now=NOW + timedelta(hours=35)) is None


def test_signing_out_ends_the_session_on_the_server(store: Store, li: Actor) -> None:
    sign_in(store, "liming", PASSWORD, now=NOW, token="t")
    sign_out(store, li, "t", now=NOW)
    assert actor_of_token(store, "t", now=NOW) is None


def test_a_closed_account_is_out_at_once(store: Store, li: Actor) -> None:
    sign_in(store, "liming", PASSWORD, now=NOW, token="t")
    set_active(store, OPERATOR, li.account_id, False, now=NOW)
    assert actor_of_token(store, "t", now=NOW) is None
    with pytest.raises(Refused, match=r"sign_in\.failed"):
        sign_in(store, "liming", PASSWORD, now=NOW, token="t2")
    set_active(store, OPERATOR, li.account_id, True, now=NOW)
    assert sign_in(store, "liming", PASSWORD, now=NOW, token="t3") == li


def test_a_new_password_ends_the_other_sessions(store: Store, li: Actor) -> None:
    sign_in(store, "liming", PASSWORD, now=NOW, token="here")
    sign_in(store, "liming", PASSWORD, now=NOW, token="there")
    change_own_password(store, li, PASSWORD, NEW, token="here", now=NOW, salt=SALT)
    assert actor_of_token(store, "here", now=NOW) == li
    assert actor_of_token(store, "there", now=NOW) is None
    assert sign_in(store, "liming", NEW, now=NOW, token="t") == li


@pytest.mark.parametrize(
    ("present", "new", "code"),
    [("wrong", NEW, "password.wrong"), (PASSWORD, "short", "password.too_short")],
)
def test_the_own_password_is_changed_only_properly(store: Store, li: Actor, present: str, new: str, code: str) -> None:
    with pytest.raises(BadInput, match=code):
        change_own_password(store, li, present, new, token="t", now=NOW, salt=SALT)
    assert sign_in(store, "liming", PASSWORD, now=NOW, token="t") == li


def test_an_administrator_resets_a_password(store: Store, li: Actor) -> None:
    sign_in(store, "liming", PASSWORD, now=NOW, token="t")
    set_password(store, OPERATOR, li.account_id, NEW, now=NOW, salt=SALT)
    assert actor_of_token(store, "t", now=NOW) is None
    assert sign_in(store, "liming", NEW, now=NOW, token="t") == li


BAD_DETAILS = [
    (AccountDetails("1li", "李", frozenset({Role.OFFICE})), "account.username_form"),
    (AccountDetails("li ming", "李", frozenset({Role.OFFICE})), "account.username_form"),
    (AccountDetails("wang", " ", frozenset({Role.OFFICE})), "account.name_missing"),
    (AccountDetails("wang", "王", frozenset()), "account.role_missing"),
    (AccountDetails("wang", "王", frozenset({Role.OFFICER})), "account.authority_missing"),
    (AccountDetails("wang", "王", frozenset({Role.AUTHOR})), "account.enterprise_missing"),
    (AccountDetails("wang", "王", frozenset({Role.AUTHOR}), enterprise="../national"), "account.enterprise_form"),
    (AccountDetails("wang", "王", frozenset({Role.AUTHOR}), enterprise="侨都"), "account.enterprise_form"),
    (AccountDetails("LIMING", "王", frozenset({Role.OFFICE})), "account.username_taken"),
    (AccountDetails("wang", "王", frozenset({Role.CANDIDATE}), person_id=99), "account.person_unknown"),
]


@pytest.mark.parametrize(("details", "code"), BAD_DETAILS, ids=lambda value: value if isinstance(value, str) else "")
def test_an_account_that_cannot_be_is_refused(store: Store, li: Actor, details: AccountDetails, code: str) -> None:
    with pytest.raises(BadInput, match=code):
        create_account(store, OPERATOR, details, NEW, now=NOW, salt=SALT)
    assert [account.username for account in list_accounts(store, OPERATOR)] == ["liming"]


def test_accounts_are_found_by_name_user_name_and_workplace(store: Store, li: Actor, make_account: Make) -> None:
    make_account("ouyang", Role.EXAMINER, name="欧阳䶮", workshop="涂装车间 100%")
    assert [a.username for a in list_accounts(store, OPERATOR, "䶮")] == ["ouyang"]
    assert [a.username for a in list_accounts(store, OPERATOR, "LIM")] == ["liming"]
    assert [a.username for a in list_accounts(store, OPERATOR, "0%")] == ["ouyang"]
    assert list_accounts(store, OPERATOR, "_") == []


def test_an_author_writes_for_the_enterprise_the_administrator_chose(store: Store, make_account: Make) -> None:
    author = make_account("tan", Role.AUTHOR, name="谭国雄", enterprise="jiangmen-qiaodu-motor")
    assert author.enterprise == "jiangmen-qiaodu-motor"
    moved = AccountDetails("", "谭国雄", frozenset({Role.AUTHOR}), enterprise="xinhui-paper")
    change_account(store, OPERATOR, author.account_id, moved, now=NOW)
    assert actor_named(store, "tan").enterprise == "xinhui-paper"
    assert get_account(store, OPERATOR, author.account_id).enterprise == "xinhui-paper"


def test_changed_roles_count_at_the_next_request(store: Store, li: Actor) -> None:
    sign_in(store, "liming", PASSWORD, now=NOW, token="t")
    change_account(store, OPERATOR, li.account_id, AccountDetails("", "李明", frozenset({Role.CHECKER})), now=NOW)
    somebody = actor_of_token(store, "t", now=NOW)
    assert somebody is not None and somebody.roles == {Role.CHECKER}


def test_nobody_takes_away_the_own_administration(store: Store, make_account: Make) -> None:
    admin = make_account("admin.zhou", Role.ADMINISTRATOR)
    with pytest.raises(Refused, match=r"account\.own"):
        set_active(store, admin, admin.account_id, False, now=NOW)
    with pytest.raises(Refused, match=r"account\.own"):
        change_account(store, admin, admin.account_id, AccountDetails("", "周", frozenset({Role.OFFICE})), now=NOW)


def test_only_administrators_manage_accounts(store: Store, li: Actor) -> None:
    details = AccountDetails("wang", "王", frozenset({Role.OFFICE}))
    attempts: list[Callable[[], object]] = [
        lambda: create_account(store, li, details, NEW, now=NOW, salt=SALT),
        lambda: change_account(store, li, li.account_id, details, now=NOW),
        lambda: set_active(store, li, li.account_id, True, now=NOW),
        lambda: set_password(store, li, li.account_id, NEW, now=NOW, salt=SALT),
        lambda: list_accounts(store, li),
        lambda: get_account(store, li, li.account_id),
    ]
    for attempt in attempts:
        with pytest.raises(Forbidden):
            attempt()


def test_an_unknown_account_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound):
        get_account(store, OPERATOR, 99)
    with pytest.raises(NotFound):
        actor_named(store, "nobody")


def test_expired_sessions_are_cleared_away(store: Store, li: Actor) -> None:
    sign_in(store, "liming", PASSWORD, now=NOW, token="old")
    sign_in(store, "liming", PASSWORD, now=NOW + timedelta(days=2), token="new")
    with store.reading() as session:
        assert len(session.scalars(select(AccountSessionRow)).all()) == 1


def test_every_act_is_in_the_audit(store: Store, li: Actor) -> None:
    sign_in(store, "liming", PASSWORD, now=NOW, token="t")
    set_password(store, OPERATOR, li.account_id, NEW, now=NOW, salt=SALT)
    with store.reading() as session:
        acts = session.execute(select(AuditRow.action, AuditRow.actor).order_by(AuditRow.id)).all()
    assert [tuple(act) for act in acts] == [
        ("account.create", "operator"),
        ("account.sign_in", "李明"),
        ("account.set_password", "operator"),
    ]
