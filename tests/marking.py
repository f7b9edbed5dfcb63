"""A sitting that is being marked, for tests of entering scores: two examiners, a checker, candidates in seats 1, 2, 3 …

Its standard is ``every_kind.yaml``; ``tests.choosing`` has measured values, times and a choice of tasks. Everything is
done by the operations that people use. A folder of tests takes the fixtures into its own ``conftest.py``.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assess.config import Config, load_config
from assess.exams.eligibility import Background
from assess.operations import scoring, sittings
from assess.operations.accounts import AccountDetails, actor_named, create_account
from assess.operations.enrolling import Applicant, decide_admission, enrol
from assess.operations.scoring import amending
from assess.operations.standards import publish
from assess.people.identity import Document, DocumentType, PersonName
from assess.people.roles import OPERATOR, Actor, Role
from assess.store.session import Store

HERE = Path(__file__).resolve().parent
PASSWORD = "chenpi ripens slowly"
THEN = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
NAMES = ("陈䶮", "李𫖯", "欧阳娜娜", "何㛃", "黄小红")
STAFF = {"office": Role.OFFICE, "first": Role.EXAMINER, "second": Role.EXAMINER, "reader": Role.EXAMINER,
         "checker": Role.CHECKER}

VALUES = {"t1.cut-depth": "18.5", "t1.tools": "1", "t1.shape.torn": "2", "t1.shape.uneven": "0", "t2.colour": "2"}
"""A complete sheet: 18.5 + 10 + (30 − 4) + 40 × 2/3."""


@dataclass(frozen=True)
class Marking:
    """The sitting and its people by user name."""

    store: Store
    sitting_id: int
    actors: dict[str, Actor]

    def sheets(self, username: str = "first", part: str = "practical") -> scoring.PartSheets:
        """An examiner's sheets of a part."""
        return scoring.own_sheets(self.store, self.actors[username], self.sitting_id, part)

    def sheet(self, seat: int = 1, username: str = "first", part: str = "practical") -> scoring.SheetView:
        """An examiner's sheet of one seat."""
        return next(sheet for sheet in self.sheets(username, part).sheets if sheet.seat == seat)

    def enter(self, field: str, text: str, seat: int = 1, *, username: str = "first", expected: int | None = None,
              operation: str = "", note: str | None = None) -> scoring.Saved:
        """Saves one mark of the practical part; the version that stands is expected unless said otherwise."""
        sheet = self.sheet(seat, username)
        version = sheet.cells[field].version if field in sheet.cells else 0
        expected = version if expected is None else expected
        return scoring.save(
            self.store, self.actors[username], sheet.id, field, text, note=note, expected=expected,
            operation=operation or f"{sheet.id}-{field}-{expected}-{text}", now=THEN,
        )

    def fill(self, seat: int = 1, username: str = "first") -> int:
        """Fills a sheet of the practical part; its id."""
        for field, text in VALUES.items():
            self.enter(field, text, seat, username=username)
        return self.sheet(seat, username).id

    def asked(self, field: str, text: str, seat: int = 1, username: str = "first", *, note: str | None = None,
              reason: str = "看错读数") -> int:
        """Asks to change one cell of a signed sheet of the practical part; the amendment's id."""
        sheet = self.sheet(seat, username)
        version = sheet.cells[field].version if field in sheet.cells else 0
        cell = scoring.Entered(sheet.id, field, text, version, "", note)
        return amending.ask(self.store, self.actors[username], sheet.id, [cell], reason, THEN)

    def amend(self, field: str, text: str, seat: int = 1, username: str = "first") -> None:
        """Changes one cell of a signed sheet: its examiner asks, the checker agrees."""
        asked = self.asked(field, text, seat, username)
        amending.agree(self.store, self.actors["checker"], asked, "", THEN)

    def signed(self, seat: int = 1, username: str = "first") -> int:
        """Fills and signs a sheet; its id."""
        sheet_id = self.fill(seat, username)
        scoring.sign(self.store, self.actors[username], [sheet_id], THEN)
        return sheet_id


def standards_folder(place: Path) -> Path:
    """A folder of standards with nothing but the standard of every kind, published."""
    folder = place / "standards"
    target = folder / "national" / "9-99-99-98" / "2026.yaml"
    target.parent.mkdir(parents=True)
    shutil.copy(HERE / "every_kind.yaml", target)
    shutil.copy(HERE.parent / "standards" / "ladder.yaml", folder / "ladder.yaml")
    publish(replace(load_config({}), standards=folder), target, THEN.date())
    return folder


EXAMINERS = (("reader", "theory"), ("first", "practical"), ("second", "practical"))


def hold(store: Store, candidates: int = 3, standard: str = "national/9-99-99-98", edition: str = "2026",
         level: str = "L4", schemes: tuple[str, ...] = (), examiners: Sequence[tuple[str, str]] = EXAMINERS,
         lead: str = "") -> Marking:
    """A sitting in marking: ``first`` and ``second`` examine the practical part, ``reader`` the theory."""
    for username, role in STAFF.items():
        details = AccountDetails(username, username.title(), frozenset({role}))
        create_account(store, OPERATOR, details, PASSWORD, now=THEN, salt=username.encode().ljust(16, b"."))
    actors = {username: actor_named(store, username) for username in STAFF}
    office = actors["office"]
    planned = sittings.SittingPlan(code="2026-CP-01", standard=standard, edition=edition, level=level,
                                   held_on=date(2026, 11, 23), place="江门市新会区", authority="jiangmen-demo",
                                   schemes=schemes)
    sitting_id = sittings.plan(store, office, planned, THEN)
    for step in ("announce", "open_enrolment"):
        sittings.take_step(store, office, sitting_id, step, THEN)
    for number in range(candidates):
        name = NAMES[number] if number < len(NAMES) else f"考生{chr(0x4E00 + number)}"
        applicant = Applicant(PersonName(name, "", ""), Document(DocumentType.MACAU_BIR, bir(number)),
                              date(1990, 5, 17), "macau", "", Background(works=True))
        decide_admission(store, office, enrol(store, office, sitting_id, applicant, THEN), True, "已核验", THEN)
    for username, part in examiners:
        sittings.assign(store, office, sitting_id, actors[username].account_id, part, "examiner", THEN)
    sittings.assign(store, office, sitting_id, actors["checker"].account_id, "", "checker", THEN)
    if lead:
        sittings.assign(store, office, sitting_id, actors[lead].account_id, "", "lead", THEN)
    sittings.take_step(store, office, sitting_id, "start_marking", THEN)
    return Marking(store, sitting_id, actors)


def bir(number: int) -> str:
    """A number of a Macau identity card of its own for each candidate."""
    return f"1{number:06d}{number % 10}"


@pytest.fixture
def config(empty_instance: Path, tmp_path: Path) -> Config:
    """Settings of a fresh installation whose only standard is the one of every kind."""
    shutil.copytree(empty_instance, tmp_path / "instance")
    return replace(load_config({"ASSESS_INSTANCE": str(tmp_path / "instance")}), standards=standards_folder(tmp_path))


@pytest.fixture
def marking(store: Store) -> Marking:
    """The sitting with three candidates."""
    return hold(store)
