"""``assess accounts …``: the first administrator, and who can sign in."""

from __future__ import annotations

import argparse
import getpass
import secrets
import sys
from datetime import UTC, datetime
from typing import Any

from assess.cli.serve import ready
from assess.config import Config
from assess.errors import BadInput
from assess.operations.accounts import AccountDetails, create_account, list_accounts
from assess.people.password import SALT_BYTES
from assess.people.roles import OPERATOR, Role


def register(commands: Any) -> None:
    """Adds ``accounts create | list`` to the command line."""
    group = commands.add_parser("accounts", help="create and list accounts")
    actions = group.add_subparsers(required=True, metavar="ACTION")
    create = actions.add_parser("create", help="create an account; the password is asked, or read from a pipe")
    create.add_argument("username")
    create.add_argument("--name", required=True, help="the person's name")
    create.add_argument("--role", action="append", required=True, choices=sorted(role.value for role in Role))
    create.add_argument("--authority", help="for an officer: whose certificates they endorse")
    create.add_argument("--workshop", help="for an examiner: their workplace")
    create.add_argument("--enterprise", help="for an author: the folder of their standards, as jiangmen-qiaodu-motor")
    create.add_argument("--senior", action="store_true", help="for an examiner: a senior one")
    create.set_defaults(func=_create)
    actions.add_parser("list", help="list all accounts").set_defaults(func=_list)


def _create(args: argparse.Namespace, config: Config) -> int:
    details = AccountDetails(args.username, args.name, frozenset(map(Role, args.role)), args.authority, None,
                             args.workshop, args.enterprise, args.senior)
    create_account(ready(config), OPERATOR, details, _password(), now=datetime.now(UTC),
                   salt=secrets.token_bytes(SALT_BYTES))
    return 0


def _list(args: argparse.Namespace, config: Config) -> int:
    for account in list_accounts(ready(config), OPERATOR):
        roles = ", ".join(sorted(role.value for role in account.roles))
        print(f"{account.username:<20} {account.name}  {roles}{'' if account.active else '  (closed)'}")
    return 0


def _password() -> str:
    """The password, never taken from the command line, where every process of the machine could read it."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass()
    if getpass.getpass() != password:
        raise BadInput("password.differs")
    return password
