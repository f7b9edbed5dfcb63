"""``assess log …``: the public log – watched over, published, proved, and cosigned by its witnesses."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assess.config import Config
from assess.operations import public_log
from assess.operations.monitor import CODES, Report, watch
from assess.operations.standards import enter_standards
from assess.store.session import open_store


def register(commands: Any) -> None:
    """Adds ``log audit | publish | key | prove | check | witness | accept | witnesses`` to the command line."""
    group = commands.add_parser("log", help="the public log of what was issued") \
        .add_subparsers(required=True, metavar="ACTION")
    audit = group.add_parser("audit", help="compare log, register, stored files and what is published",
                             description=_AUDIT)
    audit.add_argument("--json", action="store_true", help="one JSON object for machines")
    audit.set_defaults(func=_audit)
    group.add_parser("publish", help="publish what is new in the log as static files").set_defaults(func=_publish)
    key = group.add_parser("key", help="print the key by which anybody can check the published log")
    key.add_argument("--witness", action="store_true", help="the key with which this installation cosigns other logs")
    key.set_defaults(func=_key)
    prove = group.add_parser("prove", help="write a certificate's entry and the proof that it stands in the log")
    prove.add_argument("number", help="the number of the certificate")
    prove.add_argument("entry", type=Path, help="file for the entry; the proof goes beside it, ending in .tlog-proof")
    prove.set_defaults(func=_prove)
    check = group.add_parser("check", help="check an entry and its proof; needs no installation")
    check.add_argument("entry", type=Path)
    check.add_argument("proof", type=Path)
    check.add_argument("--key", required=True, help="the key of the log")
    check.add_argument("--witness", action="append", default=[], metavar="KEY", help="the key of one that must cosign")
    check.set_defaults(func=_check)
    _register_witnessing(group)


_AUDIT = (
    "Changes nothing. Exit status: 0 when no fault was found (what is only still under way is told as well), 1 when "
    "something differs, 2 when the command itself is wrong."
)


def _register_witnessing(group: Any) -> None:
    witness = group.add_parser("witness", help="cosign the checkpoint of another log after checking that it only grew")
    witness.add_argument("folder", type=Path, help="a copy of the other log's files")
    witness.add_argument("--key", required=True, help="the key of the other log")
    witness.add_argument("--out", type=Path, metavar="FILE", help="file for the cosigned checkpoint, to be sent back")
    witness.set_defaults(func=_witness)
    accept = group.add_parser("accept", help="publish the line that a witness added to one of our checkpoints")
    accept.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a cosigned checkpoint")
    accept.set_defaults(func=_accept)
    listed = group.add_parser("witnesses", help="list the required witnesses; add one, or take one off the list")
    change = listed.add_mutually_exclusive_group()
    change.add_argument("--add", metavar="KEY", help="what the witness prints by assess log key --witness")
    change.add_argument("--remove", metavar="NAME")
    listed.set_defaults(func=_witnesses)


def _audit(args: argparse.Namespace, config: Config) -> int:
    report = watch(open_store(config))
    if args.json:
        print(json.dumps(report.data, ensure_ascii=False))
    else:
        _print(report)
    return 0 if report.sound else 1


def _print(report: Report) -> None:
    print(f"{report.entries} entries, {report.published} of them published, head {report.head}")
    print(f"{report.certificates} certificates, {report.files} stored files")
    for one in report.findings:
        print(f"{'FAULT' if one.is_fault else 'note'}: {one.about}: {CODES[one.code]}")


_FAULTS = {
    "signature": "the checkpoint is not signed by this log's key",
    "origin": "the checkpoint belongs to another log",
    "path": "the entry does not stand in the log",
    "witness": "a witness has not signed",
}


def _publish(args: argparse.Namespace, config: Config) -> int:
    store = open_store(config)
    enter_standards(store, datetime.now(UTC))
    print(public_log.publish(store).note, end="")
    return 0


def _key(args: argparse.Namespace, config: Config) -> int:
    store = open_store(config)
    print((public_log.witness_key if args.witness else public_log.log_key)(store).text)
    return 0


def _prove(args: argparse.Namespace, config: Config) -> int:
    entry, proof = public_log.prove(open_store(config), args.number)
    args.entry.write_bytes(entry)
    beside = args.entry.with_suffix(args.entry.suffix + ".tlog-proof")
    beside.write_text(proof.text, "utf-8")
    print(f"{args.entry}: entry {proof.index + 1} of {proof.checkpoint.size}\n{beside}")
    return 0


def _check(args: argparse.Namespace, config: Config) -> int:
    entry, proof = args.entry.read_bytes(), args.proof.read_text("utf-8")
    fault = public_log.check_proof(entry, proof, args.key, tuple(args.witness))
    print(f"not proved: {_FAULTS[fault]}" if fault else "proved: the entry stands in the log")
    return 1 if fault else 0


def _witness(args: argparse.Namespace, config: Config) -> int:
    note = public_log.witness(open_store(config), args.folder, args.key, datetime.now(UTC)).note
    if args.out is None:
        sys.stdout.write(note)
    else:
        args.out.write_text(note, "utf-8")
    return 0


def _accept(args: argparse.Namespace, config: Config) -> int:
    store = open_store(config)
    for file in args.files:
        checkpoint = public_log.accept(store, file.read_text("utf-8"))
        signed = [key.name for key in public_log.witnesses(store) if checkpoint.signed_by(key)]
        print(f"{file}: {checkpoint.size} entries, cosigned by {', '.join(signed)}")
    return 0


def _witnesses(args: argparse.Namespace, config: Config) -> int:
    store, now = open_store(config), datetime.now(UTC)
    if args.add:
        public_log.require_witness(store, args.add, now)
    if args.remove:
        public_log.spare_witness(store, args.remove, now)
    for key in public_log.witnesses(store):
        print(key.text)
    return 0
