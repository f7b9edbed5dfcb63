"""Whatever fails between the keyboard and the server: in the end the server holds what was typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, TimeoutError

from assess.operations.scoring import journal
from assess.web.examiner import journal as pages
from tests.browser.journal.run import Run
from tests.browser.journal.workshop import Workshop

pytestmark = pytest.mark.browser

FORGETFUL = (Path(__file__).parent / "forgetful_journal.js").read_text(encoding="utf-8")
"""A journal that keeps everything in the page alone."""


def faults_of(workshop: Workshop, seed: int, steps: int = 12, **options: object) -> list[str]:
    """What a run of this seed complains about."""
    run = Run(workshop, seed, **options)  # type: ignore[arg-type]
    run.play(steps)
    return run.faults


@pytest.mark.parametrize("first", range(0, 60, 10))
def test_the_server_holds_what_was_typed_whatever_failed(workshop: Workshop, first: int) -> None:
    assert {seed: faults for seed in range(first, first + 10) if (faults := faults_of(workshop, seed, 7))} == {}


@pytest.mark.long
@pytest.mark.parametrize("first", range(1000, 2000, 50))
def test_the_server_holds_what_was_typed_in_a_thousand_runs(workshop: Workshop, first: int) -> None:
    assert {seed: faults for seed in range(first, first + 50) if (faults := faults_of(workshop, seed))} == {}


def caught(workshop: Workshop, **options: object) -> bool:
    """Whether one of the first seeds complains, or never comes to an end."""
    try:
        return any(faults_of(workshop, seed, **options) for seed in range(25))
    except TimeoutError:
        return True


def test_without_the_journal_something_is_lost(workshop: Workshop) -> None:
    def forget(context: BrowserContext) -> None:
        context.route("**/score/journal.js*", lambda route: route.fulfill(
            body=FORGETFUL, content_type="text/javascript"))

    assert caught(workshop, workers="block", prepare=forget)


def test_a_server_that_does_not_know_what_it_took_is_found_out(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "known_operations", lambda session, operations: {})
    assert caught(workshop)


class _Whatever(int):
    """A version that fits every other."""

    def __ne__(self, other: object) -> bool:
        return False

    __hash__ = int.__hash__


def test_a_server_that_does_not_compare_versions_is_found_out(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pages._operation

    def careless(sent: object) -> journal.Operation:
        operation = real(sent)  # type: ignore[arg-type]
        return journal.Operation(operation.operation, operation.sequence, operation.sheet_id, operation.field,
                                 operation.text, _Whatever(operation.expected), operation.note, operation.dropped)

    monkeypatch.setattr(pages, "_operation", careless)
    assert caught(workshop)
