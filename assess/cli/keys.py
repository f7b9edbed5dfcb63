"""``assess keys …``: the keys with which the authorities of this installation sign."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import Any

from assess.cli.serve import ready
from assess.config import Config
from assess.operations.keys import create_authority_keys, published_keys


def register(commands: Any) -> None:
    """Adds ``keys init | list`` to the command line."""
    group = commands.add_parser("keys", help="the signing keys of the authorities")
    actions = group.add_subparsers(required=True, metavar="ACTION")
    actions.add_parser("init", help="make the key of every authority that has none").set_defaults(func=_init)
    actions.add_parser("list", help="list the public keys").set_defaults(func=_list)


def _init(args: argparse.Namespace, config: Config) -> int:
    create_authority_keys(ready(config), datetime.now(UTC))
    return _list(args, config)


def _list(args: argparse.Namespace, config: Config) -> int:
    for key in published_keys(ready(config)):
        print(f"{key.since}  {key.authority:<20} {key.algorithm}  {key.public}")
    return 0
