"""Which states of an issued certificate follow each other, and what people can do in each."""

from __future__ import annotations

from itertools import product

import pytest

from assess.certificates.status import ACTS, Status, acts_from, status_after, status_of

WAYS = {
    ("issue",): Status.VALID,
    ("issue", "suspend"): Status.SUSPENDED,
    ("issue", "suspend", "resume"): Status.VALID,
    ("issue", "suspend", "resume", "suspend"): Status.SUSPENDED,
    ("issue", "revoke"): Status.REVOKED,
    ("issue", "suspend", "revoke"): Status.REVOKED,
    ("issue", "replace"): Status.REPLACED,
    ("issue", "suspend", "replace"): Status.REPLACED,
}
KINDS = ("issue", "suspend", "resume", "revoke", "replace")


@pytest.mark.parametrize("entries", WAYS, ids=" ".join)
def test_the_log_alone_says_how_a_certificate_stands(entries: tuple[str, ...]) -> None:
    assert status_of(entries) is WAYS[entries]


def test_no_other_three_entries_can_follow_each_other() -> None:
    possible = {kinds for length in (1, 2, 3) for kinds in product(KINDS, repeat=length) if status_of(kinds)}
    assert possible == {way for way in WAYS if len(way) <= 3}


@pytest.mark.parametrize("status", Status)
def test_what_can_be_done_is_what_the_log_can_follow(status: Status) -> None:
    for act in ACTS.values():
        if act.entry and status in act.possible_while:
            assert status_after(status, act.entry) is not None, act.kind
    offered = {act.entry for act in acts_from(status) if act.entry}
    assert offered == {kind for kind in KINDS if status_after(status, kind) is not None}


def test_only_what_protects_is_done_by_one_person_and_what_ends_it_ends_it_for_good() -> None:
    assert [act.kind for act in ACTS.values() if not act.by_two] == ["suspend"]
    assert acts_from(Status.REVOKED) == acts_from(Status.REPLACED) == (ACTS["erase"],)


def test_a_record_is_erased_from_every_state_once_and_by_no_entry_of_the_log() -> None:
    assert ACTS["erase"].possible_while == set(Status) - {Status.ERASED} and ACTS["erase"].by_two
    assert acts_from(Status.ERASED) == () and Status.ERASED not in WAYS.values()
    assert [act.kind for act in ACTS.values() if not act.entry] == ["erase"]
