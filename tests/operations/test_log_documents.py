"""Standards, forms and sheets stand in the log from the moment they are fixed, and nobody's name with them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from one_exam import EXAM_DAY
from sqlalchemy import select

from assess.config import load_config
from assess.ledger.entry import entry_bytes, leaf_of
from assess.operations import public_log
from assess.operations.monitor import watch
from assess.operations.publishing import publish_changes
from assess.operations.standards import enter_standards, library
from assess.store.forms import FormRow
from assess.store.ledger import all_lines, is_logged, take_up
from assess.store.session import Store, open_store
from assess.store.sheets import SheetRow, SheetSealRow
from tests.conftest import NOW


@pytest.fixture
def held(issued_instance: Path, tmp_path: Path) -> Iterator[Store]:
    """An installation in which one exam was held and its papers issued."""
    shutil.copytree(issued_instance, tmp_path / "held", ignore=shutil.ignore_patterns("cache"))
    store = open_store(load_config({"ASSESS_INSTANCE": str(tmp_path / "held")}))
    yield store
    store.engine.dispose()


def test_every_sealed_sheet_has_an_entry_that_only_its_salt_explains(held: Store) -> None:
    with held.reading() as session:
        sheets = session.scalars(select(SheetRow).where(SheetRow.state == "sealed")).all()
        logged = {line.entry.leaf: line.entry for line in all_lines(session) if line.entry.kind == "sheet"}
        seals = session.scalars(select(SheetSealRow)).all()
    assert len(sheets) == len(seals) == len(logged) > 0
    for seal in seals:
        assert seal.salt is not None and leaf_of(seal.salt, bytes.fromhex(seal.digest)) == seal.leaf
        assert seal.digest not in entry_bytes(logged[seal.leaf]).decode()
        # Whoever has the sheet and all that is public, but not the salt, cannot tell which entry is its own.
        assert leaf_of(b"", bytes.fromhex(seal.digest)) not in logged
    assert len({seal.salt for seal in seals}) == len(seals)


def test_an_erased_salt_leaves_a_log_that_is_whole_and_says_nothing(held: Store) -> None:
    with held.unit_of_work() as session:
        for seal in session.scalars(select(SheetSealRow)):
            seal.salt = None
    assert watch(held).sound


def test_the_form_of_a_sitting_is_logged_once(held: Store) -> None:
    with held.reading() as session:
        forms = session.scalars(select(FormRow.digest)).all()
        logged = [line.entry.leaf for line in all_lines(session) if line.entry.kind == "form"]
    assert sorted(forms) == sorted(logged) and forms


def test_every_published_standard_is_entered_once(held: Store) -> None:
    editions = library(held.config).editions
    assert enter_standards(held, EXAM_DAY) == len(editions) > 1
    assert enter_standards(held, EXAM_DAY) == 0
    with held.reading() as session:
        entries = {line.entry.leaf: line.entry for line in all_lines(session) if line.entry.kind == "standard"}
    for edition in editions.values():
        assert entries[edition.entry.sha256].authority == edition.entry.file.partition("/")[0]
    assert watch(held).sound


def test_a_running_installation_enters_and_publishes_what_the_command_line_published(
    held: Store, tmp_path: Path
) -> None:
    shutil.copytree(held.config.standards, tmp_path / "standards")
    store = replace(held, config=replace(held.config, standards=tmp_path / "standards"))
    (spoilt,) = (tmp_path / "standards" / "national" / "4-10-01-03").glob("*.yaml")
    whole = spoilt.read_bytes()
    spoilt.write_bytes(whole + b"# altered\n")
    publish_changes(store, NOW)
    assert entered(held) == [], "a folder with faults is the monitor's matter"
    spoilt.write_bytes(whole)
    publish_changes(store, NOW)
    assert sorted(entered(held)) == sorted(one.entry.sha256 for one in library(held.config).editions.values())
    assert public_log.unpublished(held) == 0 and watch(held).sound
    publish_changes(store, NOW)
    assert len(entered(held)) == len(set(entered(held))) > 1


def entered(held: Store) -> list[str]:
    with held.reading() as session:
        return [line.entry.leaf for line in all_lines(session) if line.entry.kind == "standard"]


def test_a_clock_that_was_set_back_stops_no_sheet_and_dates_nothing_before_the_log(store: Store) -> None:
    with store.unit_of_work() as session:
        take_up(session, "form", "jiangmen-demo", "0" * 64, NOW.date())
        late = take_up(session, "sheet", "jiangmen-demo", "1" * 64, NOW.date() - timedelta(days=30))
        assert late.day == NOW.date() == date(2026, 11, 23)
        assert is_logged(session, "sheet", "1" * 64) and not is_logged(session, "form", "1" * 64)
