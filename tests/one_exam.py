"""One whole exam for tests of what comes after it: a dual scheme, three candidates, papers issued or waiting.

Chan (陈䶮) passes and agrees to the Macau paper, Lei passes and does not agree, Xavier fails the practical part by a
veto and was absent from theory. Everything is done by the operations that people use.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from assess.config import load_config
from assess.exams.eligibility import Background
from assess.exams.form import Field
from assess.operations import consent, endorsing, issuing, scoring, settling, sittings
from assess.operations.accounts import AccountDetails, actor_named, create_account
from assess.operations.enrolling import Applicant, decide_admission, enrol, keep_photo
from assess.operations.keys import create_authority_keys
from assess.people.identity import Document, DocumentType, PersonName
from assess.people.roles import OPERATOR, Actor, Role
from assess.store.certificates import CertificateRow
from assess.store.session import Store, open_store
from assess.store.sittings import EnrolmentRow

PASSWORD = "chenpi ripens slowly"
EXAM_DAY = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
ISSUE_DAY = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)

_PEOPLE = (
    ("chan", PersonName("陈䶮", "Chan", "Ka Ian"), Document(DocumentType.MACAU_BIR, "12345679")),
    ("lei", PersonName("李𫖯", "Lei", "Fu"), Document(DocumentType.MACAU_BIR, "52345678")),
    ("xavier", PersonName("", "Xavier", "Maria de Fátima"), Document(DocumentType.MACAU_BIR, "72345671")),
)
_STAFF = {
    "office": ((Role.OFFICE,), {}),
    "approver": ((Role.OFFICE,), {}),
    "theory": ((Role.EXAMINER,), {}),
    "first": ((Role.EXAMINER,), {}),
    "second": ((Role.EXAMINER,), {}),
    "checker": ((Role.CHECKER,), {}),
    "officer": ((Role.OFFICER,), {"authority": "dsal-demo"}),
    "stranger-officer": ((Role.OFFICER,), {"authority": "jiangmen-demo"}),
}


@dataclass(frozen=True)
class Exam:
    """The ids of what was made; ``enrolments`` by the candidates' user names."""

    sitting_id: int
    enrolments: dict[str, int]


@dataclass(frozen=True)
class Paper:
    """A certificate's row as tests need it."""

    id: int
    token: str
    number: str
    state: str


EXAM = Exam(sitting_id=1, enrolments={"chan": 1, "lei": 2, "xavier": 3})
"""The ids in a fresh database, which are the same every time."""


@pytest.fixture(scope="session")
def waiting_instance(empty_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation after the exam: own papers issued, Chan's Macau paper waiting. Copy it, never change it."""
    return _made(empty_instance, tmp_path_factory.mktemp("waiting") / "instance", hold_exam)


@pytest.fixture(scope="session")
def issued_instance(waiting_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with Chan's Macau paper endorsed and issued."""
    return _made(waiting_instance, tmp_path_factory.mktemp("issued") / "instance", lambda store: endorse(store, EXAM))


def _made(origin: Path, folder: Path, fill: Callable[[Store], object]) -> Path:
    shutil.copytree(origin, folder)
    store = open_store(load_config({"ASSESS_INSTANCE": str(folder)}))
    try:
        fill(store)
    finally:
        store.engine.dispose()
    return folder


def actor(store: Store, username: str) -> Actor:
    """The person of that user name."""
    return actor_named(store, username)


def hold_exam(store: Store) -> Exam:
    """Holds the exam up to the approved papers of the body's own; Chan's Macau paper waits for its officer."""
    create_authority_keys(store, EXAM_DAY)
    for username, (roles, fields) in _STAFF.items():
        _account(store, username, roles, **fields)
    exam = _enrolled(store)
    _score(store, exam)
    office, approver = actor(store, "office"), actor(store, "approver")
    for step in ("settle", "publish_notice"):
        sittings.take_step(store, office, exam.sitting_id, step, EXAM_DAY)
    made = issuing.prepare(store, office, exam.sitting_id, EXAM_DAY, _random("prepare"))
    assert len(made.prepared) == 3, made.hindrances
    issuing.approve(store, approver, exam.sitting_id, ISSUE_DAY)
    for username in ("chan", "lei"):
        issuing.issue(store, paper_of(store, exam, username, "jiangmen-demo").id, ISSUE_DAY)
    return exam


def endorse(store: Store, exam: Exam) -> None:
    """The officer endorses Chan's Macau paper, and it is issued."""
    paper = paper_of(store, exam, "chan", "dsal-demo")
    endorsing.endorse(store, actor(store, "officer"), [paper.id], ISSUE_DAY)
    issuing.issue(store, paper.id, ISSUE_DAY)


def paper_of(store: Store, exam: Exam, username: str, authority: str) -> Paper:
    """The certificate of that candidate by that authority."""
    with store.reading() as session:
        for row in session.query(CertificateRow).filter_by(enrolment_id=exam.enrolments[username]):
            if row.authority == authority:
                return Paper(row.id, row.token, row.number, row.state)
    raise LookupError(f"{username} has no certificate of {authority}")


def _enrolled(store: Store) -> Exam:
    office = actor(store, "office")
    planned = sittings.SittingPlan(
        code="2026-BY-01", standard="national/4-10-01-03", edition="2021", level="L3", held_on=date(2026, 11, 2),
        place="江门市蓬江区", authority="jiangmen-demo", schemes=("baoyu-macau",),
    )
    sitting_id = sittings.plan(store, office, planned, EXAM_DAY)
    for step in ("announce", "open_enrolment"):
        sittings.take_step(store, office, sitting_id, step, EXAM_DAY)
    enrolments: dict[str, int] = {}
    for username, name, document in _PEOPLE:
        applicant = Applicant(name, document, date(1990, 5, 17), "macau", "", Background(works=True))
        enrolments[username] = enrolment_id = enrol(store, office, sitting_id, applicant, EXAM_DAY)
        keep_photo(store, office, enrolment_id, _photo(), EXAM_DAY)
        decide_admission(store, office, enrolment_id, True, "社会保险缴费记录", EXAM_DAY)
        with store.reading() as session:
            person_id = session.get_one(EnrolmentRow, enrolment_id).person_id
        _account(store, username, (Role.CANDIDATE,), person_id=person_id)
    consent.give(store, actor(store, "chan"), enrolments["chan"], "dsal-demo", "2026-11", EXAM_DAY)
    for username, part in (("theory", "theory"), ("first", "practical"), ("second", "practical")):
        sittings.assign(store, office, sitting_id, actor(store, username).account_id, part, "examiner", EXAM_DAY)
    sittings.assign(store, office, sitting_id, actor(store, "checker").account_id, "", "checker", EXAM_DAY)
    sittings.take_step(store, office, sitting_id, "start_marking", EXAM_DAY)
    return Exam(sitting_id, enrolments)


def _score(store: Store, exam: Exam) -> None:
    office, checker, failing = actor(store, "office"), actor(store, "checker"), exam.enrolments["xavier"]
    settling.record_part_state(store, office, failing, "theory", "absent", "", EXAM_DAY)
    for username, part in (("theory", "theory"), ("first", "practical"), ("second", "practical")):
        examiner = actor(store, username)
        part_sheets = scoring.own_sheets(store, examiner, exam.sitting_id, part)
        done = []
        for sheet in part_sheets.sheets:
            if sheet.part_state:
                continue
            for field in part_sheets.form.fields:
                value, note = _value(field, veto=sheet.enrolment_id == failing)
                if value:
                    scoring.save(store, examiner, sheet.id, field.key, value, note=note, expected=0,
                                 operation=f"{sheet.id}-{field.key}", now=EXAM_DAY)
            done.append(sheet.id)
        scoring.sign(store, examiner, done, EXAM_DAY)
        scoring.check(store, checker, done, EXAM_DAY)
        scoring.seal(store, office, done, EXAM_DAY)


def _value(field: Field, veto: bool) -> tuple[str, str]:
    if field.kind == "veto":
        return ("1", "操作中使幼儿处于危险") if veto else ("", "")
    if field.kind == "count":
        return "0", ""
    if field.kind == "judge":
        return "3", ""
    return str(int((field.maximum or 0) * 9 / 10)), ""


def _account(store: Store, username: str, roles: Sequence[Role], **fields: object) -> None:
    details = AccountDetails(username, username, frozenset(roles), **fields)  # type: ignore[arg-type]
    create_account(store, OPERATOR, details, PASSWORD, now=EXAM_DAY, salt=username.encode().ljust(16, b".")[:16])


def _photo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (295, 413), "#dfe7ef").save(out, "JPEG")
    return out.getvalue()


def _random(seed: str) -> Callable[[int], bytes]:
    """Bytes that are the same at every run, so that a failing test can be looked at again."""
    count = iter(range(1_000_000))
    return lambda size: hashlib.sha512(f"{seed}{next(count)}".encode()).digest()[:size]
