"""Measured values, times and chosen tasks on a real database: entered, signed, settled."""

from __future__ import annotations

from fractions import Fraction

import pytest

from assess.errors import Refused
from assess.i18n.text import Text
from assess.operations import scoring
from assess.operations.marking import marking_view
from assess.operations.scoring import amending
from assess.operations.settling import preview
from tests.choosing import config, marking
from tests.marking import THEN, Marking
from tests.operations.test_settling import seal

__all__ = ["config", "marking"]

CUT = {"cut.depth": "2,60", "cut.used": "11：30"}


def filled(marking: Marking, *, username: str = "first", **cells: str) -> int:
    """The compulsory task, and ``task__item="value"`` of others; the id of the sheet."""
    for field, text in {**CUT, **{key.replace("__", "."): value for key, value in cells.items()}}.items():
        marking.enter(field, text, username=username)
    return marking.sheet(1, username).id


def sign(marking: Marking, sheet_id: int, username: str = "first") -> int:
    scoring.sign(marking.store, marking.actors[username], [sheet_id], THEN)
    return sheet_id


def test_measured_values_and_times_are_kept_and_counted(marking: Marking) -> None:
    filled(marking)
    sheet = marking.sheet()
    assert {key: cell.value for key, cell in sheet.cells.items()} == {"cut.depth": "2.6", "cut.used": "690"}
    assert sheet.total == "56.0"  # 30 in the narrow band, 30 less two started minutes


def test_signing_refuses_a_choice_without_a_task_and_names_it(marking: Marking) -> None:
    sheet_id = filled(marking)
    sheet = marking.sheet()
    assert (sheet.missing, sheet.complete, [fault.choice.id for fault in sheet.choices]) == ((), False, ["drying"])
    with pytest.raises(Refused) as caught:
        sign(marking, sheet_id)
    assert caught.value.code == "sheet.choice"
    drying = Text({"zh-Hans": "干燥方式"})
    assert caught.value.params == {"reason": "missing", "seat": 1, "choice": drying, "taken": 0, "take": 1}
    assert marking.enter("sun.colour", "35").missing == 0
    assert marking.sheet().complete
    sign(marking, sheet_id)
    assert marking.sheet().state.value == "signed"


def test_signing_refuses_a_task_too_many_until_it_is_emptied(marking: Marking) -> None:
    sheet_id = filled(marking, sun__colour="35")
    assert marking.enter("oven.heat", "60").missing == 1
    with pytest.raises(Refused) as caught:
        sign(marking, sheet_id)
    assert caught.value.params.items() >= {"reason": "too_many", "taken": 2, "take": 1}.items()
    marking.enter("oven.heat", "")
    sign(marking, sheet_id)


def test_a_piece_that_a_veto_took_need_not_be_measured(marking: Marking) -> None:
    sheet_id = filled(marking, sun__colour="35")
    marking.enter("cut.depth", "")
    assert marking.sheet().missing == ("cut.depth",)
    marking.enter("cut.torn", "1", note="第二刀断裂")
    assert (marking.sheet().missing, marking.sheet().total) == ((), "61.0")
    sign(marking, sheet_id)


def test_examiners_who_marked_other_tasks_are_told_which(marking: Marking) -> None:
    seal(marking, sign(marking, filled(marking, sun__colour="35")),
         sign(marking, filled(marking, username="second", oven__heat="61"), "second"))
    found, = marking_view(marking.store, marking.actors["office"], marking.sitting_id).disagreements
    assert (str(found.text), found.task, found.reason) == ("干燥方式", None, "choice")
    assert [[str(name) for name in names] for names in found.values] == [["晒制"], ["烘制"]]


def test_the_same_task_gives_a_total_without_the_other(marking: Marking) -> None:
    first = sign(marking, filled(marking, oven__heat="58"))
    second = sign(marking, filled(marking, username="second", oven__heat="63"), "second")
    seal(marking, first, second)
    line, = preview(marking.store, marking.actors["office"], marking.sitting_id)
    practical = next(part for part in line.result.parts if part.part == "practical")
    assert (practical.total, set(practical.tasks)) == (Fraction(76), {"cut", "oven"})


def test_an_amendment_may_not_leave_a_task_too_many(marking: Marking) -> None:
    sign(marking, filled(marking, sun__colour="35"))
    cells = [scoring.Entered(marking.sheet().id, key, text, 0, "") for key, text in (("oven.heat", "60"),)]
    with pytest.raises(Refused) as caught:
        amending.ask(marking.store, marking.actors["first"], marking.sheet().id, cells, "实际为烘制", THEN)
    assert caught.value.code in ("amendment.incomplete", "amendment.choice")
