"""``assess demo``: an installation with people, standards and three sittings to try everything on."""

from __future__ import annotations

import argparse
import os
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assess.cli.demo.cast import STAFF
from assess.cli.demo.story import tell
from assess.config import Config
from assess.errors import Refused
from assess.operations.accounts import actor_named, any_account
from assess.operations.issuing import all_certificates, create_authority_keys, paper
from assess.store.migrate import upgrade
from assess.store.session import Store, create_instance, open_store

PASSWORD_FILE = "demo-password.txt"
PAPERS = "demo-papers"


def register(commands: Any) -> None:
    """Adds ``demo`` to the command line."""
    demo = commands.add_parser("demo", help="fill an empty installation with a demonstration, papers included")
    demo.set_defaults(func=_demo)


def _demo(args: argparse.Namespace, config: Config) -> int:
    create_instance(config)
    store = open_store(config)
    upgrade(store)
    remembered = config.instance / PASSWORD_FILE
    if not remembered.exists():
        if any_account(store):
            raise Refused("demo.not_empty", instance=str(config.instance))
        print("Acting out three sittings, from enrolment to certificates …", flush=True)
        # Invented for this installation alone: a password that everybody knows would be a default secret.
        password = secrets.token_hex(6)
        create_authority_keys(store)
        tell(store, password, datetime.now(UTC))
        write_papers(store, config.instance / PAPERS)
        _remember(remembered, password)
    report(store, config, remembered.read_text(encoding="utf-8").strip())
    return 0


def report(store: Store, config: Config, password: str) -> None:
    """Prints where everything is and how to check it."""
    office = actor_named(store, "office")
    lines = all_certificates(store, office)
    print("\nCertificates (PDF), and the command that checks each:")
    for line in lines:
        file = config.instance / PAPERS / f"{line.number}.pdf"
        print(f"  {line.holder} · {line.authority}\n    {file}\n    assess certificates verify {file}")
    print(f"\nPages: {config.base_url}/   every account has the password  {password}")
    for person in STAFF:
        print(f"  {person.username:<10} {person.name}  {', '.join(role.value for role in person.roles)}")
    print("  ouyang, maria    candidates of the finished sitting")
    print(f"\nCheck a certificate as a stranger: {lines[0].address}\n", flush=True)


def write_papers(store: Store, folder: Path) -> None:
    """Copies every issued paper into ``folder``, named by its number."""
    folder.mkdir(mode=0o700, exist_ok=True)
    office = actor_named(store, "office")
    for line in all_certificates(store, office):
        (folder / f"{line.number}.pdf").write_bytes(paper(store, office, line.id))


def _remember(file: Path, password: str) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as out:
        out.write(password + "\n")
