"""Two people do the same thing at the same moment: one of them wins, and nothing is made twice or lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from assess.errors import AssessError
from assess.operations import issuing, jobs, scoring, sittings
from assess.store.results import ResultRow
from tests.marking import THEN, VALUES, Marking, config, marking
from tests.operations.conftest import NOTICE_OVER, PASSED, Noticed
from tests.operations.test_settling import mark

__all__ = ["config", "marking"]


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What became of each act when all began together: ``done``, or the code of the refusal."""
    ready = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        ready.wait()
        try:
            act()
        except AssessError as error:
            return error.code
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def test_two_who_settle_settle_once(marking: Marking) -> None:
    mark(marking)

    def settle() -> None:
        sittings.take_step(marking.store, marking.actors["office"], marking.sitting_id, "settle", THEN)

    assert at_once(settle, settle) == ["done", "sitting.step_not_from_here"]
    with marking.store.reading() as session:
        assert session.query(ResultRow).count() == 3


@pytest.mark.parametrize("round", range(5))
def test_a_mark_is_either_under_the_signature_or_refused(marking: Marking, round: int) -> None:
    sheet_id, first = marking.fill(), marking.actors["first"]
    field, (before, after) = "t1.cut-depth", (VALUES["t1.cut-depth"], "19")
    outcome = at_once(
        lambda: scoring.sign(marking.store, first, [sheet_id], THEN),
        lambda: scoring.save(marking.store, first, sheet_id, field, after, expected=1, operation="late", now=THEN),
    )
    stands = marking.sheet().cells[field].value
    assert (outcome, stands) in [(["done", "done"], after), (["done", "sheet.not_open"], before)]


def test_two_who_prepare_make_one_certificate_of_each(noticed: Noticed) -> None:
    assert at_once(noticed.prepare, noticed.prepare) == ["done", "done"]
    own = [line for line in noticed.lines().values() if line.authority == "jiangmen-demo"]
    assert len(own) == len({line.number for line in own}) == len(PASSED)


def test_two_who_approve_approve_once(noticed: Noticed) -> None:
    noticed.prepare()
    assert at_once(noticed.approve, noticed.approve) == ["done", "sitting.step_not_from_here"]
    assert jobs.left(noticed.store) == len(PASSED)


def test_a_job_is_claimed_by_one_worker(noticed: Noticed) -> None:
    noticed.prepare()
    noticed.approve()
    claimed: list[int] = []

    def claim() -> None:
        job = jobs.claim(noticed.store, NOTICE_OVER)
        assert job is not None
        claimed.append(job.id)

    assert at_once(*[claim] * 4) == ["done"] * 4
    assert len(set(claimed)) == 4


def test_two_workers_with_the_same_job_make_one_paper(noticed: Noticed) -> None:
    noticed.prepare()
    noticed.approve()
    certificate_id = noticed.lines()[PASSED[0], "jiangmen-demo"].id

    def issue() -> None:
        issuing.issue(noticed.store, certificate_id, NOTICE_OVER)

    assert at_once(issue, issue) == ["done", "done"]
    papers = list((noticed.store.config.instance / "files").rglob("*.pdf"))
    assert len(papers) == 1
