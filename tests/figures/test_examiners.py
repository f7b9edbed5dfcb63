"""Pairs and panels of examiners: agreement, severity, and who can be compared with whom."""

from __future__ import annotations

from fractions import Fraction

from assess.figures.examiners import linked, pairs, panels, severities
from assess.figures.figure import Undefined
from tests.exams.forms import deduct, measure, part, points, veto
from tests.figures.marked import one_item, table

F = Fraction
ITEM = part(points("i", "10"))


def test_a_pair_agrees_on_so_many_marks() -> None:
    (found,) = pairs(table(ITEM, *one_item(("4", "4"), ("5", "6"), ("7", "7"), ("9", "8"))))
    assert (found.examiners, found.candidates, found.marks, found.exact) == (("a", "b"), 4, 4, F(1, 2))
    assert found.kappa == 1 - F(2, 4) / F(94, 16)  # observed ½; by chance Σ(a−b)² over all 16 pairs / 16


def test_who_always_gives_the_same_agrees_fully() -> None:
    (found,) = pairs(table(ITEM, *one_item(("4", "4"), ("5", "5"), ("7", "7"))))
    assert (found.exact, found.kappa, found.single, found.average) == (1, 1, 1, 1)


def test_a_pair_is_compared_on_the_candidates_both_marked() -> None:
    found = pairs(table(ITEM, *one_item(("4", "4"), ("5", "6")), {"a": {"i": "9"}, "c": {"i": "2"}}))
    assert [(one.examiners, one.candidates) for one in found] == [(("a", "b"), 2), (("a", "c"), 1)]
    assert found[1].single is Undefined.TOO_FEW


def test_the_kappa_of_a_panel_is_the_mean_of_its_pairs() -> None:
    marks = table(ITEM, *({"a": {"i": x}, "b": {"i": y}, "c": {"i": z}}
                          for x, y, z in (("1", "2", "1"), ("5", "5", "6"), ("8", "9", "9"), ("3", "3", "3"))))
    (panel,) = panels(marks)
    each = [one.kappa for one in pairs(marks)]
    assert len(each) == 3 and panel.kappa == sum(each, F(0)) / 3
    assert panel.exact == F(1, 4)


def test_a_panel_of_two_is_a_pair_and_not_shown_twice() -> None:
    assert panels(table(ITEM, *one_item(("4", "4")))) == ()


def test_severity_is_the_mean_distance_from_the_panel() -> None:
    lenient, severe = severities(table(ITEM, *one_item(("6", "4"), ("8", "4"), ("5", "3"))))
    assert (lenient.deviation, severe.deviation) == (F(4, 3), F(-4, 3))
    assert lenient.error == severe.error == F("0.333333")  # deviations 1, 2, 1: s = 0.577350, / √3


def test_what_an_instrument_shows_says_nothing_about_severity() -> None:
    marks = table(part(points("i", "10"), measure("m", ("-0.1", "0.1", "5"))),
                  *({"a": {"i": "5", "m": "50"}, "b": {"i": "5", "m": "49"}} for _ in range(3)))
    assert [one.deviation for one in severities(marks)] == [0, 0]
    assert pairs(marks)[0].exact == F(1, 2)


def test_faults_are_compared_by_the_points_they_cost() -> None:
    marks = table(part(deduct("d", "10", ("torn", "2", "6"))),
                  {"a": {"d__torn": "3"}, "b": {"d__torn": "5"}}, {"a": {"d__torn": "0"}, "b": {"d__torn": "1"}})
    assert pairs(marks)[0].exact == F(1, 2)  # 3 and 5 faults both cost the cap


def test_severity_compares_only_what_everybody_marked() -> None:
    # A broken piece: one examiner measured it before, the other did not.
    form_part = part(points("i", "10"), points("k", "10"), veto("broken", "item", "i"))
    marks = table(form_part, {"a": {"k": "6", "broken": "1"}, "b": {"i": "5", "k": "6", "broken": "1"}})
    assert [one.deviation for one in severities(marks)] == [0, 0]


def test_an_examiner_who_marked_alone_has_no_severity() -> None:
    (one,) = severities(table(ITEM, {"a": {"i": "5"}}, {"a": {"i": "6"}}))
    assert (one.candidates, one.deviation, one.error) == (0, Undefined.TOO_FEW, Undefined.TOO_FEW)


def test_examiners_hang_together_by_shared_candidates() -> None:
    def given(*examiners: str) -> dict[str, dict[str, str]]:
        return {examiner: {"i": "5"} for examiner in examiners}

    assert linked(table(ITEM, given("a", "b"), given("b", "c"), given("c", "d")))
    assert not linked(table(ITEM, given("a", "b"), given("c", "d")))
