"""From a settled competition to papers of both authorities: two people, the notice, and rows that somebody altered."""

from __future__ import annotations

import json
import secrets
from io import BytesIO
from zipfile import ZipFile

import pytest
from python_calamine import load_workbook
from sqlalchemy import update

from assess.canonical import canonical, sha256_hex
from assess.certificates.payload import payload_from_bytes
from assess.certificates.verify import Verdict
from assess.errors import Forbidden, Problems, Refused
from assess.exams.result_file import check_result_file
from assess.jobs import worker
from assess.operations import dossiers, endorsing, exporting, issuing, placing, remedies, results, verifying
from assess.operations.notices import notice, notice_to_print
from assess.operations.placing import Stated
from assess.store.audit import acts_on
from assess.store.certificates import CertificateRow, open_payload
from assess.store.placings import PlacingRow
from assess.store.results import ResultRow
from assess.store.sheets import MarkRow
from tests.contest import AWARDED, DAY, GRADES, NOTICE_OVER, Contest, config, contest, contest_instance

__all__ = ["config", "contest", "contest_instance"]


def view(contest: Contest, username: str = "office2") -> placing.PlacingsView:
    return placing.placings(contest.store, contest.actors[username], contest.sitting_id)


def grades(contest: Contest) -> dict[int, str | None]:
    return {seat: one.result.grade for seat, one in contest.results().items()}


def published(contest: Contest) -> Contest:
    contest.enter()
    contest.confirm()
    contest.take("publish_notice")
    return contest


def prepared(contest: Contest) -> issuing.Preparation:
    store, office = contest.store, contest.actors["office"]
    return issuing.prepare(store, office, contest.sitting_id, NOTICE_OVER, secrets.token_bytes)


def altered(contest: Contest, seat: int, **values: object) -> None:
    with contest.store.unit_of_work() as session:
        session.execute(update(PlacingRow).where(PlacingRow.enrolment_id == contest.enrolments[seat]).values(**values))


def refusal(code: str, contest: Contest) -> None:
    with pytest.raises(Refused) as caught:
        contest.results()
    assert caught.value.code == code


def test_a_competition_with_promotions_waits_for_its_places_before_the_notice(contest: Contest) -> None:
    for act in (lambda: None, contest.enter):
        act()
        with pytest.raises(Refused) as caught:
            contest.take("publish_notice")
        assert (caught.value.code, caught.value.params["unmet"]) == ("sitting.step_needs", "placings_open")
    contest.confirm()
    contest.take("publish_notice")


def test_the_page_proposes_what_the_applications_say_and_ranks_by_it(contest: Contest) -> None:
    found = view(contest)
    assert [(one.competitor.group, one.competitor.prize, one.competitor.held) for one in found.lines] == [
        ("worker", "", None), ("worker", "", None), ("student", "", None), ("worker", "", None), ("student", "", None)]
    assert [(one.total, one.result.placing and one.result.placing.rank) for one in found.lines] == [
        ("180.00", 1), ("161.17", 2), ("161.17", 1), ("86.50", 3), (None, None)]
    assert (found.may_enter, found.may_confirm, found.prizes) == (True, False, ("gold", "silver", "bronze", "merit"))


def test_confirmed_places_are_the_grades_of_the_results(contest: Contest) -> None:
    before = grades(contest)
    contest.enter()
    assert grades(contest) == before == {1: "L3", 2: "L3", 3: "L3", 4: None, 5: None}
    contest.confirm()
    assert grades(contest) == GRADES
    with contest.store.reading() as session:
        kept = session.query(ResultRow).filter_by(in_force=True).order_by(ResultRow.enrolment_id).all()
        assert [(row.grade, row.passed, sha256_hex(row.record) == row.digest) for row in kept] == [
            (grade, grade is not None, True) for grade in GRADES.values()]
        told = acts_on(session, "placing.confirm", f"sitting:{contest.sitting_id}")[0].details["results"]
        assert told == {str(row.enrolment_id): row.digest for row in kept}


def test_whoever_entered_does_not_confirm_and_nobody_does_it_twice(contest: Contest) -> None:
    contest.enter()
    with pytest.raises(Forbidden) as caught:
        contest.confirm("office")
    assert caught.value.params["reason"] == "not_prepared"
    assert (view(contest, "office").may_confirm, view(contest).may_confirm) == (False, True)
    contest.enter(username="office2")  # who corrects takes over; the other one confirms then
    contest.confirm("office")
    for act in (contest.enter, lambda: contest.confirm("office")):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "placing.confirmed"
    assert not view(contest).may_enter


def test_nothing_that_nobody_entered_is_confirmed(contest: Contest) -> None:
    with pytest.raises(Refused) as caught:
        contest.confirm()
    assert caught.value.code == "placing.not_entered"


@pytest.mark.parametrize("username", ["judge1", "checker", "officer"])
def test_others_than_the_office_neither_enter_nor_confirm(contest: Contest, username: str) -> None:
    with pytest.raises(Forbidden):
        contest.enter(username=username)
    contest.enter()
    with pytest.raises(Forbidden):
        contest.confirm(username)


def test_what_cannot_be_is_refused_each_at_its_place(contest: Contest) -> None:
    """A prize and a group and a grade that there are not, and a prize of somebody without a place."""
    with pytest.raises(Problems) as caught:
        contest.enter({1: Stated("worker", "platinum"), 2: Stated("guests"), 3: Stated("student", "gold", "L0"),
                       4: Stated("worker"), 5: Stated("student", "merit")})
    assert [(one.where, one.code) for one in caught.value.problems] == [
        ("prize_1", "placing.prize_unknown"), ("group_2", "placing.group_unknown"),
        ("held_3", "placing.held_unknown"), ("prize_5", "placing.prize_without_place")]
    assert view(contest).entered_by == ""


def test_nobody_is_left_out(contest: Contest) -> None:
    with pytest.raises(Problems) as caught:
        contest.enter({seat: said for seat, said in AWARDED.items() if seat != 4})
    assert [(one.code, one.params) for one in caught.value.problems] == [("placing.missing", {"seat": 4})]


def test_two_golds_are_allowed(contest: Contest) -> None:
    contest.enter(AWARDED | {2: Stated("worker", "gold")})
    contest.confirm()


def test_after_the_notice_only_reopening_changes_places_and_they_are_entered_again(contest: Contest) -> None:
    published(contest)
    with pytest.raises(Refused) as caught:
        contest.enter()
    assert caught.value.code == "placing.not_settled"
    contest.take("reopen", "名单有误")
    assert grades(contest)[1] == "L3" and view(contest).lines == ()
    contest.take("settle")
    found = view(contest)
    assert [one.competitor.prize for one in found.lines] == ["gold", "silver", "merit", "merit", ""]
    assert (found.entered_by, found.may_enter) == ("", True)
    contest.enter(AWARDED | {1: Stated("worker")})
    contest.confirm()
    assert grades(contest)[1] == "L2"


def test_a_place_is_no_second_settling_and_a_reopening_is(contest: Contest) -> None:
    published(contest)
    office = contest.actors["office"]
    assert remedies.settlements(contest.store, office, contest.sitting_id) == {}
    contest.take("reopen", "名单有误")
    contest.take("settle")
    contest.enter(AWARDED | {1: Stated("worker", "gold", "L1")})
    contest.confirm()
    told = remedies.settlements(contest.store, office, contest.sitting_id)[contest.enrolments[1]]
    assert [(one.grade, one.in_force, one.reopened_why) for one in told] == [
        ("L2", False, ""), (None, True, "名单有误")]


def test_a_row_of_the_places_that_was_altered_is_refused_everywhere(contest: Contest) -> None:
    published(contest)
    assert grades(contest) == GRADES  # untouched, all is well
    altered(contest, 4, group="student")
    refusal("certificate.result_differs", contest)
    made = prepared(contest)
    assert made.prepared == () and {one.problem.code for one in made.hindrances} >= {"certificate.result_differs"}
    altered(contest, 4, group="worker")  # as it was: the papers that are issued below show that all is well then
    assert grades(contest) == GRADES


def test_whatever_is_altered_in_a_row_shows_until_it_is_as_it_was(contest: Contest) -> None:
    published(contest)
    with contest.store.reading() as session:
        confirmed_at = session.query(PlacingRow).first().confirmed_at  # type: ignore[union-attr]
    for name, value, was in (("prize", "gold", "merit"), ("held", "L1", None), ("group", "worker", "student"),
                             ("confirmed_at", None, confirmed_at), ("in_force", False, True)):
        altered(contest, 3, **{name: value})
        refusal("certificate.result_differs", contest)
        altered(contest, 3, **{name: was})
        assert grades(contest) == GRADES


def test_a_sheet_that_was_altered_stops_the_papers_of_the_others_too(contest: Contest) -> None:
    published(contest)
    with contest.store.unit_of_work() as session:
        of_seat_4 = (MarkRow.field == "theory.score", MarkRow.value == "65")
        session.execute(update(MarkRow).where(*of_seat_4).values(value="99"))
    made = prepared(contest)
    assert made.prepared == () and {one.problem.code for one in made.hindrances} == {
        "sheet.altered", "scheme.level_without_equivalent"}


def test_a_grade_that_was_altered_in_the_result_gives_no_paper(contest: Contest) -> None:
    published(contest)
    with contest.store.unit_of_work() as session:
        session.execute(update(ResultRow).where(ResultRow.in_force, ResultRow.enrolment_id == 3).values(grade="L1"))
    found = {one.seat: one.problem.code for one in prepared(contest).hindrances if one.authority == "jiangmen-demo"}
    assert found == {3: "certificate.result_differs"}


def test_the_notice_names_rank_prize_and_grade_and_nothing_besides(contest: Contest) -> None:
    published(contest)
    _, lines = notice_to_print(contest.store, contest.actors["office"], contest.sitting_id)
    assert [(one.number, one.grade, one.place) for one in lines] == [
        ("1", "L2", ("worker", 1, "gold")), ("2", "L1", ("worker", 2, "silver")), ("3", "L3", ("student", 1, "merit"))]
    assert notice(contest.store, "2026-JS-01", DAY.date()).lines == lines


def test_the_file_of_a_placed_result_computes_again_and_is_the_one_in_force(contest: Contest) -> None:
    published(contest)
    made = results.result_file(contest.store, contest.actors["office"], contest.enrolments[2], DAY)
    checked, standing = results.check(contest.store, made.data)
    assert checked.holds and checked.result is not None and checked.result.grade == "L1"
    assert standing is results.Standing.IN_FORCE
    data = json.loads(made.data)
    del data["result"]["placing"]
    forged = canonical(data | {"digest": sha256_hex(canonical(data["result"]))})
    assert not check_result_file(forged).holds


@pytest.fixture
def issued(contest: Contest) -> Contest:
    """The competition with all papers issued, the partner's endorsed."""
    store = published(contest).store
    made = prepared(contest)
    assert [(one.seat, one.problem.code, one.problem.severity) for one in made.hindrances] == [
        (2, "scheme.level_without_equivalent", "warning")]
    issuing.approve(store, contest.actors["office2"], contest.sitting_id, NOTICE_OVER)
    officer = contest.actors["officer"]
    waiting = endorsing.waiting(store, officer)
    assert all(dossiers.dossier(store, officer, one.id).result_holds for one in waiting)
    endorsing.endorse(store, officer, [one.id for one in waiting], NOTICE_OVER)
    worker.run_until_idle(store, NOTICE_OVER)
    return contest


def test_both_authorities_issue_papers_of_the_grade_that_the_place_led_to(issued: Contest) -> None:
    lines = issuing.of_sitting(issued.store, issued.actors["office"], issued.sitting_id)
    assert {one.state for one in lines} == {"issued"} and {(one.seat, one.authority) for one in lines} == {
        (1, "jiangmen-demo"), (2, "jiangmen-demo"), (3, "jiangmen-demo"), (1, "dsal-demo"), (3, "dsal-demo")}
    with issued.store.reading() as session:
        kept = {row.enrolment_id: row.digest for row in session.query(ResultRow).filter_by(in_force=True)}
        for one in lines:
            payload = payload_from_bytes(open_payload(session, session.get_one(CertificateRow, one.id)))
            assert (payload.level, payload.result_sha256) == (GRADES[one.seat], kept[one.seat])
    for one in lines:
        found = verifying.by_token(issued.store, one.token)
        assert found.verdict in (Verdict.GENUINE, Verdict.SPECIMEN) and found.certificate is not None
        assert found.certificate.level == GRADES[one.seat]


def test_the_archive_lists_group_rank_and_prize_and_its_files_compute(contest: Contest) -> None:
    published(contest)
    made = exporting.archive(contest.store, contest.actors["office"], contest.sitting_id, "归档", NOTICE_OVER, "en")
    with ZipFile(BytesIO(made.data)) as packed:
        rows = load_workbook(BytesIO(packed.read("sitting.xlsx"))).get_sheet_by_name("Results").to_python()
        assert check_result_file(packed.read("results/0002.json")).holds
    place = rows[0].index("Group")
    assert [row[place:place + 5] for row in rows[1:3]] == [
        ["worker", "1", "gold", "", "Level 2 / technician"],
        ["worker", "2", "silver", "L2", "Level 1 / senior technician"]]
