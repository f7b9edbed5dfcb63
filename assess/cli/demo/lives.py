"""What becomes of issued certificates: one is suspended, one revoked, one copied because the paper was lost."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime

from assess.jobs import worker
from assess.operations import life
from assess.operations.issuing import all_certificates
from assess.people.roles import Actor
from assess.store.session import Store

COPIED, SUSPENDED, REVOKED = "李𫖯", "陈㛃", "陳嘉敏"
"""Whose certificates of the evaluation body they are; the revoked one's partners are told."""


def live(store: Store, actors: Mapping[str, Actor], body: str, now: datetime) -> None:
    """Takes the three steps, each proposed by one and decided by another where two are needed."""
    office, second = actors["office"], actors["office2"]
    papers = {line.name: line.id for line in all_certificates(store, office) if line.authority == body}
    life.suspend(store, office, papers[SUSPENDED], "接到举报，正在核实考试资格", now)
    revoked = life.propose(store, office, papers[REVOKED], "revoke", "工作年限证明系伪造", now, "fraud")
    life.decide(store, second, revoked, now)
    copied = life.propose_copy(store, office, papers[COPIED], "证书遗失，本人已书面申请", now, secrets.token_bytes)
    life.decide(store, second, copied, now)
    worker.run_until_idle(store, now)
