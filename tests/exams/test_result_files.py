"""A result as a file: it verifies for ever, every change in it is found and named, and no garbage breaks the check."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assess.canonical import digest
from assess.errors import Refused
from assess.exams import agreement, appointing, arithmetic, confirming, placings, rules
from assess.exams import result as results
from assess.exams.form import ExamForm
from assess.exams.result import PartInput, Result, decide
from assess.exams.result_file import Difference, check_result_file
from assess.exams.result_file.reading import LARGEST
from assess.exams.result_file.words import FIELD_NAMES, STEP_NAMES
from tests.exams.forms import form, part, points
from tests.exams.result_files import GOLDEN, TWO, cases, file_of, scored

FILES = sorted(GOLDEN.glob("*/*.json"))
EXAMS = [file for file in FILES if b'"kind":"exam"' in file.read_bytes()]
name = lambda file: f"{file.parent.name}-{file.stem}"  # noqa: E731
THIRDS = (GOLDEN / "1" / "thirds.json").read_bytes()


@pytest.mark.parametrize("file", FILES, ids=name)
def test_a_golden_result_verifies_byte_for_byte_for_ever(file: Path) -> None:
    data = file.read_bytes()
    checked = check_result_file(data)
    assert [(step.name, step.difference, step.fault) for step in checked.steps if not step.held] == []
    assert checked.holds and checked.result is not None
    record = json.loads(data)["result"]
    assert checked.result.digest == checked.stated == digest(record) and record["rules"] == int(file.parent.name)


def test_there_are_golden_results_of_every_version_and_of_every_case() -> None:
    assert {file.parent.name for file in FILES} == {str(version) for version in rules.EXAMS}
    assert {file.stem for file in FILES if file.parent.name == str(results.RULES)} == set(cases())


CURRENT = {
    "exams": (rules.EXAMS, results.RULES, results.decide),
    "appointments": (rules.APPOINTMENTS, appointing.RULES, appointing.result_from),
    "confirmations": (rules.CONFIRMATIONS, confirming.RULES, confirming.confirmation_from),
    "placings": (rules.PLACINGS, placings.RULES, placings.place),
}


@pytest.mark.parametrize(("versions", "current", "function"), CURRENT.values(), ids=CURRENT)
def test_the_rules_of_today_are_the_newest_version(
    versions: Mapping[int, object], current: int, function: object
) -> None:
    assert max(versions) == current and versions[current] is function


@pytest.mark.parametrize("unknown", [2, 0, True, "1", None])
def test_a_version_that_is_not_known_is_refused(unknown: object) -> None:
    with pytest.raises(Refused) as caught:
        rules.decide_by(unknown, TWO, {})
    assert (caught.value.code, caught.value.params["known"]) == ("result.rules_unknown", "1")


def _shown_anew(of: Callable[..., Any]) -> Callable[[ExamForm, Mapping[str, PartInput]], Result]:
    def changed(exam: ExamForm, given: Mapping[str, PartInput]) -> Result:
        found = decide(exam, given)
        return replace(found, parts=tuple(map(of, found.parts)))

    return changed


CHANGED = {
    "a total a hair larger": lambda one: one if one.total is None else replace(one, total=one.total + 1),
    "a text without decimals": lambda one: one if one.shown is None else replace(one, shown=one.shown.split(".")[0]),
    "reasons sorted": lambda one: replace(one, reasons=("below_pass_mark", *one.reasons)),
}


@pytest.mark.parametrize("change", CHANGED.values(), ids=CHANGED)
def test_a_rule_that_was_changed_in_place_is_caught_by_the_golden_results(
    change: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "EXAMS", {1: _shown_anew(change)})
    assert not all(check_result_file(file.read_bytes()).holds for file in EXAMS)


MUTANTS: dict[str, tuple[Any, str, Any]] = {
    "half to even": (arithmetic, "rounded", lambda value, decimals: round(value, decimals)),
    "a mean of floats": (agreement, "combined", lambda values, how: agreement.Fraction(sum(map(float, values)) / 3)),
    "passed only above the mark": (results, "passes", lambda value, mark, **_: value > mark),
    "a veto of the part forgotten": (results, "_task_totals", lambda part, found: (
        {task.id: sum((mark.value for mark in found.marks), arithmetic.Fraction(0)) for task in part.tasks}, ())),
}


@pytest.mark.parametrize(("module", "function", "mutant"), MUTANTS.values(), ids=MUTANTS)
def test_a_changed_step_of_the_computation_is_caught_by_the_golden_results(
    module: Any, function: str, mutant: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, function, mutant)
    held = []
    for file in EXAMS:
        try:
            held.append(check_result_file(file.read_bytes()).holds)
        except (TypeError, ValueError):  # a mutant may give what nothing else can work with
            held.append(False)
    assert not all(held)


def altered(change: Callable[[dict[str, Any]], object], data: bytes = THIRDS, seal: bool = True) -> bytes:
    """The file with a change; with ``seal`` the forger wrote the digest anew."""
    found = json.loads(data)
    change(found)
    if seal:
        found["digest"] = digest(found["result"])
    return json.dumps(found).encode()


def sheet_of(data: dict[str, Any], number: int = 0) -> dict[str, Any]:
    sheet: dict[str, Any] = data["inputs"]["practical"]["sheets"][number]
    return sheet


def result_part(data: dict[str, Any]) -> dict[str, Any]:
    part_data: dict[str, Any] = data["result"]["parts"][0]
    return part_data


FORGED: dict[str, tuple[Callable[[dict[str, Any]], object], str, Difference]] = {
    "an entry": (lambda data: sheet_of(data)["entries"].update({"t.j": ["1", ""]}), "totals",
                 Difference("examiners", '["2", "2", "1"]', '["1", "2", "1"]', "practical", "t.j")),
    "a mark": (lambda data: result_part(data)["marks"]["t.j"].update(value="60/1"), "totals",
               Difference("value", "60/1", "500/9", "practical", "t.j")),
    "the points of a task": (lambda data: result_part(data)["tasks"].update(t="60/1"), "totals",
                             Difference("tasks", "60/1", "500/9", "practical", "t")),
    "a total": (lambda data: result_part(data).update(total="60/1"), "totals",
                Difference("total", "60/1", "500/9", "practical")),
    "what is shown": (lambda data: result_part(data).update(shown="60.0"), "result",
                      Difference("shown", "60.0", "55.6", "practical")),
    "a pass": (lambda data: result_part(data).update({"passed": True, "reasons": []}), "result",
               Difference("passed", "true", "false", "practical")),
    "the grade": (lambda data: data["result"].update(grade="L4"), "result", Difference("grade", "L4", "–")),
    "a key left out": (lambda data: result_part(data).pop("carried"), "result",
                       Difference("carried", "–", "–", "practical")),
    "a key put in": (lambda data: data["result"].update(extra="1"), "result", Difference("extra", "1", "–")),
    "a pass mark of the form": (lambda data: data["form"]["parts"][0]["part"].update(pass_mark="55"), "form",
                                Difference("form", json.loads(THIRDS)["result"]["form"], "")),
    "a judge too many": (lambda data: data["inputs"]["practical"]["sheets"].append(sheet_of(data)), "sheets",
                         Difference("sheet_twice", "101", "–", "practical", "101")),
    "another candidate's sheet": (lambda data: sheet_of(data, 1).update(enrolment=8), "sheets",
                                  Difference("enrolment", "8", "7", "practical", "102")),
    "half a step": (lambda data: sheet_of(data)["entries"].update({"t.j": ["2.5", ""]}), "entries",
                    Difference("entry", "2.5", "–", "practical", "t.j")),
    "two as 2.0": (lambda data: sheet_of(data)["entries"].update({"t.j": ["2.0", ""]}), "entries",
                   Difference("entry", "2.0", "2", "practical", "t.j")),
    "a cell that is none": (lambda data: sheet_of(data)["entries"].update({"t.k": ["2", ""]}), "entries",
                            Difference("entry", "2", "–", "practical", "t.k")),
    "a photo": (lambda data: sheet_of(data)["pictures"].append("t.j 00"), "sheets", Difference("sheet", "", "")),
    "a further examiner": (lambda data: sheet_of(data).update(further=True), "sheets", Difference("sheet", "", "")),
    "rules of another time": (lambda data: data["result"].update(rules=2), "rules", Difference("rules", "2", "1")),
}


@pytest.mark.parametrize(("change", "step", "told"), FORGED.values(), ids=FORGED)
def test_a_forged_file_fails_at_its_step_and_says_what_and_where(
    change: Callable[[dict[str, Any]], object], step: str, told: Difference
) -> None:
    checked = check_result_file(altered(change))
    assert not checked.holds
    found = next(one for one in checked.steps if one.name == step)
    assert not found.held and found.difference is not None
    if told.expected:
        assert found.difference == told
    else:
        assert (found.difference.what, found.difference.got != found.difference.expected) == (told.what, True)


PLACED: dict[str, tuple[dict[str, Any], str, Difference]] = {
    "a rank": ({"rank": 1}, "result", Difference("rank", "1", "2")),
    "gold": ({"prize": "gold", "line": 1}, "result", Difference("line", "1", "2")),
    "a lower grade held": ({"held": None}, "result", Difference("grade", "L3", "L4")),
    "a rival left out": ({"others": ["60/1"]}, "result", Difference("line", "2", "1")),
    "rivals in another order": ({"others": ["60/1", "241/3"]}, "result",
                                Difference("others", '["60/1", "241/3"]', '["241/3", "60/1"]')),
    "a total": ({"total": "81/1"}, "totals", Difference("total", "81/1", "7999/100")),
}


@pytest.mark.parametrize(("change", "step", "told"), PLACED.values(), ids=PLACED)
def test_a_forged_place_fails_at_its_step(change: dict[str, Any], step: str, told: Difference) -> None:
    golden = (GOLDEN / "1" / "placed.json").read_bytes()
    checked = check_result_file(altered(lambda data: data["result"]["placing"].update(change), golden))
    found = next(one for one in checked.steps if one.name == step)
    assert not checked.holds and found.difference == told


@pytest.mark.parametrize(("change", "code"), [
    ({"rules": 7}, "result.rules_unknown"), ({"rules": True}, "result_file.shape"),
    ({"group": "guests"}, "result_file.shape"), ({"held": "L9"}, "result_file.shape"),
    ({"others": ["1e999999999/1"]}, "result_file.shape"), ({"others": "60/1"}, "result_file.shape"),
])
def test_a_place_that_is_none_is_refused_in_words(change: dict[str, Any], code: str) -> None:
    golden = (GOLDEN / "1" / "placed.json").read_bytes()
    checked = check_result_file(altered(lambda data: data["result"]["placing"].update(change), golden))
    assert not checked.holds and checked.steps[-1].fault is not None and checked.steps[-1].fault.code == code


def test_a_digest_that_was_left_alone_does_not_fit_a_changed_result() -> None:
    checked = check_result_file(altered(lambda data: data["result"].update(grade="L4"), seal=False))
    assert [step.name for step in checked.steps if not step.held] == ["result", "digest"]


GARBAGE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "result_file.not_json"),
    "a PDF": (b"%PDF-1.7\n\xff\xfe", "result_file.not_json"),
    "no file of ours": (b'{"format":"other"}', "result_file.format"),
    "a list": (b"[1]", "result_file.format"),
    "too large": (b" " * (LARGEST + 1), "result_file.too_large"),
    "too deep": (b"[" * 100_000, "result_file.too_deep"),
    "a key twice": (b'{"a":"1","a":"2"}', "result_file.twice"),
    "a float": (b'{"a":0.6000000000000001}', "result_file.fraction"),
    "infinity": (b'{"a":Infinity}', "result_file.fraction"),
    "a huge number": (b'{"a":' + b"9" * 5000 + b"}", "result_file.fraction"),
    "half a surrogate": (b'{"a":"\\ud800"}', "result_file.not_json"),
    "an unknown key": (altered(lambda data: data.update(name="陈")), "result_file.shape"),
    "a mark as number": (altered(lambda data: sheet_of(data)["entries"].update({"t.j": [2, ""]})), "result_file.shape"),
    "a missing key": (altered(lambda data: data.pop("inputs")), "result_file.shape"),
    "a part twice": (altered(lambda data: data["form"]["parts"].append(data["form"]["parts"][0])), "result_file.shape"),
    "bands of no part": (altered(lambda data: data["form"]["grading"].update(kind="bands", part="x")),
                         "result_file.shape"),
    "rules that nobody knows": (altered(lambda data: data.update(rules=7)), "result.rules_unknown"),
}


@pytest.mark.parametrize(("data", "code"), GARBAGE.values(), ids=GARBAGE)
def test_what_is_no_result_is_refused_in_words(data: bytes, code: str) -> None:
    checked = check_result_file(data)
    assert not checked.holds and checked.steps[-1].fault is not None
    assert checked.steps[-1].fault.code == code


def leaves(value: Any, where: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [where, *(found for key, one in inner for found in leaves(one, (*where, key)))]


STRANGE = [None, True, -1, 2**52, 10**14, "", "–", "-1", "1e9", "１", "1/0", "0/1", "9" * 60, [], {}, [[]], ["1", "2"],
           "L9", "scored", "carried", "void", "2026-02-30", "陈" * 600, {"a": None}]


def mutant(chance: random.Random, data: bytes) -> bytes:
    """The file with one to three values replaced, or with bytes changed, cut or doubled."""
    if chance.random() < 0.4:
        raw, place = bytearray(data), chance.randrange(len(data))
        raw[place:place + chance.randint(0, 40)] = bytes(chance.randrange(256) for _ in range(chance.randint(0, 3)))
        return bytes(raw)
    found = json.loads(data)
    for _ in range(chance.randint(1, 3)):
        *where, last = chance.choice(leaves(found)[1:])
        inner = found
        for key in where:
            inner = inner[key]
        if isinstance(inner, dict) and chance.random() < 0.2:
            inner[chance.choice(["of", "x", "part", "choice"])] = inner.pop(last)
        else:
            inner[last] = chance.choice(STRANGE)
    return json.dumps(found).encode()


@pytest.mark.parametrize("seed", range(4))
def test_no_garbage_breaks_the_check_and_no_changed_result_passes(seed: int) -> None:
    chance, held = random.Random(seed), 0
    files = [file.read_bytes() for file in FILES]
    for _ in range(500):
        data = chance.choice(files)
        changed = mutant(chance, data)
        checked = check_result_file(changed)
        if checked.holds:
            held += 1
            # Only what says the same may pass: another spelling of JSON, the same value once more.
            before, after = json.loads(data), json.loads(changed)
            assert after["result"] == before["result"] or after["digest"] != before["digest"]
    assert held < 50


def test_every_step_and_every_field_of_a_result_has_a_name() -> None:
    record = decide(form(part(points("p"))), {}).to_data()
    placing = json.loads((GOLDEN / "1" / "placed.json").read_bytes())["result"]["placing"]
    fields = {*record, *record["parts"][0], "placing", *placing} - {"parts", "part", "awards", "digest"}
    assert fields <= set(FIELD_NAMES)
    assert len(STEP_NAMES) == 8


def test_a_file_that_was_never_settled_here_can_still_agree_with_itself() -> None:
    """What the steps cannot say: whoever writes a whole file anew has one that computes. The register knows better."""
    forged = file_of(TWO, {"theory": scored({"t.p": "100"}), "practical": scored({"t.p": "60", "t.j": "3"})})
    assert check_result_file(forged).holds
