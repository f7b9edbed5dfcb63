"""The sample competition, marked and settled: five judges, workers and students, a scheme with the partner's paper.

``PEOPLE`` says who takes part and what share of the points the judges give; ``AWARDED`` what the committee states of
them by seat. All of them come from Macau and agreed to the partner's paper.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from assess.cli.demo.story import portrait
from assess.config import Config, load_config
from assess.exams.eligibility import Background, Held
from assess.exams.form import Field
from assess.operations import consent, photos, placing, scoring, settling, sittings
from assess.operations.accounts import AccountDetails, actor_named, create_account
from assess.operations.enrolling import Applicant, decide_admission, enrol, keep_photo
from assess.operations.keys import create_authority_keys
from assess.operations.placing import Stated
from assess.people.identity import Document, DocumentType, PersonName
from assess.people.roles import OPERATOR, Actor, Role
from assess.store.session import Store, open_store
from assess.store.sheets import MarkRow
from tests.marking import bir

STANDARD, EDITION, LEVEL, SCHEME = "jiangmen-skills-competition/6-30-99-00", "2026", "L3", "robots-macau"
PASSWORD = "chenpi ripens slowly"
DAY = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
NOTICE_OVER = DAY + timedelta(days=20)
JUDGES = tuple(f"judge{number}" for number in range(1, 6))
STAFF = {"office": Role.OFFICE, "office2": Role.OFFICE, "reader": Role.EXAMINER, "checker": Role.CHECKER,
         "officer": Role.OFFICER, **dict.fromkeys(JUDGES, Role.EXAMINER)}

PEOPLE = (
    ("陈䶮", "worker", "80", Fraction(1)),
    ("李𫖯", "worker", "75", Fraction(3, 4)),
    ("欧阳娜娜", "student", "75", Fraction(3, 4)),
    ("何㛃", "worker", "65", Fraction(1, 4)),
    ("黄小红", "student", "", Fraction(0)),
)
"""Name, route of admission, theory (empty: absent) and the share of every point item; the other items are certain."""
AWARDED = {1: Stated("worker", "gold"), 2: Stated("worker", "silver", "L2"), 3: Stated("student", "merit"),
           4: Stated("worker", "merit"), 5: Stated("student")}
"""Leads to: 二级 · 一级, who held 二级 · 三级 · nothing, the practical round was not passed · no place."""
GRADES = {1: "L2", 2: "L1", 3: "L3", 4: None, 5: None}


@dataclass(frozen=True)
class Contest:
    """The sitting, its people by user name, and its enrolments by seat."""

    store: Store
    sitting_id: int
    actors: Mapping[str, Actor]
    enrolments: Mapping[int, int]

    def enter(self, stated: Mapping[int, Stated] = AWARDED, username: str = "office") -> None:
        """One of the office states what the committee decided, by seat."""
        by_id = {self.enrolments[seat]: said for seat, said in stated.items()}
        placing.enter(self.store, self.actors[username], self.sitting_id, by_id, DAY)

    def confirm(self, username: str = "office2") -> None:
        """Another one confirms it."""
        placing.confirm(self.store, self.actors[username], self.sitting_id, DAY)

    def take(self, step: str, reason: str = "") -> None:
        """A step of the sitting."""
        sittings.take_step(self.store, self.actors["office"], self.sitting_id, step, DAY, reason)

    def results(self) -> dict[int, settling.CandidateResult]:
        """The results by seat."""
        return {one.seat: one for one in settling.preview(self.store, self.actors["office"], self.sitting_id)}


def hold(store: Store) -> Contest:
    """The competition, from the plan to the settled results."""
    create_authority_keys(store, DAY)
    for username, role in STAFF.items():
        details = AccountDetails(username, username.title(), frozenset({role}), senior=role is Role.EXAMINER,
                                 authority="dsal-demo" if role is Role.OFFICER else None)
        create_account(store, OPERATOR, details, PASSWORD, now=DAY, salt=username.encode().ljust(16, b"."))
    actors = {username: actor_named(store, username) for username in STAFF}
    office = actors["office"]
    sitting_id = sittings.plan(store, office, sittings.SittingPlan(
        code="2026-JS-01", standard=STANDARD, edition=EDITION, level=LEVEL, held_on=date(2026, 11, 2),
        place="江门市蓬江区", authority="jiangmen-demo", schemes=(SCHEME,)), DAY)
    contest = Contest(store, sitting_id, actors, {})
    for step in ("announce", "open_enrolment"):
        contest.take(step)
    enrolments = {seat: _enrolled(contest, seat) for seat in range(1, len(PEOPLE) + 1)}
    for username in ("reader", *JUDGES):
        part = "theory" if username == "reader" else "practical"
        sittings.assign(store, office, sitting_id, actors[username].account_id, part, "examiner", DAY)
    sittings.assign(store, office, sitting_id, actors["checker"].account_id, "", "checker", DAY)
    contest.take("start_marking")
    for part in ("theory", "practical"):
        settling.record_part_state(store, office, enrolments[5], part, "absent", "", DAY)
    _mark(contest)
    contest.take("settle")
    return Contest(store, sitting_id, actors, enrolments)


def _enrolled(contest: Contest, seat: int) -> int:
    store, office = contest.store, contest.actors["office"]
    name, group, _, _ = PEOPLE[seat - 1]
    diplomas = (Held("technical-school", None),) if group == "student" else ()
    known = Background(working_since=None if diplomas else date(2020, 1, 1), diplomas=diplomas)
    applicant = Applicant(PersonName(name, "", ""), Document(DocumentType.MACAU_BIR, bir(seat)), date(2000, 5, 17),
                          "macau", "", known)
    enrolment_id = enrol(store, office, contest.sitting_id, applicant, DAY)
    keep_photo(store, office, enrolment_id, photos.read_photo(portrait(1)), DAY)
    decide_admission(store, office, enrolment_id, True, "已核验", DAY)
    consent.give(store, office, enrolment_id, "dsal-demo", "2026-11", DAY)
    return enrolment_id


def _mark(contest: Contest) -> None:
    """Every judge marks the own sheets, written as rows; all are signed, checked and sealed."""
    store, sheets = contest.store, []
    for username in ("reader", *JUDGES):
        actor, part = contest.actors[username], "theory" if username == "reader" else "practical"
        own = scoring.own_sheets(store, actor, contest.sitting_id, part)
        mine = [sheet for sheet in own.sheets if not sheet.part_state]
        with store.unit_of_work() as session:
            session.add_all(
                MarkRow(sheet_id=sheet.id, field=field.key, version=1, value=text, actor_id=actor.account_id, at=DAY,
                        operation=f"{sheet.id}-{field.key}")
                for sheet in mine for field in own.form.fields if (text := _value(field, sheet.seat)))
        sheets += [sheet.id for sheet in mine]
        scoring.sign(store, actor, [sheet.id for sheet in mine], DAY)
    scoring.check(store, contest.actors["checker"], sheets, DAY)
    scoring.seal(store, contest.actors["office"], sheets, DAY)


def _value(field: Field, seat: int) -> str:
    _, _, theory, share = PEOPLE[seat - 1]
    if field.key == "theory.score":
        return theory
    match field.kind:
        case "points":
            return str(int((field.maximum or 0) * share.numerator / share.denominator))
        case "measure":
            return str(field.item.nominal) if share > Fraction(1, 2) else "200"  # type: ignore[union-attr]
        case "check":
            return "1"
        case "judge":
            return str(int(3 * share))
        case "time":
            return "0"
    return "0" if field.kind == "count" else ""


@pytest.fixture(scope="session")
def contest_instance(empty_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with the settled competition, made once; copy it, never change it."""
    place = tmp_path_factory.mktemp("contest") / "instance"
    shutil.copytree(empty_instance, place)
    store = open_store(load_config({"ASSESS_INSTANCE": str(place)}))
    hold(store)
    store.engine.dispose()
    return place


@pytest.fixture
def config(contest_instance: Path, tmp_path: Path) -> Config:
    """Settings of a copy of the test's own."""
    shutil.copytree(contest_instance, tmp_path / "instance")
    return load_config({"ASSESS_INSTANCE": str(tmp_path / "instance")})


@pytest.fixture
def contest(store: Store) -> Contest:
    """The competition, settled, without places."""
    actors = {username: actor_named(store, username) for username in STAFF}
    return Contest(store, 1, actors, {seat: seat for seat in range(1, len(PEOPLE) + 1)})
