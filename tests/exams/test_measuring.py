"""Measured values and used times: what is typed, what it is worth, and the steps in between."""

from __future__ import annotations

from fractions import Fraction

import pytest

from assess.errors import BadInput
from assess.exams.arithmetic import clock_text, read_seconds
from assess.exams.breakdown import ItemLine, breakdown
from assess.exams.scores import Entry, item_score, missing_fields, read_entry, running_total
from tests.exams.forms import measure, part, part_of, points, sheet, task, timed, veto

BOLT = part(measure("m", ("-0.05", "0.05", "10"), ("-0.1", "0.08", "6"), ("-0.2", "0.2", "2.5")))
COLD = part(measure("m", ("-0.5", "0", "8"), ("-2", "1.5", "3"), nominal="-18", step="0.5"))


def worth(form_part: object, **cells: str) -> Fraction | None:
    task = form_part.tasks[0]  # type: ignore[attr-defined]
    return item_score(task, task.items[0], sheet(**cells).entries)


DEVIATIONS = {
    "nominal": (BOLT, "50", "10"),
    "upper end of the narrowest band": (BOLT, "50.05", "10"),
    "lower end of the narrowest band": (BOLT, "49.95", "10"),
    "just above it": (BOLT, "50.06", "6"),
    "just below it": (BOLT, "49.94", "6"),
    "upper end of a lopsided band": (BOLT, "50.08", "6"),
    "above a lopsided band, inside the widest": (BOLT, "50.09", "2.5"),
    "lower end of a lopsided band": (BOLT, "49.9", "6"),
    "upper end of the widest": (BOLT, "50.2", "2.5"),
    "outside above": (BOLT, "50.21", "0"),
    "outside below": (BOLT, "49.79", "0"),
    "the other sign": (BOLT, "-50", "0"),
    "nominal below nothing": (COLD, "-18", "8"),
    "colder, end of the band": (COLD, "-18.5", "8"),
    "warmer by a step": (COLD, "-17.5", "3"),
    "warmer, end of the band": (COLD, "-16.5", "3"),
    "too warm": (COLD, "-16", "0"),
    "too cold": (COLD, "-20.5", "0"),
    "without its sign": (COLD, "18", "0"),
}


@pytest.mark.parametrize(("form_part", "value", "points"), DEVIATIONS.values(), ids=DEVIATIONS)
def test_the_first_band_that_takes_the_deviation_gives_the_points(form_part: object, value: str, points: str) -> None:
    assert worth(form_part, m=value) == Fraction(points)


def test_a_deviation_of_exactly_0_05_is_inside_where_binary_numbers_are_outside() -> None:
    assert worth(part(measure("m", ("-0.05", "0.05", "10"), nominal="20")), m="20.05") == 10
    assert 20.05 - 20 > 0.05  # the control: floating point takes the points away


def test_the_first_of_two_bands_decides_even_if_a_later_one_gives_more() -> None:
    assert worth(part(measure("m", ("-1", "1", "5"), ("-1", "1", "9"))), m="50") == 5


MEASURED = {
    "in steps": ("50.05", "50.05"),
    "with a comma": ("50,05", "50.05"),
    "trailing zeros": ("50.00", "50"),
    "below nothing": ("-0.05", "-0.05"),
    "a typographic minus": ("−3", "-3"),
    "the dash of a word processor": ("–3", "-3"),
    "full width": ("－１８．５", "-18.5"),
    "a plus": ("+0.5", "0.5"),
    "nothing below nothing": ("-0", "0"),
    "the largest": ("999999", "999999"),
}


@pytest.mark.parametrize(("typed", "value"), MEASURED.values(), ids=MEASURED)
def test_a_measured_value_is_kept_as_it_was_measured(typed: str, value: str) -> None:
    assert read_entry(BOLT.field("t.m"), typed, " 第二次 ") == Entry(value, "第二次")


NOT_MEASURED = {
    "finer than the instrument": ("50.005", "mark.not_in_step", {"step": "0.01", "unit": "mm"}),
    "two signs": ("--5", "mark.not_a_number", {"got": "--5"}),
    "a sign behind": ("5-", "mark.not_a_number", {"got": "5-"}),
    "a sign alone": ("-", "mark.not_a_number", {"got": "-"}),
    "with its unit": ("50 mm", "mark.not_a_number", {"got": "50 mm"}),
    "too much": ("1000000", "mark.out_of_range", {"highest": "999999"}),
    "too little": ("-1000000", "mark.out_of_range", {"lowest": "-999999"}),
    "thousands": ("50,000", "mark.not_a_number", {"got": "50,000"}),
}


@pytest.mark.parametrize(("typed", "code", "params"), NOT_MEASURED.values(), ids=NOT_MEASURED)
def test_what_was_not_measured_is_refused(typed: str, code: str, params: dict[str, str]) -> None:
    with pytest.raises(BadInput) as caught:
        read_entry(BOLT.field("t.m"), typed)
    assert caught.value.code == code
    assert params.items() <= caught.value.params.items()


def test_an_emptied_measurement_is_no_zero() -> None:
    assert read_entry(BOLT.field("t.m"), " ") is None
    assert worth(BOLT) is None


STARTED = timed("s", "10", 30, "1.5")
FULL = timed("s", "10", 30, "1.5", counts="full")
CAPPED = timed("s", "10", 30, "1.5", cap="4")

TIMES = {
    "no time at all": (STARTED, 0, "10"),
    "a second before the limit": (STARTED, 1799, "10"),
    "exactly the limit": (STARTED, 1800, "10"),
    "a second over, started": (STARTED, 1801, "8.5"),
    "a second over, full": (FULL, 1801, "10"),
    "a minute over, started": (STARTED, 1860, "8.5"),
    "a minute over, full": (FULL, 1860, "8.5"),
    "a minute and a second over, started": (STARTED, 1861, "7"),
    "a minute and a second over, full": (FULL, 1861, "8.5"),
    "a second before the second minute, full": (FULL, 1919, "8.5"),
    "three minutes, below the cap": (CAPPED, 1800 + 120, "7"),
    "three minutes, cut by the cap": (CAPPED, 1800 + 180, "6"),
    "an hour over, cut by the cap": (CAPPED, 5400, "6"),
    "six minutes leave one point": (STARTED, 1800 + 360, "1"),
    "seven minutes leave nothing, not less": (STARTED, 1800 + 420, "0"),
    "a day": (STARTED, 86400, "0"),
    "a cap above the points": (timed("s", "10", 30, "6", cap="100"), 1800 + 120, "0"),
}


@pytest.mark.parametrize(("item", "seconds", "points"), TIMES.values(), ids=TIMES)
def test_minutes_over_the_limit_cost_points(item: dict[str, object], seconds: int, points: str) -> None:
    assert worth(part(item), s=str(seconds)) == Fraction(points)


TYPED = {
    "seconds": ("750", 750), "minutes": ("12:30", 750), "hours": ("1:02:30", 3750), "full width": ("１２：３０", 750),
    "many minutes": ("90:00", 5400), "nothing": ("0", 0), "nothing in minutes": ("0:00", 0), "blanks": (" 1:05 ", 65),
    "leading zeros": ("00:05", 5), "the longest": ("999:59:59", 3599999),
}


@pytest.mark.parametrize(("typed", "seconds"), TYPED.values(), ids=TYPED)
def test_a_time_is_kept_in_seconds(typed: str, seconds: int) -> None:
    assert read_entry(part(STARTED).field("t.s"), typed) == Entry(str(seconds))
    assert read_seconds(clock_text(seconds)) == seconds


NO_TIMES = ["12.5", "12,5", "12:5", "12:60", "1:60:00", "1:2:30", "-5", "+5", ":30", "12:", "4分", "1:00:00:00", "1e3",
            "12：3o", "12345678", "四"]


@pytest.mark.parametrize("typed", NO_TIMES)
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_entry(part(STARTED).field("t.s"), typed)
    assert (caught.value.code, caught.value.params["got"]) == ("mark.not_a_time", typed)


@pytest.mark.parametrize("typed", ["3600000", "60000:00"])
def test_a_time_has_an_end(typed: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_entry(part(STARTED).field("t.s"), typed)
    assert caught.value.params.items() >= {"lowest": "0:00", "highest": "999:59:59"}.items()


@pytest.mark.parametrize(("seconds", "text"), [(0, "0:00"), (59, "0:59"), (3599, "59:59"), (3600, "1:00:00")])
def test_a_time_is_shown_as_a_clock_does(seconds: int, text: str) -> None:
    assert clock_text(seconds) == text


def line(form_part: object, **cells: str) -> ItemLine:
    return breakdown(form_part, sheet(**cells).entries).tasks[0].items[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(("value", "deviation", "upper"), [
    ("50.05", "+0.05", "0.05"), ("49.9", "-0.1", "0.08"), ("50", "0", "0.05"), ("51", "+1", None),
])
def test_the_sums_spell_out_deviation_and_band(value: str, deviation: str, upper: str | None) -> None:
    steps = line(BOLT, m=value).deviated
    assert steps is not None
    assert (steps.value, steps.nominal, steps.deviation) == (value, "50", deviation)
    assert (None if steps.band is None else str(steps.band.upper)) == upper


def test_the_sums_spell_out_the_minutes_over_and_what_they_cost() -> None:
    shown = line(part(CAPPED), s="1861")
    steps = shown.delayed
    assert steps is not None
    assert (steps.used, steps.limit, steps.over, steps.minutes) == ("31:01", "30:00", "1:01", 2)
    assert (steps.lost.exact, steps.capped, shown.score and shown.score.exact) == ("3", False, "7")
    capped = line(part(CAPPED), s="5400").delayed
    assert capped is not None
    assert (capped.minutes, capped.lost.exact, capped.capped) == (60, "4", True)


def test_the_sums_have_no_steps_of_what_was_not_entered() -> None:
    empty = line(BOLT)
    assert (empty.deviated, empty.delayed, empty.score) == (None, None, None)


BROKEN = part_of(task("t", measure("m", ("-0.05", "0.05", "10")), points("p", "20"), veto("v", "item", "m")),
                 task("u", points("m", "5")))


def test_a_veto_takes_its_item_and_nothing_else() -> None:
    entries = {**sheet(m="50", p="20", v="1").entries, "u.m": Entry("5")}
    assert running_total(BROKEN, entries) == 25
    # Negative control: the same sheet without the veto.
    assert running_total(BROKEN, {key: entry for key, entry in entries.items() if key != "t.v"}) == 35


def test_what_a_veto_took_need_not_be_measured() -> None:
    assert [field.key for field in missing_fields(BROKEN, {**sheet(p="20", v="1").entries, "u.m": Entry("5")})] == []
    assert [field.key for field in missing_fields(BROKEN, sheet(p="20").entries)] == ["t.m", "u.m"]
    assert [field.key for field in missing_fields(BROKEN, sheet(p="20", v="0").entries)] == ["t.m", "u.m"]


def test_the_sums_show_an_item_that_a_veto_took_beside_what_it_was_worth() -> None:
    sums = breakdown(BROKEN, {**sheet(m="50", p="20", v="1").entries, "u.m": Entry("5")})
    assert [(one.score and one.score.exact, one.zeroed) for one in sums.tasks[0].items] \
        == [("10", True), ("20", False), (None, False)]
    assert (sums.tasks[0].earned.exact, sums.tasks[0].counted.exact, sums.tasks[0].vetoed) == ("20", "20", False)
    assert (sums.total.exact, sums.stopped) == ("25", False)
    assert sums.tasks[0].items[2].entry == Entry("1", "reason")
