"""Whether marks of a part may be entered yet, or its examiners have to come to terms on a common example first."""

from __future__ import annotations

from sqlalchemy.orm import Session

from assess.errors import Refused
from assess.standards.model import Part
from assess.store.calibrations import released


def calibration_state(session: Session, sitting_id: int, part: Part) -> str:
    """``released``, ``running`` (an example is set), ``needed`` (the standard asks for one), or empty: none is asked.

    Marks are entered while it is empty or ``released``.
    """
    known = released(session, sitting_id, part.id)
    if known is None:
        return "needed" if part.calibration else ""
    return "released" if known else "running"


def require_calibrated(session: Session, sitting_id: int, part: Part) -> None:
    """Raises ``Refused("sheet.calibration_open")`` while the lead examiner has not opened the marking of the part."""
    state = calibration_state(session, sitting_id, part)
    if state in ("needed", "running"):
        raise Refused("sheet.calibration_open", reason=state, part=part.name)
