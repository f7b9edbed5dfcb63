"""What two examiners of the finished sitting thought better of: an amendment, and a case for a further examiner."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from assess.cli.demo.cast import ABSENT, FAILS_THEORY
from assess.cli.demo.marks import fill
from assess.exams.arithmetic import read_number
from assess.operations import further, scoring
from assess.operations.scoring import amending
from assess.people.roles import Actor
from assess.store.session import Store

_PART = "practical"


def amended(store: Store, actors: Mapping[str, Actor], sitting_id: int, day: datetime) -> None:
    """The first examiner corrects a misread mark of the first candidate; the checker agrees."""
    sheets = scoring.own_sheets(store, actors["examiner1"], sitting_id, _PART)
    sheet = _candidates(sheets)[0]
    field = next(field for field in sheets.form.fields if field.kind == "points")
    less = f"{read_number(sheet.cells[field.key].value) - field.unit:f}"
    _change(store, actors, "examiner1", sheet, field.key, less, "核对现场记录，抄写时看错一行", day)


def disagreed(store: Store, actors: Mapping[str, Actor], sitting_id: int, day: datetime) -> None:
    """The second examiner lowers a judgement of the second candidate, so that the two lie too far apart.

    The office calls a further examiner, who marks the part without seeing theirs.
    """
    sheets = scoring.own_sheets(store, actors["examiner2"], sitting_id, _PART)
    sheet = _candidates(sheets)[1]
    field = next(field for field in sheets.form.fields if field.kind == "judge")
    _change(store, actors, "examiner2", sheet, field.key, "0", "复看录像，操作未达到最低一级的要求", day)
    made = further.call_further(store, actors["office"], sheet.enrolment_id, _PART, actors["examiner3"].account_id, day)
    own = scoring.own_sheets(store, actors["examiner3"], sitting_id, _PART)
    fill(store, actors["examiner3"], own.sheets[0], own.form, 1, day)
    scoring.sign(store, actors["examiner3"], [made], day)
    _seal(store, actors, made, day)


def _candidates(sheets: scoring.PartSheets) -> list[scoring.SheetView]:
    return [sheet for sheet in sheets.sheets if not sheet.part_state and sheet.name not in (ABSENT, FAILS_THEORY)]


def _change(store: Store, actors: Mapping[str, Actor], username: str, sheet: scoring.SheetView, field: str, text: str,
            reason: str, day: datetime) -> None:
    cell = scoring.Entered(sheet.id, field, text, sheet.cells[field].version, "")
    asked = amending.ask(store, actors[username], sheet.id, [cell], reason, day)
    amending.agree(store, actors["checker"], asked, "已核对", day)
    _seal(store, actors, sheet.id, day)


def _seal(store: Store, actors: Mapping[str, Actor], sheet_id: int, day: datetime) -> None:
    scoring.check(store, actors["checker"], [sheet_id], day)
    scoring.seal(store, actors["office"], [sheet_id], day)
