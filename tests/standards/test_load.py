"""Reading a standard: what is refused, where the fault is said to be, and everything at once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assess.errors import Problems
from assess.standards.load import read_standard
from tests.standards.cases import NAME, SMALL, changed, expected_place, faults

# old text, new text with ¦ before the place of the fault, code
CASES = {
    # the shape of the file
    "an unknown key": ("overview: 用于", "¦overveiw: 用于", "standard.key_unknown"),
    "a key of another item type": (
        "text: 短路, effect: part",
        "text: 短路, effect: part, ¦max: 3",
        "standard.key_unknown",
    ),
    "a missing key": (
        "  - {id: ethics, name: 职业道德}",
        "  - ¦{id: ethics}",
        "standard.key_missing",
    ),
    "an item without type": ("{id: i2, type: veto,", "¦{id: i2,", "standard.key_missing"),
    "a missing zh-Hans text": ("name: {zh-Hans: 试验工,", "¦name: {", "standard.key_missing"),
    "an unknown type": ("{id: i2, type: veto,", "{id: i2, type: ¦vetto,", "standard.value_choice"),
    "an unknown kind": ("kind: national", "kind: ¦notional", "standard.value_choice"),
    "an unknown level": ("          level: L5"[2:], "        level: ¦L6", "standard.value_choice"),
    "a boolean that is none": ("odd: yes", "odd: ¦perhaps", "standard.value_choice"),
    "an unknown language": ("zh-Hant-MO: 試驗工", "¦zh-TW: 試驗工", "standard.value_language"),
    "a number with a word": ("amount: 2,", "amount: ¦two,", "standard.value_number"),
    "a number in full-width digits": ("amount: 2,", "amount: ¦２,", "standard.value_number"),
    "a number with an exponent": ("max: 20,", "max: ¦2e1,", "standard.value_number"),
    "a number with a comma": ("max: 20,", 'max: ¦"20,0",', "standard.value_number"),
    "not a number": ("max: 20,", "max: ¦nan,", "standard.value_number"),
    "too many decimals": ("max: 20,", "max: ¦20.0001,", "standard.value_places"),
    "a number out of range": ("max: 20,", "max: ¦2000,", "standard.value_range"),
    "an id with a capital letter": ("id: wiring-l5", "id: ¦Wiring", "standard.value_form"),
    "a code that is none": ("code: 9-99-99-99", "code: ¦9-99", "standard.value_form"),
    "an empty value": ("overview: 用于测试", "¦overview:", "standard.value_empty"),
    "a text for a map": ("basics:\n  - {id: ethics, name: 职业道德}", "basics: ¦德", "standard.value_kind"),
    "a map for a list": ("levels: [L5, L2]", "levels: ¦{L5: L2}", "standard.value_kind"),
    "a list for a text": ("text: 选线", "text: ¦[选线]", "standard.value_kind"),
    "an empty list": (
        "all: [{clause: grade-held, grade: L5, years: 5, evidence: 证书}]",
        "all: ¦[]",
        "standard.value_count",
    ),
    "too few descriptors": ("[无, 差, 可, 好]", "¦[无, 差, 可]", "standard.value_count"),
    # ids and levels
    "a function twice": ("  - id: testing", "  - id: ¦wiring", "standard.id_twice"),
    "a function with the id of a basic": ("  - id: testing", "  - id: ¦ethics", "standard.id_twice"),
    "a task with the id of a part": ("      - id: r1", "      - id: ¦review", "standard.id_twice"),
    "an item twice": ("{id: i2, type: veto", "{id: ¦i1, type: veto", "standard.id_twice"),
    "a level twice": ("levels: [L5, L2]", "levels: [L5, L2, ¦L2]", "standard.id_twice"),
    "a function that does not exist": ("function: testing", "function: ¦tasting", "standard.id_unknown"),
    "a part that does not exist": ("part: review", "part: ¦revue", "standard.id_unknown"),
    "a skill that does not exist": ("skills: [s1]", "skills: [¦s9]", "standard.id_unknown"),
    "a part after one that is missing": ("after: theory", "after: ¦oral", "standard.id_unknown"),
    "a weight of no function": ("    testing: {L5: 40}", "    ¦tasting: {L5: 40}", "standard.id_unknown"),
    "a weight at no level": ("testing: {L5: 40}", "testing: {L5: 40, ¦L1: 0}", "standard.level_unknown"),
    "a level without anything": ("levels: [L5, L2]", "levels: [L5, L2, ¦L1]", "standard.level_missing"),
    # sums
    "a skill column above 100": ("wiring: {L5: 60, L2: 100}", "wiring: {¦L5: 65, L2: 100}", "standard.weights_sum"),
    "a theory column a hundredth short": (
        "ethics: {L5: 10, L2: 5}",
        "ethics: {L5: 10, ¦L2: 4.99}",
        "standard.weights_sum",
    ),
    "a task that says more than its items": ("points: 40\n", "points: ¦50\n", "standard.task_sum"),
    "a part that says more than its tasks": (
        "practical, after: theory",
        "practical, points: ¦110, after: theory",
        "standard.part_sum",
    ),
    "a function with points that are not its weight": ("points: 40\n", "points: ¦39\n", "standard.task_sum"),
    "a weight that nobody examines": ("function: testing", "function: ¦wiring", "standard.task_function"),
    "a task without a weight": ("    testing: {L5: 40}\n", "", "standard.weights_sum"),
    # parts and items
    "a pass mark above the points": (
        "practical, after: theory",
        "practical, pass: ¦101, after: theory",
        "standard.pass_above_points",
    ),
    "an even panel": ("minimum: 3, odd", "minimum: ¦4, odd", "standard.examiners_even"),
    "points that are no multiple of the unit": ("max: 20,", "max: ¦20.25,", "standard.not_in_unit"),
    "a deduction that is no multiple of the unit": ("amount: 2,", "amount: ¦2.3,", "standard.not_in_unit"),
    "a deduction above its cap": ("amount: 2,", "amount: ¦12,", "standard.deduction_range"),
    "a deduction of nothing": ("amount: 2,", "amount: ¦0,", "standard.deduction_range"),
    "an item of no points": ("text: 选线, max: 20,", "text: 选线, max: ¦0,", "standard.points_zero"),
    "a unit of 0": ("max: 20,", "max: ¦20, unit: 0,", "standard.not_in_unit"),
    "patches of nothing": (
        "overview: ",
        "¦patches: [{op: remove, at: x, reason: y}]\noverview: ",
        "standard.patches_without_base",
    ),
}


@pytest.mark.parametrize(("old", "new", "code"), CASES.values(), ids=CASES)
def test_a_faulty_standard_is_refused_with_code_and_place(old: str, new: str, code: str) -> None:
    text, place = expected_place(changed((old, new)))
    found = [(problem.code, problem.where) for problem in faults(text)]
    if "¦" in new:
        assert (code, place) in found
    else:
        assert code in [found_code for found_code, _ in found]


def test_the_small_standard_without_a_change_is_accepted() -> None:
    reading = read_standard(SMALL.encode(), NAME)
    assert reading.standard.weights.skill["wiring"] == {"L5": Decimal(60), "L2": Decimal(100)}
    assert reading.warnings == ()


def test_all_faults_of_a_file_come_at_once_in_the_order_of_their_places() -> None:
    text = changed(
        ("kind: national", "kind: notional"),
        ("points: 60\n", "pionts: 61\n"),
        ("amount: 2,", "amount: two,"),
        ("part: review", "part: review\n        part: review"),
    )
    with pytest.raises(Problems) as caught:
        read_standard(text.encode(), NAME)
    assert [problem.code for problem in caught.value.problems] == [
        "standard.value_choice",
        "standard.key_unknown",
        "standard.value_number",
        "yaml.key_twice",
    ]


def test_a_misspelt_key_does_not_hide_faults_of_sums() -> None:
    text = changed(("minutes: 90", "minuts: 90"), ("{L5: 40}", "{L5: 45}"))
    codes = {problem.code for problem in faults(text)}
    assert {"standard.key_unknown", "standard.weights_sum"} <= codes
    assert "standard.key_missing" not in codes


def test_an_unknown_key_names_the_one_that_is_meant() -> None:
    (problem,) = faults(changed(("overview: 用于", "overveiw: 用于")))
    assert problem.params["suggestion"] == "overview"


def test_a_column_that_does_not_add_up_lists_its_figures() -> None:
    found = faults(changed(("{L5: 60, L2: 100}", "{L5: 65, L2: 100}")))
    problem = next(problem for problem in found if problem.code == "standard.weights_sum")
    assert [problem.params[key] for key in ("column", "got", "figures")] == [
        "weights.skill.L5", "105", "wiring 65, testing 40",
    ]  # fmt: skip


def test_nothing_is_guessed_from_the_look_of_a_value() -> None:
    text = changed(("name: 职业道德", "name: no"), ('edition: "2026"', "edition: 2026"), ("用于测试", "0x1F"))
    standard = read_standard(text.encode(), NAME).standard
    assert (str(standard.basics[0].name), standard.edition, str(standard.overview)) == ("no", "2026", "0x1F")


def test_a_review_is_refused_below_technician() -> None:
    text, place = expected_place(changed(("id: theory, kind: theory", "id: theory, kind: ¦review")))
    assert ("standard.review_level", place) in [(problem.code, problem.where) for problem in faults(text)]


def test_only_theory_may_be_scored_as_a_whole() -> None:
    found = faults(changed(("        part: review\n", "")))
    assert "standard.part_without_tasks" in [problem.code for problem in found]


def test_a_key_skill_without_item_is_refused_a_name_without_translation_is_not() -> None:
    text = changed((", skills: [s1]", ""), (", pt-MO: Técnico de ensaio", ""))
    assert [(problem.code, problem.severity) for problem in faults(text)] == [
        ("standard.name_untranslated", "warning"),
        ("standard.key_skill_not_examined", "error"),
    ]


BANDS = {
    "end to end": ("[{from: 0, to: 60, grade: }, {from: 60, grade: L5}]", None),
    "in any order": ("[{from: 60, grade: L5}, {from: 0, to: 60, grade: }]", None),
    "with a gap": ("[{from: 0, to: 59, grade: }, {from: 60, grade: L5}]", "gap"),
    "overlapping": ("[{from: 0, to: 61, grade: }, {from: 60, grade: L5}]", "overlap"),
    "not from 0": ("[{from: 1, to: 60, grade: }, {from: 60, grade: L5}]", "gap"),
    "with an end": ("[{from: 0, to: 60, grade: }, {from: 60, to: 100, grade: L5}]", "end"),
    "open in the middle": ("[{from: 0, grade: }, {from: 60, grade: L5}]", "overlap"),
}


@pytest.mark.parametrize(("bands", "fault"), BANDS.values(), ids=BANDS)
def test_bands_cover_every_score_exactly_once(bands: str, fault: str | None) -> None:
    found = faults(SMALL + f"grading:\n  kind: bands\n  part: practical\n  bands: {bands}\n")
    assert [problem.params.get("reason") for problem in found] == ([fault] if fault else [])
