"""A partner that asks more than the standard: who passed without meeting it gets no paper of the partner, and why."""

from __future__ import annotations

import json
import secrets

from sqlalchemy import select

from assess.canonical import canonical
from assess.cli.demo.story import portrait
from assess.operations import consent, enrolling, issuing, photos
from assess.operations.awards import PartnerVerdict
from assess.operations.keys import create_authority_keys
from assess.operations.settling import preview
from assess.store.results import ResultRow
from tests.marking import THEN, Marking
from tests.partnered import config, marking, partnered

__all__ = ["config", "marking", "partnered"]


def verdicts(marking: Marking) -> list[PartnerVerdict]:
    lines = preview(marking.store, marking.actors["office"], marking.sitting_id)
    assert [line.result.grade for line in lines] == ["L3", "L3", "L3"]
    return [verdict for line in lines for verdict in line.partners]


def held_up(marking: Marking) -> list[tuple[int, str, str, str]]:
    """Seat, code, severity and the parts named of what keeps the partner's papers back."""
    made = issuing.prepare(marking.store, marking.actors["office"], marking.sitting_id, THEN, secrets.token_bytes)
    return sorted((one.seat, one.problem.code, one.problem.severity, str(one.problem.params.get("parts", "")))
                  for one in made.hindrances if one.authority == "dsal-demo")


def test_the_results_name_what_the_partner_asks_beyond_the_grade(marking: Marking) -> None:
    found = [[(one.code, str(one.part), one.mark) for one in verdict.lacking] for verdict in verdicts(marking)]
    assert [[(code, part, str(mark)) for code, part, mark in reasons] for reasons in found] == [
        [], [("below_demand", "技能考核", "70")], [("part_not_passed", "澳门法规", "None")]]


def test_only_who_met_it_is_asked_for_consent_and_the_others_are_told_why(marking: Marking) -> None:
    assert held_up(marking) == [
        (1, "scheme.consent_missing", "warning", ""),
        (2, "scheme.demands_not_met", "warning", "技能考核"),
        (3, "scheme.demands_not_met", "warning", "澳门法规"),
    ]


def test_a_record_that_was_altered_to_say_met_gives_no_paper(marking: Marking) -> None:
    store, office = marking.store, marking.actors["office"]
    create_authority_keys(store, THEN)
    seats = {line.seat: line.enrolment_id for line in preview(store, office, marking.sitting_id)}
    for enrolment_id in seats.values():
        enrolling.keep_photo(store, office, enrolment_id, photos.read_photo(portrait(1)), THEN)
        consent.give(store, office, enrolment_id, "dsal-demo", "2026-11", THEN)
    with store.unit_of_work() as session:
        row = session.scalars(select(ResultRow).where(ResultRow.enrolment_id == seats[2])).one()
        record = json.loads(row.record)
        record["awards"][0]["met"] = True
        row.record = canonical(record)
    assert [(seat, code, severity) for seat, code, severity, _ in held_up(marking)] == [
        (2, "scheme.demands_not_met", "error"), (3, "scheme.demands_not_met", "warning")]
    papers = {(line.seat, line.authority) for line in issuing.of_sitting(store, office, marking.sitting_id)}
    assert papers == {(1, "jiangmen-demo"), (2, "jiangmen-demo"), (3, "jiangmen-demo"), (1, "dsal-demo")}
