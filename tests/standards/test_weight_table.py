"""A table of weights that cannot be used is refused with the place in its file and what would be right."""

from __future__ import annotations

import json

import pytest

from assess.errors import NotFound, Problems
from assess.standards.generate import read_weight_table
from tests.standards.cases import expected_place

GOOD = """\
{
 "source": "a test",
 "standards": [
  {
   "occupation_code": "1-11-11-11",
   "occupation_name": "甲工",
   "edition": "2020",
   "skill_weights": {"装配": {"L5": 60, "L4": 100}, "检测": {"L5": 40, "L4": null}}
  },
  {"occupation_code": "2-22-22-22", "occupation_name": "乙工", "edition": "x y", "skill_weights": 5}
 ]
}
"""

FAULTS = {
    "a column that is not 100": ('"L5": 60', '"L5": ¦65', "standard.weights_sum"),
    "a negative weight": ('"L5": 60', '"L5": ¦-60', "standard.value_number"),
    "a weight above 100": ('"L4": 100', '"L4": ¦100.5', "standard.value_range"),
    "three decimals": ('"L5": 60', '"L5": ¦60.001', "standard.value_places"),
    "no number": ('"L5": 60', '"L5": ¦NaN', "standard.value_number"),
    "a level that does not exist": ('"L5": 60', '¦"L6": 60', "standard.value_choice"),
    "a function twice": ('"检测": {"L5": 40, "L4": null}', '"检测": {"L5": 40}, ¦"检测": {"L5": 40}', "yaml.key_twice"),
    "an edition that is none": ('"2020"', '¦"2020年"', "standard.value_form"),
    "no weights at all": ('"装配": {"L5": 60, "L4": 100}, "检测": {"L5": 40, "L4": null}', "", "weights.none"),
    "no table": (
        '   "edition": "2020",\n   "skill_weights": {',
        '   "edition": "2020",\n   "skill": {',
        "standard.key_missing",
    ),
    "a comma too many": ('"L4": null}}', '"L4": null},}', "weights.not_json"),
    "an open end": ("}\n ]\n}\n", "}\n ]\n¦", "weights.not_json"),
    "a hidden character": ('"甲工"', '"甲¦\u200b工"', "yaml.hidden_character"),
    "a colon too few": ('"L5": 60', '"L5" ¦60', "weights.not_json"),
    "not the shape": ('"standards"', '"norms"', "standard.key_missing"),
}


@pytest.mark.parametrize(("old", "new", "code"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_table_is_refused_at_its_place(old: str, new: str, code: str) -> None:
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    plain, place = expected_place(text)
    with pytest.raises(Problems) as refused:
        read_weight_table(plain.encode(), "standards/x.yaml", "1-11-11-11")
    assert refused.value.code == "weights.invalid"
    found = [(problem.code, problem.where) for problem in refused.value.problems]
    assert (code, place) in found if "¦" in text else code in dict(found), found


def test_every_wrong_column_is_named_with_its_figures() -> None:
    text = GOOD.replace("60", "65").replace('"L4": 100', '"L4": 99.5')
    with pytest.raises(Problems) as refused:
        read_weight_table(text.encode(), "w.json", "1-11-11-11")
    assert [dict(problem.params) for problem in refused.value.problems] == [
        {"column": "skill_weights.L5", "got": "105", "figures": "装配 65, 检测 40"},
        {"column": "skill_weights.L4", "got": "99.5", "figures": "装配 99.5"},
    ]


def test_a_fault_in_another_occupation_disturbs_nobody() -> None:
    table = read_weight_table(GOOD.encode(), "w.json", "1-11-11-11")
    assert (table.name, table.skill_weights["检测"]) == ("甲工", {"L5": 40, "L4": None})


def test_an_unknown_occupation_lists_those_of_the_file() -> None:
    with pytest.raises(NotFound) as refused:
        read_weight_table(GOOD.encode(), "w.json", "3-33-33-33")
    assert refused.value.params["known"] == "1-11-11-11 甲工, 2-22-22-22 乙工"


def test_the_newest_edition_of_an_occupation_is_taken() -> None:
    data = json.loads(GOOD)
    older, newer = data["standards"][0], {**data["standards"][0], "edition": "2024"}
    text = json.dumps({"standards": [newer, older]}, ensure_ascii=False)
    assert read_weight_table(text.encode(), "w.json", "1-11-11-11").edition == "2024"


@pytest.mark.parametrize("indent", [None, 1, "\t"], ids=["one line", "spaces", "tabs"])
@pytest.mark.parametrize("escaped", [True, False])
def test_any_writer_of_json_will_do(indent: int | str | None, escaped: bool) -> None:
    text = json.dumps(json.loads(GOOD.replace("装配", "𫖯装\\/配")), ensure_ascii=escaped, indent=indent)
    assert set(read_weight_table(text.encode(), "w.json", "1-11-11-11").skill_weights) == {"𫖯装/配", "检测"}


def test_a_file_that_an_editor_of_windows_saved_is_read() -> None:
    assert read_weight_table(GOOD.encode("utf-8-sig"), "w.json", "1-11-11-11").code == "1-11-11-11"


BYTES = {
    "nothing": b"",
    "GBK": GOOD.encode("gbk"),
    "UTF-16": GOOD.encode("utf-16"),
    "deep": b"[" * 100_000,
    "large": b'{"a": "' + b"x" * 2_000_000 + b'"}',
    "a text": b'"a"',
    "half a character": GOOD.replace("甲工", "\\ud800").encode(),
}


@pytest.mark.parametrize("data", BYTES.values(), ids=BYTES)
def test_what_is_no_such_file_is_refused_without_a_traceback(data: bytes) -> None:
    with pytest.raises(Problems) as refused:
        read_weight_table(data, "w.json", "1-11-11-11")
    assert refused.value.code == "weights.invalid" and refused.value.problems
