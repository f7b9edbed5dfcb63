"""On which device something still waits that was typed at a sitting: what the journals of its examiners last said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assess.people.policy import Action, require
from assess.people.roles import Actor
from assess.store.accounts import names_of
from assess.store.devices import devices_of
from assess.store.session import Store
from assess.store.sittings import sitting


@dataclass(frozen=True)
class DeviceLine:
    """The last report of one device; while it is offline nothing newer is known, so ``seen_at`` counts."""

    examiner: str
    label: str
    """Such as ``Android · Chrome``; may be empty."""
    journal: str
    """The first letters of its journal's id, to tell two alike devices apart."""
    waiting: int
    conflicts: int
    seen_at: datetime

    @property
    def settled(self) -> bool:
        """Whether it held nothing any more when it reported."""
        return not self.waiting and not self.conflicts


def devices(store: Store, actor: Actor, sitting_id: int) -> list[DeviceLine]:
    """Every device that entered marks at the sitting, those on which something waits first; raises ``NotFound``."""
    require(actor, Action.SEE_SITTING)
    with store.reading() as session:
        sitting(session, sitting_id)
        rows = devices_of(session, sitting_id)
        names = names_of(session, {row.account_id for row in rows})
        return [DeviceLine(names[row.account_id], row.label, row.journal[:4], row.waiting, row.conflicts, row.seen_at)
                for row in rows]
