"""A review in one enterprise, for tests: the office, nine who may sit on panels, the applicant, the whole way."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from assess.config import Config, load_config
from assess.exams.eligibility import Background, Held
from assess.operations import appointing
from assess.operations.accounts import AccountDetails, actor_named, create_account
from assess.operations.appointing import NewReview
from assess.operations.enrolling import Applicant
from assess.people.identity import PersonName
from assess.people.roles import OPERATOR, Actor, Role
from assess.store.session import Store, open_store
from tests.conftest import NOW, PASSWORD
from tests.desk import resident

STANDARD, EDITION = "jiangmen-qiaodu-motor/6-23-04-01-appointments", "2026.1"
WORKSHOP = "侨都摩托车总装车间"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
UNTIL = date(2026, 11, 30)
AFTER = NOW + timedelta(days=8)
EVIDENCE = ("application", "certificates", "report", "results", "teaching", "pledge")


def applicant(order: int = 61, name: str = "余杰辉", **background: object) -> Applicant:
    """Somebody who has held 高级技师 for four years: fit for 特级技师, not for 首席技师."""
    born = date(1984, 5, 6)
    known = Background(born, True, date(2004, 7, 1), grades=(Held("L1", date(2022, 6, 1)),))
    known = Background(**{**known.__dict__, **background})
    return Applicant(PersonName(name), resident(born, order), born, "mainland", WORKSHOP, known)


@dataclass
class Review:
    """One review with its people: ``office`` runs it, ``office2`` appoints, ``panel`` votes."""

    store: Store
    office: Actor
    office2: Actor
    panel: list[Actor]
    id: int
    now: datetime = field(default=NOW)

    def attach(self, *evidence: str) -> None:
        """Hands in one file for each."""
        for each in evidence:
            appointing.attach(self.store, self.office, self.id, each, f"{each}.pdf", PDF + each.encode(), self.now)

    def admit(self) -> None:
        """Completes the evidence and admits the applicant."""
        self.attach(*EVIDENCE)
        appointing.decide_admission(self.store, self.office, self.id, True, "", self.now)

    def seat(self, members: int = 7, outside: int = 3) -> None:
        """Names the panel: the last ones are from outside."""
        for number, one in enumerate(self.panel[:members]):
            appointing.seat(self.store, self.office, self.id, one.account_id,
                            outside=number >= members - outside, qualification="一级/高级技师", now=self.now)

    def sit(self) -> None:
        """Admission, panel, all three stages."""
        self.admit()
        self.seat()
        self.step("begin")
        for stage in ("record", "defence", "overall"):
            appointing.hold_stage(self.store, self.office, self.id, stage, self.now.date(), f"{stage}：记录",
                                  self.present(6), self.now)

    def present(self, count: int) -> list[int]:
        """The accounts of the first members."""
        return [one.account_id for one in self.panel[:count]]

    def vote(self, favour: int, against: int) -> None:
        """Opens the vote among so many and lets all of them vote."""
        appointing.open_voting(self.store, self.office, self.id, self.present(favour + against), self.now)
        for number, one in enumerate(self.panel[:favour + against]):
            appointing.cast_vote(self.store, one, self.id, number < favour, f"理由{number}", self.now)

    def appoint(self) -> None:
        """The whole way."""
        self.sit()
        self.vote(4, 2)
        appointing.publish(self.store, self.office, self.id, UNTIL, self.now)
        appointing.appoint(self.store, self.office2, self.id, date(2026, 12, 1), AFTER)

    def step(self, name: str, reason: str = "", actor: Actor | None = None) -> None:
        """A step that needs no more than a reason."""
        appointing.take_plain_step(self.store, actor or self.office, self.id, name, self.now, reason)

    def view(self) -> appointing.ReviewView:
        """What the office sees."""
        return appointing.review_view(self.store, self.office, self.id, self.now)


def new(code: str = "PP-T-1", grade: str = "special", renews: int | None = None) -> NewReview:
    """What the office chooses."""
    return NewReview(code, STANDARD, EDITION, grade, "qiaodu-demo", renews)


STAFF = [("office", Role.OFFICE, "陈敏仪", ""), ("office2", Role.OFFICE, "林伟强", ""),
         *((f"panel{n}", Role.REVIEWER, f"评委{n}", f"单位{n}") for n in range(9))]


def make_staff(store: Store) -> None:
    """Two of the office and nine who may sit on panels."""
    for username, role, name, workshop in STAFF:
        details = AccountDetails(username, name, frozenset({role}), workshop=workshop or None)
        create_account(store, OPERATOR, details, PASSWORD, now=NOW, salt=username.encode().ljust(16, b"."))


def open_review(store: Store, grade: str = "special", code: str = "PP-T-1", of: Applicant | None = None) -> Review:
    """An open review by the people of ``make_staff``."""
    office, office2, *panel = (actor_named(store, username) for username, *_ in STAFF)
    return Review(store, office, office2, panel,
                  appointing.open_review(store, office, new(code, grade), of or applicant(), NOW))


@pytest.fixture(scope="session")
def staffed_instance(empty_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with the people of ``make_staff``, made once: passwords take their time."""
    place = tmp_path_factory.mktemp("staffed") / "instance"
    shutil.copytree(empty_instance, place)
    store = open_store(load_config({"ASSESS_INSTANCE": str(place)}))
    make_staff(store)
    store.engine.dispose()
    return place


@pytest.fixture
def config(staffed_instance: Path, tmp_path: Path) -> Config:
    """Settings of a copy of the test's own."""
    shutil.copytree(staffed_instance, tmp_path / "instance")
    return load_config({"ASSESS_INSTANCE": str(tmp_path / "instance")})
