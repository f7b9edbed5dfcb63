"""The office's desk, for tests of what happens before and after the marking: staff, applicants, one open sitting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assess.exams.eligibility import Background, Held
from assess.operations import enrolling, sittings
from assess.operations.enrolling import Applicant
from assess.people.identity import Document, DocumentType, PersonName, check_character
from assess.people.roles import Actor, Role
from assess.store.session import Store
from tests.conftest import NOW, MakeAccount

STANDARD, EDITION = "national/4-10-01-03", "2021"
HELD_ON = date(2026, 12, 20)
WORKSHOP = "江门市第一幼儿园"


def plan_of(code: str = "JM-T-1", **changes: object) -> sittings.SittingPlan:
    """A plan that can be carried out: 保育师 L4, one paper."""
    plan = sittings.SittingPlan(code, STANDARD, EDITION, "L4", HELD_ON, "江门技校3号楼", "jiangmen-demo")
    return replace(plan, **changes)  # type: ignore[arg-type]


def resident(born: date, order: int) -> Document:
    """A resident identity number of the unassigned area 440799 with the right check digit."""
    first = f"440799{born:%Y%m%d}{order:03d}"
    return Document(DocumentType.RESIDENT_ID, first + check_character(first))


def applicant(number: int = 1, name: str = "", workshop: str = "") -> Applicant:
    """A person who fulfils a route of L4 (五级 + 3 years); each number is another person."""
    born = date(1990, 1, 1 + number)
    background = Background(born, True, date(2018, 3, 1), grades=(Held("L5", date(2021, 6, 1)),))
    zh = name or "陈欧黄梁何周李"[number % 7] + "小明"
    return Applicant(PersonName(zh), resident(born, number), born, "mainland", workshop, background)


def staff(make_account: MakeAccount) -> dict[str, Actor]:
    """Office, colleague, three examiners (one of ``WORKSHOP``), a checker, a supervisor, by user name."""
    return {
        "office": make_account("office", Role.OFFICE, name="陈敏仪"),
        "office2": make_account("office2", Role.OFFICE, name="林伟强"),
        "exam1": make_account("exam1", Role.EXAMINER, name="黄志远"),
        "exam2": make_account("exam2", Role.EXAMINER, name="梁淑芬"),
        "colleague": make_account("colleague", Role.EXAMINER, name="何国栋", workshop=WORKSHOP),
        "checker": make_account("checker", Role.CHECKER, name="周晓岚"),
        "supervisor": make_account("supervisor", Role.SUPERVISOR, name="吴督导"),
    }


def open_sitting(store: Store, office: Actor, **changes: object) -> int:
    """A sitting whose enrolment is open."""
    sitting_id = sittings.plan(store, office, plan_of(**changes), NOW)
    for step in ("announce", "open_enrolment"):
        sittings.take_step(store, office, sitting_id, step, NOW)
    return sitting_id


def admit(store: Store, office: Actor, sitting_id: int, *people: Applicant) -> list[int]:
    """Enrols and admits everybody; their enrolment ids."""
    ids = enrolling.enrol_all(store, office, sitting_id, people, NOW)
    for enrolment_id in ids:
        enrolling.decide_admission(store, office, enrolment_id, True, "证书原件", NOW)
    return ids


def assign_all(store: Store, people: dict[str, Actor], sitting_id: int) -> None:
    """As many examiners as the standard asks for each part, and the checker."""
    office = people["office"]
    for part in sittings.form_parts(store, office, sitting_id):
        for name in ("exam1", "exam2")[:part.part.examiners.minimum]:
            sittings.assign(store, office, sitting_id, people[name].account_id, part.part.id, "examiner", NOW)
    sittings.assign(store, office, sitting_id, people["checker"].account_id, "", "checker", NOW)
