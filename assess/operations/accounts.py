"""Signing in and out, and the administration of accounts; each function is one transaction.

Tokens and salts are random bytes that the caller brings, ``now`` is the caller's clock in UTC.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from assess.canonical import sha256_hex
from assess.errors import BadInput, NotFound, Refused
from assess.people.password import check_password, hash_password, verify_password
from assess.people.policy import Action, require
from assess.people.roles import Actor, Role
from assess.store.accounts import (
    AccountRow,
    AccountSessionRow,
    SignInDelayRow,
    account_by_id,
    account_by_username,
    end_session,
    end_sessions_of,
    find_accounts,
    forget_old,
    session_by_token,
    signed_in_by,
)
from assess.store.audit import record
from assess.store.people import PersonRow
from assess.store.session import Store

IDLE = timedelta(hours=12)
_TOUCH_AFTER = timedelta(minutes=5)  # not every page view is worth a write
_FREE_FAILURES = 3
_LONGEST_WAIT = 300
# What an unknown user name is compared with, so that it takes as long as a wrong password.
_NOBODY = hash_password("nobody has this password", bytes(16))


@dataclass(frozen=True)
class AccountDetails:
    """What an administrator decides about an account."""

    username: str
    name: str
    roles: frozenset[Role]
    authority: str | None = None
    person_id: int | None = None
    workshop: str | None = None
    enterprise: str | None = None
    senior: bool = False
    """高级考评员, where the roles include the examiner's."""


@dataclass(frozen=True)
class Account(AccountDetails):
    """An account as it is stored, without its password."""

    id: int = 0
    active: bool = True


def sign_in(store: Store, username: str, password: str, *, now: datetime, token: str) -> Actor:
    """The person whose user name and password these are; from now on ``token`` stands for the session.

    Raises ``Refused``: ``sign_in.failed`` (the same for an unknown name, a wrong password and an inactive account) or
    ``sign_in.wait`` with ``seconds``. The delay doubles with each failure after the third, up to five minutes; an
    account is never locked for good.
    """
    key = sha256_hex(username.casefold().encode())
    with store.reading() as session:
        _refuse_too_soon(session.get(SignInDelayRow, key), now)
        row = account_by_username(session, username.casefold())
    # Outside of any transaction: hashing is slow on purpose.
    good = verify_password(password, row.password_hash if row else _NOBODY)
    with store.unit_of_work() as session:
        forget_old(session, now)
        if row is not None and row.active and good:
            _forget_failures(session, key)
            session.add(_session_row(row.id, token, now))
            record(session, _actor(row), "account.sign_in", f"account:{row.id}", now)
        else:
            failures = _count_failure(session, key, now)
            # Never the typed name: it may be somebody's password.
            record(session, None, "account.sign_in_failed", f"account:{row.id if row else '-'}", now, failures=failures)
    if row is None or not row.active or not good:
        raise Refused("sign_in.failed")
    return _actor(row)


def sign_out(store: Store, actor: Actor, token: str, *, now: datetime) -> None:
    """Ends the session of ``token``; a token without session ends nothing."""
    with store.unit_of_work() as session:
        end_session(session, sha256_hex(token.encode()))
        record(session, actor, "account.sign_out", f"account:{actor.account_id}", now)


def actor_of_token(store: Store, token: str, *, now: datetime) -> Actor | None:
    """Who is signed in with ``token``; ``None`` if the session ended, idled for 12 hours, or the account is closed."""
    digest = sha256_hex(token.encode())
    row = signed_in_by(store.look_ups, digest)
    if row is None or row.expires <= now or not row.active:
        return None
    if now - row.last_seen >= _TOUCH_AFTER:
        with store.unit_of_work() as session:
            current = session_by_token(session, digest)
            if current is not None:
                current.last_seen, current.expires = now, now + IDLE
    return _actor(row)


def actor_named(store: Store, username: str) -> Actor:
    """The person behind a user name, for commands on this machine; raises ``NotFound`` ``account.not_found``."""
    with store.reading() as session:
        row = account_by_username(session, username)
        if row is None or not row.active:
            raise NotFound("account.not_found", username=username)
        return _actor(row)


def create_account(
    store: Store, actor: Actor, details: AccountDetails, password: str, *, now: datetime, salt: bytes
) -> int:
    """The id of the new account; raises ``BadInput`` for details or a password that cannot be used."""
    require(actor, Action.MANAGE_ACCOUNTS)
    details = _checked(details)
    check_password(password, details.username)
    hashed = hash_password(password, salt)
    with store.unit_of_work() as session:
        if account_by_username(session, details.username) is not None:
            raise BadInput("account.username_taken", username=details.username)
        row = AccountRow(username=details.username, password_hash=hashed, active=True, created=now)
        _fill(session, row, details)
        session.add(row)
        session.flush()
        record(session, actor, "account.create", f"account:{row.id}", now, roles=row.roles, username=row.username)
        return row.id


def change_account(store: Store, actor: Actor, account_id: int, details: AccountDetails, *, now: datetime) -> None:
    """Changes name, roles and affiliation; the user name stays. Signed-in browsers follow at their next request."""
    require(actor, Action.MANAGE_ACCOUNTS)
    with store.unit_of_work() as session:
        row = _existing(session, account_id)
        details = _checked(replace(details, username=row.username))
        if account_id == actor.account_id and Role.ADMINISTRATOR not in details.roles:
            raise Refused("account.own")
        before = row.roles
        _fill(session, row, details)
        record(session, actor, "account.change", f"account:{row.id}", now, roles=row.roles, roles_before=before)


def set_active(store: Store, actor: Actor, account_id: int, active: bool, *, now: datetime) -> None:
    """Opens or closes an account; closing ends all its sessions. Nobody closes the own account."""
    require(actor, Action.MANAGE_ACCOUNTS)
    if account_id == actor.account_id and not active:
        raise Refused("account.own")
    with store.unit_of_work() as session:
        row = _existing(session, account_id)
        row.active = active
        if not active:
            end_sessions_of(session, account_id)
        record(session, actor, "account.open" if active else "account.close", f"account:{row.id}", now)


def set_password(store: Store, actor: Actor, account_id: int, password: str, *, now: datetime, salt: bytes) -> None:
    """Gives somebody a new password and ends all sessions that the old one opened."""
    require(actor, Action.MANAGE_ACCOUNTS)
    username = get_account(store, actor, account_id).username
    check_password(password, username)
    hashed = hash_password(password, salt)
    with store.unit_of_work() as session:
        _existing(session, account_id).password_hash = hashed
        end_sessions_of(session, account_id)
        _forget_failures(session, sha256_hex(username.encode()))
        record(session, actor, "account.set_password", f"account:{account_id}", now)


def change_own_password(
    store: Store, actor: Actor, present: str, new: str, *, token: str, now: datetime, salt: bytes
) -> None:
    """Changes the actor's own password and ends all other sessions of the account.

    Raises ``BadInput``: ``password.wrong`` for the present one, or why the new one is too weak.
    """
    require(actor, Action.ACCOUNT)
    with store.reading() as session:
        row = _existing(session, actor.account_id)
    if not verify_password(present, row.password_hash):
        raise BadInput("password.wrong")
    check_password(new, row.username)
    hashed = hash_password(new, salt)
    with store.unit_of_work() as session:
        _existing(session, actor.account_id).password_hash = hashed
        end_sessions_of(session, actor.account_id, except_token=sha256_hex(token.encode()))
        record(session, actor, "account.change_password", f"account:{actor.account_id}", now)


def list_accounts(store: Store, actor: Actor, search: str = "") -> list[Account]:
    """Accounts by user name; ``search`` looks in user name, name and workshop."""
    require(actor, Action.MANAGE_ACCOUNTS)
    with store.reading() as session:
        return [_account(row) for row in find_accounts(session, search.strip())]


def get_account(store: Store, actor: Actor, account_id: int) -> Account:
    """One account; raises ``NotFound`` ``account.not_found``."""
    require(actor, Action.MANAGE_ACCOUNTS)
    with store.reading() as session:
        return _account(_existing(session, account_id))


def _refuse_too_soon(delay: SignInDelayRow | None, now: datetime) -> None:
    if delay is not None and now < delay.not_before:
        raise Refused("sign_in.wait", seconds=int((delay.not_before - now).total_seconds()))


def _count_failure(session: Session, key: str, now: datetime) -> int:
    delay = session.get(SignInDelayRow, key)
    if delay is None:
        delay = SignInDelayRow(username_sha256=key, failures=0, last_failure=now, not_before=now)
        session.add(delay)
    delay.failures += 1
    over = delay.failures - _FREE_FAILURES
    wait = min(_LONGEST_WAIT, 2 ** min(over, 20)) if over > 0 else 0
    delay.last_failure, delay.not_before = now, now + timedelta(seconds=wait)
    return delay.failures


def _forget_failures(session: Session, key: str) -> None:
    delay = session.get(SignInDelayRow, key)
    if delay is not None:
        session.delete(delay)


def _session_row(account_id: int, token: str, now: datetime) -> AccountSessionRow:
    digest = sha256_hex(token.encode())
    return AccountSessionRow(token_sha256=digest, account_id=account_id, created=now, last_seen=now, expires=now + IDLE)


def _existing(session: Session, account_id: int) -> AccountRow:
    row = account_by_id(session, account_id)
    if row is None:
        raise NotFound("account.not_found", username=str(account_id))
    return row


def _checked(details: AccountDetails) -> AccountDetails:
    """The details as they are stored; a user name is kept in small letters."""
    username = details.username.strip().casefold()
    if not re.fullmatch(r"[a-z][a-z0-9._-]{2,39}", username):
        raise BadInput("account.username_form")
    if not details.name.strip():
        raise BadInput("account.name_missing")
    if not details.roles:
        raise BadInput("account.role_missing")
    if Role.OFFICER in details.roles and not details.authority:
        raise BadInput("account.authority_missing")
    if Role.AUTHOR in details.roles and not details.enterprise:
        raise BadInput("account.enterprise_missing")
    if details.enterprise and not re.fullmatch(r"[a-z][a-z0-9-]{0,39}", details.enterprise):
        raise BadInput("account.enterprise_form", enterprise=details.enterprise)
    return replace(details, username=username, name=details.name.strip())


def _fill(session: Session, row: AccountRow, details: AccountDetails) -> None:
    if details.person_id is not None and session.get(PersonRow, details.person_id) is None:
        raise BadInput("account.person_unknown", person=details.person_id)
    row.name = details.name
    row.roles = ",".join(sorted(role.value for role in details.roles))
    row.authority, row.workshop = details.authority or None, details.workshop or None
    row.person_id, row.enterprise = details.person_id, details.enterprise or None
    row.senior = details.senior and Role.EXAMINER in details.roles


def _roles(row: AccountRow) -> frozenset[Role]:
    return frozenset(Role(value) for value in row.roles.split(",") if value)


def _actor(row: AccountRow) -> Actor:
    return Actor(row.id, row.name, _roles(row), row.authority, row.person_id, row.workshop, row.enterprise)


def _account(row: AccountRow) -> Account:
    return Account(
        row.username, row.name, _roles(row), row.authority, row.person_id, row.workshop, row.enterprise,
        row.senior, id=row.id, active=row.active,
    )
