"""Where a standard may ask less than its base: one case for each kind, what is no floor, and who answers for them."""

from __future__ import annotations

from typing import Any

import pytest

from assess.standards.compare import Floor, floors, plain_text, signatures, stale, unsigned
from assess.standards.model import Standard
from tests.standards.compare.editions import SMALL_STANDARD, Edit, append, drop, edited, put

WORK = [{"clause": "works"}]
CASES: dict[str, tuple[Edit, tuple[str, str, str | None, str | None]]] = {
    "level": (put("levels", ["L5"]), ("levels.L2", "floor.level_missing", "L2", None)),
    "function": (drop("functions.testing"), ("functions.testing", "floor.function_missing", "测试", None)),
    "basic requirement": (put("basics", []), ("basics.ethics", "floor.function_missing", "职业道德", None)),
    "weight": (drop("weights.skill.testing"), ("weights.skill.testing.L5", "floor.weight_absent", "40", None)),
    "weight of nothing": (put("weights.theory.ethics.L2", "0"),
                          ("weights.theory.ethics.L2", "floor.weight_absent", "5", "0")),
    "content": (drop("functions.wiring.contents.wiring-l2"),
                ("functions.wiring.contents.wiring-l2", "floor.content_missing", "设计", None)),
    "content with a key skill": (drop("functions.wiring.contents.wiring-l5"),
                                 ("functions.wiring.contents.wiring-l5", "floor.key_content_missing", "单相接线",
                                  None)),
    "content at a higher level": (put("functions.wiring.contents.wiring-l5.level", "L2"),
                                  ("functions.wiring.contents.wiring-l5.level", "floor.content_higher", "L5", "L2")),
    "skill": (drop("functions.wiring.contents.wiring-l2.skills.s2"),
              ("functions.wiring.contents.wiring-l2.skills.s2", "floor.skill_missing", "能设计", None)),
    "key skill": (put("functions.wiring.contents.wiring-l5.skills", [{"id": "s9", "text": "能看"}]),
                  ("functions.wiring.contents.wiring-l5.skills.s1", "floor.key_skill_missing", "能接线", None)),
    "star": (put("functions.wiring.contents.wiring-l5.skills.s1.key", False),
             ("functions.wiring.contents.wiring-l5.skills.s1.key", "floor.key_dropped", "true", "false")),
    "fewer years": (put("eligibility.L2.skilled.all.0.years", "4"),
                    ("eligibility.L2.skilled", "floor.route_easier", "grade-held grade L5, years 5",
                     "grade-held grade L5, years 4")),
    "dropped clause": (drop("eligibility.L5.adult.all.0"),
                       ("eligibility.L5.adult", "floor.route_easier", "age years 16; works", "works")),
    "another route": (append("eligibility.L5", {"id": "any", "all": WORK}),
                      ("eligibility.L5.any", "floor.route_added", None, "works")),
    "pass mark": (put("assessment.L5.parts.practical.pass", "59.5"),
                  ("assessment.L5.parts.practical.pass", "floor.pass_lower", "60/100", "59.5/100")),
    "pass mark of more points": (put("assessment.L5.parts.practical.points", "120"),
                                 ("assessment.L5.parts.practical.pass", "floor.pass_lower", "60/100", "60/120")),
    "time": (put("assessment.L5.parts.theory.minutes", "89"),
             ("assessment.L5.parts.theory.minutes", "floor.minutes_fewer", "90", "89")),
    "time not set": (drop("assessment.L5.parts.theory.minutes"),
                     ("assessment.L5.parts.theory.minutes", "floor.minutes_fewer", "90", None)),
    "examiners": (put("assessment.L2.parts.review.examiners.minimum", 1),
                  ("assessment.L2.parts.review.examiners.minimum", "floor.examiners_fewer", "3", "1")),
    "odd number": (put("assessment.L2.parts.review.examiners.odd", False),
                   ("assessment.L2.parts.review.examiners.odd", "floor.examiners_odd", "true", "false")),
    "qualification": (put("assessment.L2.parts.review.examiners.qualification", "examiner"),
                      ("assessment.L2.parts.review.examiners.qualification", "floor.qualification_lower",
                       "senior-examiner", "examiner")),
    "near": (put("assessment.L2.parts.review.near", "1.5"),
             ("assessment.L2.parts.review.near", "floor.near_smaller", "2", "1.5")),
    "near not set": (drop("assessment.L2.parts.review.near"),
                     ("assessment.L2.parts.review.near", "floor.near_smaller", "2", None)),
    "names": (put("assessment.L2.parts.review.blind", False),
              ("assessment.L2.parts.review.blind", "floor.blind_dropped", "true", "false")),
    "calibration": (drop("assessment.L2.parts.review.calibration"),
                    ("assessment.L2.parts.review.calibration", "floor.calibration_dropped", "true", "false")),
    "kept parts": (put("assessment.L2.keep_passed", 25),
                   ("assessment.L2.keep_passed", "floor.kept_longer", "24", "25")),
    "part": (drop("assessment.L2.parts.review"),
             ("assessment.L2.parts.review", "floor.part_missing", "综合评审", None)),
    "part for a partner only": (put("assessment.L2.parts.review.award", "gba"),
                                ("assessment.L2.parts.review.award", "floor.part_for_award", None, "gba")),
    "bands": (put("grading", {"kind": "bands", "part": "theory", "bands": [{"from": "0", "grade": "L5"}]}),
              ("grading.kind", "floor.grading_other", "per_level", "bands")),
    "rounding": (put("arithmetic", {"compare": "rounded"}),
                 ("arithmetic.compare", "floor.rounded", "exact", "rounded")),
}  # fmt: skip

NONE: dict[str, Edit] = {
    "nothing": lambda data: None,
    "higher pass mark": put("assessment.L5.parts.practical.pass", "70"),
    "the same share of more points": put("assessment.L5.parts.practical",
                                         {"id": "practical", "kind": "practical", "name": "技能", "points": "200",
                                          "pass": "120", "after": "theory"}),
    "more time": put("assessment.L5.parts.theory.minutes", "120"),
    "time where the base sets none": put("assessment.L5.parts.practical.minutes", "60"),
    "more examiners": put("assessment.L5.parts.practical.examiners", {"minimum": 2}),
    "smaller weight": put("weights.skill.wiring.L5", "1"),
    "other names": put("functions.wiring.name", "布线"),
    "nearer": put("assessment.L2.parts.review.near", "3"),
    "parts that are kept where the base does not say": put("assessment.L5.keep_passed", 24),
    "parts that are kept shorter": put("assessment.L2.keep_passed", 12),
    "more skills": append("functions.wiring.contents.wiring-l5.skills", {"id": "s9", "text": "能看"}),
    "content already at a lower level": put("functions.wiring.contents.wiring-l2.level", "L5"),
    "a way less": lambda data: data["eligibility"].update(L5=[]),
    "more years": put("eligibility.L2.skilled.all.0.years", "6"),
    "another way for those who are admitted anyway": append(
        "eligibility.L5", {"id": "old", "all": [{"clause": "age", "years": "50"}, {"clause": "work-years",
                                                                                  "years": "20"}]}
    ),
    "other tasks": lambda data: data["assessment"]["L2"]["tasks"].pop(),
}  # fmt: skip


def facts(floor: Floor) -> tuple[str, str, str | None, str | None]:
    return floor.at, floor.code, plain_text(floor.old), plain_text(floor.new)


@pytest.mark.parametrize("case", CASES)
def test_each_kind_of_less_is_listed_once_at_its_place(case: str) -> None:
    edit, expected = CASES[case]
    assert [facts(floor) for floor in floors(SMALL_STANDARD, edited(edit))] == [expected]


@pytest.mark.parametrize("case", NONE)
def test_what_asks_as_much_or_more_is_not_listed(case: str) -> None:
    assert floors(SMALL_STANDARD, edited(NONE[case])) == ()


def test_a_skill_that_moved_to_a_lower_level_is_still_asked() -> None:
    def move(data: dict[str, Any]) -> None:
        first, second = data["functions"][0]["contents"]
        first["skills"].append(second["skills"].pop())

    assert floors(SMALL_STANDARD, edited(move)) == ()


def test_bands_that_give_a_grade_for_fewer_points_are_listed() -> None:
    def bands(least: str) -> Standard:
        band = [{"from": "0", "to": least, "grade": None}, {"from": least, "grade": "L5"}]
        return edited(put("grading", {"kind": "bands", "part": "theory", "bands": band}))

    (floor,) = floors(bands("60"), bands("55"))
    assert facts(floor) == ("grading.bands.2.from", "floor.band_lower", "60", "55")
    assert floors(bands("55"), bands("60")) == ()


def test_coarser_rounding_is_listed() -> None:
    one, none = (edited(put("arithmetic", {"compare": "rounded", "decimals": n})) for n in (1, 0))
    assert [floor.at for floor in floors(one, none)] == ["arithmetic.decimals"]
    assert floors(none, one) == ()


def test_easier_admission_to_an_appointment_is_listed() -> None:
    def special(years: str) -> Standard:
        held = [{"id": "held", "all": [{"clause": "grade-held", "grade": "L1", "years": years}]}]
        return edited(put("appointments", {"special": {
            "eligibility": held, "evidence": [{"id": "e", "text": "业绩"}], "sure": "示例",
            "panel": {"members": "5", "qualification": "专家"}, "publication_days": "5",
            "stages": [{"id": "s", "kind": "record", "name": "业绩评审"}],
            "votes": {"quorum": "2/3", "needed": "2/3"}, "term": {"years": "3"},
        }}))  # fmt: skip

    assert [floor.at for floor in floors(special("2"), special("1"))] == ["appointments.special.eligibility.held"]


# -- signatures --------------------------------------------------------------------------------------------------------


def signed(at: str, edit: Edit) -> Standard:
    def both(data: dict[str, Any]) -> None:
        edit(data)
        data["below"] = [{"at": at, "reason": "岗位需要", "signed": "陈欣怡", "date": "2026-03-01"}]

    return edited(both)


def test_a_signed_floor_names_who_answers_for_it() -> None:
    own = signed("levels.L2", put("levels", ["L5"]))
    (entry,) = signatures(SMALL_STANDARD, own)
    assert entry.by is not None and entry.by.signed == "陈欣怡"
    assert unsigned(SMALL_STANDARD, own) == () and stale(SMALL_STANDARD, own) == ()


def test_a_signature_for_another_place_signs_nothing() -> None:
    own = signed("levels", put("levels", ["L5"]))
    assert [floor.at for floor in unsigned(SMALL_STANDARD, own)] == ["levels.L2"]
    assert [entry.at for entry in stale(SMALL_STANDARD, own)] == ["levels"]


def test_a_signature_for_what_is_not_below_is_stale() -> None:
    own = signed("assessment.L5.parts.practical.pass", put("assessment.L5.parts.practical.pass", "80"))
    assert unsigned(SMALL_STANDARD, own) == ()
    assert [entry.signed for entry in stale(SMALL_STANDARD, own)] == ["陈欣怡"]
