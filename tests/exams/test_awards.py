"""The partner's paper beside the own grade: parts that only the scheme asks for, and higher demands."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from assess.config import load_config
from assess.exams.asks import Asks
from assess.exams.form import ExamForm, FormAward, derive_form
from assess.exams.result import PartInput, PartState, Result, decide
from assess.operations.standards import library
from assess.standards.model import Award, Band, Demand, Grading
from tests.exams.forms import form, part, points, sheet, veto

SCHEME = "two-papers"
THEORY = part(points("p"), id="theory", kind="theory")
PRACTICAL = part(points("p"), veto("x", "exam"))
LAW = part(points("p"), veto("x", "exam"), id="law", kind="theory", award=SCHEME)
HIGHER = FormAward(scheme=SCHEME, score_rule="higher_of_each",
                   demands=(Demand.model_validate({"part": "practical", "pass": "70"}),))
BOTH = form(THEORY, PRACTICAL, LAW, awards=(HIGHER,))


def scored(**values: str) -> PartInput:
    return PartInput(PartState.SCORED, (sheet(**values),))


def sat(practical: str = "70", law: PartInput | None = None, exam: ExamForm = BOTH, **cells: str) -> Result:
    given = {"theory": scored(p="60"), "practical": scored(p=practical, **cells), "law": law or scored(p="60")}
    return decide(exam, given)


def lacking(result: Result, scheme: str = SCHEME) -> list[tuple[str, str]]:
    verdict = result.award(scheme)
    assert verdict is not None
    assert verdict.met is not bool(verdict.reasons)
    return [(reason.code, reason.part) for reason in verdict.reasons]


def test_grade_part_and_demand_together_earn_the_partners_paper() -> None:
    result = sat()
    assert (result.grade, result.complete, lacking(result)) == ("L4", True, [])


VERDICTS = {
    "just below the demand": (sat("69.99"), "L4", [("below_demand", "practical")]),
    "below both pass marks": (sat("59.99"), None, [("no_grade", ""), ("below_demand", "practical")]),
    "the partner's part failed": (sat(law=scored(p="59.99")), "L4", [("part_not_passed", "law")]),
    "the partner's part not sat": (sat(law=PartInput(PartState.ABSENT)), "L4", [("part_not_passed", "law")]),
    "withdrawn from it": (sat(law=PartInput(PartState.WITHDRAWN)), "L4", [("part_not_passed", "law")]),
    "cheated in it": (sat(law=PartInput(PartState.VOID, note="使用手机")), "L4", [("part_not_passed", "law")]),
    "a veto of the exam in it": (sat(law=scored(p="90", x="1")), "L4", [("part_not_passed", "law")]),
    "a veto of the exam in an own part": (sat(x="1"), None, [("no_grade", ""), ("below_demand", "practical")]),
}


@pytest.mark.parametrize(("result", "grade", "reasons"), VERDICTS.values(), ids=VERDICTS)
def test_what_is_lacking_for_the_partner_is_said_and_the_own_grade_stays(
    result: Result, grade: str | None, reasons: list[tuple[str, str]]
) -> None:
    assert (result.complete, result.grade, result.passed) == (True, grade, grade is not None)
    assert lacking(result) == reasons


def test_an_open_part_of_the_partner_keeps_the_result_open_but_not_the_grade() -> None:
    result = sat(law=PartInput(PartState.OPEN))
    assert (result.complete, result.grade, lacking(result)) == (False, "L4", [("part_not_passed", "law")])


def test_an_own_part_that_was_not_sat_reaches_no_demand() -> None:
    result = decide(BOTH, {"theory": scored(p="60"), "practical": PartInput(PartState.ABSENT), "law": scored(p="60")})
    assert lacking(result) == [("no_grade", ""), ("below_demand", "practical")]


def test_a_total_below_the_demand_is_not_shown_as_if_it_reached_it() -> None:
    assert [one.shown for one in sat("69.96").parts] == ["60.0", "69.96", "60.0"]


def test_where_rounded_values_are_compared_the_demand_is_compared_with_what_is_shown() -> None:
    exam = form(THEORY, PRACTICAL, LAW, awards=(HIGHER,), compare="rounded")
    assert lacking(sat("69.95", exam=exam)) == []
    assert lacking(sat("69.94", exam=exam)) == [("below_demand", "practical")]


def test_each_scheme_has_its_own_verdict() -> None:
    other = FormAward(scheme="other", score_rule="same")
    result = sat("65", law=scored(p="0"), exam=form(THEORY, PRACTICAL, LAW, awards=(HIGHER, other)))
    assert lacking(result) == [("part_not_passed", "law"), ("below_demand", "practical")]
    assert lacking(result, "other") == []
    assert result.award("unknown") is None


def test_a_demand_may_lie_on_the_partners_own_part() -> None:
    award = FormAward(scheme=SCHEME, score_rule="higher_of_each",
                      demands=(Demand.model_validate({"part": "law", "pass": "80"}),))
    exam = form(THEORY, PRACTICAL, LAW, awards=(award,))
    assert lacking(sat(exam=exam, law=scored(p="79.5"))) == [("below_demand", "law")]


def test_an_own_part_does_not_wait_for_one_of_the_partner() -> None:
    exam = form(LAW, part(points("p"), after="law"), awards=(HIGHER,))
    result = decide(exam, {"law": scored(p="0"), "practical": scored(p="60")})
    assert result.grade == "L4"
    # Negative control: a part of the partner does wait for an own one.
    after = LAW.model_copy(update={"part": LAW.part.model_copy(update={"after": "practical"})})
    failed = decide(form(PRACTICAL, after, awards=(HIGHER,)), {"practical": scored(p="59")})
    assert (failed.complete, failed.parts[1].reasons) == (True, ("not_admitted",))


def test_parts_of_the_partner_alone_give_no_grade() -> None:
    assert decide(form(LAW, awards=(HIGHER,)), {"law": scored(p="100")}).grade is None


def test_the_bands_divide_the_last_own_part() -> None:
    bands = tuple(Band.model_validate({"from": low, "grade": grade, **({"to": high} if high else {})})
                  for low, high, grade in (("0", "80", "L5"), ("80", None, "L4")))
    exam = BOTH.model_copy(update={"grading": Grading(kind="bands", bands=bands)})
    assert (sat("70", law=scored(p="95"), exam=exam).grade, sat("80", law=scored(p="60"), exam=exam).grade) \
        == ("L5", "L4")


def test_the_record_keeps_the_verdicts() -> None:
    data: Any = sat("65", law=scored(p="0")).to_data()
    assert data["rules"] == 1
    assert data["awards"] == [{
        "scheme": SCHEME, "score_rule": "higher_of_each", "met": False,
        "reasons": [{"code": "part_not_passed", "part": "law"}, {"code": "below_demand", "part": "practical"}],
    }]
    assert sat("65").digest != sat("70").digest


def test_a_form_names_the_schemes_of_the_standard_with_the_demands_of_its_level() -> None:
    reading = library(load_config({})).get("national/4-10-01-03", "2021")
    demands = {"L3": ({"part": "practical", "pass": "70"},), "L4": ({"part": "practical", "pass": "65.5"},)}
    award = Award.model_validate({"scheme": SCHEME, "score_rule": "higher_of_each", "demands": demands})
    standard = reading.standard.model_copy(update={"awards": (award,)})
    levels = ("L3", "L4", "L5")
    forms = [derive_form(standard, level, reading.sha256) for level in levels]
    assert [[(d.part, d.pass_mark) for d in one.awards[0].demands] for one in forms] \
        == [[("practical", Decimal(70))], [("practical", Decimal("65.5"))], []]
    assert forms[0].awards[0].score_rule == "higher_of_each"
    # The demands are part of what results pin.
    assert forms[0].digest != derive_form(reading.standard, "L3", reading.sha256).digest


def test_a_form_has_no_verdict_where_the_standard_names_no_scheme() -> None:
    result = decide(form(THEORY, PRACTICAL), {"theory": scored(p="60"), "practical": scored(p="60")})
    assert (result.awards, result.to_data()["awards"], result.parts[0].total) == ((), [], Fraction(60))


def test_an_exam_without_the_scheme_has_none_of_what_only_the_scheme_asks() -> None:
    reading = library(load_config({})).get("national/4-10-01-03", "2021")
    award = Award.model_validate({"scheme": SCHEME, "score_rule": "higher_of_each"})
    examined = reading.standard.assessment["L3"]
    law = LAW.part.model_copy(update={"award": SCHEME})
    asking = examined.model_copy(update={"parts": (*examined.parts, law)})
    standard = reading.standard.model_copy(update={"awards": (award,), "assessment": {"L3": asking}})
    held_under = ({SCHEME: Asks(score_rule="higher_of_each")}, {}, None)
    with_it, without, looked_at = (derive_form(standard, "L3", reading.sha256, schemes) for schemes in held_under)
    own = [part.id for part in examined.parts]
    assert [one.part.id for one in with_it.parts] == [one.part.id for one in looked_at.parts] == [*own, "law"]
    assert ([one.part.id for one in without.parts], without.awards) == (own, ())
