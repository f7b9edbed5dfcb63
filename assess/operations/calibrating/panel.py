"""Who marks the example of a part, and what their sheets of it come to; nobody sees it before handing in their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from assess.exams.form import FormPart
from assess.exams.scores import ScoreSheet
from assess.figures.calibration import Differences, differences
from assess.people.roles import Actor
from assess.store.accounts import names_of
from assess.store.calibrations import CalibrationRow, example_entries, example_sheets
from assess.store.sittings import SittingRow

MARKING = ("examiner", "further")
"""The duties of those who enter marks, and so mark the example."""


@dataclass(frozen=True)
class Compared:
    """The differences on one example, with the names of the examiners in their order."""

    figures: Differences
    names: Mapping[str, str]


def panel_of(row: SittingRow, part: str) -> list[int]:
    """The accounts of the examiners of a part, in the order in which they were assigned."""
    found = sorted((a.id, a.account_id) for a in row.assignments if a.duty in MARKING and a.part == part)
    return list(dict.fromkeys(account for _, account in found))


def compared(session: Session, form_part: FormPart, row: CalibrationRow) -> Compared | None:
    """How the sheets that were handed in differ; None of fewer than two. Drafts are nobody's to see."""
    sheets = {account: sheet for account, sheet in example_sheets(session, row.id).items() if sheet.handed_in_at}
    figures = differences(form_part, [ScoreSheet(str(account), example_entries(sheet))
                                      for account, sheet in sheets.items()])
    if figures is None:
        return None
    return Compared(figures, {str(account): name for account, name in names_of(session, set(sheets)).items()})


def blind(session: Session, place: SittingRow, row: CalibrationRow, actor: Actor) -> bool:
    """Whether the actor still has to mark the example, and so must not see what the others gave."""
    if actor.account_id not in panel_of(place, row.part):
        return False
    own = example_sheets(session, row.id).get(actor.account_id)
    return own is None or own.handed_in_at is None
