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


def erase(store: Store, proposer: Actor, decider: Actor, certificate_id: int, at: datetime, *,
          reason_class: str = "holder_request", reason: str = "本人书面申请") -> None:
    """Erases what is kept of an issued certificate; its files go with the job that is left."""
    step = life.propose(store, proposer, certificate_id, "erase", reason, at, reason_class)
    life.decide(store, decider, step, at)
