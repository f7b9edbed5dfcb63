"""Checkpoints: signed by the log, cosigned by witnesses, read strictly."""

from __future__ import annotations

import pytest

from assess.certificates.signing import public_key
from assess.errors import BadInput
from assess.ledger.checkpoint import Checkpoint, NoteKey, read_checkpoint, read_key
from assess.ledger.merkle import leaf_hash
from assess.ledger.proof import Proof, read_proof

ORIGIN = "log.example/log"
LOG = NoteKey(ORIGIN, public_key(b"a" * 32))
WITNESS = NoteKey("dsal.example/log", public_key(b"b" * 32), witness=True)
ENTRY = b"entry"
SIGNED = Checkpoint(ORIGIN, 1, leaf_hash(ENTRY)).signed(ORIGIN, b"a" * 32)
COSIGNED = SIGNED.cosigned(WITNESS.name, b"b" * 32, 1_795_000_000)


def test_a_note_is_read_as_it_was_written() -> None:
    assert read_checkpoint(COSIGNED.note) == COSIGNED
    assert COSIGNED.note.startswith("log.example/log\n1\n") and COSIGNED.note.count("\n— ") == 2
    for key in (LOG, WITNESS):
        assert read_key(key.text) == key
        assert COSIGNED.signed_by(key)
    assert not SIGNED.signed_by(WITNESS)


def test_a_signature_of_another_key_or_text_does_not_hold() -> None:
    assert not COSIGNED.signed_by(NoteKey(ORIGIN, public_key(b"c" * 32)))
    assert not COSIGNED.signed_by(NoteKey(WITNESS.name, WITNESS.public))
    for grown in (Checkpoint(ORIGIN, 2, SIGNED.root, COSIGNED.signatures),
                  Checkpoint(ORIGIN, 1, leaf_hash(b"x"), COSIGNED.signatures)):
        assert not grown.signed_by(LOG) and not grown.signed_by(WITNESS)


@pytest.mark.parametrize("wrong", [
    "", "x", SIGNED.note[:-1], SIGNED.note.replace("\n1\n", "\n01\n"), SIGNED.note.replace("\n1\n", "\n-1\n"),
    SIGNED.note.replace("\n1\n", "\n１\n"), SIGNED.note.replace("— ", "- "), SIGNED.note.replace("\n\n", "\n"),
    SIGNED.note.replace("=", "", 1), SIGNED.note + "x\n", SIGNED.note + "\n" * 3, "o\n" + "9" * 5000 + SIGNED.note[17:],
    SIGNED.note + "— n " + "A" * 20_000 + "\n",
])
def test_a_malformed_note_is_refused(wrong: str) -> None:
    with pytest.raises(BadInput, match=r"checkpoint\.malformed"):
        read_checkpoint(wrong)


@pytest.mark.parametrize("wrong", ["", "a+b", "a+00000000+AAAA", LOG.text[:-4], LOG.text.replace("log.", "lag.")])
def test_a_malformed_key_is_refused(wrong: str) -> None:
    with pytest.raises(BadInput, match=r"checkpoint\.key_malformed"):
        read_key(wrong)


@pytest.mark.parametrize(("change", "fault"), [
    ({}, ""), ({"index": 1}, "path"), ({"path": (leaf_hash(b"y"),)}, "path"),
    ({"checkpoint": Checkpoint(ORIGIN, 1, leaf_hash(b"x"), COSIGNED.signatures)}, "signature"),
    ({"checkpoint": Checkpoint("other", 1, SIGNED.root).signed("other", b"a" * 32)}, "origin"),
    ({"checkpoint": SIGNED}, "witness"),
])
def test_a_proof_says_why_it_does_not_hold(change: dict[str, object], fault: str) -> None:
    proof = Proof(**{"index": 0, "path": (), "checkpoint": COSIGNED, **change})  # type: ignore[arg-type]
    assert read_proof(proof.text) == proof
    assert proof.fault(ENTRY, LOG, [WITNESS]) == fault
    assert fault or proof.fault(b"another entry", LOG) == "path"


@pytest.mark.parametrize("wrong", ["", "x\n\ny", "c2sp.org/tlog-proof@v1\nindex x\n\n" + SIGNED.note,
                                   "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n" + SIGNED.note])
def test_a_malformed_proof_is_refused(wrong: str) -> None:
    with pytest.raises(BadInput, match=r"proof\.malformed"):
        read_proof(wrong)
