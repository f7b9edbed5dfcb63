"""特级技师 and 首席技师 by review and appointment, 学徒工 by decision: panel, votes and evidence are possible."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from assess.standards.check.faults import twice
from assess.standards.document import Finding, Path
from assess.standards.model import Appointment, Standard


def appointments(standard: Standard) -> Iterator[Finding]:
    """Faults of the appointments and of the confirmation of apprentices; their routes are looked at with all others."""
    if standard.apprentice is not None:
        at: Path = ("apprentice", "evidence")
        yield from twice("evidence", (((*at, i), each.id) for i, each in enumerate(standard.apprentice.evidence)))
    for grade, appointment in standard.appointments.items():
        yield from _appointment(("appointments", grade), appointment)


def _appointment(at: Path, appointment: Appointment) -> Iterator[Finding]:
    evidence = enumerate(appointment.evidence)
    yield from twice("evidence", (((*at, "evidence", i), each.id) for i, each in evidence))
    yield from twice("stage", (((*at, "stages", i), stage.id) for i, stage in enumerate(appointment.stages)))
    panel = appointment.panel
    members: tuple[Path, ...] = ((*at, "panel", "members"),)
    if panel.odd and panel.members % 2 == 0:
        among = ((*at, "panel", "odd"),)
        yield Finding("standard.panel_even", (*at, "panel", "members"), {"got": panel.members}, among=among)
    if panel.outside > panel.members:
        params: dict[str, object] = {"outside": panel.outside, "members": panel.members}
        yield Finding("standard.panel_outside", (*at, "panel", "outside"), params, among=members)
    for key, share in (("quorum", appointment.votes.quorum), ("needed", appointment.votes.needed)):
        if Fraction(share) > 1:
            yield Finding("standard.share_above_one", (*at, "votes", key), {"got": share})
