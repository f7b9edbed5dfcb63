"""``assess keys …``: the keys with which the authorities of this installation sign, from their making to their end."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from typing import Any

from assess.cli.serve import ready
from assess.config import Config
from assess.operations import key_life
from assess.operations.keys import create_authority_keys
from assess.operations.publishing import publish_changes
from assess.store.session import Store, open_store


def register(commands: Any) -> None:
    """Adds ``keys init | list | rotate | compromise | lock`` to the command line."""
    group = commands.add_parser("keys", help="the signing keys of the authorities")
    actions = group.add_subparsers(required=True, metavar="ACTION")
    actions.add_parser("init", help="make the key of every authority that has none").set_defaults(func=_init)
    actions.add_parser("list", help="list the keys with their days and states").set_defaults(func=_list)
    rotate = actions.add_parser("rotate", help="replace a key; what it signed stays good")
    compromise = actions.add_parser("compromise", help="withdraw a key that somebody else may have, and replace it")
    compromise.add_argument("--reason", required=True, help="what happened; it is published")
    compromise.add_argument("--since", type=_day, metavar="YYYY-MM-DD",
                            help="first day on which the key is no longer trusted; without it, from now on")
    for action, func in ((rotate, _rotate), (compromise, _compromise)):
        action.add_argument("key", help="the key's name, as listed")
        action.add_argument("--yes", action="store_true", help="do not ask")
        action.set_defaults(func=func)
    actions.add_parser("lock", help="lock the private keys with the passphrase from ASSESS_KEYS_FD or "
                                    "ASSESS_KEYS_PASSPHRASE_FILE").set_defaults(func=_lock)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _init(args: argparse.Namespace, config: Config) -> int:
    store, now = ready(config), datetime.now(UTC)
    create_authority_keys(store, now)
    publish_changes(store, now)
    return _list(args, config)


def _list(args: argparse.Namespace, config: Config) -> int:
    for state in key_life.states(open_store(config)):
        key, end = state.key, state.end
        until, how = (end.on, end.how) if end else ("", "in use")
        print(f"{key.key_id:<40}  {key.purpose:<8}{key.since}  {until:<10}  {how}")
    return 0


def _rotate(args: argparse.Namespace, config: Config) -> int:
    store, now = open_store(config), datetime.now(UTC)
    found = key_life.consequences(store, args.key, None, now)
    print(f"{args.key} signs nothing more from now on, and its private half is destroyed. A new key takes its place.\n"
          f"Everything it signed stays good, {found.kept} certificates among it.")
    if not _confirmed(args):
        return 1
    return _done(store, key_life.rotate(store, args.key, now), now)


def _compromise(args: argparse.Namespace, config: Config) -> int:
    store, now = open_store(config), datetime.now(UTC)
    found = key_life.consequences(store, args.key, args.since, now)
    until = f"before {args.since}" if args.since else "until now"
    print(f"{args.key} is withdrawn for good; this cannot be undone, and everybody will see it.")
    if found.key.purpose == "payload":
        print(f"{found.kept} certificates whose issue is in the log {until} stay genuine on our page, by the log.\n"
              f"{found.lost} certificates issued later with it will be refused: issue them anew.\n"
              "Programs that read credentials only, and not the log, will refuse all credentials signed by it.")
    if found.current:
        print("A new key takes its place.")
    if not _confirmed(args):
        return 1
    return _done(store, key_life.compromise(store, args.key, args.reason, args.since, now), now)


def _confirmed(args: argparse.Namespace) -> bool:
    """Whether whoever sits there wants it: by ``--yes``, or by typing the name of the key."""
    if args.yes:
        return True
    try:
        typed = input("Type the name of the key to go on: ").strip()
    except EOFError:
        typed = ""
    if typed != args.key:
        print("Nothing was done.")
    return bool(typed == args.key)


def _done(store: Store, new: str, now: datetime) -> int:
    publish_changes(store, now)
    print(f"Done and published. {new} signs now.")
    return 0


def _lock(args: argparse.Namespace, config: Config) -> int:
    store = open_store(config)
    print(f"{store.keys.lock()} keys were locked. From now on the program starts with the passphrase only; "
          "keep it apart from the backup of the keys.")
    return 0
