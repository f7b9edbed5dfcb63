"""Our credentials before programs of others, offline: good, tampered with, revoked, signed by a key that was given up."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from assess.certificates.credential import OPEN_BADGES, Document, badge, did_document, multikey, signed
from assess.certificates.signing import public_key
from assess.certificates.status_list import status_list
from tests.certificates.test_credential import CONTEXTS, DID, METHOD, OTHER, PAYLOAD, PLACE, PRIVATE

VERIFIERS = Path(__file__).parent / "verifiers"
LIST = PLACE.status_list(PAYLOAD.authority)
KEYS = "https://verify.example:8443/jm/authorities/jiangmen-demo/did.json"
OWN = METHOD.partition("#")[2]


def answers(credential: Document, *, revoked: tuple[int, ...] = (9,), keys: Document | None = None) -> dict[str, str]:
    """What each program says of the credential."""
    assert (VERIFIERS / "node_modules").is_dir(), "make test installs the verifiers"
    keys = keys or did_document(DID, {OWN: public_key(PRIVATE)}, {})
    listed = status_list(LIST, DID, "revocation", revoked, "2026-11-12T00:00:00Z")
    order = {
        "credential": credential, "dids": {DID: keys},
        "files": {OPEN_BADGES: CONTEXTS.documents[OPEN_BADGES], KEYS: keys,
                  LIST: signed(listed, PRIVATE, METHOD, "2026-11-12T01:00:00Z", CONTEXTS)},
    }
    done = subprocess.run(["node", "check.mjs"], cwd=VERIFIERS, input=json.dumps(order), capture_output=True,
                          text=True, timeout=120, check=True)
    return dict(line.rsplit(" ", 1) for line in done.stdout.splitlines())  # type: ignore[arg-type]


def made(locale: str = "zh-Hans", private: bytes = PRIVATE, method: str = METHOD) -> Document:
    return signed(badge(PAYLOAD, locale, PLACE), private, method, "2026-11-12T01:00:00Z", CONTEXTS)


@pytest.mark.parametrize("locale", ["zh-Hans", "en"])
def test_a_good_one_holds_everywhere(locale: str) -> None:
    said = answers(made(locale))
    assert (said["bazaar"], said["status"], said["core valid_signature"], said["core revocation_status"]) == (
        "holds", "clear", "holds", "holds")


def test_one_that_was_tampered_with_is_refused() -> None:
    changed = {**made(), "name": "保育师 · 一级/高级技师"}
    said = answers(changed)
    assert said["bazaar"] == "refused" and said.get("core valid_signature") != "holds"


def test_a_revoked_one_says_so() -> None:
    said = answers(made(), revoked=(9, PLACE.status_index))
    assert (said["status"], said["core revocation_status"]) == ("set", "refused")


def test_a_rotated_key_stays_good_for_what_it_signed() -> None:
    new = multikey(public_key(OTHER))
    said = answers(made(), keys=did_document(DID, {new: public_key(OTHER), OWN: public_key(PRIVATE)}, {}))
    assert (said["bazaar"], said["core valid_signature"]) == ("holds", "holds")


def test_a_compromised_key_and_a_strangers_key_are_refused() -> None:
    new = multikey(public_key(OTHER))
    given_up = did_document(DID, {new: public_key(OTHER)}, {OWN: "https://x/end.json"})
    assert answers(made(), keys=given_up)["bazaar"] == "refused"
    assert answers(made(private=OTHER))["bazaar"] == "refused"
