"""Steps in the life of certificates as tests need them done: proposed by one person, decided by another."""

from __future__ import annotations

from datetime import datetime

from assess.operations import life
from assess.people.roles import Actor
from assess.store.session import Store


def revoke(store: Store, proposer: Actor, decider: Actor, certificate_id: int, at: datetime, *,
           reason_class: str = "fraud", reason: str = "替考") -> None:
    """Revokes an issued certificate."""
    step = life.propose(store, proposer, certificate_id, "revoke", reason, at, reason_class)
    life.decide(store, decider, step, at)
