"""Accounts, their sessions and the delays after wrong passwords: rows and the queries on them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, String, bindparam, delete, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from assess.store.base import Base
from assess.store.look_ups import LookUps


class AccountRow(Base):
    """A person who can sign in; ``roles`` holds the values of ``Role``, sorted, joined by commas."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    password_hash: Mapped[str] = mapped_column(String(200))
    roles: Mapped[str] = mapped_column(String(200))
    authority: Mapped[str | None] = mapped_column(String(60))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    workshop: Mapped[str | None] = mapped_column(String(120))
    enterprise: Mapped[str | None] = mapped_column(String(60))
    senior: Mapped[bool] = mapped_column(default=False)
    """高级考评员: may examine what a standard gives to senior examiners only."""
    """The folder of ``standards/`` that an author writes for."""
    active: Mapped[bool] = mapped_column(default=True)
    created: Mapped[datetime]


class AccountSessionRow(Base):
    """A signed-in browser; only the SHA-256 of its token is kept, so that a stolen database opens no session."""

    __tablename__ = "account_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created: Mapped[datetime]
    last_seen: Mapped[datetime]
    expires: Mapped[datetime]
    account: Mapped[AccountRow] = relationship(lazy="joined", innerjoin=True)


class SignInDelayRow(Base):
    """Wrong passwords for one typed user name, existing or not: both must answer alike.

    The name is kept as a hash, because people type passwords into the wrong field.
    """

    __tablename__ = "sign_in_delay"

    username_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last_failure: Mapped[datetime] = mapped_column(index=True)
    not_before: Mapped[datetime]


def account_by_id(session: Session, account_id: int) -> AccountRow | None:
    """The account with this id, active or not."""
    return session.get(AccountRow, account_id)


def account_by_username(session: Session, username: str) -> AccountRow | None:
    """The account with this user name, active or not."""
    return session.scalar(select(AccountRow).where(AccountRow.username == username))


def find_accounts(session: Session, search: str) -> list[AccountRow]:
    """Accounts whose user name, name or workshop contains ``search``, by user name; all for an empty search."""
    query = select(AccountRow).order_by(AccountRow.username)
    if search:
        query = query.where(
            or_(
                AccountRow.username.icontains(search, autoescape=True),
                AccountRow.name.icontains(search, autoescape=True),
                AccountRow.workshop.icontains(search, autoescape=True),
            )
        )
    return list(session.scalars(query))


_S, _A = AccountSessionRow.__table__, AccountRow.__table__
# Built once: every request of somebody who is signed in asks it.
_SIGNED_IN = (
    select(*_A.c, _S.c.last_seen, _S.c.expires).join_from(_S, _A, _S.c.account_id == _A.c.id)
    .where(_S.c.token_sha256 == bindparam("wanted"))
)


def signed_in_by(look_ups: LookUps, token_sha256: str) -> Any | None:
    """The account of a token's session, with the session's ``last_seen`` and ``expires``, expired or not."""
    rows = look_ups.rows(_SIGNED_IN, token_sha256)
    return rows[0] if rows else None


def session_by_token(session: Session, token_sha256: str) -> AccountSessionRow | None:
    """The session of a token with its account, expired or not."""
    return session.scalar(select(AccountSessionRow).where(AccountSessionRow.token_sha256 == token_sha256))


def end_session(session: Session, token_sha256: str) -> None:
    """Forgets the session of one token."""
    session.execute(delete(AccountSessionRow).where(AccountSessionRow.token_sha256 == token_sha256))


def end_sessions_of(session: Session, account_id: int, *, except_token: str = "") -> None:
    """Forgets all sessions of an account but the one with this token hash."""
    session.execute(
        delete(AccountSessionRow).where(
            AccountSessionRow.account_id == account_id, AccountSessionRow.token_sha256 != except_token
        )
    )


def forget_old(session: Session, now: datetime) -> None:
    """Removes expired sessions, and delays whose last failure is a day old."""
    session.execute(delete(AccountSessionRow).where(AccountSessionRow.expires <= now))
    session.execute(delete(SignInDelayRow).where(SignInDelayRow.last_failure <= now - timedelta(days=1)))


def names_of(session: Session, account_ids: Collection[int]) -> dict[int, str]:
    """The names of the people behind the accounts, by account id."""
    rows = session.execute(select(AccountRow.id, AccountRow.name).where(AccountRow.id.in_(account_ids)))
    return {row.id: row.name for row in rows}
