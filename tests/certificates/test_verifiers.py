"""Issued credentials before programs of others, offline: good, tampered with, revoked, signed by a key that ended."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openbadgeslib.ob3 import OB3LdpVerifier, OB3VerificationError

from assess.certificates.credential import OPEN_BADGES, Document, multikey, signed
from assess.certificates.signing import public_key
from assess.config import load_config
from assess.operations import key_life
from assess.operations.accounts import AccountDetails, create_account
from assess.operations.credentials import contexts, issued_credential
from assess.operations.publishing import publish_changes
from assess.people.roles import OPERATOR, Role
from assess.store.session import Store, open_store
from tests.certificates.test_credential import CONTEXTS
from tests.life import revoke
from tests.one_exam import EXAM, ISSUE_DAY, PASSWORD, actor, endorse, paper_of

VERIFIERS = Path(__file__).parent / "verifiers"
BASE, BODY = "https://verify.example/jm", "dsal-demo"
DID = f"did:web:verify.example:jm:authorities:{BODY}"
LATER = ISSUE_DAY + timedelta(days=1)

Case = dict[str, Any]


@pytest.fixture(scope="module")
def store(waiting_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The Macau paper of the exam, issued under an address as programs of others demand one."""
    place = tmp_path_factory.mktemp("verified") / "instance"
    shutil.copytree(waiting_instance, place)
    shutil.rmtree(place / "public" / "log")  # it was published under another name
    made = open_store(load_config({"ASSESS_INSTANCE": str(place), "ASSESS_BASE_URL": BASE}))
    endorse(made, EXAM)
    second = AccountDetails("officer2", "officer2", frozenset({Role.OFFICER}), authority=BODY)
    create_account(made, OPERATOR, second, PASSWORD, now=ISSUE_DAY, salt=b"officer2........")
    publish_changes(made, ISSUE_DAY)
    yield made
    made.engine.dispose()


@pytest.fixture(scope="module")
def cases(store: Store) -> dict[str, Case]:
    """What happens to one paper, step by step, each with the files as they are published then."""
    paper, secret = paper_of(store, EXAM, "chan", BODY), store.keys.read(f"payload-{BODY}")
    good, portuguese = (json.loads(issued_credential(store, paper.token, each)) for each in ("zh-Hant-MO", "pt-MO"))
    found = {"good": case(store, good), "portuguese": case(store, portuguese),
             "tampered": case(store, {**good, "name": "一級／高級技師"}),
             "by a stranger": case(store, again(store, good, b"x" * 32, method_of(secret))),
             "without the list": case(store, good)}
    del found["without the list"]["files"][good["credentialStatus"]["statusListCredential"]]
    key_life.rotate(store, current(store), LATER)
    publish_changes(store, LATER)
    found["rotated"] = case(store, good)
    revoke(store, actor(store, "officer"), actor(store, "officer2"), paper.id, LATER)
    publish_changes(store, LATER)
    found["revoked"] = case(store, good)
    stolen = store.keys.read(f"payload-{BODY}")
    forged = again(store, good, stolen, method_of(stolen))
    found["forged in time"] = case(store, forged)
    key_life.compromise(store, current(store), "a disk was stolen", None, LATER)
    publish_changes(store, LATER)
    found["forged"] = case(store, forged)
    return found


def current(store: Store) -> str:
    return next(state.key.key_id for state in key_life.states(store)
                if state.end is None and (state.key.purpose, state.key.authority) == ("payload", BODY))


def method_of(private: bytes) -> str:
    return f"{DID}#{multikey(public_key(private))}"


def again(store: Store, document: Document, private: bytes, method: str) -> Document:
    """The document with a higher grade, signed by ``private`` as if it were the key at ``method``."""
    bare = deepcopy({key: value for key, value in document.items() if key != "proof"})
    bare["name"] = bare["credentialSubject"]["achievement"]["name"] = "一級／高級技師"
    return signed(bare, private, method, "2026-11-20T01:00:00Z", contexts(store))


def case(store: Store, credential: Document) -> Case:
    """The credential with everything that is published at this moment, by address."""
    public = store.config.instance / "public"
    files = {f"{BASE}/{file.relative_to(public)}": json.loads(file.read_bytes()) for file in public.rglob("*.json")}
    files[OPEN_BADGES] = CONTEXTS.documents[OPEN_BADGES]
    return {"credential": credential, "files": files, "dids": {DID: files[f"{BASE}/authorities/{BODY}/did.json"]}}


@pytest.fixture(scope="module")
def said(cases: dict[str, Case]) -> dict[str, dict[str, str]]:
    """What the programs from npm say of every case: one process, because its start is slow."""
    assert (VERIFIERS / "node_modules").is_dir(), "make test installs the verifiers"
    done = subprocess.run(["node", "check.mjs"], cwd=VERIFIERS, input=json.dumps(cases), capture_output=True,
                          text=True, timeout=300, check=True)
    return json.loads(done.stdout)  # type: ignore[no-any-return]


@pytest.mark.parametrize(("name", "signature", "status"), [
    ("good", "holds", "clear"), ("portuguese", "holds", "clear"), ("rotated", "holds", "clear"),
    ("tampered", "refused", ""), ("by a stranger", "refused", ""), ("forged", "refused", ""),
    ("forged in time", "holds", "set"), ("revoked", "holds", "set"),
])
def test_programs_from_npm_agree(said: dict[str, dict[str, str]], name: str, signature: str, status: str) -> None:
    told = said[name]
    core = "holds" if told.get("core valid_signature") == "holds" else "refused"
    assert core == signature, told
    if status:
        assert (told["status"], told["core revocation_status"]) == (
            status, "holds" if status == "clear" else "refused"), told
    else:
        assert told["bazaar"] == "refused", told


def openbadgeslib(given: Case) -> str:
    """Why the Python program refuses the credential; empty when it does not.

    It knows proofs of status lists as JWT only, so the proof of the list is left to the other programs.
    """
    try:
        OB3LdpVerifier().verify(
            json.dumps(given["credential"]), check_status=True, verify_status_list=False,
            download=lambda address, **_: json.dumps(given["files"][address]).encode(),
        )
    except (OB3VerificationError, KeyError) as error:
        return str(error) or type(error).__name__
    return ""


@pytest.mark.parametrize(("name", "reason"), [
    ("good", ""), ("portuguese", ""), ("rotated", ""), ("tampered", "signature"), ("by a stranger", "signature"),
    ("forged", "verificationMethod"), ("revoked", "'revocation' is set"), ("without the list", "status"),
])
def test_the_program_from_pypi_agrees(cases: dict[str, Case], name: str, reason: str) -> None:
    refused = openbadgeslib(cases[name])
    assert bool(refused) is bool(reason) and reason.lower() in refused.lower(), refused


def test_the_credential_says_that_it_is_a_specimen(cases: dict[str, Case]) -> None:
    for name, mark in (("good", "SPECIMEN 樣本"), ("portuguese", "Espécime")):
        document = cases[name]["credential"]
        assert mark in document["name"] and mark in document["credentialSubject"]["achievement"]["name"]
    assert "演示樣本" in cases["good"]["credential"]["description"]
