"""``assess log …``: the log of what was issued – checked, published, proved, and the logs of others cosigned."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assess.config import Config
from assess.operations import public_log
from assess.operations.logs import audit
from assess.store.session import open_store


def register(commands: Any) -> None:
    """Adds ``log audit | publish | prove | check | key | witness`` to the command line."""
    group = commands.add_parser("log", help="the log of issued certificates") \
        .add_subparsers(required=True, metavar="ACTION")
    group.add_parser("audit", help="check that the log follows and that every certificate has its entry") \
        .set_defaults(func=_audit)
    group.add_parser("publish", help="publish what is new in the log as static files").set_defaults(func=_publish)
    group.add_parser("key", help="print the key by which anybody can check the published log").set_defaults(func=_key)
    prove = group.add_parser("prove", help="write a certificate's entry and the proof that it stands in the log")
    prove.add_argument("number", help="the number of the certificate")
    prove.add_argument("entry", type=Path, help="file for the entry; the proof goes beside it, ending in .tlog-proof")
    prove.set_defaults(func=_prove)
    check = group.add_parser("check", help="check an entry and its proof; needs no installation")
    check.add_argument("entry", type=Path)
    check.add_argument("proof", type=Path)
    check.add_argument("--key", required=True, help="the key of the log")
    check.set_defaults(func=_check)
    witness = group.add_parser("witness", help="cosign the checkpoint of another log after checking that it only grew")
    witness.add_argument("folder", type=Path, help="a copy of the other log's files")
    witness.add_argument("--key", required=True, help="the key of the other log")
    witness.set_defaults(func=_witness)


def _audit(args: argparse.Namespace, config: Config) -> int:
    store = open_store(config)
    report, faults = audit(store), public_log.faults_of_published(store)
    print(f"{report.entries} entries, head {report.head}")
    for sequence in report.broken_at:
        print(f"entry {sequence}: does not follow from the entry before")
    for number in report.certificates_without_entry:
        print(f"certificate {number}: issued, but not in the log")
    for sequence in report.entries_without_certificate:
        print(f"entry {sequence}: no certificate belongs to it")
    for fault in faults:
        print(f"published log: {_FAULTS[fault]}")
    return 0 if report.sound and not faults else 1


_FAULTS = {
    "signature": "the checkpoint is not signed by this log's key",
    "ahead": "it holds more entries than the database",
    "differs": "its entries are not those of the database",
    "origin": "the checkpoint belongs to another log",
    "path": "the entry does not stand in the log",
    "witness": "a witness has not signed",
}


def _publish(args: argparse.Namespace, config: Config) -> int:
    store = open_store(config)
    print(public_log.publish(store).note, end="")
    return 0


def _key(args: argparse.Namespace, config: Config) -> int:
    print(public_log.log_key(open_store(config)).text)
    return 0


def _prove(args: argparse.Namespace, config: Config) -> int:
    entry, proof = public_log.prove(open_store(config), args.number)
    args.entry.write_bytes(entry)
    beside = args.entry.with_suffix(args.entry.suffix + ".tlog-proof")
    beside.write_text(proof.text, "utf-8")
    print(f"{args.entry}: entry {proof.index + 1} of {proof.checkpoint.size}\n{beside}")
    return 0


def _check(args: argparse.Namespace, config: Config) -> int:
    fault = public_log.check_proof(args.entry.read_bytes(), args.proof.read_text("utf-8"), args.key)
    print(f"not proved: {_FAULTS[fault]}" if fault else "proved: the entry stands in the log")
    return 1 if fault else 0


def _witness(args: argparse.Namespace, config: Config) -> int:
    sys.stdout.write(public_log.witness(open_store(config), args.folder, args.key, datetime.now(UTC)).note)
    return 0
