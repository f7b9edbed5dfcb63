"""The process that computes figures: what goes in comes out the same; the Rasch model where it is installed."""

from __future__ import annotations

import builtins
import json
import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from assess.exams.breaches import Breach
from assess.exams.result import Carried, PartInput, PartState
from assess.exams.scores import Entry
from assess.figures.decisions import Inputs
from assess.figures.facets import Facets, facets
from assess.figures.judging import judge, part_marks
from assess.i18n.text import Text
from assess.operations.judging_child import computed, read_order, write_order
from assess.operations.severities import NOT_INSTALLED, fit
from tests.exams.forms import deduct, form, measure, part, points, timed, veto
from tests.exams.forms import judge as judged
from tests.figures.marked import inputs_of

EXAM = form(part(points("i", "20"), points("k", "20"), judged("j", "20"), deduct("d", "20", ("torn", "0.5", "6")),
                 measure("m", ("-0.1", "0.1", "5")), timed("s", "5", 40, "1"), veto("danger", "part")))
SEVERITY = {"a": 2, "b": 0, "c": -2}


def marked(candidates: int = 30) -> Mapping[int, Inputs]:
    """Candidates whom three examiners marked, ``c`` two points lower than ``b`` in each item and ``a`` two higher."""
    rng = random.Random(11)

    def given(examiner: str) -> dict[str, str]:
        points_given = {name: str(min(max(skill + rng.randint(-2, 2) + SEVERITY[examiner], 0), 20)) for name in "ik"}
        return {**points_given, "j": str(min(skill // 5, 3)), "d__torn": "1", "m": "50.05", "s": "2400"}

    found = []
    for _ in range(candidates):
        skill = rng.randint(5, 16)
        found.append({examiner: given(examiner) for examiner in SEVERITY})
    return inputs_of(*found)


def test_what_the_process_is_told_survives_json() -> None:
    inputs = marked(3)
    order = read_order(json.loads(json.dumps(write_order(EXAM, inputs))))
    assert order[0] == EXAM and order[0].digest == EXAM.digest
    assert judge(*order) == judge(EXAM, inputs)


def test_every_state_of_a_part_survives_json() -> None:
    inputs = dict(marked(3))
    (a, b, c) = (replace(sheet, entries={key: Entry(entry.value) for key, entry in sheet.entries.items()})
                 for sheet in inputs[1]["practical"].sheets)
    further = replace(c, further=True, digest="ab" * 32)
    kept = Carried("JM-1", date(2026, 5, 1), "cd" * 32, Fraction(200, 3), "66.7")
    breach = Breach(id="phone", name=Text({"zh-Hans": "使用手机", "en": "phone"}), effect="exam", bar_months=12)
    inputs[1] = {"practical": PartInput(PartState.SCORED, (a, b, further))}
    inputs[2] = {"practical": PartInput(PartState.CARRIED, carried=kept)}
    inputs[3] = {"practical": PartInput(PartState.VOID, note="手机", breach=breach)}
    _, told = read_order(json.loads(json.dumps(write_order(EXAM, inputs))))
    assert told == inputs
    assert judge(EXAM, told) == judge(EXAM, inputs)


def test_without_the_library_everything_but_its_severities_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def absent(name: str, *args: object, **kwargs: object) -> object:
        if name.split(".")[0] in ("pandas", "raschpy"):
            raise ImportError(name)
        return real(name, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", absent)
    (found,) = computed(EXAM, marked()).parts
    assert found.model == NOT_INSTALLED
    assert {one.logit for one in found.severities} == {None} and found.severities[0].deviation > 0


@pytest.mark.filterwarnings("default")
def test_the_model_finds_who_is_severe() -> None:
    table = facets(part_marks(EXAM, marked())["practical"])
    assert isinstance(table, Facets)
    state, logits = fit(table)
    assert state == "fitted"
    (a, error), (b, _), (c, _) = (logits[name] for name in "abc")
    assert isinstance(error, Fraction) and 0 < error < 1
    assert a < b < c and abs(a + b + c) < Fraction(1, 1000)  # type: ignore[operator]
