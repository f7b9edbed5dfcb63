"""What a PDF encloses: the embedded credentials, and the seal."""

from __future__ import annotations

import json
from collections.abc import Mapping

from assess.certificates.carriers.model import LONGEST, Carrier, Facts, Fault, Paper, Signed, Stand, compared_facts

_CREDENTIAL = ("credential.", ".json")
_BESIDE = ("record.json", "log-proof.txt")
_SEALS = {
    "none": (Stand.MISSING, "no_seal"), "changed": (Stand.DIFFERS, "saved_after"),
    "broken": (Stand.UNREADABLE, "seal_broken"), "foreign": (Stand.NOT_OURS, "sealed_by"),
}


def credential(paper: Paper, stored: Mapping[str, bytes], proven: bool, signed: Signed) -> Carrier:
    """The attached credentials beside those that were ``stored`` (by language) when the paper was made.

    ``proven``: each stored one carries the authority's proof. Nothing else may be attached.
    """
    names = {f"{_CREDENTIAL[0]}{locale}{_CREDENTIAL[1]}": data for locale, data in stored.items()}
    attached = dict(paper.attached)
    said: Facts = {}
    for name, data in names.items():
        if name not in attached:
            return Carrier("credential", Stand.MISSING, fault=Fault("no_credential", said=name))
        told = credential_facts(attached[name])
        if told is None:
            return Carrier("credential", Stand.UNREADABLE, fault=Fault("credential_unreadable", said=name))
        stand, fault = compared_facts(told, signed)
        if fault is not None:
            return Carrier("credential", stand, told, fault)
        if attached[name] != data:
            return Carrier("credential", Stand.DIFFERS, told, Fault("credential_altered", said=name))
        said = said or told
    extra = [name for name, _data in paper.attached if name not in names and name not in _BESIDE]
    if extra or len(attached) != len(paper.attached):
        return Carrier("credential", Stand.DIFFERS, said, Fault("attached", said=(extra or ["–"])[0][:LONGEST]))
    if not proven or not names:
        return Carrier("credential", Stand.NOT_OURS, said, Fault("credential_proof"))
    return Carrier("credential", Stand.AGREES, said)


def credential_facts(data: bytes) -> dict[str, str] | None:
    """What a credential says, as far as it says it where ours do; None for what is no credential."""
    try:
        document = json.loads(data)
        subject = document["credentialSubject"]
        name, identifier = subject["achievement"]["name"], subject["identifier"][0]["identityHash"]
        # "SPECIMEN 样本 · occupation · trade · grade", the first and the third where there is one.
        occupation, *_trade, grade = [part for part in name.split(" · ") if not part.startswith("SPECIMEN")]
        found = {
            "number": subject["licenseNumber"], "name": identifier, "occupation": occupation,
            "grade": grade, "issued_on": document["validFrom"][:10], "issuer": document["issuer"]["name"],
            "token": document["id"].rpartition("/v/")[2].partition("/")[0],
        }
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None
    return {name: text[:200] for name, text in found.items()} if all(isinstance(t, str) for t in found.values()) \
        else None


def seal(paper: Paper) -> Carrier:
    """The seal of the file, as its reader found it."""
    said = {"issuer": paper.sealed_by} if paper.sealed_by else {}
    if paper.seal == "whole":
        return Carrier("seal", Stand.AGREES, said)
    stand, code = _SEALS[paper.seal]
    return Carrier("seal", stand, said, Fault(code, said=paper.sealed_by[:LONGEST]))
