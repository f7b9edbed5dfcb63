"""A candidate's feedback: points function by function, and what was missing, the greatest loss first."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from assess.exams.form import FormPart
from assess.exams.result import Carried, PartInput, PartState, decide
from assess.exams.scores import Entry, ScoreSheet
from assess.figures.feedback import FunctionPoints, feedback
from tests.exams.forms import choice, form, judge, part_of, points, task, veto

CUT = task("cut", points("depth", "30", criterion="深及白囊"), judge("look", "30"), veto("torn", "task"),
           function="peel", points="60")
DRY = task("dry", points("sun", "20"), function="dry", points="20")
TALK = task("talk", points("answer", "20"), points="20")
PART = part_of(CUT, DRY, TALK, points="100")


def told(form_part: FormPart = PART, *, state: PartState = PartState.SCORED, **values: str) \
        -> tuple[FunctionPoints, ...]:
    entries = {key.replace("__", "."): Entry(value, "reason") for key, value in values.items()}
    given = PartInput(state, (ScoreSheet("1", entries),) if state is PartState.SCORED else ())
    return feedback(form_part, decide(form(form_part), {"practical": given}).parts[0])


def test_points_are_earned_and_possible_function_by_function() -> None:
    found = told(cut__depth="24", cut__look="2", dry__sun="20", talk__answer="5")
    assert [(one.function, str(one.task or ""), one.earned, one.possible) for one in found] == [
        ("peel", "", 44, 60), ("dry", "", 20, 20), ("", "talk", 5, 20)]


def test_what_was_missing_is_told_with_what_was_asked() -> None:
    (peel, dry, _) = told(cut__depth="24", cut__look="2", dry__sun="20", talk__answer="5")
    assert [(str(one.item), one.lost, one.possible, str(one.asked or "")) for one in peel.missing] == [
        ("look", 10, 30, "3"), ("depth", 6, 30, "深及白囊")]
    assert dry.missing == ()


def test_a_veto_comes_first_and_takes_the_points_of_its_task() -> None:
    (peel, _, _) = told(cut__depth="30", cut__look="3", cut__torn="1", dry__sun="20", talk__answer="20")
    assert peel.earned == 0
    assert [(str(one.item), one.lost) for one in peel.missing] == [("torn", None)]


def test_a_third_of_a_point_stays_a_third() -> None:
    two = (ScoreSheet("1", {"dry.sun": Entry("1")}), ScoreSheet("2", {"dry.sun": Entry("1")}),
           ScoreSheet("3", {"dry.sun": Entry("2")}))
    exam = part_of(DRY, points="20")
    result = decide(form(exam), {"practical": PartInput(PartState.SCORED, two)}).parts[0]
    assert feedback(exam, result)[0].earned == Fraction(4, 3)


def test_a_task_that_was_not_chosen_is_neither_earned_nor_possible() -> None:
    exam = part_of(task("t1", points("a", "20"), function="dry", points="20", choice="either"),
                   task("t2", points("a", "20"), function="dry", points="20", choice="either"),
                   choices=(choice(),), points="20")
    (found,) = told(exam, t1__a="15")
    assert (found.earned, found.possible) == (15, 20)


def test_a_part_without_a_total_has_no_feedback() -> None:
    assert told(state=PartState.ABSENT) == ()
    assert told(cut__depth="24") == ()


def test_a_carried_part_tells_its_points_where_it_was_sat() -> None:
    """Here it has a total but no marks of its own; the feedback stands with the result of the earlier sitting."""
    kept = Carried("JM-1", date(2026, 5, 1), "ab" * 32, Fraction(72), "72.0")
    carried = decide(form(PART), {"practical": PartInput(PartState.CARRIED, carried=kept)}).parts[0]
    assert (carried.shown, feedback(PART, carried)) == ("72.0", ())


def test_what_a_further_examiner_decided_is_what_was_earned() -> None:
    exam = part_of(task("cut", points("depth", "30"), function="peel", points="30"), points="30", distance="5")
    sheets = (ScoreSheet("1", {"cut.depth": Entry("30")}), ScoreSheet("2", {"cut.depth": Entry("10")}),
              ScoreSheet("3", {"cut.depth": Entry("12")}, further=True))
    result = decide(form(exam), {"practical": PartInput(PartState.SCORED, sheets)}).parts[0]
    (peel,) = feedback(exam, result)
    assert (peel.earned, [one.lost for one in peel.missing]) == (12, [18])
