"""The steps of a verification: each that fails is named, and nothing is shown unless all of them held."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assess.certificates.signing import public_key, sign
from assess.certificates.status import Status
from assess.certificates.verify import STEPS, Found, LogFact, Verdict, step, verify
from tests.certificates.test_payload import MAINLAND

PRIVATE = bytes(range(32))
DATA = MAINLAND.to_bytes()
ISSUED = LogFact("issue", date(2026, 11, 23), True)
GOOD = Found(
    payload=DATA, payload_is_recorded=True, authority=MAINLAND.authority, number=MAINLAND.number, token=MAINLAND.token,
    result_sha256=MAINLAND.result_sha256, leaf_holds=True, signature=sign(PRIVATE, DATA),
    public_key=public_key(PRIVATE), issued=True, being_made=False, status="valid", status_reason="",
    log=[ISSUED], seal_holds=True,
)


def real(held_until: str | None = None) -> Found:
    """The same, of a body with an assigned code."""
    data = replace(MAINLAND, specimen=False, held_until=held_until).to_bytes()
    return replace(GOOD, payload=data, signature=sign(PRIVATE, data))


def test_a_certificate_is_genuine_when_every_step_held() -> None:
    answer = verify(real())
    assert answer.verdict is Verdict.GENUINE
    assert [check.name for check in answer.checks] == list(STEPS[2:9])
    assert [check.number for check in answer.checks] == list(range(3, 10))


def test_a_specimen_is_called_one() -> None:
    assert verify(GOOD).verdict is Verdict.SPECIMEN


BROKEN = {
    "payload": {"payload": None},
    "payload not the recorded one": {"payload_is_recorded": False},
    "payload of another kind": {"payload": b"{}"},
    "register": {"number": "SPECIMEN263000002"},
    "register of another token": {"token": "LKJIHGFEDCBA"},
    "register that was never issued": {"issued": False},
    "signature": {"signature": b"x" * 64},
    "signature without a key": {"public_key": None},
    "signature by another key": {"public_key": public_key(bytes(32))},
    "log without it": {"leaf_holds": False},
    "log that does not follow": {"log": [replace(ISSUED, holds=False)]},
    "log that is empty": {"log": []},
    "state": {"status": "revoked"},
    "state older than the log's": {"log": [ISSUED, replace(ISSUED, kind="revoke")]},
    "seal": {"seal_holds": False},
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_step_makes_it_not_genuine_and_shows_nothing(case: str) -> None:
    answer = verify(replace(real(), **BROKEN[case]))  # type: ignore[arg-type]
    assert answer.verdict is Verdict.NOT_GENUINE and answer.certificate is None
    assert case.split()[0] in [check.name for check in answer.failed]


def test_a_revoked_one_says_so_with_the_day_and_the_reason_even_if_a_specimen() -> None:
    log = [ISSUED, LogFact("revoke", date(2026, 12, 1), True)]
    answer = verify(replace(GOOD, log=log, status="revoked", status_reason="fraud"))
    assert answer.verdict is Verdict.REVOKED and answer.certificate is not None
    assert (answer.certificate.status_on, answer.certificate.status_reason) == (date(2026, 12, 1), "fraud")


GONE = replace(GOOD, payload=None, payload_is_recorded=False, leaf_holds=False, signature=b"", status="erased",
               status_reason="ordered", erased_on=date(2030, 1, 2))


def test_of_an_erased_record_only_number_day_and_reason_are_told_and_what_it_was_worth() -> None:
    answer = verify(GONE)
    assert answer.verdict is Verdict.ERASED and answer.certificate is None and answer.failed == ()
    assert [check.name for check in answer.checks] == ["record", "log", "seal"]
    assert answer.erased is not None
    told = (answer.erased.number, answer.erased.day, answer.erased.reason, answer.erased.before)
    assert told == (MAINLAND.number, date(2030, 1, 2), "ordered", Status.VALID)
    revoked = verify(replace(GONE, log=[ISSUED, LogFact("revoke", date(2026, 12, 1), True)])).erased
    assert revoked is not None and (revoked.before, revoked.before_on) == (Status.REVOKED, date(2026, 12, 1))


NOT_ERASED = {
    "seal by a day set by hand": {"seal_holds": False},
    "seal of a record with another state": {"status": "valid"},
    "log that is empty": {"log": []},
    "log that does not follow": {"log": [replace(ISSUED, holds=False)]},
}


@pytest.mark.parametrize("case", NOT_ERASED)
def test_a_record_that_only_looks_erased_is_not_genuine(case: str) -> None:
    answer = verify(replace(GONE, **NOT_ERASED[case]))  # type: ignore[arg-type]
    assert answer.verdict is Verdict.NOT_GENUINE and answer.erased is None
    assert case.split()[0] in [check.name for check in answer.failed]


@pytest.mark.parametrize("found", [None, replace(GOOD, issued=False, log=[])])
def test_what_was_never_issued_is_unknown(found: Found | None) -> None:
    assert verify(found).verdict is Verdict.UNKNOWN


def test_checks_made_before_stay_in_the_answer() -> None:
    answer = verify(real(), (step("file", True),))
    assert [check.number for check in answer.checks] == list(range(2, 10)) and answer.verdict is Verdict.GENUINE


@pytest.mark.parametrize(("until", "today", "verdict"), [
    ("2029-11-30", date(2029, 11, 30), Verdict.GENUINE), ("2029-11-30", date(2029, 12, 1), Verdict.ENDED),
    (None, date(2099, 1, 1), Verdict.GENUINE),
])
def test_an_appointment_is_in_force_until_its_last_day(until: str | None, today: date, verdict: Verdict) -> None:
    assert verify(real(until)).verdict_on(today) is verdict
