"""``assess log …``: the log of what was issued."""

from __future__ import annotations

import argparse
from typing import Any

from assess.config import Config
from assess.operations.logs import audit
from assess.store.session import open_store


def register(commands: Any) -> None:
    """Adds ``log audit`` to the command line."""
    group = commands.add_parser("log", help="the log of issued certificates").add_subparsers(required=True)
    group.add_parser("audit", help="check that the log follows and that every certificate has its entry") \
        .set_defaults(func=_audit)


def _audit(args: argparse.Namespace, config: Config) -> int:
    report = audit(open_store(config))
    print(f"{report.entries} entries, head {report.head}")
    for sequence in report.broken_at:
        print(f"entry {sequence}: does not follow from the entry before")
    for number in report.certificates_without_entry:
        print(f"certificate {number}: issued, but not in the log")
    for sequence in report.entries_without_certificate:
        print(f"entry {sequence}: no certificate belongs to it")
    return 0 if report.sound else 1
