"""A sitting whose results stand in public notice, held once by the operations people use and copied for each test."""

from __future__ import annotations

import pickle
import secrets
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assess.cli.demo import story
from assess.cli.demo.cast import ABSENT, CHILD_CARE, FAILS_THEORY
from assess.config import load_config
from assess.operations import consent, endorsing, enrolling, issuing, settling, sittings
from assess.operations.keys import create_authority_keys
from assess.people.roles import Actor
from assess.store.session import Store, open_store
from tests.conftest import PASSWORD

EXAM = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
NOTICED = datetime(2026, 11, 5, 1, 0, tzinfo=UTC)
NOTICE_OVER = datetime(2026, 11, 12, 1, 0, tzinfo=UTC)
PASSED = [a.name.shown for a in CHILD_CARE if a.name.zh not in (ABSENT, FAILS_THEORY)]
CONSENTING = [a.name.shown for a in CHILD_CARE if a.residence == "macau"]


@dataclass(frozen=True)
class Noticed:
    """The sitting, its people by user name, its enrolments by the candidate's name."""

    store: Store
    sitting_id: int
    actors: Mapping[str, Actor]
    enrolments: Mapping[str, int]

    def prepare(self, now: datetime = NOTICE_OVER) -> issuing.Preparation:
        """The office prepares all certificates."""
        return issuing.prepare(self.store, self.actors["office"], self.sitting_id, now, secrets.token_bytes)

    def approve(self, now: datetime = NOTICE_OVER) -> int:
        """The second person approves them."""
        return issuing.approve(self.store, self.actors["office2"], self.sitting_id, now)

    def lines(self) -> dict[tuple[str, str], issuing.CertificateLine]:
        """The certificates by (name, authority)."""
        found = issuing.of_sitting(self.store, self.actors["office"], self.sitting_id)
        return {(line.name, line.authority): line for line in found}

    def issued(self, name: str = PASSED[0], authority: str = "jiangmen-demo") -> issuing.CertificateLine:
        """One issued certificate of that person; everything before it is done where it is not yet."""
        if not self.lines():
            self.prepare()
            self.approve()
        line = self.lines()[name, authority]
        if authority == "dsal-demo" and line.state == "prepared":
            endorsing.endorse(self.store, self.actors["officer"], [line.id], NOTICE_OVER)
        issuing.issue(self.store, line.id, NOTICE_OVER)
        return self.lines()[name, authority]


@pytest.fixture(scope="session")
def noticed_instance(empty_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installation with that sitting; ``made.pickle`` beside it says what is in it."""
    place = tmp_path_factory.mktemp("noticed") / "instance"
    shutil.copytree(empty_instance, place)
    held = hold(place)
    held.store.engine.dispose()
    (place.parent / "made.pickle").write_bytes(pickle.dumps((held.sitting_id, held.actors, held.enrolments)))
    return place


def hold(place: Path) -> Noticed:
    """Holds the sitting in an empty installation."""
    store = open_store(load_config({"ASSESS_INSTANCE": str(place)}))
    create_authority_keys(store, EXAM)
    actors = story.make_staff(store, PASSWORD, EXAM)
    office = actors["office"]
    sitting_id = story.open_sitting(store, office, story.CHILD_CARE_ID, "L3", "T-001", EXAM, (story.SCHEME,))
    enrolments = story.enrol_with_photos(store, office, sitting_id, CHILD_CARE, EXAM)
    by_name = dict(zip((a.name.shown for a in CHILD_CARE), enrolments, strict=True))
    for name, enrolment_id in by_name.items():
        enrolling.decide_admission(store, office, enrolment_id, True, "seen", EXAM)
        if name in CONSENTING:
            consent.give(store, office, enrolment_id, story.PARTNER, "2026-11", EXAM)
    story.start(store, actors, sitting_id, EXAM)
    for part in ("theory", "practical"):
        settling.record_part_state(store, office, by_name[ABSENT], part, "absent", "", EXAM)
    story.mark_all(store, actors, sitting_id, EXAM)
    sittings.take_step(store, office, sitting_id, "settle", NOTICED)
    sittings.take_step(store, office, sitting_id, "publish_notice", NOTICED)
    return Noticed(store, sitting_id, actors, by_name)


@pytest.fixture
def noticed(noticed_instance: Path, tmp_path: Path) -> Iterator[Noticed]:
    """A copy of the installation of the test's own; unpacked fonts are shared."""
    place = tmp_path / "instance"
    shutil.copytree(noticed_instance, place, ignore=shutil.ignore_patterns("cache"))
    (place / "cache").symlink_to(noticed_instance / "cache")
    (noticed_instance / "cache").mkdir(exist_ok=True)
    store = open_store(load_config({"ASSESS_INSTANCE": str(place)}))
    yield Noticed(store, *pickle.loads((noticed_instance.parent / "made.pickle").read_bytes()))
    store.engine.dispose()


@pytest.fixture(scope="session")
def issued_instance(noticed_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installation of ``noticed`` with three issued papers: one person's, and both of another."""
    place = tmp_path_factory.mktemp("issued") / "instance"
    shutil.copytree(noticed_instance, place)
    store = open_store(load_config({"ASSESS_INSTANCE": str(place)}))
    made = Noticed(store, *pickle.loads((noticed_instance.parent / "made.pickle").read_bytes()))
    made.issued(PASSED[0])
    made.issued(CONSENTING[0])
    made.issued(CONSENTING[0], "dsal-demo")
    store.engine.dispose()
    return place


@pytest.fixture
def issued(issued_instance: Path, noticed_instance: Path, tmp_path: Path) -> Iterator[Noticed]:
    """A copy of that installation of the test's own; unpacked fonts are shared."""
    place = tmp_path / "instance"
    shutil.copytree(issued_instance, place, ignore=shutil.ignore_patterns("cache"))
    (place / "cache").symlink_to(issued_instance / "cache")
    store = open_store(load_config({"ASSESS_INSTANCE": str(place)}))
    yield Noticed(store, *pickle.loads((noticed_instance.parent / "made.pickle").read_bytes()))
    store.engine.dispose()
