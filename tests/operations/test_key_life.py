"""Keys are rotated and compromised: what they signed before stays good, and a thief gets nothing accepted."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from assess.certificates.credential import badge, multikey, proof_holds, signed
from assess.certificates.payload import Payload, payload_from_bytes
from assess.certificates.seal import Sealer
from assess.certificates.signing import p256, public_key, sign
from assess.certificates.verify import Verdict, Verification
from assess.config import load_config
from assess.errors import NotFound, Refused
from assess.ledger.checkpoint import read_checkpoint
from assess.ledger.entry import Entry, leaf_of
from assess.operations import issuing, key_life, public_log, verifying
from assess.operations.credentials import contexts, issued_credential, place_of
from assess.operations.keys import log_keys, public_keys, published_keys, trusted_keys
from assess.operations.logs import audit
from assess.operations.publishing import publish_changes
from assess.store.certificates import CertificateRow, certificate, close_payload, open_payload, seal_of
from assess.store.ledger import LogRow, append
from assess.store.public_keys import KeyEnd
from assess.store.session import Store, open_store
from tests.one_exam import EXAM, ISSUE_DAY, actor, endorse, paper_of

BODY = "jiangmen-demo"
LATER = ISSUE_DAY + timedelta(days=9)


def opened(origin: Path, place: Path) -> Store:
    shutil.copytree(origin, place, ignore=shutil.ignore_patterns("cache"))
    (place / "cache").symlink_to(origin / "cache")
    return open_store(load_config({"ASSESS_INSTANCE": str(place)}))


@pytest.fixture
def store(waiting_instance: Path, tmp_path: Path) -> Iterator[Store]:
    """After the exam: Chan's own paper is issued, the Macau paper waits."""
    made = opened(waiting_instance, tmp_path / "instance")
    publish_changes(made, ISSUE_DAY)
    yield made
    made.engine.dispose()


def key_of(store: Store, purpose: str = "payload", authority: str = BODY) -> str:
    """The name of the key that signs now."""
    found = [state.key.key_id for state in key_life.states(store)
             if state.end is None and (state.key.purpose, state.key.authority) == (purpose, authority)]
    assert len(found) == 1
    return found[0]


def entries(store: Store, kind: str) -> list[str]:
    with store.reading() as session:
        return [row.leaf for row in session.query(LogRow).filter_by(kind=kind).order_by(LogRow.sequence)]


def test_every_key_stands_in_the_log_once(store: Store) -> None:
    assert entries(store, "key") and sorted(entries(store, "key")) == sorted(key.leaf for key in published_keys(store))
    log_keys(store, LATER)
    assert len(entries(store, "key")) == len(published_keys(store))


def test_a_rotated_key_signs_no_more_and_what_it_signed_stays_good(store: Store) -> None:
    paper, old, secret = paper_of(store, EXAM, "chan", BODY), key_of(store), store.keys.read(f"payload-{BODY}")
    new = key_life.rotate(store, old, LATER)
    publish_changes(store, LATER)
    assert key_of(store) == new != old and store.keys.read(f"payload-{BODY}") != secret
    assert verifying.by_token(store, paper.token).verdict is Verdict.SPECIMEN
    ended, made = public_keys(store).find(old), public_keys(store).find(new)
    assert ended is not None and made is not None
    assert entries(store, "key_end") == [ended.leaf] and entries(store, "key")[-1] == made.leaf
    assert len(trusted_keys(store, "payload", BODY)) == 2
    document = json.loads((store.config.instance / f"public/authorities/{BODY}/did.json").read_bytes())
    assert len(document["assertionMethod"]) == 2 and "service" not in document
    with pytest.raises(Refused, match=r"keys\.ended"):
        key_life.rotate(store, old, LATER)


@pytest.mark.parametrize("purpose", ["payload", "seal", "qr"])
def test_papers_are_made_with_the_new_key(store: Store, purpose: str) -> None:
    key_life.rotate(store, key_of(store, purpose, "dsal-demo"), ISSUE_DAY)
    endorse(store, EXAM)
    token = paper_of(store, EXAM, "chan", "dsal-demo").token
    assert verifying.by_token(store, token).verdict is Verdict.SPECIMEN
    assert not public_log.faults_of_published(store) and audit(store).sound


def test_an_old_key_used_after_its_end_is_refused(store: Store) -> None:
    """A worker that had read the key before its end, and wrote after it, must not get through."""
    secret, old = store.keys.read(f"payload-{BODY}"), key_of(store)
    key_life.rotate(store, old, LATER)
    assert forged(store, secret, old).verdict is Verdict.NOT_GENUINE


# -- the drill: somebody has copies of the keys, and of the database with all its secrets -----------------------------


@dataclass(frozen=True)
class Stolen:
    """What the thief copied before anybody knew."""

    payload: bytes
    seal: Sealer
    key: str


@pytest.fixture
def stolen(store: Store) -> Stolen:
    known = public_keys(store).find(key_of(store, "seal"))
    assert known is not None
    sealer = Sealer(p256(store.keys.read(f"seal-{BODY}")), bytes.fromhex(known.public))
    return Stolen(store.keys.read(f"payload-{BODY}"), sealer, key_of(store))


def withdraw(store: Store) -> None:
    for purpose in ("payload", "seal"):
        key_life.compromise(store, key_of(store, purpose), "a disk was stolen", None, LATER)
    publish_changes(store, LATER)


def better(payload: Payload) -> Payload:
    """What the forger wants: the first level."""
    return replace(payload, level="L1", grade={"zh-Hans": "一级/高级技师"})


def forged(store: Store, private: bytes, key_id: str) -> Verification:
    """The answer on a paper of the first level that a thief with the database and its secrets made of Chan's."""
    paper = paper_of(store, EXAM, "chan", BODY)
    with store.unit_of_work() as session:
        row: CertificateRow = certificate(session, paper.id)
        payload = better(payload_from_bytes(open_payload(session, row))).to_bytes()
        close_payload(session, row, payload)
        row.leaf, row.signature, row.key_id = leaf_of(row.salt, payload), sign(private, payload), key_id
        append(session, Entry("issue", LATER.date(), BODY, row.leaf))
        row.seal = seal_of(store.vault, row)
    return verifying.by_token(store, paper.token)


def test_a_forged_record_is_genuine_only_until_the_theft_is_known(store: Store, stolen: Stolen) -> None:
    assert forged(store, stolen.payload, stolen.key).verdict is Verdict.SPECIMEN  # with everything stolen: nobody can


def test_a_forged_record_fails_by_its_signature(store: Store, stolen: Stolen) -> None:
    withdraw(store)
    answer = forged(store, stolen.payload, stolen.key)
    assert answer.verdict is Verdict.NOT_GENUINE
    assert [(check.name, check.detail) for check in answer.failed] == [("signature", "key")]


def test_a_forged_credential_fails_everywhere(store: Store, stolen: Stolen) -> None:
    withdraw(store)
    paper, public = paper_of(store, EXAM, "chan", BODY), public_key(stolen.payload)
    with store.reading() as session:
        row = certificate(session, paper.id)
        payload, place = payload_from_bytes(open_payload(session, row)), place_of(store, row.status_place)
    method = f"{place.did(BODY)}#{multikey(public)}"
    document = signed(badge(better(payload), "zh-Hans", place), stolen.payload, method, "2026-11-12T00:00:00Z",
                      contexts(store))
    assert proof_holds(document, public, contexts(store))  # the signature itself is right
    assert not any(bytes.fromhex(key.public) == public for key in trusted_keys(store, "payload", BODY))
    issuer = json.loads((store.config.instance / f"public/authorities/{BODY}/did.json").read_bytes())
    assert method not in json.dumps(issuer["verificationMethod"] + issuer["assertionMethod"])
    assert verifying.by_credential(store, json.dumps(document)).verdict is Verdict.NOT_GENUINE


def test_a_forged_paper_fails_as_a_file(store: Store, stolen: Stolen) -> None:
    withdraw(store)
    paper = paper_of(store, EXAM, "chan", BODY)
    genuine = issuing.paper(store, actor(store, "office"), paper.id)
    first_seal = genuine.index(b"%%EOF") + 6
    sealed = stolen.seal.seal(genuine[:first_seal].replace(b"/Title", b"/Titlf", 1), LATER)
    assert verifying.by_file(store, sealed).verdict is not Verdict.SPECIMEN
    assert len(trusted_keys(store, "seal", BODY)) == 1


def test_papers_from_before_stay_good(store: Store, stolen: Stolen) -> None:
    withdraw(store)
    paper = paper_of(store, EXAM, "chan", BODY)
    assert verifying.by_token(store, paper.token).verdict is Verdict.SPECIMEN
    file = verifying.by_file(store, issuing.paper(store, actor(store, "office"), paper.id))
    assert file.verdict is Verdict.SPECIMEN and all(carrier.agrees for carrier in file.carriers), file.carriers
    credential = issued_credential(store, paper.token, "zh-Hans").decode()
    assert verifying.by_credential(store, credential).verdict is Verdict.SPECIMEN
    ended = public_keys(store).find(stolen.key)
    assert ended is not None and ended.leaf in entries(store, "key_end")


def test_a_theft_found_late_takes_back_what_was_signed_since(store: Store) -> None:
    paper, key, day = paper_of(store, EXAM, "chan", BODY), key_of(store), ISSUE_DAY.date()
    told = key_life.consequences(store, key, day, LATER)
    assert (told.current, told.kept, told.lost) == (True, 0, 2)
    assert key_life.consequences(store, key, None, LATER).kept == 2
    key_life.compromise(store, key, "copied on the day of issue", day, LATER)
    assert verifying.by_token(store, paper.token).verdict is Verdict.NOT_GENUINE
    with pytest.raises(Refused, match=r"keys\.ended"):
        key_life.compromise(store, key, "again", None, LATER)
    with pytest.raises(NotFound, match=r"keys\.unknown"):
        key_life.compromise(store, "no-such-key", "?", None, LATER)


def test_a_rotated_key_can_still_turn_out_to_be_compromised(store: Store) -> None:
    old = key_of(store)
    new = key_life.rotate(store, old, LATER)
    assert key_life.compromise(store, old, "the old disk was found", None, LATER) == new
    assert [end.how for end in public_keys(store).ends_of(old)] == ["compromised", "rotated"]
    assert len(entries(store, "key_end")) == 2 and key_of(store) == new


def test_an_end_whose_entry_is_missing_gets_it_once(store: Store) -> None:
    """As after a power cut between the file and the transaction."""
    old = key_of(store)
    public_keys(store).publish_end(KeyEnd(old, "rotated", "2026-11-29", 5))
    for _time in range(2):
        log_keys(store, LATER)
        assert len(entries(store, "key_end")) == 1


@pytest.mark.parametrize("how", ["rotated", "compromised"])
def test_the_key_of_the_log_is_replaced_under_the_same_tree(store: Store, how: str) -> None:
    before, old = public_log.published(store), key_of(store, "log", "log")
    assert before is not None
    if how == "rotated":
        key_life.rotate(store, old, LATER)
    else:
        key_life.compromise(store, old, "a disk was stolen", None, LATER)
    between = read_checkpoint(public_log.folder_of(store).checkpoint() or "")
    assert between.signed_by(before.key) and between.signed_by(public_log.log_key(store))
    publish_changes(store, LATER)
    after = public_log.published(store)
    assert after is not None and after.key != before.key and after.checkpoint.size > between.size
    assert after.checkpoint.signed_by(after.key) and not after.checkpoint.signed_by(before.key)
    assert not public_log.faults_of_published(store)
