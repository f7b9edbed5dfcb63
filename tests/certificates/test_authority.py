"""Authorities and schemes as data: what is taken, what is refused by name and place, and which numbers come out."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.certificates.authority import Authority, parse_authority
from assess.certificates.number import format_number, series, typed_number
from assess.certificates.scheme import Scheme, hindrance, parse_scheme
from assess.errors import BadInput, Problems, Refused

CERTS = Path(__file__).resolve().parents[2] / "certs"
BODY = (CERTS / "authorities" / "jiangmen-demo" / "authority.yaml").read_bytes()
SCHEME = (CERTS / "schemes" / "baoyu-macau.yaml").read_bytes()


def authority(data: bytes = BODY) -> Authority:
    return parse_authority(data, "authority.yaml")


def scheme(data: bytes = SCHEME) -> Scheme:
    return parse_scheme(data, "scheme.yaml")


def assigned() -> Authority:
    return authority().model_copy(update={"letter": "Y", "body": "0001", "serial_of_body": "230001"})


def test_a_mainland_number_has_22_characters_in_seven_parts() -> None:
    number = format_number(assigned(), 2019, "L5", 1)
    assert number == "Y" "0001" "44" "230001" "19" "5" "000001" and len(number) == 22


NUMBERS = {
    ("L3", 42): "Y00014423000126" "3" "000042",
    ("L1", 999_999): "Y00014423000126" "1" "999999",
}


@pytest.mark.parametrize("case", NUMBERS)
def test_numbers_carry_year_level_and_serial(case: tuple[str, int]) -> None:
    assert format_number(assigned(), 2026, case[0], case[1]) == NUMBERS[case]  # type: ignore[arg-type]


def test_a_serial_beyond_the_pattern_is_refused_and_never_longer() -> None:
    with pytest.raises(Refused) as caught:
        format_number(assigned(), 2026, "L3", 1_000_000)
    assert caught.value.code == "number.exhausted"


@pytest.mark.parametrize("missing", ["letter", "body", "serial_of_body", "number"])
def test_a_body_without_every_assigned_part_makes_specimens_only(missing: str) -> None:
    body = assigned().model_copy(update={missing: None})
    assert not body.assigned
    assert format_number(body, 2026, "L3", 7) == "SPECIMEN263000007"
    assert series(body, "L3") == "jiangmen-demo/specimen" != series(assigned(), "L3")


def test_a_sample_standard_makes_specimens_even_where_a_code_was_assigned() -> None:
    assert format_number(assigned(), 2026, "L3", 7, sampled=True) == "SPECIMEN263000007"
    assert series(assigned(), "L3", sampled=True) == "jiangmen-demo/specimen"


def test_a_level_that_the_authority_does_not_issue_has_no_number() -> None:
    macau = parse_authority((CERTS / "authorities" / "dsal-demo" / "authority.yaml").read_bytes(), "a.yaml")
    with pytest.raises(BadInput) as caught:
        format_number(macau, 2026, "L1", 1)
    assert caught.value.code == "number.level_not_issued"


def enterprise() -> Authority:
    return authority((CERTS / "authorities" / "qiaodu-demo" / "authority.yaml").read_bytes())


def test_a_grade_without_an_exam_has_its_own_code_in_the_number() -> None:
    body = enterprise().model_copy(update={"body": "0001", "serial_of_body": "230001"})
    assert format_number(body, 2026, "special", 7) == "Y000144230001" + "26T000007"
    assert format_number(enterprise(), 2026, "chief", 7) == "SPECIMENY26S000007"


def test_a_record_is_numbered_by_the_bodys_own_pattern_and_needs_no_assigned_code() -> None:
    body = enterprise()
    assert not body.assigned
    assert format_number(body, 2026, "apprentice", 7) == "QD-XT-26X00007"
    assert format_number(body, 2026, "apprentice", 7, sampled=True) == "SPECIMENY26X000007"
    assert body.title_of("apprentice").in_locale("zh-Hans") == "学徒工转正定级记录" != body.title.in_locale("zh-Hans")


APART = {
    "no code of its own": (b"sure: official, code: T}", b"sure: official}"),
    "the code of another grade": (b"code: T}", b"code: S}"),
    "a record number that looks like a specimen's": (b'"QD-XT-', b'"SPECIMEN-'),
    "a grade that nobody certifies": (b"  chief: {", b"  master: {"),
}


@pytest.mark.parametrize("case", APART)
def test_a_grade_that_could_be_taken_for_another_is_refused(case: str) -> None:
    data = (CERTS / "authorities" / "qiaodu-demo" / "authority.yaml").read_bytes()
    assert APART[case][0] in data
    with pytest.raises(Problems):
        authority(data.replace(*APART[case], 1))


def test_a_typed_number_is_folded_as_it_is_stored() -> None:
    assert typed_number(" specimen 26３ 000001 ") == "SPECIMEN263000001"


FAULTS = {
    "an unknown key": (b"notice_days: 5", b"notice_day: 5", "authority.yaml:22:1"),
    "a pattern without a serial": (b"{level:1}{serial:6}\"\nspecimen", b"{level:1}\"\nspecimen", "authority.yaml:20:9"),
    "a pattern with an unknown part": (b"{letter}{body:4}", b"{latter}{body:4}", "authority.yaml:20:9"),
    "a body code of five digits": (b"body:             # 4", b"body: \"12345\"  # 4", "authority.yaml:17:7"),
    "an unknown document": (b"[resident_id,", b"[library_card,", "authority.yaml:34:13"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_refused_with_its_place(case: str) -> None:
    old, new, where = FAULTS[case]
    assert old in BODY
    with pytest.raises(Problems) as caught:
        authority(BODY.replace(old, new, 1))
    assert caught.value.code == "authority.invalid"
    assert [problem.where for problem in caught.value.problems] == [where]


@pytest.mark.parametrize("pattern", [b"Y{year:2}{level:1}{serial:6}", b"DEMO{year:2}{level:1}{serial:6}"])
def test_a_specimen_number_that_could_pass_for_a_real_one_is_refused(pattern: bytes) -> None:
    with pytest.raises(Problems):
        authority(BODY.replace(b"SPECIMEN{year:2}{level:1}{serial:6}", pattern))


def test_a_real_number_that_begins_like_a_specimen_is_refused() -> None:
    with pytest.raises(Problems):
        authority(BODY.replace(b'number: "{letter}', b'number: "SPECIMEN{letter}', 1))


RULES = {
    "weights of another rule": (b"same", b"merged: {L3: {pass: 60, weights: {theory: 100}}}",
                                [("scheme.figures_of_other_rule",
                                  {"key": "merged", "rule": "same", "needs": "merged"})]),
    "pass marks of another rule": (b"merged", b"merged: {L3: {pass: 60, weights: {a: 100}}}\npass_marks: {L3: {a: 70}}",
                                   [("scheme.figures_of_other_rule",
                                     {"key": "pass_marks", "rule": "merged", "needs": "higher_of_each"})]),
    "merged without weights": (b"merged", b"", [("scheme.merged_missing", {"levels": "L3"})]),
    "weights below 100": (b"merged", b"merged: {L3: {pass: 60, weights: {theory: 33.3, practical: 66.6}}}",
                          [("scheme.weights_sum", {"level": "L3", "got": "99.9"})]),
}


@pytest.mark.parametrize("case", RULES)
def test_the_figures_of_a_scheme_are_those_of_its_rule(case: str) -> None:
    rule, figures, expected = RULES[case]
    with pytest.raises(Problems) as caught:
        scheme(SCHEME.replace(b"score_rule: same", b"score_rule: " + rule) + b"\n" + figures)
    assert [(problem.code, problem.params) for problem in caught.value.problems] == expected


def test_a_scheme_asks_at_each_level_what_stands_there() -> None:
    asked = scheme(SCHEME.replace(b"score_rule: same", b"score_rule: higher_of_each")
                   + b"\npass_marks: {L3: {practical: 70}}")
    assert [str(mark) for mark in asked.asks("L3").pass_marks.values()] == ["70"] and not asked.asks("L4").parts


def test_a_consent_text_must_be_there_in_every_language() -> None:
    start = SCHEME.index(b"    en: >-")
    with pytest.raises(Problems) as caught:
        scheme(SCHEME[:start])
    assert [(problem.code, problem.params) for problem in caught.value.problems] == [
        ("scheme.consent_untranslated", {"locale": "en"})
    ]


HINDRANCES = [
    ({}, None),
    ({"occupation": "6-31-01-03"}, "scheme.occupation_without_equivalent"),
    ({"level": "L1"}, "scheme.level_without_equivalent"),
    ({"residence": "mainland"}, "scheme.not_entitled"),
    ({"consented": False}, "scheme.consent_missing"),
    ({"residence": "mainland", "consented": False}, "scheme.not_entitled"),
]


@pytest.mark.parametrize(("changed", "why"), HINDRANCES)
def test_the_partners_paper_is_held_up_by(changed: dict[str, object], why: str | None) -> None:
    only_macau = scheme(SCHEME.replace(b"entitled: everyone", b"entitled: [macau]"))
    asked: dict[str, object] = {"occupation": "4-10-01-03", "level": "L3", "residence": "macau", "consented": True}
    assert hindrance(only_macau, **(asked | changed)) == why  # type: ignore[arg-type]


def test_everyone_is_entitled_where_the_scheme_says_so() -> None:
    assert hindrance(scheme(), occupation="4-10-01-03", level="L3", residence="mainland", consented=True) is None
