"""Whole random parts over every kind of item, from the typed text to the total, against a second computation.

The second one shares nothing with the program but the rules: it counts in whole half points, hundredths and seconds.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assess.canonical import canonical
from assess.exams.breakdown import breakdown
from assess.exams.choices import choice_faults
from assess.exams.form import FormPart
from assess.exams.result import PartInput, PartState, decide
from assess.exams.scores import Entry, ScoreSheet, missing_fields, read_entry, running_total
from tests.exams.forms import choice, form, part_of, task

MAX = 40
"""Full points of every item, in half points."""


@dataclass(frozen=True)
class Sample:
    """An item as the model writes it, what each examiner typed into its cells, and the points of each (in halves)."""

    item: dict[str, Any]
    typed: list[dict[str, str]]
    halves: list[Fraction]


def half(number: int) -> str:
    return f"{number // 2}.{5 * (number % 2)}"


def hundredth(number: int) -> str:
    return f"{'-' if number < 0 else ''}{abs(number) // 100}.{abs(number) % 100:02}"


@st.composite
def plain(draw: st.DrawFn, examiners: int) -> Sample:
    marks = draw(st.lists(st.integers(0, MAX), min_size=examiners, max_size=examiners))
    return Sample({"type": "points", "unit": "0.5"}, [{"": half(mark)} for mark in marks], [Fraction(m) for m in marks])


@st.composite
def check(draw: st.DrawFn, examiners: int) -> Sample:
    held = draw(st.lists(st.booleans(), min_size=examiners, max_size=examiners))
    return Sample({"type": "check"}, [{"": "1" if one else "0"} for one in held], [Fraction(MAX * one) for one in held])


@st.composite
def deduct(draw: st.DrawFn, examiners: int) -> Sample:
    amounts = draw(st.lists(st.tuples(st.integers(1, 6), st.none() | st.integers(1, 30)), min_size=1, max_size=3))
    listed = [{"id": f"d{number}", "text": "d", "amount": half(amount), "cap": cap and half(cap)}
              for number, (amount, cap) in enumerate(amounts)]
    typed, halves = [], []
    for _ in range(examiners):
        counts = [draw(st.integers(0, 12)) for _ in amounts]
        typed.append({f".d{number}": str(count) for number, count in enumerate(counts)})
        left = MAX
        for count, (amount, cap) in zip(counts, amounts, strict=True):
            left -= sum([amount] * count) if cap is None else sorted([cap, amount * count])[0]
        halves.append(Fraction(left if left > 0 else 0))
    return Sample({"type": "deduct", "deductions": listed}, typed, halves)


@st.composite
def measure(draw: st.DrawFn, examiners: int) -> Sample:
    nominal = draw(st.integers(-3000, 3000))
    widths = sorted(draw(st.lists(st.integers(0, 90), min_size=1, max_size=4, unique=True)))
    bands = [(-width, width + draw(st.integers(0, 2)), max(MAX - 9 * number, 0)) for number, width in enumerate(widths)]
    item = {"type": "measure", "nominal": hundredth(nominal), "unit": "mm", "step": "0.01",
            "bands": [{"lower": hundredth(low), "upper": hundredth(high), "points": half(worth)}
                      for low, high, worth in bands]}
    edges = [edge + off for low, high, _ in bands for edge in (low, high) for off in (-1, 0, 1)]
    off = draw(st.lists(st.sampled_from(edges) | st.integers(-150, 150), min_size=examiners, max_size=examiners))
    halves = [Fraction(next((worth for low, high, worth in bands if one in range(low, high + 1)), 0)) for one in off]
    return Sample(item, [{"": hundredth(nominal + one)} for one in off], halves)


@st.composite
def timed(draw: st.DrawFn, examiners: int) -> Sample:
    limit, loss = draw(st.integers(1, 40)), draw(st.integers(1, 9))
    cap, counts = draw(st.none() | st.integers(1, 50)), draw(st.sampled_from(["started", "full"]))
    item = {"type": "time", "limit": limit, "loss": half(loss), "cap": cap and half(cap), "counts": counts}
    over = st.sampled_from([-1, 0, 1, 59, 60, 61, 119, 120, 121]) | st.integers(-60, 1500)
    used = [limit * 60 + draw(over) for _ in range(examiners)]
    halves = []
    for seconds in used:
        clock, lost = limit * 60, 0
        while clock < seconds if counts == "started" else clock + 60 <= seconds:
            clock, lost = clock + 60, lost + loss
        halves.append(Fraction(max(MAX - min(lost, MAX if cap is None else cap), 0)))
    typed = [str(s) if draw(st.booleans()) else f"{s // 60}：{s % 60:02}" for s in used]
    return Sample(item, [{"": text} for text in typed], halves)


@st.composite
def judge(draw: st.DrawFn, examiners: int) -> Sample:
    steps = draw(st.lists(st.integers(0, 3), min_size=examiners, max_size=examiners))
    item = {"type": "judge", "descriptors": list("0123"), "spread": 3}
    return Sample(item, [{"": str(step)} for step in steps], [Fraction(MAX * step, 3) for step in steps])


KINDS = (plain, check, deduct, measure, timed, judge)


@dataclass(frozen=True)
class Case:
    """A part, every examiner's typed cells, and the total that the second computation gives."""

    part: FormPart
    typed: list[dict[str, str]]
    total: Fraction


def one_of_all(values: list[Fraction], how: str) -> Fraction:
    if how == "median":
        return statistics.median(values)
    if how == "trimmed-mean" and len(values) > 2:
        values = values.copy()
        values.remove(max(values))
        values.remove(min(values))
    return statistics.mean(values)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    examiners = draw(st.integers(1, 5))
    how = draw(st.sampled_from(["mean", "median", "trimmed-mean"]))
    names = ["base", "x", "y", "z"]
    take = draw(st.integers(1, 2))
    taken = {"base", *draw(st.permutations(names[1:]))[:take]}
    typed: list[dict[str, str]] = [{} for _ in range(examiners)]
    tasks, total, stopped = [], Fraction(0), False
    for name in names:
        samples = [draw(kind(examiners)) for kind in KINDS]
        items = [{"id": f"i{number}", "max": half(MAX), **one.item} for number, one in enumerate(samples)]
        vetoes = {f"v{number}": {"effect": "item", "of": f"i{number}"} for number in range(len(items))}
        vetoes |= {"task": {"effect": "task"}, "part": {"effect": "part"}}
        items += [{"id": id, "type": "veto", **rule} for id, rule in vetoes.items()]
        choices = {} if name == "base" else {"choice": "any"}
        tasks.append(task(name, *items, **choices))
        if name not in taken:
            continue
        occurred = draw(st.sets(st.sampled_from(sorted(vetoes)), max_size=2))
        for number, cells in enumerate(typed):
            for place, one in enumerate(samples):
                cells |= {f"{name}.i{place}{rest}": text for rest, text in one.typed[number].items()}
            cells |= {f"{name}.{veto}": "1" for veto in occurred}
        stopped = stopped or "part" in occurred
        if "task" not in occurred:
            total += sum((one_of_all(one.halves, how) / 2 for place, one in enumerate(samples)
                          if f"v{place}" not in occurred), Fraction(0))
    part = part_of(*tasks, unit="0.5", combine=how, choices=(choice("any", take),))
    return Case(part, typed, Fraction(0) if stopped else total)


def sheets_of(case: Case) -> list[ScoreSheet]:
    sheets = []
    for number, cells in enumerate(case.typed):
        read = {key: read_entry(case.part.field(key), text, "seen") for key, text in cells.items()}
        sheets.append(ScoreSheet(str(number), {key: entry for key, entry in read.items() if entry is not None}))
    return sheets


def inside(value: object) -> Iterator[object]:
    """``value`` and everything in it."""
    yield value
    if is_dataclass(value):
        yield from (found for field in fields(value) for found in inside(getattr(value, field.name)))
    elif isinstance(value, dict):
        yield from (found for one in value.values() for found in inside(one))
    elif isinstance(value, (tuple, list)):
        yield from (found for one in value for found in inside(one))


@settings(max_examples=120)
@given(cases())
def test_the_total_of_random_sheets_is_what_a_second_computation_gives(case: Case) -> None:
    sheets = sheets_of(case)
    for sheet in sheets:
        assert (missing_fields(case.part, sheet.entries), choice_faults(case.part, sheet.entries)) == ((), ())
    result = decide(form(case.part), {"practical": PartInput(PartState.SCORED, sheets)})
    assert result.parts[0].total == case.total
    assert result.passed is (case.total >= 60)
    found = [*inside(result), *inside(result.to_data()), *inside(breakdown(case.part, sheets[0].entries))]
    assert [one for one in found if isinstance(one, float)] == []
    assert canonical(result.to_data())


@settings(max_examples=60)
@given(cases().filter(lambda case: len(case.typed) == 1))
def test_one_sheet_alone_adds_up_to_the_same_while_it_is_entered_and_when_it_is_checked(case: Case) -> None:
    [sheet] = sheets_of(case)
    assert running_total(case.part, sheet.entries) == case.total
    sums = breakdown(case.part, sheet.entries)
    counted = sum((Fraction(task.counted.exact) for task in sums.tasks), Fraction(0))
    assert Fraction(sums.total.exact) == case.total
    assert sums.stopped or counted == case.total


def test_the_search_for_floats_finds_one() -> None:
    assert [one for one in inside({"a": [(Entry("1"), 0.5)]}) if isinstance(one, float)] == [0.5]
