"""``assess demo``: an installation with people, standards and three sittings and three reviews to try everything on."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from assess.certificates.payload import in_locale
from assess.cli.demo.appointments import appoint
from assess.cli.demo.story import staff, tell, tell_on
from assess.config import Config
from assess.errors import Refused
from assess.i18n import N_, gettext_in
from assess.operations.accounts import actor_named, list_accounts
from assess.operations.issuing import CertificateLine, all_certificates, paper
from assess.operations.keys import create_authority_keys
from assess.operations.printing import qr_text
from assess.people.roles import OPERATOR
from assess.store.migrate import upgrade
from assess.store.session import Store, create_instance, open_store

SIGN_INS = "demo-sign-ins.txt"
PAPERS = "demo-papers"


def register(commands: Any) -> None:
    """Adds ``demo`` to the command line."""
    demo = commands.add_parser("demo", help="fill an empty installation with a demonstration, papers included")
    demo.set_defaults(func=_demo)


def _demo(args: argparse.Namespace, config: Config) -> int:
    create_instance(config)
    store = open_store(config)
    upgrade(store)
    remembered = config.instance / SIGN_INS
    if not remembered.exists():
        if list_accounts(store, OPERATOR):
            raise Refused("demo.not_empty", instance=str(config.instance))
        began = gettext_in(args.lang, N_("Acting out sittings and reviews, from enrolment to certificates …"))
        print(began, flush=True)
        now = datetime.now(UTC)
        create_authority_keys(store, now - timedelta(days=60))  # the log's days never go back, and the acts lie before
        # Made for this installation alone: a password that everybody knows would be a default secret.
        password = secrets.token_hex(6)
        candidates = tell(store, password, now) + appoint(store, now)
        tell_on(store, now)
        write_papers(store, config.instance / PAPERS)
        lines = [f"{person.username:<10} {password}  {person.name}  {', '.join(role.value for role in person.roles)}"
                 for person in staff(store)]
        lines += [f"{candidate.username:<10} {candidate.password}  candidate" for candidate in candidates]
        _remember(remembered, "\n".join(lines))
    report(store, config, args.lang, remembered.read_text(encoding="utf-8"))
    return 0


def report(store: Store, config: Config, lang: str, sign_ins: str) -> None:
    """Prints where everything is and how to check it."""
    # The program as it was called, so that the line can be copied from where one stands.
    program = sys.argv[0] if sys.argv[0].endswith("assess") else "assess"
    lines = issued(store)
    print(gettext_in(lang, N_("Certificates, and the command that checks each:")))
    for line in lines:
        print(f"  {line.name} · {in_locale(line.issuer, lang)}")
        print(f"    {program} certificates verify {config.instance / PAPERS / file_name(line)}")
    print("\n" + gettext_in(lang, N_("User name, password, name, roles:")) + f"\n{sign_ins}")
    print(gettext_in(lang, N_("Pages:")), f"{config.base_url}/")
    print(gettext_in(lang, N_("A certificate as a stranger sees it:")), qr_text(config.base_url, lines[0].token), "\n",
          flush=True)


def issued(store: Store) -> list[CertificateLine]:
    """Every paper that was issued, the first one first."""
    everything = all_certificates(store, actor_named(store, "office"))
    return [line for line in everything if line.state == "issued"]


def write_papers(store: Store, folder: Path) -> None:
    """Copies every issued paper into ``folder``, named by its number and, if it is not the first, its edition."""
    folder.mkdir(mode=0o700, exist_ok=True)
    for line in issued(store):
        (folder / file_name(line)).write_bytes(paper(store, actor_named(store, "office"), line.id))


def file_name(line: CertificateLine) -> str:
    """What the paper of that line is called among the papers of the demonstration."""
    return f"{line.number}-{line.edition}.pdf" if line.edition > 1 else f"{line.number}.pdf"


def _remember(file: Path, text: str) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as out:
        out.write(text + "\n")
