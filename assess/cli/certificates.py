"""``assess certificates …``: check any certificate as a stranger would, list them, take a copy of a paper."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from assess.certificates.carriers import Stand
from assess.certificates.payload import in_locale
from assess.certificates.status import Status
from assess.certificates.verify import PublicCertificate, Verdict, Verification
from assess.cli import preview
from assess.config import Config
from assess.errors import BadInput
from assess.i18n import N_, gettext_in
from assess.i18n.formats import format_date, local_date
from assess.operations import issuing, verifying
from assess.operations.accounts import actor_named
from assess.operations.verifying.pictures import is_picture
from assess.store.session import Store, open_store
from assess.web.public.carrier_words import NAMES, facts, sentence_in

VERDICTS = {
    Verdict.GENUINE: N_("Genuine and in force. Compare what follows with the paper."),
    Verdict.SPECIMEN: N_("A genuine SPECIMEN 样本: made by this system for demonstration, without legal effect."),
    Verdict.RESAVED: N_("Seal lost, data agree: the file was saved again; what it says is what was issued."),
    Verdict.REVOKED: N_("Issued here, but no longer in force."),
    Verdict.ENDED: N_("Genuine, but the term of the appointment is over."),
    Verdict.ERASED: N_("Issued here once; its record was erased. Nobody can confirm what it said, nor call it forged."),
    Verdict.NOT_GENUINE: N_("Not genuine, or altered: do not rely on it. If you have the paper, check its QR code."),
    Verdict.UNKNOWN: N_("Unknown here: no such certificate was issued by this system. Check the spelling."),
}
STATUS = {Verdict.GENUINE: 0, Verdict.SPECIMEN: 0}
"""Exit status by verdict; every other one is 1. A specimen is what it says it is: the words say so, too."""

STATES = {
    Status.VALID: N_("Valid since %(day)s"),
    Status.SUSPENDED: N_("Suspended since %(day)s"),
    Status.REVOKED: N_("Revoked on %(day)s"),
    Status.REPLACED: N_("Replaced on %(day)s"),
    Status.ERASED: N_("Record erased on %(day)s"),
}

STEPS = {
    "address": N_("the address leads to this system"),
    "file": N_("the file is, byte for byte, one that was issued"),
    "record": N_("such a certificate is on the register"),
    "payload": N_("its signed content is whole"),
    "register": N_("the register agrees with the signed content"),
    "signature": N_("the authority's signature is right"),
    "log": N_("its issue is in the log"),
    "state": N_("its state is the one in the log"),
    "seal": N_("the record was not altered"),
    "text": N_("the pages show what the issued paper shows"),
    "codes": N_("the QR codes are the paper's own"),
    "credential": N_("the credential is the issued one"),
    "paper_seal": N_("the PDF's seal covers the whole file"),
    "proof": N_("the attached record is the signed one, and the log proves its issue"),
}


def register(commands: Any) -> None:
    """Adds ``certificates verify | list | export`` to the command line."""
    group = commands.add_parser("certificates", help="check, list and export certificates")
    actions = group.add_subparsers(required=True, metavar="ACTION")
    verify = actions.add_parser("verify", help="say whether a certificate is genuine (exit status 0: it is)")
    verify.add_argument("what", help="a PDF, photo or credential.json file, a certificate number (with --name), or the "
                                     "text of its QR code")
    verify.add_argument("--name", default="", help="the holder's name, when a number is given")
    verify.set_defaults(func=_verify)
    preview.register(actions)
    listing = actions.add_parser("list", help="list all certificates")
    listing.add_argument("--as", dest="username", required=True, help="user name of somebody of the office")
    listing.set_defaults(func=_list)
    export = actions.add_parser("export", help="copy the PDF of a certificate")
    export.add_argument("id", type=int, help="the id that the list shows")
    export.add_argument("file", type=Path, help="where to write it; an existing file is not overwritten")
    export.add_argument("--as", dest="username", required=True, help="user name of somebody who may see it")
    export.set_defaults(func=_export)


def _verify(args: argparse.Namespace, config: Config) -> int:
    store = open_store(config)
    verification = _verification(store, args.what, args.name)
    verdict = verification.verdict_on(local_date(datetime.now(UTC)))
    print(gettext_in(args.lang, VERDICTS[verdict]))
    if verification.certificate is not None:
        for name, value in _facts(verification.certificate, args.lang):
            print(f"  {name}: {value}")
    if verification.erased is not None:
        print(f"  {verification.erased.number}: {_since(Status.ERASED, verification.erased.day, args.lang)}")
    for check in verification.checks:
        mark = "✓" if check.held else "✗"
        print(f"  {mark} {check.number} {gettext_in(args.lang, STEPS[check.name])} {check.detail}".rstrip())
    for carrier in verification.carriers:
        mark = "✓" if carrier.agrees else "–" if carrier.stand is Stand.NOT_COMPARED else "✗"
        said = sentence_in(partial(gettext_in, args.lang))(carrier) or facts(carrier)
        print(f"  {mark} {gettext_in(args.lang, NAMES[carrier.name])}: {said}")
    return STATUS.get(verdict, 1)


def _verification(store: Store, what: str, name: str) -> Verification:
    """What was named is a file if there is one, else a number if a name came along, else the text of a code."""
    if Path(what).is_file():
        data = Path(what).read_bytes()
        if what.lower().endswith(".json"):
            return verifying.by_credential(store, data.decode("utf-8", "replace"))
        return verifying.by_picture(store, data) if is_picture(data) else verifying.by_file(store, data)
    if name:
        return verifying.by_number(store, what, name)
    if what.upper().endswith(".PDF"):
        raise BadInput("verify.no_file", file=what)
    if any(character in "0189" for character in what) and "/" not in what:
        raise BadInput("verify.name_missing")
    return verifying.by_qr_text(store, what)


def _facts(certificate: PublicCertificate, locale: str) -> list[tuple[str, str]]:
    def text(msgid: str) -> str:
        return gettext_in(locale, msgid)

    found = [
        (text(N_("Name")), " ".join(filter(None, (certificate.name_zh, certificate.name_latin)))),
        (text(N_("Occupation")), f"{in_locale(certificate.occupation, locale)} {certificate.occupation_code}"),
        (text(N_("Level")), in_locale(certificate.grade, locale)),
        (text(N_("Number")), certificate.number),
        (text(N_("Issued by")), in_locale(certificate.issuer, locale)),
        (text(N_("Issued on")), format_date(certificate.issued_on, locale)),
        (text(N_("State")), _since(certificate.status, certificate.status_on, locale)),
    ]
    if certificate.held_from is not None:
        days = [format_date(day, locale) for day in (certificate.held_from, certificate.held_until) if day]
        found.append((text(N_("Appointed or confirmed by")), in_locale(certificate.enterprise, locale)))
        found.append((text(N_("Term or day of the decision")), " – ".join(days)))
    found += [(text(N_("Second certificate")), f"{paper.authority}: {paper.state}") for paper in certificate.linked]
    if certificate.sample:
        found.append((text(N_("Note")), in_locale(certificate.sample, locale)))
    return found


def _since(status: Status, day: date, locale: str) -> str:
    return gettext_in(locale, STATES[status], day=format_date(day, locale))


def _list(args: argparse.Namespace, config: Config) -> int:
    store = open_store(config)
    for line in issuing.all_certificates(store, actor_named(store, args.username)):
        print(f"{line.id}\t{line.number}\t{line.name}\t{line.authority}\t{line.state}\t{line.status}\t{line.address}")
    return 0


def _export(args: argparse.Namespace, config: Config) -> int:
    store = open_store(config)
    data = issuing.paper(store, actor_named(store, args.username), args.id)
    try:
        with args.file.open("xb") as out:
            out.write(data)
    except FileExistsError as error:
        raise BadInput("export.file_exists", file=str(args.file)) from error
    return 0
